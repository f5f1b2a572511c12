"""The parts of a condition that are true or not: comparisons, `in`, `and`, `or`, `not`."""

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from forms.context import Context
from forms.nodes import AnyName, Literal, Node, whole_day
from forms.numbers import Quantity, quantity_of
from forms.scope import BadExpression, Scope, Typed, suggestion
from forms.values import Answers, Json, ValueType

COMPARISONS: dict[str, Callable[[str | Quantity, str | Quantity], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
ORDERED = frozenset({ValueType.DATE, ValueType.TIME, ValueType.NUMBER, ValueType.MONEY})
COMPARABLE = ORDERED | {ValueType.TEXT, ValueType.TRUTH}
_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d", re.ASCII)
_REMEDIES = {
    frozenset({ValueType.MONEY, ValueType.NUMBER}): "Write an amount with its cents: 5.00.",
    frozenset({ValueType.TRUTH, ValueType.TEXT}): "Write for example: music == yes, or just music.",
    frozenset({ValueType.LIST, ValueType.TEXT}): "Write for example: 'tent' in facilities.",
    frozenset({ValueType.DATE, ValueType.NUMBER}): "Write for example: day < today + 5.",
}


@dataclass(frozen=True, slots=True)
class Compare:
    """Two values of one type, compared."""

    operator: str
    left: Node
    right: Node
    _holds: Callable[[Any, Any], bool] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_holds", COMPARISONS[self.operator])

    def check(self, scope: Scope) -> Typed:
        """Truth, if the two can be compared."""
        left, right = check_both(self.left, self.right, scope)
        if left.type is not right.type:
            raise BadExpression(
                f"{left.type} {self.operator} {right.type}: these can't be compared.",
                _REMEDIES.get(
                    frozenset({left.type, right.type}),
                    "Compare two values of one type; put texts between quotes.",
                ),
            )
        if left.type not in (COMPARABLE if self.operator in {"==", "!="} else ORDERED):
            raise BadExpression(
                f"'{self.operator}' does not work on a {left.type}.",
                "Use == or != for texts, and answered(…) or count(…) for the rest.",
            )
        check_option(left, self.right)
        check_option(right, self.left)
        return Typed(ValueType.TRUTH)

    def value(self, values: Answers, context: Context) -> bool:
        """Whether it holds; false where a side is absent."""
        left = self.left.value(values, context)
        if left is None:
            return False
        right = self.right.value(values, context)
        if isinstance(left, str):
            return isinstance(right, str) and self._holds(left, right)
        if isinstance(left, bool):
            return isinstance(right, bool) and self._holds(left, right)
        one, other = quantity_of(left), quantity_of(right)
        return one is not None and other is not None and self._holds(one, other)


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
            if choice.type is not ValueType.TEXT:
                raise BadExpression(
                    f"'{choice.constant}' is not a text.", "Put it between quotes: in ['1', '2']."
                )
            check_option(left, choice)
        return Typed(ValueType.TRUTH)

    def value(self, values: Answers, context: Context) -> bool:
        """Whether the value is among them; false where it is absent."""
        value = self.left.value(values, context)
        return isinstance(value, str) and any(value == each.constant for each in self.choices)


@dataclass(frozen=True, slots=True)
class InAnswer:
    """`'tent' in facilities`: whether it is among what was chosen."""

    option: Node
    answer: AnyName

    def check(self, scope: Scope) -> Typed:
        """Truth, if several of some options can be chosen, and this is one of them."""
        answer, option = self.answer.check(scope), self.option.check(scope)
        if answer.type is not ValueType.LIST or answer.options is None:
            raise BadExpression(
                f"'{self.answer.name}' is not a question with several options.",
                "Write for example: 'tent' in facilities, or living in ['rent', 'own'].",
            )
        if option.type is not ValueType.TEXT:
            raise BadExpression(
                f"A {option.type} is no option.", "Write for example: 'tent' in facilities."
            )
        check_option(answer, self.option)
        return Typed(ValueType.TRUTH)

    def value(self, values: Answers, context: Context) -> bool:
        """Whether it was chosen; false where nothing was answered."""
        chosen, option = self.answer.value(values, context), self.option.value(values, context)
        return isinstance(chosen, list) and isinstance(option, str) and option in chosen


@dataclass(frozen=True, slots=True)
class Logic:
    """`and`, `or` (two or more parts) and `not` (one part)."""

    operator: str
    parts: tuple[Node, ...]

    def check(self, scope: Scope) -> Typed:
        """Truth, if all parts are."""
        for part in self.parts:
            check_condition(part, scope, f"'{self.operator}' needs conditions on each side.")
        return Typed(ValueType.TRUTH)

    def value(self, values: Answers, context: Context) -> bool:
        """Works the parts out from left to right, no more than it needs."""
        if self.operator == "not":
            return self.parts[0].value(values, context) is not True
        decides = self.operator == "or"
        for part in self.parts:
            if (part.value(values, context) is True) is decides:
                return decides
        return not decides


@dataclass(frozen=True, slots=True)
class If:
    """`if(condition, a, b)`: the first where the condition holds, else the second."""

    condition: Node
    then: Node
    otherwise: Node

    def check(self, scope: Scope) -> Typed:
        """The type of both, which is one."""
        check_condition(self.condition, scope, "if(…) begins with a condition.")
        then, otherwise = check_both(self.then, self.otherwise, scope)
        if then.type is not otherwise.type:
            raise BadExpression(
                f"if(…) gives a {then.type} or a {otherwise.type}.",
                "Write two values of one type: if(music, 240.00, 0.00).",
            )
        return Typed(then.type)

    def value(self, values: Answers, context: Context) -> Json:
        """The value that is called for."""
        holds = self.condition.value(values, context) is True
        return (self.then if holds else self.otherwise).value(values, context)


def check_both(left: Node, right: Node, scope: Scope) -> tuple[Typed, Typed]:
    """The types of two values that meet: a text beside a day or a time must be one."""
    one, other = left.check(scope), right.check(scope)
    return _beside(left, one, other.type), _beside(right, other, one.type)


def _beside(node: Node, typed: Typed, other: ValueType) -> Typed:
    if not isinstance(node, Literal) or typed.type is not ValueType.TEXT:
        return typed
    text = str(node.constant)
    if other is ValueType.DATE and whole_day(text) is None:
        raise BadExpression(f"'{text}' is not a day of the calendar.", "Write it as '2027-01-31'.")
    if other is ValueType.TIME and not _TIME.fullmatch(text):
        raise BadExpression(f"'{text}' is not a time of day.", "Write it as '20:00'.")
    return Typed(other) if other in {ValueType.DATE, ValueType.TIME} else typed


def check_condition(node: Node, scope: Scope, problem: str) -> None:
    """Raises `BadExpression` with this problem where it is not true or false."""
    if node.check(scope).type is not ValueType.TRUTH:
        raise BadExpression(
            problem, "Write for example: living == 'rent' and answered(moving_date)."
        )


def check_option(side: Typed, other: Node) -> None:
    """Raises `BadExpression` where the other side is a text that this side can never be."""
    if side.options is None or not isinstance(other, Literal) or other.constant in side.options:
        return
    raise BadExpression(
        f"'{other.constant}' is not one of the options.",
        suggestion(str(other.constant), dict.fromkeys(side.options)),
        f"'{other.constant}'",
    )
