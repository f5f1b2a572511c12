"""The parts of a condition that reckon: with amounts of money, in whole cents, never in floats.

An amount that is absent makes the outcome absent; only `sum` passes over what is absent.
"""

from collections.abc import Callable
from dataclasses import dataclass

from forms.context import Context
from forms.nodes import Node, Run
from forms.scope import BadExpression, Scope, Typed
from forms.values import Answers, Json, ValueType

_HALF = 2


def _sum(amounts: list[int | None]) -> int:
    return sum(amount for amount in amounts if amount is not None)


def _above(amounts: list[int | None]) -> int | None:
    amount, limit = amounts
    return None if amount is None or limit is None else max(0, amount - limit)


def _least(amounts: list[int | None]) -> int | None:
    known = [amount for amount in amounts if amount is not None]
    return min(known) if len(known) == len(amounts) else None


RECKONERS: dict[str, tuple[Callable[[list[int | None]], int | None], int | None]] = {
    "sum": (_sum, None),
    "above": (_above, 2),
    "least": (_least, 2),
}
"""Name → (what it does, how many amounts it takes; None: as many as one likes).

`above(a, b)` is what `a` is more than `b`, never less than nothing.
"""


@dataclass(frozen=True, slots=True)
class Reckon:
    """`sum(a, b, c)`, `above(a, b)` or `least(a, b)`."""

    function: str
    parts: tuple[Node, ...]

    def names(self) -> frozenset[str]:
        """Those of all parts."""
        return frozenset().union(*(part.names() for part in self.parts))

    def check(self, scope: Scope) -> Typed:
        """Money, if all parts are, and there are as many as it takes."""
        _, count = RECKONERS[self.function]
        if count is not None and len(self.parts) != count:
            raise BadExpression(
                f"{self.function}(…) takes {count} amounts.", f"Write {self.function}(a, b)."
            )
        return _all_money(self.parts, scope)

    def compile(self) -> Run:
        """Runs all parts, and reckons with their amounts."""
        reckon, _ = RECKONERS[self.function]
        runs = tuple(part.compile() for part in self.parts)
        return lambda answers, context: reckon([_amount(run(answers, context)) for run in runs])


@dataclass(frozen=True, slots=True)
class Plus:
    """Two amounts added up, or one taken from the other."""

    left: Node
    sign: int
    right: Node

    def names(self) -> frozenset[str]:
        """Those of both sides."""
        return self.left.names() | self.right.names()

    def check(self, scope: Scope) -> Typed:
        """Money, if both sides are."""
        return _all_money((self.left, self.right), scope)

    def compile(self) -> Run:
        """Runs both sides; absent where one of them is."""
        left, right, sign = self.left.compile(), self.right.compile(), self.sign

        def run(answers: Answers, context: Context) -> Json:
            one, other = _amount(left(answers, context)), _amount(right(answers, context))
            return None if one is None or other is None else one + sign * other

        return run


@dataclass(frozen=True, slots=True)
class Times:
    """An amount so many times, or divided by so many; half a cent is rounded up."""

    amount: Node
    factor: int
    divisor: int = 1

    def names(self) -> frozenset[str]:
        """Those of the amount."""
        return self.amount.names()

    def check(self, scope: Scope) -> Typed:
        """Money, if the amount is."""
        return _all_money((self.amount,), scope)

    def compile(self) -> Run:
        """Runs the amount; absent where that is."""
        read, factor, divisor = self.amount.compile(), self.factor, self.divisor

        def run(answers: Answers, context: Context) -> Json:
            amount = _amount(read(answers, context))
            if amount is None:
                return None
            return (amount * factor * _HALF + divisor) // (divisor * _HALF)

        return run


def _all_money(parts: tuple[Node, ...], scope: Scope) -> Typed:
    for part in parts:
        found = part.check(scope).type
        if found is not ValueType.MONEY:
            raise BadExpression(
                f"One can't reckon with a {found} here.", "Use amounts of money only."
            )
    return Typed(ValueType.MONEY)


def _amount(value: Json) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
