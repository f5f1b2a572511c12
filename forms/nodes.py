"""The parts of a condition: each knows its type, and how to work out its value.

A value that is absent (not asked, left empty, not known) makes every comparison false.
Dates are ISO 8601 text, which sorts as dates do.
"""

import operator
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, is_dataclass
from datetime import timedelta
from typing import Protocol

from forms.context import Context
from forms.facts import fact
from forms.scope import FACT, OWN_GROUPS, BadExpression, Scope, Typed, suggestion
from forms.values import Answers, Json, ValueType, day_in, lacks, list_in, total

COUNT_OF = "count of "
"""What the number of things in an answer is called among the values, before its name."""

COMPARISONS: dict[str, Callable[[str | int, str | int], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
ORDERED = frozenset({ValueType.DATE, ValueType.NUMBER, ValueType.MONEY})
COMPARABLE = ORDERED | {ValueType.TEXT}


class Node(Protocol):
    """One part of a condition: a dataclass whose fields are its parts."""

    def check(self, scope: Scope) -> Typed:
        """The type of its value; raises `BadExpression`."""

    def value(self, values: Answers, context: Context) -> Json:
        """Its value, from values by name: answers on the path, norms, earlier steps."""


@dataclass(frozen=True, slots=True)
class Literal:
    """A text between quotes, or a whole number."""

    constant: str | int

    def check(self, scope: Scope) -> Typed:
        """Text or number."""
        del scope
        return Typed(ValueType.TEXT if isinstance(self.constant, str) else ValueType.NUMBER)

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

    def check(self, scope: Scope) -> Typed:
        """The type of the question's answers."""
        return scope.find(self.name)

    def value(self, values: Answers, context: Context) -> Json:
        """The value of this name."""
        del context
        return values.get(self.name)


@dataclass(frozen=True, slots=True)
class FactName:
    """A fact: `facts.household`."""

    name: str

    def check(self, scope: Scope) -> Typed:
        """The type of the fact."""
        return scope.find(self.name)

    def value(self, values: Answers, context: Context) -> Json:
        """The fact; absent where it is not known."""
        del values
        return fact(context, self.name.removeprefix(FACT))


@dataclass(frozen=True, slots=True)
class TotalName:
    """A field of fetched data, of all records together: `income.net`."""

    name: str
    question: str
    field: str

    def check(self, scope: Scope) -> Typed:
        """An amount, if the data has such a field."""
        return scope.find(self.name)

    def value(self, values: Answers, context: Context) -> Json:
        """The sum of the field; absent where nothing was fetched, or not all of it was readable."""
        del context
        return total(values.get(self.question), self.field)

    def is_unread(self, values: Answers) -> bool:
        """Whether the source gave it, and not all of it could be read."""
        return lacks(values.get(self.question), self.field)


AnyName = Name | FactName | TotalName


def named(name: str) -> AnyName:
    """The node for a name as it is written."""
    question, _, field = name.partition(".")
    if name.startswith(FACT):
        return FactName(name)
    if field and question not in OWN_GROUPS:
        return TotalName(name, question, field)
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
        if value_type is not ValueType.LIST:
            raise BadExpression(
                f"count('{self.name.name}'): that is not a list.",
                "Count people or files, or use answered(…).",
            )
        return Typed(ValueType.NUMBER)

    def value(self, values: Answers, context: Context) -> Json:
        """Whether there is a value, or how many things it holds."""
        value = self.name.value(values, context)
        if self.function == "count":
            return values.get(COUNT_OF + self.name.name) or len(list_in(value))
        return value is not None


@dataclass(frozen=True, slots=True)
class DateOffset:
    """A date so many days later (or earlier)."""

    date: Node
    days: int

    def check(self, scope: Scope) -> Typed:
        """A date."""
        if self.date.check(scope).type is not ValueType.DATE:
            raise BadExpression(
                "Only a date can be moved by a number of days.", "Write for example: today + 5."
            )
        return Typed(ValueType.DATE)

    def value(self, values: Answers, context: Context) -> Json:
        """The date, moved; absent where the date is."""
        day = day_in(self.date.value(values, context))
        return (day + timedelta(days=self.days)).isoformat() if day else None


@dataclass(frozen=True, slots=True)
class Compare:
    """Two values of one type, compared."""

    operator: str
    left: Node
    right: Node

    def check(self, scope: Scope) -> Typed:
        """Truth, if the two can be compared."""
        left, right = self.left.check(scope), self.right.check(scope)
        if left.type is not right.type:
            raise BadExpression(
                f"{left.type} {self.operator} {right.type}: these can't be compared.",
                "Compare two values of one type; put texts between quotes.",
            )
        if left.type not in (COMPARABLE if self.operator in {"==", "!="} else ORDERED):
            raise BadExpression(
                f"'{self.operator}' does not work on a {left.type}.",
                "Use == or != for texts, and answered(…) or count(…) for the rest.",
            )
        _check_option(left, self.right)
        _check_option(right, self.left)
        return Typed(ValueType.TRUTH)

    def value(self, values: Answers, context: Context) -> Json:
        """Whether it holds; false where a side is absent."""
        compare = COMPARISONS[self.operator]
        left, right = self.left.value(values, context), self.right.value(values, context)
        if isinstance(left, str) and isinstance(right, str):
            return compare(left, right)
        return isinstance(left, int) and isinstance(right, int) and compare(left, right)


@dataclass(frozen=True, slots=True)
class InList:
    """`living in ['rent', 'lodging']`."""

    left: Node
    choices: tuple[Literal, ...]

    def check(self, scope: Scope) -> Typed:
        """Truth, if the left side is a text that can be one of these."""
        left = self.left.check(scope)
        if left.type is not ValueType.TEXT:
            raise BadExpression("'in' works on a text only.", "Write for example: x in ['a', 'b'].")
        for choice in self.choices:
            _check_option(left, choice)
        return Typed(ValueType.TRUTH)

    def value(self, values: Answers, context: Context) -> Json:
        """Whether the value is among them; false where it is absent."""
        value = self.left.value(values, context)
        return isinstance(value, str) and any(value == each.constant for each in self.choices)


@dataclass(frozen=True, slots=True)
class Logic:
    """`and`, `or` (two or more parts) and `not` (one part)."""

    operator: str
    parts: tuple[Node, ...]

    def check(self, scope: Scope) -> Typed:
        """Truth, if all parts are."""
        for part in self.parts:
            if part.check(scope).type is not ValueType.TRUTH:
                raise BadExpression(
                    f"'{self.operator}' needs conditions on each side.",
                    "Write for example: living == 'rent' and answered(moving_date).",
                )
        return Typed(ValueType.TRUTH)

    def value(self, values: Answers, context: Context) -> Json:
        """Works the parts out from left to right, no more than it needs."""
        truths = (bool(part.value(values, context)) for part in self.parts)
        if self.operator == "not":
            return not next(truths)
        return all(truths) if self.operator == "and" else any(truths)


def names_in(part: object) -> frozenset[str]:
    """The questions, facts, norms and steps that a node, or something inside it, reads."""
    if isinstance(part, AnyName):
        return frozenset({part.name})
    nested: Iterable[object] = ()
    if isinstance(part, tuple):
        nested = part
    elif is_dataclass(part):
        nested = (getattr(part, field.name) for field in fields(part))
    return frozenset().union(*map(names_in, nested))


def _check_option(side: Typed, other: Node) -> None:
    if side.options is None or not isinstance(other, Literal) or other.constant in side.options:
        return
    raise BadExpression(
        f"'{other.constant}' is not one of the options.",
        suggestion(str(other.constant), dict.fromkeys(side.options)),
    )
