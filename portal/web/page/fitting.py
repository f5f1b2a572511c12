"""Texts that fit their place: titles of pages, and numbers that do not break over two lines."""

import re
from html import unescape
from textwrap import shorten

from flask import Flask
from markupsafe import Markup, escape

BETWEEN = " - "
LONGEST_TITLE = 70
"""In characters: search engines, tabs and html-validate show or want no more."""
CUT = "…"
WHOLE = Markup('<span class="whole">{}</span>')
_NUMBER = re.compile(r"\b(?=\S*\d)[^\W_]+(?:[-/][^\W_]+)+\b[.,;:]?")
"""A case or receipt number: letters and digits with a hyphen or slash, and a digit in it.

A mark that follows stays with it.
"""


def page_title(text: str, site: str) -> Markup:
    """These parts and the name of the site, as far as they fit in the title of a page.

    `text` has its parts in order of weight. The first two always stand; each part is shortened
    where it must be, and left out where no word of it fits. The name of the site stands whole or
    not at all: parts of a page tell it from others, such as two forms with one question.
    """
    first, *others = unescape(text).strip().split(BETWEEN)
    second = others.pop(0) if others else site
    title = BETWEEN.join((_shortened(first, LONGEST_TITLE - len(second) - len(BETWEEN)), second))
    for part in others:
        rest = _shortened(part, LONGEST_TITLE - len(title) - len(BETWEEN))
        title = BETWEEN.join((title, rest)) if rest != CUT else title
    longer = BETWEEN.join((title, site))
    return escape(longer if second is not site and len(longer) <= LONGEST_TITLE else title)


def _shortened(text: str, room: int) -> str:
    """As many of its words as there is room for, with a sign where some are left out."""
    return shorten(text, max(room, len(CUT)), placeholder=CUT)


def whole_numbers(text: str) -> Markup:
    """The text with its numbers of cases and receipts marked: they don't break over two lines."""
    pieces, end = [], 0
    for number in _NUMBER.finditer(text):
        pieces += [escape(text[end : number.start()]), WHOLE.format(number[0])]
        end = number.end()
    return Markup("").join([*pieces, escape(text[end:])])


def register(app: Flask) -> None:
    """Give them to templates."""
    app.add_template_filter(page_title)
    app.add_template_filter(whole_numbers)
