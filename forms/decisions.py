"""Decision tables: what follows from several answers together, row by row."""

import re
from collections.abc import Container, Iterator, Mapping
from decimal import Decimal
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, PrivateAttr, model_validator

from forms.context import Context
from forms.expression import Expression, bad_value
from forms.model import Id, Model, Name
from forms.money import cents_of, euros
from forms.values import Answers, Json, ValueType

ANY = "any"
_COMPARED = re.compile(r"(==|!=|<=|>=|<|>|in\b)\s*(.+)")
_MONEY = re.compile(r"\d+\.\d\d")
_WHOLE = re.compile(r"-?\d+")
_ONE_KIND = "Give one kind of value; an amount has two decimals: 0.00."
_TRUTHS = {"yes": True, "no": False, "true": True, "false": False}


def _as_written(value: object) -> object:
    """A number or a truth as its text: in a table they stand without quotes."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if isinstance(value, int | Decimal) else value


Cell = Annotated[str, BeforeValidator(_as_written, json_schema_input_type=str | bool | int | float)]


class DecisionRow(Model):
    """One row: it fits when each of its cells holds. The first row that fits is the outcome."""

    when: tuple[Cell, ...] = ()
    """A cell for each name in `by`: a value (`light`, `yes`, `3`), a comparison (`<= 100`,
    `in ['a', 'b']`) or `any`. Left out in the last row: what holds in all other cases."""
    give: Annotated[dict[Id, Cell], Field(min_length=1)]
    """What follows: a text, a whole number, an amount (`240.00`), or `yes` or `no`."""

    _condition: Expression | None = PrivateAttr(None)

    @property
    def condition(self) -> Expression | None:
        """What must hold; None for the row of all other cases."""
        return self._condition

    def tie(self, by: tuple[str, ...], truths: Container[str]) -> None:
        """Read the cells as one condition; raises `BadExpression`. `truths`: names of yes or no."""
        pairs = zip(by, self.when, strict=True) if self.when else ()
        cells = [_cell(name, text.strip(), is_truth=name in truths) for name, text in pairs]
        text = " and ".join(filter(None, cells))
        self._condition = Expression(text) if text else None

    @property
    def outcome(self) -> dict[str, Json]:
        """What it gives, as conditions read it."""
        return {name: given(text) for name, text in self.give.items()}


class DecisionTable(Model):
    """What follows from these answers; conditions, the fee and the case read `<table>.<name>`."""

    by: Annotated[tuple[Name, ...], Field(min_length=1)]
    """Names as conditions write them: questions, values worked out, facts."""
    rows: Annotated[tuple[DecisionRow, ...], Field(min_length=1)]
    """The rows; the first one that fits counts."""

    @model_validator(mode="after")
    def _rows_fit(self) -> Self:
        for number, row in enumerate(self.rows, start=1):
            is_last = number == len(self.rows)
            if len(row.when) != len(self.by) and not (is_last and not row.when):
                raise bad_value(
                    f"Row {number} has {len(row.when)} cells for {len(self.by)} names.",
                    "Give each row one cell for each name in `by`; `any` where it does not matter.",
                    *("rows", number - 1),
                )
            if row.give.keys() != self.rows[0].give.keys():
                raise bad_value(
                    f"Row {number} gives other things than row 1.",
                    "Give the same in each row.",
                    *("rows", number - 1),
                )
        for name in self.rows[0].give:
            self._gives_one_kind(name)
        return self

    def _gives_one_kind(self, name: str) -> None:
        """Raises for a row that gives another kind of value by this name than the others."""
        texts = [row.give[name] for row in self.rows]
        usual = ValueType.MONEY if _are_amounts(texts) else type_of(texts[0])
        for number, text in enumerate(texts):
            if (own := type_of(text)) is not usual:
                cents = cents_of(text) if usual is ValueType.MONEY else None
                raise bad_value(
                    f"Row {number + 1} gives a {own} for '{name}', and others a {usual}.",
                    _ONE_KIND if cents is None else f"Write {euros(cents)}.",
                    *("rows", number),
                )

    def tie(self, truths: Container[str]) -> None:
        """Read the cells of all rows; raises `BadExpression`. `truths`: names of yes or no."""
        for row in self.rows:
            row.tie(self.by, truths)

    def value(self, values: Answers, context: Context) -> Json:
        """What the first row that fits gives; None where an answer is open, or no row fits."""
        for row in self.rows:
            if row.condition is None or row.condition.holds(values, context):
                is_known = row.condition is not None or all(_is_known(n, values) for n in self.by)
                return row.outcome if is_known else None
        return None

    def types(self) -> Iterator[tuple[str, ValueType]]:
        """(name, type) of what it gives, by its first row."""
        for name, text in self.rows[0].give.items():
            yield name, type_of(text)


def given(text: str) -> Json:
    """What this text of a row means: cents for `240.00`."""
    value_type = type_of(text)
    if value_type is ValueType.MONEY:
        return cents_of(text.replace(".", ","))
    if value_type is ValueType.NUMBER:
        return int(text)
    return _TRUTHS[text] if value_type is ValueType.TRUTH else text


def type_of(text: str) -> ValueType:
    """What kind of value this text of a row is."""
    if _MONEY.fullmatch(text):
        return ValueType.MONEY
    if _WHOLE.fullmatch(text):
        return ValueType.NUMBER
    return ValueType.TRUTH if text in _TRUTHS else ValueType.TEXT


def _are_amounts(texts: list[str]) -> bool:
    """Whether all can be read as an amount, and one is written as that."""
    is_one = any(type_of(text) is ValueType.MONEY for text in texts)
    return is_one and all(cents_of(text) is not None for text in texts)


def _cell(name: str, text: str, *, is_truth: bool) -> str:
    """The condition of one cell; empty for `any`."""
    if text == ANY:
        return ""
    if compared := _COMPARED.fullmatch(text):
        return f"{name} {compared[1]} {compared[2]}"
    if is_truth and text in _TRUTHS:
        return name if _TRUTHS[text] else f"not {name}"
    return f"{name} == {text if _is_number(text) else repr(text)}"


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except ArithmeticError:
        return False


def _is_known(name: str, values: Mapping[str, Json]) -> bool:
    return values.get(name.partition(".")[0]) is not None or name.startswith("facts.")
