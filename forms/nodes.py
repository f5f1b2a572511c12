"""The parts of a condition: each knows the names it reads, its type, and how to run.

A value that is absent (not asked, left empty, not known) makes every comparison false.
Dates run as ISO 8601 text, which sorts as dates do.
"""

import operator
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from forms.context import Context
from forms.facts import fact
from forms.scope import FACT, OWN_GROUPS, BadExpression, Scope, Typed, suggestion
from forms.values import Answers, Json, ValueType, cents_in, day_in, list_in

Run = Callable[[Answers, Context], Json]

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
    """One part of a condition."""

    def names(self) -> frozenset[str]:
        """The questions and facts that it reads."""

    def check(self, scope: Scope) -> Typed:
        """The type of its value; raises `BadExpression`."""

    def compile(self) -> Run:
        """A function that works out its value."""


@dataclass(frozen=True, slots=True)
class Literal:
    """A text between quotes, or a whole number."""

    value: str | int

    def names(self) -> frozenset[str]:
        """None."""
        return frozenset()

    def check(self, scope: Scope) -> Typed:
        """Text or number."""
        del scope
        return Typed(ValueType.TEXT if isinstance(self.value, str) else ValueType.NUMBER)

    def compile(self) -> Run:
        """Always the same value."""
        value = self.value
        return lambda _answers, _context: value


@dataclass(frozen=True, slots=True)
class Today:
    """The day on which the form is filled in."""

    def names(self) -> frozenset[str]:
        """None."""
        return frozenset()

    def check(self, scope: Scope) -> Typed:
        """A date."""
        del scope
        return Typed(ValueType.DATE)

    def compile(self) -> Run:
        """The context's today."""
        return lambda _answers, context: context.today.isoformat()


@dataclass(frozen=True, slots=True)
class Name:
    """A value by its name.

    An answer (`living`), a field of fetched data, of all records together (`income.net`), a fact
    (`facts.household`), a norm (`norms.rent`) or an earlier step (`step.income`).
    """

    name: str

    def names(self) -> frozenset[str]:
        """Itself."""
        return frozenset({self.name})

    def check(self, scope: Scope) -> Typed:
        """The type of the question's answers, or of the fact."""
        return scope.find(self.name)

    def compile(self) -> Run:
        """Reads the answer or the fact."""
        name = self.name
        if name.startswith(FACT):
            path = name.removeprefix(FACT)
            return lambda _answers, context: fact(context, path)
        question, _, field = name.partition(".")
        if field and question not in OWN_GROUPS:
            return lambda answers, _context: total(answers.get(question), field)
        return lambda answers, _context: answers.get(name)


@dataclass(frozen=True, slots=True)
class Call:
    """`answered(x)`, `known(facts.x)` (the same for facts) or `count(x)`."""

    function: str
    name: Name

    def names(self) -> frozenset[str]:
        """Its argument."""
        return self.name.names()

    def check(self, scope: Scope) -> Typed:
        """Truth, or for `count` a number."""
        found = self.name.check(scope)
        if self.function != "count":
            return Typed(ValueType.TRUTH)
        if found.type is not ValueType.LIST:
            raise BadExpression(
                f"count('{self.name.name}'): that is not a list.",
                "Count people or files, or use answered(…).",
            )
        return Typed(ValueType.NUMBER)

    def compile(self) -> Run:
        """Looks whether there is a value, or how many."""
        read = self.name.compile()
        if self.function == "count":
            return lambda answers, context: _count(read(answers, context))
        return lambda answers, context: read(answers, context) is not None


@dataclass(frozen=True, slots=True)
class Shift:
    """A date so many days later (or earlier)."""

    date: Node
    days: int

    def names(self) -> frozenset[str]:
        """Those of the date."""
        return self.date.names()

    def check(self, scope: Scope) -> Typed:
        """A date."""
        if self.date.check(scope).type is not ValueType.DATE:
            raise BadExpression(
                "Only a date can be moved by a number of days.", "Write for example: today + 5."
            )
        return Typed(ValueType.DATE)

    def compile(self) -> Run:
        """Reads the date and moves it."""
        read, step = self.date.compile(), timedelta(days=self.days)

        def run(answers: Answers, context: Context) -> Json:
            day = day_in(read(answers, context))
            return (day + step).isoformat() if day else None

        return run


@dataclass(frozen=True, slots=True)
class Compare:
    """Two values of one type, compared."""

    operator: str
    left: Node
    right: Node

    def names(self) -> frozenset[str]:
        """Those of both sides."""
        return self.left.names() | self.right.names()

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

    def compile(self) -> Run:
        """Compares; false where a side is absent."""
        left, right, compare = self.left.compile(), self.right.compile(), COMPARISONS[self.operator]

        def run(answers: Answers, context: Context) -> Json:
            one, other = left(answers, context), right(answers, context)
            if isinstance(one, str) and isinstance(other, str):
                return compare(one, other)
            return isinstance(one, int) and isinstance(other, int) and compare(one, other)

        return run


@dataclass(frozen=True, slots=True)
class Within:
    """`living in ['rent', 'lodging']`."""

    left: Node
    choices: tuple[Literal, ...]

    def names(self) -> frozenset[str]:
        """Those of the left side."""
        return self.left.names()

    def check(self, scope: Scope) -> Typed:
        """Truth, if the left side is a text that can be one of these."""
        left = self.left.check(scope)
        if left.type is not ValueType.TEXT:
            raise BadExpression("'in' works on a text only.", "Write for example: x in ['a', 'b'].")
        for choice in self.choices:
            _check_option(left, choice)
        return Typed(ValueType.TRUTH)

    def compile(self) -> Run:
        """Looks the value up; false where it is absent."""
        left, choices = self.left.compile(), frozenset(choice.value for choice in self.choices)

        def run(answers: Answers, context: Context) -> Json:
            value = left(answers, context)
            return isinstance(value, str) and value in choices

        return run


@dataclass(frozen=True, slots=True)
class Logic:
    """`and`, `or` (two or more parts) and `not` (one part)."""

    operator: str
    parts: tuple[Node, ...]

    def names(self) -> frozenset[str]:
        """Those of all parts."""
        return frozenset().union(*(part.names() for part in self.parts))

    def check(self, scope: Scope) -> Typed:
        """Truth, if all parts are."""
        for part in self.parts:
            if part.check(scope).type is not ValueType.TRUTH:
                raise BadExpression(
                    f"'{self.operator}' needs conditions on each side.",
                    "Write for example: living == 'rent' and answered(moving_date).",
                )
        return Typed(ValueType.TRUTH)

    def compile(self) -> Run:
        """Runs the parts from left to right, no more than it needs."""
        parts = tuple(part.compile() for part in self.parts)
        if self.operator == "not":
            [only] = parts
            return lambda answers, context: not only(answers, context)
        decide = all if self.operator == "and" else any
        return lambda answers, context: decide(bool(part(answers, context)) for part in parts)


def _check_option(side: Typed, other: Node) -> None:
    if side.options is None or not isinstance(other, Literal) or other.value in side.options:
        return
    raise BadExpression(
        f"'{other.value}' is not one of the options.",
        suggestion(str(other.value), dict.fromkeys(side.options)),
    )


def _count(value: Json) -> int:
    """How many people or files; a list in a fact counts as it is."""
    if isinstance(value, list):
        return len(value)
    return max(len(list_in(value, key)) for key in ("names", "files", "records"))


def total(fetched: Json, field: str) -> int | None:
    """The amount in all records of fetched data together; None where there is no such data."""
    if fetched is None:
        return None
    return sum(cents_in(record, field) or 0 for record in list_in(fetched, "records"))
