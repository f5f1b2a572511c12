"""The words of the page: in the language of the request, and as filters of the templates."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from enum import StrEnum
from typing import cast

from flask import Flask, g, has_app_context
from flask_babel import get_locale

from forms.phones import phone_href, phone_number
from portal.configuration.languages import DUTCH
from portal.domain.cases import Progress, Step
from portal.domain.numbers import without_bsn
from portal.texts import names
from portal.texts.names import ShownName
from portal.texts.words import Words, words_in


def words() -> Words:
    """The words of this page; Dutch where there is no page."""
    if not has_app_context():
        return words_in(DUTCH.code)
    try:
        return cast("Words", g.words)
    except AttributeError:  # the first text of the page
        g.words = words_in(str(get_locale()))
    return cast("Words", g.words)


@contextmanager
def in_language(code: str) -> Iterator[None]:
    """Say in this language what is said meanwhile."""
    usual = words()
    g.words = words_in(code)
    try:
        yield
    finally:
        g.words = usual


def gettext(text: str, /, **values: object) -> str:
    """See `Words.gettext`."""
    return words().gettext(text, **values)


def text_of(text: str, /, **values: object) -> str:
    """See `Words.text_of`."""
    return words().text_of(text, **values)


def ngettext(one: str, several: str, /, num: int, **values: object) -> str:
    """See `Words.ngettext`."""
    return words().ngettext(one, several, num, **values)


def locale() -> str:
    """The locale of the page for days and numbers, as Babel names it."""
    return words().language.babel


def day(value: date) -> str:
    """See `Words.day`."""
    return words().day(value)


def moment(value: datetime) -> str:
    """See `Words.moment`."""
    return words().moment(value)


def clock(value: datetime | time) -> str:
    """See `Words.clock`."""
    return words().clock(value)


def since(value: datetime) -> str:
    """See `Words.since`."""
    return words().since(value)


def size(value: int) -> str:
    """See `Words.size`."""
    return words().size(value)


def number(value: int) -> str:
    """See `Words.number`."""
    return words().number(value)


def label(value: StrEnum) -> str:
    """See `Words.label`."""
    return words().label(value)


def step_name(step: Step) -> ShownName:
    """See `names.step_name`."""
    return names.step_name(words(), step)


def phone(text: str) -> str:
    """A number as it stands; one without a space as people write it: 08000999 is hard to read."""
    return phone_number(text) if text.isdecimal() else text


SAYING = (day, moment, clock, since, size, number, label, text_of)
"""What are methods of `Words` too."""


def register(app: Flask) -> None:
    """Make these filters of the templates, and the names of what they say words of."""
    for words_of in (*SAYING, step_name, phone, phone_href):
        app.add_template_filter(words_of)
        app.add_template_filter(without_bsn)
    app.add_template_global(Progress, "Progress")
