"""A condition of a form: read once when the form is loaded, then only worked out."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Protocol, Self

from pydantic import PlainSerializer, PlainValidator
from pydantic_core import PydanticCustomError

from forms.context import Context
from forms.grammar import parse
from forms.nodes import bound, names_in
from forms.scope import BadExpression, Scope, Typed
from forms.values import Answers, Json, ValueType, cents_in, day_in

_CONDITION = "x == 'y'"
_EXAMPLES = {ValueType.DATE: "today + 5", ValueType.MONEY: "sum(rent, care)"}


class DatedAmount(Protocol):
    """An amount that is laid down and changes now and then; see `forms.definition.DatedAmount`."""

    @property
    def label(self) -> str:
        """What it is, in Dutch."""

    @property
    def law(self) -> str:
        """Where it is laid down."""

    def on(self, day: date) -> int | None:
        """The amount in cents on this day; None before the first one."""

    def since(self, day: date) -> date | None:
        """The first day of the amount that holds on this day; None before the first one."""


class Expression:
    """One condition, date or amount; equal to another when the text is equal."""

    __slots__ = ("_norms", "names", "text", "tree")

    def __init__(self, text: str) -> None:
        """Read the text; raises `BadExpression`."""
        self.text = text
        self.tree = parse(text)
        self.names = names_in(self.tree)
        self._norms: Mapping[str, DatedAmount] = {}

    @classmethod
    def of(cls, text: object) -> Self:
        """As `__init__`, with the error that pydantic understands."""
        if isinstance(text, int | Decimal) and not isinstance(text, bool):
            remedy = f"Write it as text, between quotes: '{text}'."
            raise bad_value("This is not a condition.", remedy)
        if not isinstance(text, str):
            raise bad_value("This is not a condition.", "Write it as text, for example: x == 'y'.")
        try:
            return cls(text)
        except BadExpression as error:
            raise bad_value(error.problem, error.remedy) from error

    def check(self, scope: Scope, expected: ValueType) -> None:
        """Raises `BadExpression` when the names or types do not fit."""
        outcome = self.tree.check(scope).type
        if outcome is not expected:
            raise BadExpression(
                f"This gives a {outcome}, and a {expected} is needed.",
                f"Write for example: {_EXAMPLES.get(expected, _CONDITION)}.",
            )

    def type_in(self, scope: Scope) -> Typed:
        """The type that it gives; raises `BadExpression`."""
        return self.tree.check(scope)

    def link(self, norms: Mapping[str, DatedAmount], types: Mapping[str, Typed]) -> None:
        """Say, once, which amounts that are laid down it reads, and of which type its names are.

        A name without a type is read as it stands.
        """
        self.tree = bound(self.tree, types)
        self._norms = {name: norm for name, norm in norms.items() if name in self.names}

    @property
    def norms(self) -> tuple[DatedAmount, ...]:
        """The norms that it reads."""
        return tuple(self._norms.values())

    def value(self, values: Answers, context: Context) -> Json:
        """Its value, from values by name; see `forms.path.Path.values`."""
        return self.tree.value(values, context)

    def holds(self, values: Answers, context: Context) -> bool:
        """Whether the condition is true."""
        return bool(self.tree.value(values, context))

    def cents(self, values: Answers, context: Context) -> int | None:
        """The amount that it gives; None where it depends on one that is absent."""
        return cents_in(self.value(values, context))

    def day(self, values: Answers, context: Context) -> date | None:
        """The date that it gives; None where it depends on an answer that is absent."""
        return day_in(self.value(values, context))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Expression) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"Expression({self.text!r})"


def bad_value(problem: str, remedy: str, *inside: str | int) -> PydanticCustomError:
    """The error for a value that is wrong in itself; the loader adds file and line.

    `inside`: the steps to the part of the value that is wrong.
    """
    context = {"problem": problem, "remedy": remedy, "inside": inside}
    return PydanticCustomError("bad_form", "{problem}", context)


_of: Callable[[object], Expression] = Expression.of
ExpressionText = Annotated[Expression, PlainValidator(_of), PlainSerializer(str)]
"""An expression in a pydantic model: text in YAML and in the stored version."""
