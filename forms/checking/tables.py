"""Whether a decision table has a row for every combination, and a combination for every row.

Each name is tried with the values at which its cells turn: every option, yes and no, a number and
its neighbours. That is exact for what a cell can say.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import islice, product

from forms.checking.parts import Loc
from forms.context import Context
from forms.decisions import DecisionTable
from forms.mistakes import Mistake
from forms.scope import Typed
from forms.values import Json, ValueType

MOST_COMBINATIONS = 20_000
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_TEXT = re.compile(r"'([^']*)'")
_ON_SOME_DAY = Context(today=date(2026, 1, 1), facts={}, translate=str)
Combination = tuple[Json, ...]


def check_table(loc: Loc, table: DecisionTable, types: Mapping[str, Typed]) -> Iterator[Mistake]:
    """The first combination without a row, and the rows that no combination reaches."""
    columns = [_values(number, table, types.get(name)) for number, name in enumerate(table.by)]
    if not all(columns):
        return
    reached, gap = set[int](), None
    for values in islice(product(*columns), MOST_COMBINATIONS):
        fitting = _row_for(table, values)
        if fitting is None:
            gap = gap or values
        else:
            reached.add(fitting)
    if gap is not None:
        combination = ", ".join(f"{n} {_told(v)}" for n, v in zip(table.by, gap, strict=True))
        yield Mistake(
            (*loc, "rows"),
            f"No row fits where {combination}.",
            "Add a row for it, or a last row without `when` for all other cases.",
        )
    if _count(columns) < MOST_COMBINATIONS:
        for number, row in enumerate(table.rows):
            if number not in reached and row.when:
                yield Mistake(
                    (*loc, "rows", number),
                    f"Row {number + 1} is never reached: rows before it fit first.",
                    "Remove it, or move it up.",
                )


def _row_for(table: DecisionTable, values: Combination) -> int | None:
    """The number of the row that fits, from 0; None where none does."""
    scope: dict[str, Json] = {}
    for name, value in zip(table.by, values, strict=True):
        top, _, key = name.partition(".")
        around = scope.get(top)
        scope[top] = {**(around if isinstance(around, dict) else {}), key: value} if key else value
    rows = enumerate(table.rows)
    fitting = (n for n, r in rows if r.condition is None or r.condition.holds(scope, _ON_SOME_DAY))
    return next(fitting, None)


def _values(number: int, table: DecisionTable, typed: Typed | None) -> list[Json]:
    """The values of one column to try; none where that can't be said."""
    if typed is None:
        return []
    if typed.options is not None:
        options: list[Json] = [*sorted(typed.options)]
        return options
    cells = [row.when[number] for row in table.rows if row.when]
    return list(_VALUES[typed.type](cells)) if typed.type in _VALUES else []


def _truths(_cells: list[str]) -> Iterable[Json]:
    return (True, False)


def _amounts(cells: list[str]) -> Iterable[Json]:
    cents = {int(Decimal(text) * 100) for cell in cells for text in _NUMBER.findall(cell)}
    return sorted({near for each in cents for near in (each - 1, each, each + 1)}) or [0]


def _numbers(cells: list[str]) -> Iterable[Json]:
    numbers = {Decimal(text) for cell in cells for text in _NUMBER.findall(cell)}
    return sorted({near for each in numbers for near in (each - 1, each, each + 1)}) or [Decimal(0)]


def _texts(cells: list[str]) -> Iterable[Json]:
    return (*sorted({text for cell in cells for text in _TEXT.findall(cell)}), "")


_VALUES: dict[ValueType, Callable[[list[str]], Iterable[Json]]] = {
    ValueType.TRUTH: _truths,
    ValueType.MONEY: _amounts,
    ValueType.NUMBER: _numbers,
    ValueType.TEXT: _texts,
}


def _count(columns: list[list[Json]]) -> int:
    count = 1
    for column in columns:
        count *= len(column)
    return count


def _told(value: Json) -> str:
    if isinstance(value, bool):
        return "is yes" if value else "is no"
    return f"is {value}" if value != "" else "is another text"
