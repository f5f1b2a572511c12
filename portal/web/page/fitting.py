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

    `text` has its parts in order of weight. The first two always stand, the first one shortened
    where it must be; each of the others stands only where there is room for all of it.
    """
    first, second, *others = [*unescape(text).strip().split(BETWEEN), site]
    room = LONGEST_TITLE - len(second) - len(BETWEEN)
    title = BETWEEN.join((shorten(first, max(room, len(CUT)), placeholder=CUT), second))
    for part in others:
        longer = BETWEEN.join((title, part))
        title = longer if len(longer) <= LONGEST_TITLE else title
    return escape(title)


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
