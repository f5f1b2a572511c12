"""What a part of a condition always is: a point on a line, or so many days from today."""

from dataclasses import dataclass
from typing import Literal as OneOf

from forms.date_nodes import UNITS, DateOffset
from forms.nodes import Literal, Node, Today, day_of
from forms.ranges import Point
from forms.sums import Plus
from forms.values import ValueType

_FARTHEST = 99_999
"""Days from today that certainly lie within the calendar."""


@dataclass(frozen=True, slots=True)
class Constant:
    """A point, counted from nothing or from today."""

    base: OneOf["value", "today"]
    point: Point


def constant_of(node: Node, value_type: ValueType | None = None) -> Constant | None:
    """What it always is; None where that depends on answers.

    `value_type` is the type that it is compared as.
    """
    match node:
        case Today():
            return Constant("today", 0)
        case Literal():
            return Constant("value", _point(node, value_type))
        case Plus(left, sign, Literal() as right):
            return _after(constant_of(left, value_type), sign, right, 1)
        case DateOffset(date, sign, Literal() as amount, unit) if not UNITS[unit][1]:
            return _after(constant_of(date, value_type), sign, amount, UNITS[unit][0])
    return None


def _after(begin: Constant | None, sign: int, amount: Literal, days: int) -> Constant | None:
    """Only from today: what is reckoned from elsewhere may come to the end of the calendar."""
    if begin is None or begin.base != "today" or amount.type is not ValueType.NUMBER:
        return None
    assert isinstance(begin.point, int)
    after = begin.point + sign * int(amount.factor) * days
    return Constant("today", after) if abs(after) <= _FARTHEST else None


def _point(literal: Literal, value_type: ValueType | None) -> Point:
    text = literal.constant
    if value_type is ValueType.DATE and (day := day_of(text)):
        return day.toordinal()
    if value_type is ValueType.TIME and isinstance(text, str):
        hours, minutes = text.split(":")
        return int(hours) * 60 + int(minutes)
    return text
