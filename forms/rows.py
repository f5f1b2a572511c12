"""`any(costs.amount > 500.00)` and `all(…)`: a condition for the rows of a group that repeats."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from forms.comparisons import check_condition
from forms.context import Context
from forms.functions import AmountFunction
from forms.nodes import FieldName, Node, parts_of
from forms.scope import BadExpression, Scope, Typed
from forms.values import Answers, Json, ValueType

ROW_FUNCTIONS = frozenset({"any", "all"})
_EXAMPLE = "Write for example: any(costs.amount > 500.00)."


@dataclass(frozen=True, slots=True)
class RowCondition:
    """Whether the condition holds for one of the rows, or for all of them.

    `all` does not hold where there are no rows.
    """

    function: str
    condition: Node
    _fields: tuple[FieldName, ...] = field(init=False, compare=False, repr=False)
    """The parts of values that it reads; those of its group are columns."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "_fields", tuple(_fields_in(self.condition)))

    def check(self, scope: Scope) -> Typed:
        """Truth, if it is a condition on the columns of one group."""
        columns = [name for name in self._fields if _is_column(name, scope)]
        groups = dict.fromkeys(name.around for name in columns)
        if not groups:
            self.condition.check(scope)
            raise BadExpression(f"{self.function}(…) reads no column of a group.", _EXAMPLE)
        if len(groups) > 1:
            raise BadExpression(
                f"{self.function}(…) reads columns of two groups: {', '.join(groups)}.",
                "Use columns of one group; write two conditions with 'and' between them.",
            )
        row = replace(scope, row_of=next(iter(groups)))
        check_condition(self.condition, row, f"{self.function}(…) needs a condition.")
        return Typed(ValueType.TRUTH)

    def value(self, values: Answers, context: Context) -> bool:
        """Whether it holds; false where there is no group."""
        columns = [name for name in self._fields if name.is_column] or self._fields
        group = next((c.around for c in columns if isinstance(values.get(c.around), list)), None)
        rows = values.get(group) if group else None
        if not isinstance(rows, list):
            return False
        cells = [(name.name, name.field) for name in self._fields if name.around == group]
        within: dict[str, Json] = dict(values)
        decides = self.function == "any"
        for row in rows:
            if not isinstance(row, dict):
                continue
            within |= {name: row.get(column) for name, column in cells}
            if (self.condition.value(within, context) is True) is decides:
                return decides
        return bool(rows) and not decides


def _is_column(name: FieldName, scope: Scope) -> bool:
    column = scope.types.get(name.name)
    return column is not None and column.is_column


def _fields_in(part: object) -> Iterator[FieldName]:
    """The parts of values that are read as they stand: not the columns that a function adds up."""
    if isinstance(part, FieldName):
        yield part
    elif not (isinstance(part, AmountFunction) and isinstance(part.parts[0], FieldName)):
        for nested in parts_of(part):
            yield from _fields_in(nested)
