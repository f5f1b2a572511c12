"""Amounts of money: whole cents in answers, `1.234,56` in a text box, `€ 1.234,56` to read."""

import re
from decimal import Decimal
from typing import Annotated

from babel.numbers import format_currency
from pydantic import BeforeValidator, ValidationInfo, WithJsonSchema

from forms.expression import bad_value
from forms.properties import PropertyShape, ValueFormat

_SIGN = r"(?:€|eur(?:o(?:'?s)?)?\b)"
_SIGNS = re.compile(rf"^{_SIGN}[\s.:]*|(?<=[\d=-])\s*{_SIGN}$", re.IGNORECASE)
_NO_CENTS = r"-{1,2}|="
_DUTCH = re.compile(
    rf"(?P<whole>[1-9]\d{{0,2}}(?:(?P<by>[.\s\xa0\u202f'])\d{{3}})(?:(?P=by)\d{{3}})*|\d+|(?=,\d))"
    rf"(?:,(?P<cents>\d{{1,2}}|{_NO_CENTS})|\.(?:{_NO_CENTS}))?",
    re.ASCII,
)
_ENGLISH = re.compile(
    r"(?P<whole>[1-9]\d{0,2}(?:(?P<by>[,\s\xa0\u202f'])\d{3})(?:(?P=by)\d{3})*|\d+|(?=\.))\.(?P<cents>\d{1,2})",
    re.ASCII,
)
"""Taken too where it can't be read as Dutch: `1.234` is Dutch, `1.50` can only be English."""
_MOST_DIGITS = 9
_DECIMALS = 2
_MOST_CHARACTERS = 100
MONEY = PropertyShape(format=ValueFormat.NUMBER, longest=_MOST_DIGITS, decimals=_DECIMALS)
"""An amount of money as data."""


def cents_of(text: str) -> int | None:
    """What was typed, in cents; None for what is no amount, or could be two: `12 50`, `1,234`.

    Spaces, as dots, only stand between groups of three digits.
    """
    if len(text) > _MOST_CHARACTERS:
        return None
    bare = _SIGNS.sub("", text.strip()).strip()
    match = _DUTCH.fullmatch(bare) or _ENGLISH.fullmatch(bare)
    if match is None:
        return None
    whole = re.sub(r"\D", "", match["whole"])
    if len(whole) > _MOST_DIGITS:
        return None
    return int(whole or 0) * 100 + int((match["cents"] or "").strip("-=").ljust(2, "0"))


def as_typed(cents: int) -> str:
    """`1.234,56`: so that what is shown can be typed."""
    whole, rest = divmod(cents, 100)
    return f"{whole:,}".replace(",", ".") + f",{rest:02}"


def as_shown(cents: int, locale: str) -> str:
    """`€ 1.234,56`, in the way of the reader's language."""
    return format_currency(euros(cents), "EUR", locale=locale)


def euros(cents: int) -> Decimal:
    """An amount in euros, always with two decimals."""
    return Decimal(cents).scaleb(-2)


def _cents(value: object, info: ValidationInfo) -> int:
    """Whole cents of what an author wrote, or of cents. A whole number in a file could be both."""
    is_written = bool(info.context and info.context.get("is_written"))
    cents = None
    if isinstance(value, Decimal):
        is_exact = value.is_finite() and value.as_tuple().exponent == -_DECIMALS
        cents = cents_of(str(value)) if is_exact else None
    elif isinstance(value, str):
        cents = cents_of(value)
    elif isinstance(value, int) and not isinstance(value, bool) and not is_written:
        cents = value
    if cents is None:
        raise bad_value("This is not an amount of money.", "Write it as '1.234,56'.")
    return cents


Cents = Annotated[
    int,
    BeforeValidator(_cents),
    WithJsonSchema({"type": ["string", "number"], "examples": ["1.234,56", "33,00"]}),
]
"""In YAML `'1.234,56'` or `1234.56`, in the model and a stored version a whole number of cents."""
