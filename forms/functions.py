"""The functions that put several values together: `sum`, `excess`, `min`, `max`, `earliest`.

Each takes some values, or one column of a group that repeats: the value of each of its rows then.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from forms.comparisons import If, check_both
from forms.context import Context
from forms.nodes import FieldName, Node
from forms.numbers import Quantity, added, quantity_of
from forms.scope import BadExpression, Scope, Typed
from forms.sums import Divide, Multiply, Plus, check_reckonable
from forms.values import Answers, Json, ValueType

DAYS = frozenset({ValueType.DATE, ValueType.TIME})
OLD_NAMES = {"above": "excess", "least": "min"}
"""Names that stored versions use; in a form that is published anew they are refused."""
_TWO = 2


def _sum(quantities: list[Quantity]) -> Quantity | None:
    total: Quantity | None = 0
    for quantity in quantities:
        total = None if total is None else added(total, quantity)
    return total


def _excess(quantities: list[Quantity]) -> Quantity | None:
    amount, limit = quantities
    more = added(amount, -limit)
    return None if more is None else max(0, more)


def _smallest(quantities: list[Quantity]) -> Quantity | None:
    return min(quantities, default=None)


def _largest(quantities: list[Quantity]) -> Quantity | None:
    return max(quantities, default=None)


_OF_QUANTITIES: dict[str, Callable[[list[Quantity]], Quantity | None]] = {
    "sum": _sum,
    "excess": _excess,
    "min": _smallest,
    "max": _largest,
    "above": _excess,
    "least": _smallest,
}
"""Name → what it makes of amounts or numbers.

`excess(a, b)` is what `a` is more than `b`, never less than nothing.
"""
_OF_DAYS: dict[str, Callable[[list[str]], str]] = {"earliest": min, "latest": max}
"""Name → what it makes of dates, or of times of day."""
AGGREGATES = frozenset({*_OF_QUANTITIES, *_OF_DAYS})
_OF_COLUMNS = AGGREGATES - {"excess", *OLD_NAMES}


@dataclass(frozen=True, slots=True)
class AmountFunction:
    """`sum(a, b, c)`, `excess(a, b)`, `min(a, b)`, `max(costs.amount)`, `latest(costs.day)`."""

    function: str
    parts: tuple[Node, ...]
    _totals: tuple[FieldName, ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_totals", tuple(_totals_in(self.parts)))

    def check(self, scope: Scope) -> Typed:
        """What all parts are, if there are as many as it takes."""
        if self.function in OLD_NAMES:
            name = OLD_NAMES[self.function]
            raise BadExpression(
                f"{self.function}(…) is called {name}(…) now.", f"Write {name}(a, b)."
            )
        types = [result.type for result in self._check_parts(scope)]
        if self.function in _OF_QUANTITIES:
            return check_reckonable(types)
        for value_type in types:
            if value_type not in DAYS or value_type is not types[0]:
                raise BadExpression(
                    f"{self.function}(…) does not work on a {value_type} here.",
                    f"Write two dates: {self.function}(first, today).",
                )
        return Typed(types[0])

    def _check_parts(self, scope: Scope) -> tuple[Typed, ...]:
        column = self._column
        types = None if column is None else scope.types.get(column.name)
        if types is not None and types.is_column:
            return (types,)
        if self.function == "sum":
            return tuple(part.check(scope) for part in self.parts)
        if len(self.parts) != _TWO:
            if column is not None and types is None:
                column.check(scope)  # that there is no such column comes first
            raise BadExpression(
                f"{self.function}(…) takes 2 {self._noun}.", f"Write {self.function}(a, b)."
            )
        return check_both(self.parts[0], self.parts[1], scope)

    @property
    def _noun(self) -> str:
        return "dates" if self.function in _OF_DAYS else "amounts"

    @property
    def _column(self) -> FieldName | None:
        """What can be a column: the only part, where that is part of a value."""
        part = self.parts[0]
        is_only = len(self.parts) == 1 and self.function in _OF_COLUMNS
        return part if is_only and isinstance(part, FieldName) else None

    def value(self, values: Answers, context: Context) -> Json:
        """The outcome; absent where a part is, or could not be read."""
        column = self._column
        if column is not None:
            cells = column.column(values)
            if cells is not None:
                return self._outcome(cells, passes_over=True)
            if column.is_column:
                return None
        for total in self._totals:
            if total.is_unread(values):
                return None
        parts = [part.value(values, context) for part in self.parts]
        return self._outcome(parts, passes_over=self.function == "sum")

    def _outcome(self, parts: list[Json], *, passes_over: bool) -> Json:
        if self.function in _OF_DAYS:
            days = [part for part in parts if isinstance(part, str)]
            is_known = bool(days) and (passes_over or len(days) == len(parts))
            return _OF_DAYS[self.function](days) if is_known else None
        quantities = [each for each in map(quantity_of, parts) if each is not None]
        is_known = passes_over or len(quantities) == len(parts)
        return _OF_QUANTITIES[self.function](quantities) if is_known else None


def _totals_in(part: Node | tuple[Node, ...]) -> Iterator[FieldName]:
    """The fields of which an amount is made: what could not be read of one is not nothing."""
    match part:
        case FieldName():
            yield part
        case tuple():
            yield from (total for each in part for total in _totals_in(each))
        case AmountFunction():
            yield from _totals_in(part.parts)
        case Plus() | Multiply() | Divide():
            yield from _totals_in((part.left, part.right))
        case If():
            yield from _totals_in((part.then, part.otherwise))
