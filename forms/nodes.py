"""What every part of a condition is, and the parts that read: literals, names and today.

A value that is absent (not asked, left empty, not known) makes every comparison false.
Dates are ISO 8601 text and times of day `HH:MM`, which sort as days and times do; an amount of
money is an `int` of cents, a number a `Decimal`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Protocol, TypeVar

from forms.context import Context
from forms.facts import FACTS, fact
from forms.numbers import number_of, quantity_of
from forms.scope import FACT, OWN_GROUPS, BadExpression, Scope, Typed
from forms.values import Answers, Json, ValueType, lacks, list_in, total

COUNT_OF = "count of "
"""What the number of things in an answer is called among the values, before its name."""
_RECORDS = "records"
"""What fetched data is a list of; a field of it is the total of all of them."""
_CENTS = 100

P = TypeVar("P")
Reader = Callable[[Json], Json]


class Node(Protocol):
    """One part of a condition: a dataclass whose fields are its parts."""

    def check(self, scope: Scope) -> Typed:
        """The type of its value; raises `BadExpression`."""

    def value(self, values: Answers, context: Context) -> Json:
        """Its value, from values by name: answers on the path, norms, earlier steps."""


def whole_day(value: Json) -> str | None:
    """A date that is written in full; None for all else, as for a year alone (BRP)."""
    return value if isinstance(value, str) and day_of(value) else None


def day_of(value: Json) -> date | None:
    """The same as a date; of the ways that ISO 8601 has only `2027-01-31`."""
    if not isinstance(value, str) or value[4:8:3] != "--":
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _truth(value: Json) -> bool | None:
    return value if isinstance(value, bool) else None


def _cents(value: Json) -> int | None:
    amount = quantity_of(value)
    return amount if isinstance(amount, int) else None


READERS: dict[ValueType, Reader] = {
    ValueType.MONEY: _cents,
    ValueType.NUMBER: number_of,
    ValueType.DATE: whole_day,
    ValueType.TRUTH: _truth,
}
"""How an answer of a type is read; an answer of another type stands as it is worked with."""


@dataclass(frozen=True, slots=True)
class Literal:
    """A text between quotes, a number, an amount with two decimals, or yes or no."""

    constant: str | Decimal | int | bool
    type: ValueType

    @property
    def factor(self) -> Decimal:
        """The number that was written, also where it reads as an amount: 0.05."""
        number = Decimal(self.constant)
        return number / _CENTS if self.type is ValueType.MONEY else number

    def check(self, scope: Scope) -> Typed:
        """The type that its spelling gives it."""
        del scope
        return Typed(self.type)

    def value(self, values: Answers, context: Context) -> Json:
        """Always the same."""
        del values, context
        return self.constant


@dataclass(frozen=True, slots=True)
class Today:
    """The day on which the form is filled in."""

    def check(self, scope: Scope) -> Typed:
        """A date."""
        del scope
        return Typed(ValueType.DATE)

    def value(self, values: Answers, context: Context) -> Json:
        """The context's today."""
        del values
        return context.today.isoformat()


@dataclass(frozen=True, slots=True)
class Name:
    """A value by its name: `living`, a norm `norms.rent`, an earlier step `step.a`."""

    name: str
    read: Reader | None = None

    def check(self, scope: Scope) -> Typed:
        """The type of the question's answers."""
        return scope.find(self.name)

    def value(self, values: Answers, context: Context) -> Json:
        """The value of this name."""
        del context
        value = values.get(self.name)
        return value if self.read is None or value is None else self.read(value)

    def stored(self, values: Answers, context: Context) -> Json:
        """The same as it stands among the answers, also where no date can be made of it."""
        del context
        return values.get(self.name)


@dataclass(frozen=True, slots=True)
class FactName:
    """A fact: `facts.household`."""

    name: str
    read: Reader | None = None

    def check(self, scope: Scope) -> Typed:
        """The type of the fact."""
        return scope.find(self.name)

    def value(self, values: Answers, context: Context) -> Json:
        """The fact; absent where it is not known, as is a date that is not whole."""
        del values
        value = fact(context, self.name.removeprefix(FACT))
        return value if self.read is None or value is None else self.read(value)

    def stored(self, values: Answers, context: Context) -> Json:
        """The same: of a date that is not whole one knows too little."""
        return self.value(values, context)


