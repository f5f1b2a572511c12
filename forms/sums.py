"""The parts of a condition that reckon: with numbers and with amounts of money, never in floats.

A value that is absent makes the outcome absent.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from forms.comparisons import check_both
from forms.context import Context
from forms.date_nodes import check_offset, days_between, moved
from forms.nodes import Literal, Node
from forms.numbers import added, divided, multiplied, number_of, quantity_of
from forms.scope import BadExpression, Scope, Typed
from forms.values import Answers, Json, ValueType

RECKONABLE = frozenset({ValueType.MONEY, ValueType.NUMBER})


@dataclass(frozen=True, slots=True)
class Plus:
    """Two amounts or numbers added up, or one taken from the other (sign -1).

    Also a date and a number of days, and the days between two dates.
    """

    left: Node
    sign: int
    right: Node

    def check(self, scope: Scope) -> Typed:
        """What both sides are; a number where one date is taken from another."""
        left, right = (result.type for result in check_both(self.left, self.right, scope))
        if left is ValueType.DATE:
            return self._check_date(right)
        if left not in RECKONABLE and right is ValueType.NUMBER:
            raise BadExpression(
                "Only a date can be moved by a number of days.", "Write for example: today + 5."
            )
        return check_reckonable((left, right))

    def _check_date(self, other: ValueType) -> Typed:
        if other is ValueType.DATE and self.sign < 0:
            return Typed(ValueType.NUMBER)
        if other is not ValueType.NUMBER:
            raise BadExpression(
                f"A {other} is not a number of days.",
                "Write for example: today + 5, or last - first for the days between two dates.",
            )
        check_offset(self.right)
        return Typed(ValueType.DATE)

    def value(self, values: Answers, context: Context) -> Json:
        """The outcome; absent where a side is."""
        left, right = self.left.value(values, context), self.right.value(values, context)
        if isinstance(left, str):
            return self._of_day(left, right)
        one, other = quantity_of(left), quantity_of(right)
        return None if one is None or other is None else added(one, self.sign * other)

    def _of_day(self, day: str, other: Json) -> Json:
        if isinstance(other, str):
            return days_between(day, other) if self.sign < 0 else None
        number = number_of(other)
        return None if number is None else moved(day, self.sign * int(number))


@dataclass(frozen=True, slots=True)
class Multiply:
    """An amount or a number so many times; half a cent is rounded up.

    A literal with two decimals beside an amount is a factor: `total * 0.05`. Beside a number it is
    an amount: `copies * 16.30`.
    """

    left: Node
    right: Node

    def check(self, scope: Scope) -> Typed:
        """Money if one side is, else a number."""
        sides = self.left.check(scope).type, self.right.check(scope).type
        for side in sides:
            check_reckonable((side,))
        if ValueType.MONEY not in sides:
            return Typed(ValueType.NUMBER)
        if ValueType.NUMBER not in sides and not (_is_price(self.left) or _is_price(self.right)):
            raise BadExpression(
                "An amount can't be multiplied by an amount.",
                "Write a factor as a percentage, or as a number: rent * 5%, rent * 12.",
            )
        return Typed(ValueType.MONEY)

    def value(self, values: Answers, context: Context) -> Json:
        """The outcome; absent where a side is."""
        left = quantity_of(self.left.value(values, context))
        right = quantity_of(self.right.value(values, context))
        if left is None or right is None:
            return None
        if isinstance(left, int) and isinstance(right, int):
            if isinstance(self.right, Literal):
                right = self.right.factor
            elif isinstance(self.left, Literal):
                left = self.left.factor
        return multiplied(left, right)


@dataclass(frozen=True, slots=True)
class Divide:
    """An amount or a number divided by a number; half a cent is rounded up.

    A literal after `/` is always a number, also with two decimals: `price / 1.21`.
    """

    left: Node
    right: Node

    def check(self, scope: Scope) -> Typed:
        """What the left side is."""
        outcome = check_reckonable((self.left.check(scope).type,))
        divisor = self.right.check(scope).type
        check_reckonable((divisor,))
        if divisor is ValueType.MONEY and not isinstance(self.right, Literal):
            raise BadExpression(
                "One can't divide by an amount.", "Divide by a number: rent / 12, rent / persons."
            )
        return outcome

    def value(self, values: Answers, context: Context) -> Json:
        """The outcome; absent where a side is, and where the right side is zero."""
        left = quantity_of(self.left.value(values, context))
        right = number_of(_divisor(self.right, values, context))
        return None if left is None or right is None else divided(left, right)


def check_reckonable(types: Iterable[ValueType]) -> Typed:
    """The one type that all of these are; raises `BadExpression` for a mix, and for no quantity."""
    kinds = tuple(types)
    for value_type in kinds:
        if value_type not in RECKONABLE:
            raise BadExpression(
                f"One can't reckon with a {value_type} here.",
                "Use amounts of money or numbers only: sum(rent, care), guests + 5.",
            )
    if len(set(kinds)) > 1:
        raise BadExpression(
            "An amount and a number can't be put together.",
            "Write an amount with its cents: rent + 5.00.",
        )
    return Typed(kinds[0])


def _divisor(node: Node, values: Answers, context: Context) -> Json:
    return node.factor if isinstance(node, Literal) else node.value(values, context)


def _is_price(node: Node) -> bool:
    return isinstance(node, Literal) and node.type is ValueType.MONEY
