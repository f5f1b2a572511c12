"""Dutch names within a text, as a page shows them: see `portal.texts.dutch_names`."""

from flask import Flask
from markupsafe import Markup, escape

from portal.configuration.languages import DUTCH
from portal.texts.dutch_names import BEGIN, END, unmarked
from portal.web.words.formats import words


def with_names(text: str) -> Markup:
    """The text for a page, with the language of each name that is marked: on a Dutch page none."""
    if words().language == DUTCH:
        return escape(unmarked(text))
    before, *marked = text.split(BEGIN)
    parts = [escape(before)]
    for part in marked:
        name, _end, after = part.partition(END)
        parts.append(Markup('<bdi lang="nl">{}</bdi>{}').format(name, after))
    return Markup("").join(parts)


def register(app: Flask) -> None:
    """Let templates say it too."""
    app.add_template_filter(with_names)
    app.add_template_filter(unmarked)
