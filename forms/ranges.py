"""What a value can still be after some comparisons that all hold: a range, or some of a few."""

from dataclasses import dataclass, field
from decimal import Decimal
from math import ceil, floor
from typing import Final

Point = str | bool | int | Decimal
"""A text, a truth, or a place on a line: a number, cents, the number of a day."""
Bound = tuple[int | Decimal, int]
"""A point, and whether the range begins just after it (1), on it (0), or ends just before (-1)."""
_FEW: Final = 1000
OPPOSITES: Final = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
"""What holds where the comparison does not, of values that are there."""
MIRRORED: Final = {"==": "==", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
"""The same comparison with its sides changed."""


@dataclass(slots=True)
class Possible:
    """The points that are left."""

    allowed: frozenset[Point] | None = None
    """The only ones that there are; None where these are not a few."""
    is_whole: bool = False
    """Whether there is nothing between 1 and 2."""
    low: Bound | None = None
    high: Bound | None = None
    _excluded: set[Point] = field(default_factory=set)

    def keep(self, points: frozenset[Point]) -> None:
        """Leave only these."""
        self.allowed = points if self.allowed is None else self.allowed & points

    def exclude(self, points: frozenset[Point]) -> None:
        """Leave these out."""
        self._excluded |= points

    def compare(self, sign: str, point: Point) -> None:
        """Leave only what compares so with this point."""
        if sign == "!=":
            self.exclude(frozenset({point}))
        elif isinstance(point, str | bool):
            self.keep(frozenset({point}))
        else:
            self._narrow(sign, point)

    def _narrow(self, sign: str, point: int | Decimal) -> None:
        if sign in {"==", ">=", ">"}:
            low = self._first(point, is_after=sign == ">")
            self.low = low if self.low is None else max(low, self.low)
        if sign in {"==", "<=", "<"}:
            opposite, edge = self._first(-point, is_after=sign == "<")
            high = (-opposite, -edge)
            self.high = high if self.high is None else min(high, self.high)

    def _first(self, point: int | Decimal, *, is_after: bool) -> Bound:
        """Where a range begins that holds the point, or all that comes after it."""
        if not self.is_whole:
            return point, int(is_after)
        return (floor(point) + 1, 0) if is_after else (ceil(point), 0)

    @property
    def is_nothing(self) -> bool:
        """Whether no point is left, for certain."""
        if self.allowed is not None:
            return self.allowed <= self._excluded
        if self.low is None or self.high is None:
            return False
        if self.low > self.high:
            return True
        if self.low == self.high:
            return self.low[0] in self._excluded
        return self.is_whole and self._has_no_whole_point(self.low[0], self.high[0])

    def _has_no_whole_point(self, low: int | Decimal, high: int | Decimal) -> bool:
        few = range(ceil(low), floor(high) + 1)
        return len(few) <= _FEW and all(point in self._excluded for point in few)
