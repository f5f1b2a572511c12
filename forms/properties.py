"""Answers as data for the case: days, numbers, codes and texts, not sentences."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

PropertyValue = str | Decimal | date


class ValueFormat(StrEnum):
    """What a property of a case holds."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"


@dataclass(frozen=True, slots=True, kw_only=True)
class PropertyShape:
    """What the answers to one question can give."""

    format: ValueFormat = ValueFormat.TEXT
    longest: int
    """Most characters of one value; of a number its digits before the comma."""
    decimals: int = 0
    codes: tuple[str, ...] = ()
    """The only values that it can have; empty: any."""
    is_list: bool = False
    """Whether it can have more than one value."""


DAY = PropertyShape(format=ValueFormat.DAY, longest=8)


def codes_shape(codes: Iterable[str], *, is_list: bool = False) -> PropertyShape:
    """One of these codes, or several."""
    in_order = tuple(sorted(codes))
    return PropertyShape(longest=max(map(len, in_order)), codes=in_order, is_list=is_list)
