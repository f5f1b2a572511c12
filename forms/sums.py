"""The parts of a condition that reckon: with amounts of money, in whole cents, never in floats.

An amount that is absent makes the outcome absent; only `sum` passes over what is absent.
"""

from collections.abc import Callable
from dataclasses import dataclass

from forms.context import Context
from forms.nodes import Node, TotalName
from forms.scope import BadExpression, Scope, Typed
from forms.values import Answers, Json, ValueType, cents_in

_HALF = 2


def _sum(amounts: list[int | None]) -> int:
    return sum(amount for amount in amounts if amount is not None)


def _excess(amounts: list[int | None]) -> int | None:
    amount, limit = amounts
    return None if amount is None or limit is None else max(0, amount - limit)


def _smallest(amounts: list[int | None]) -> int | None:
    present = [amount for amount in amounts if amount is not None]
    return min(present) if len(present) == len(amounts) else None


AMOUNT_FUNCTIONS: dict[str, tuple[Callable[[list[int | None]], int | None], int | None]] = {
    "sum": (_sum, None),
    "excess": (_excess, 2),
    "min": (_smallest, 2),
    "above": (_excess, 2),
    "least": (_smallest, 2),
}
"""Name → (what it does, how many amounts it takes; None: as many as one likes).

`excess(a, b)` is what `a` is more than `b`, never less than nothing.
"""
OLD_NAMES = {"above": "excess", "least": "min"}
"""Names that stored versions use; in a form that is published anew they are refused."""
ADDED_NAMES = frozenset({"excess", "min"})
"""Names that came later: only a bracket after it makes one of these a function, since a stored
version may have a question of that name."""


@dataclass(frozen=True, slots=True)
class AmountFunction:
    """`sum(a, b, c)`, `excess(a, b)` or `min(a, b)`."""

    function: str
    parts: tuple[Node, ...]

    def check(self, scope: Scope) -> Typed:
        """Money, if all parts are, and there are as many as it takes."""
        if self.function in OLD_NAMES:
            name = OLD_NAMES[self.function]
            raise BadExpression(
                f"{self.function}(…) is called {name}(…) now.", f"Write {name}(a, b)."
            )
        _, count = AMOUNT_FUNCTIONS[self.function]
        if count is not None and len(self.parts) != count:
            raise BadExpression(
                f"{self.function}(…) takes {count} amounts.", f"Write {self.function}(a, b)."
            )
        return _all_money(self.parts, scope)

    def value(self, values: Answers, context: Context) -> Json:
        """The outcome for the amounts of all parts; absent where one of them could not be read."""
        if _is_unread(self, values):
            return None
        function, _ = AMOUNT_FUNCTIONS[self.function]
        return function([cents_in(part.value(values, context)) for part in self.parts])


@dataclass(frozen=True, slots=True)
class Plus:
    """Two amounts added up, or one taken from the other."""

    left: Node
    sign: int
    right: Node

    def check(self, scope: Scope) -> Typed:
        """Money, if both sides are."""
        return _all_money((self.left, self.right), scope)

    def value(self, values: Answers, context: Context) -> Json:
        """The outcome; absent where a side is."""
        left = cents_in(self.left.value(values, context))
        right = cents_in(self.right.value(values, context))
        return None if left is None or right is None else left + self.sign * right


@dataclass(frozen=True, slots=True)
class Scale:
    """An amount so many times, or divided by so many; half a cent is rounded up."""

    amount: Node
    factor: int
    divisor: int = 1

    def check(self, scope: Scope) -> Typed:
        """Money, if the amount is."""
        return _all_money((self.amount,), scope)

    def value(self, values: Answers, context: Context) -> Json:
        """The outcome; absent where the amount is."""
        amount = cents_in(self.amount.value(values, context))
        if amount is None:
            return None
        return (amount * self.factor * _HALF + self.divisor) // (self.divisor * _HALF)


def _is_unread(node: Node, values: Answers) -> bool:
    """Whether something that it is made of could not be read: that is not nothing."""
    match node:
        case TotalName():
            return node.is_unread(values)
        case AmountFunction():
            return any(_is_unread(part, values) for part in node.parts)
        case Plus():
            return _is_unread(node.left, values) or _is_unread(node.right, values)
        case Scale():
            return _is_unread(node.amount, values)
        case _:
            return False


def _all_money(parts: tuple[Node, ...], scope: Scope) -> Typed:
    for part in parts:
        value_type = part.check(scope).type
        if value_type is not ValueType.MONEY:
            raise BadExpression(
                f"One can't reckon with a {value_type} here.", "Use amounts of money only."
            )
    return Typed(ValueType.MONEY)
