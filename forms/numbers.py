"""Numbers and amounts of money as conditions reckon with them: exact, and of a bounded size.

A number is a `Decimal` with at most ten decimals, an amount a whole number of cents (`int`). What
would be larger than `LIMIT` either way is absent, so that no form can make huge numbers.
"""

import decimal
import re
from decimal import Decimal

from forms.values import Json

LIMIT = 10**15
Quantity = int | Decimal
"""An amount in cents, or a number."""

_DECIMALS = 10
_LAST_PLACE = Decimal(1).scaleb(-_DECIMALS)
_EXACT = decimal.Context(prec=80, rounding=decimal.ROUND_HALF_UP)
"""Room for every digit of a product of two numbers."""
_STORED = re.compile(r"-?\d{1,15}(?:\.\d{1,10})?", re.ASCII)


def number_of(value: Json) -> Decimal | None:
    """The number in an answer, stored whole or as text with a dot ("12.5"); None for no number."""
    if isinstance(value, str):
        return Decimal(value) if _STORED.fullmatch(value) else None
    quantity = quantity_of(value)
    return Decimal(quantity) if isinstance(quantity, int) else quantity


def quantity_of(value: Json) -> Quantity | None:
    """The amount or number that was worked out; None for all else, and for what is too large."""
    if isinstance(value, Decimal):
        return value if value.is_finite() and -LIMIT <= value <= LIMIT else None
    if isinstance(value, int) and not isinstance(value, bool):
        return value if -LIMIT <= value <= LIMIT else None
    return None


def bounded(number: Decimal) -> Decimal | None:
    """The same number, with as many decimals as are kept; None where it is too large."""
    if not number.is_finite() or not -LIMIT <= number <= LIMIT:
        return None
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -_DECIMALS:
        return number.quantize(_LAST_PLACE, context=_EXACT)
    return number


def added(left: Quantity, right: Quantity) -> Quantity | None:
    """Both together: cents where both are amounts."""
    if isinstance(left, int) and isinstance(right, int):
        return quantity_of(left + right)
    return bounded(_EXACT.add(Decimal(left), Decimal(right)))


def multiplied(left: Quantity, right: Quantity) -> Quantity | None:
    """One times the other: cents where one of them is an amount."""
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return bounded(_EXACT.multiply(left, right))
    (over, under), (times, of) = left.as_integer_ratio(), right.as_integer_ratio()
    return quantity_of(_half_up(over * times, under * of))


def divided(left: Quantity, right: Quantity) -> Quantity | None:
    """One through the other: cents where the first is an amount. None for division by zero."""
    if right == 0:
        return None
    if isinstance(left, Decimal):
        return bounded(_EXACT.divide(left, Decimal(right)))
    over, under = right.as_integer_ratio()
    return quantity_of(_half_up(left * under, over))


def _half_up(over: int, under: int) -> int:
    """The nearest whole number; a half goes up, as it always did: 2.5 is 3, and -2.5 is -2."""
    if under < 0:
        over, under = -over, -under
    return (2 * over + under) // (2 * under)
