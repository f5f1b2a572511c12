"""Amounts of money: whole cents in answers, `1.234,56` in a text box, `€ 1.234,56` to read."""

import re
from decimal import Decimal
from typing import Annotated

from babel.numbers import format_currency
from pydantic import BeforeValidator

from forms.expression import bad_value

_SIGNS = re.compile(r"[\s€]|(?i:eur(o)?)")
_WHOLE = r"(?P<whole>\d{1,3}(?:\.\d{3})+|\d+)"
_DUTCH = re.compile(rf"{_WHOLE}(?:,(?P<cents>\d{{1,2}}|-{{1,2}}))?", re.ASCII)
_ENGLISH = re.compile(r"(?P<whole>\d{1,3}(?:,\d{3})+|\d+)\.(?P<cents>\d{1,2})", re.ASCII)
"""Taken too where it can't be read as Dutch: `1.234` is Dutch, `1.50` can only be English."""
_MOST_DIGITS = 9


def cents_of(text: str) -> int | None:
    """What was typed, in cents; None for what is no amount of money."""
    bare = _SIGNS.sub("", text)
    match = _DUTCH.fullmatch(bare) or _ENGLISH.fullmatch(bare)
    if match is None:
        return None
    whole = re.sub(r"[.,]", "", match["whole"])
    if len(whole) > _MOST_DIGITS:
        return None
    return int(whole) * 100 + int((match["cents"] or "").strip("-").ljust(2, "0"))


def as_typed(cents: int) -> str:
    """`1.234,56`: so that what is shown can be typed."""
    whole, rest = divmod(cents, 100)
    return f"{whole:,}".replace(",", ".") + f",{rest:02}"


def as_shown(cents: int, locale: str) -> str:
    """`€ 1.234,56`, in the way of the reader's language."""
    return format_currency(Decimal(cents) / 100, "EUR", locale=locale)


def _cents(value: object) -> int:
    cents = value if isinstance(value, int) else cents_of(value) if isinstance(value, str) else None
    if cents is None or isinstance(value, bool):
        raise bad_value("This is not an amount of money.", "Write it as '1.234,56'.")
    return cents


Cents = Annotated[int, BeforeValidator(_cents)]
"""In YAML `'1.234,56'`, in the model and in a stored version a whole number of cents."""
