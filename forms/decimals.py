"""Numbers with and without decimals: `-12,5` in a text box, "-12.5" or -12 in answers."""

import re
from decimal import Decimal

from babel.numbers import format_decimal

from forms.values import Json

_WHOLE = r"(?P<whole>[1-9]\d{0,2}(?:(?P<by>[%s\s'])\d{3})(?:(?P=by)\d{3})*|\d+"
_DUTCH = re.compile(_WHOLE % "." + r"|(?=,\d))(?:,(?P<after>\d+))?", re.ASCII)
_ENGLISH = re.compile(_WHOLE % "," + r"|(?=\.))\.(?P<after>\d+)", re.ASCII)
_MINUS = re.compile(r"^-\s?")
_STORED = re.compile(r"-?\d{1,15}(?:\.\d{1,6})?", re.ASCII)
_GROUP = 3
_MOST_DIGITS = 15
_MOST_CHARACTERS = 100


def decimal_of(text: str, decimals: int) -> Decimal | None:
    """A number as people type it, with at most so many decimals; None for what is none.

    None too for what can be two: where there is room for three decimals, `1.234` can be a thousand
    and more, or one and a little. Where there is not, it can only be Dutch for a thousand.
    """
    if len(text) > _MOST_CHARACTERS:
        return None
    bare = _MINUS.sub("", text)
    dutch, english = _DUTCH.fullmatch(bare), _ENGLISH.fullmatch(bare)
    match = dutch or english
    if match is None or (dutch and english and decimals >= _GROUP):
        return None
    whole, after = re.sub(r"\D", "", match["whole"]).lstrip("0"), match["after"] or ""
    if len(after) > decimals or len(whole) > _MOST_DIGITS:
        return None
    number = Decimal(f"{whole or 0}.{after or 0}")
    return -number if bare != text and number else number


def stored(number: Decimal, decimals: int) -> Json:
    """A whole number where there are no decimals, else a text without zeros at its end: "12.5"."""
    if not decimals:
        return int(number)
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def number_in(value: Json) -> Decimal | None:
    """The number that is stored; None where there is none."""
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    is_number = isinstance(value, str) and _STORED.fullmatch(value)
    return Decimal(str(value)) if is_number else None


def as_typed(number: Decimal) -> str:
    """`-1234,5`: without signs between thousands, so that it can be read in one way only."""
    return f"{number:f}".replace(".", ",")


def as_shown(number: Decimal, locale: str) -> str:
    """With the comma or the dot of the reader's language, and nothing between thousands."""
    return format_decimal(number, "0.######", locale=locale)