@dataclass(frozen=True, slots=True)
class FieldName:
    """A part of a value: `route.fee`, `income.net`, `costs.amount`.

    Of fetched data it is the total of all records; of a group of rows it is a column, which is
    one value only where one row is looked at.
    """

    name: str
    around: str
    field: str
    read: Reader | None = None
    is_column: bool = False

    def check(self, scope: Scope) -> Typed:
        """The type of the part."""
        return scope.find(self.name)

    def value(self, values: Answers, context: Context) -> Json:
        """The part, or the total; absent where nothing was fetched, or not all of it readable."""
        value = self.stored(values, context)
        return value if self.read is None or value is None else self.read(value)

    def stored(self, values: Answers, context: Context) -> Json:
        """The same as it stands among the answers."""
        del context
        value = values.get(self.name)
        around = values.get(self.around)
        if value is not None or not isinstance(around, dict):
            return value
        return total(around, self.field) if _RECORDS in around else around.get(self.field)

    def column(self, values: Answers) -> list[Json] | None:
        """The value in each row; None where there is no group of rows."""
        rows = values.get(self.around)
        if not isinstance(rows, list):
            return None
        column = [row.get(self.field) for row in rows if isinstance(row, dict)]
        return [*column] if self.read is None else [self.read(value) for value in column]

    def is_unread(self, values: Answers) -> bool:
        """Whether the source gave it, and not all of it could be read."""
        return lacks(values.get(self.around), self.field)


AnyName = Name | FactName | FieldName


def named(name: str) -> AnyName:
    """The node for a name as it is written."""
    around, _, field = name.partition(".")
    if name.startswith(FACT):
        fact_type = FACTS.get(name.removeprefix(FACT))
        return FactName(name, READERS.get(fact_type) if fact_type else None)
    if field and around not in OWN_GROUPS:
        return FieldName(name, around, field)
    return Name(name)


@dataclass(frozen=True, slots=True)
class FunctionCall:
    """`answered(x)`, `known(facts.x)` (the same for facts) or `count(x)`."""

    function: str
    name: AnyName

    def check(self, scope: Scope) -> Typed:
        """Truth, or for `count` a number."""
        value_type = self.name.check(scope).type
        if self.function != "count":
            return Typed(ValueType.TRUTH)
        if value_type not in {ValueType.LIST, ValueType.ROWS}:
            raise BadExpression(
                f"count('{self.name.name}'): that is not a list.",
                "Count people or files, or use answered(…).",
            )
        return Typed(ValueType.NUMBER)

    def value(self, values: Answers, context: Context) -> Json:
        """Whether there is a value, or how many things it holds."""
        value = self.name.stored(values, context)
        if self.function != "count":
            return value is not None
        counted = number_of(values.get(COUNT_OF + self.name.name))
        return counted or Decimal(len(list_in(value)))


def names_in(part: object) -> frozenset[str]:
    """The questions, facts, norms and steps that a node, or something inside it, reads."""
    return frozenset(name.name for name in name_nodes_in(part))


def name_nodes_in(part: object) -> Iterable[AnyName]:
    """The same as nodes, in the order in which they are written."""
    if isinstance(part, AnyName):
        yield part
    for nested in parts_of(part):
        yield from name_nodes_in(nested)


def parts_of(part: object) -> tuple[object, ...]:
    """What stands directly inside a node."""
    if isinstance(part, tuple):
        return part
    if not is_dataclass(part) or isinstance(part, AnyName | type):
        return ()
    return tuple(getattr(part, field.name) for field in fields(part) if field.init)


def bound(part: P, types: Mapping[str, Typed]) -> P:
    """The same tree with what is known of its names, so that each answer is read as its type.

    Without this an answer is taken as it is: a whole number cannot be told from an amount in
    cents then, nor a year alone from a day.
    """
    if isinstance(part, Name | FieldName):
        result = types.get(part.name)
        return part if result is None else _bound_name(part, result)
    if isinstance(part, tuple):
        return tuple(bound(each, types) for each in part)  # type: ignore[return-value]
    if not is_dataclass(part) or isinstance(part, FactName | type):
        return part
    names = (field.name for field in fields(part) if field.init)
    return replace(part, **{name: bound(getattr(part, name), types) for name in names})


def _bound_name(name: P, typed: Typed) -> P:
    read = READERS.get(typed.type)
    if isinstance(name, FieldName):
        return replace(name, read=read, is_column=typed.is_column)
    return replace(name, read=read)  # type: ignore[type-var]
