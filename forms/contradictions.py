"""Proves that conditions can never hold together, or always hold: for who checks a form.

`category == 'light' and category == 'waste'` never holds, whatever is answered. Only what can be
proved is said: False means that nothing is known.

The conditions are written out as alternatives, each of which joins what must hold and what must
not; every one has to contradict itself. A comparison that must hold tells that its sides are there;
one that must not hold tells something only of sides that are there.
"""

from collections.abc import Iterable, Iterator
from itertools import product

from forms.comparisons import COMPARISONS, Compare, InAnswer, InList, Logic, check_both
from forms.constants import Constant, constant_of
from forms.date_nodes import Age, DateOffset
from forms.nodes import AnyName, FunctionCall, Literal, Node
from forms.ranges import MIRRORED, OPPOSITES, Possible
from forms.scope import BadExpression, Scope
from forms.sums import Divide, Multiply, Plus
from forms.values import ValueType

_MOST = 256
Atoms = frozenset[tuple[Node, bool]]
"""Conditions without `and`, `or` and `not`, each with whether it must hold."""
_WHOLE = frozenset({ValueType.DATE, ValueType.TIME, ValueType.MONEY})
_LAST_MINUTE = 24 * 60 - 1


def is_never(trees: Iterable[Node], scope: Scope) -> bool:
    """Whether these conditions can't hold together, whatever is answered."""
    whole = Logic("and", tuple(trees))
    try:
        whole.check(scope)
    except BadExpression:
        return False
    alternatives = _alternatives(whole, scope, holds=True)
    return alternatives is not None and all(_Alternative(a, scope).fails for a in alternatives)


def is_always(trees: Iterable[Node], scope: Scope) -> bool:
    """Whether these conditions hold together whatever is answered, also where nothing is."""
    return is_never((Logic("not", (Logic("and", tuple(trees)),)),), scope)


def _alternatives(node: Node, scope: Scope, *, holds: bool) -> list[Atoms] | None:
    """The ways in which it holds, or does not; None where those are too many to look at."""
    if not isinstance(node, Logic):
        return _of_atom(node, scope, holds=holds)
    if node.operator == "not":
        return _alternatives(node.parts[0], scope, holds=not holds)
    parts = [_alternatives(part, scope, holds=holds) for part in node.parts]
    present = [part for part in parts if part is not None]
    if len(present) < len(parts):
        return None
    if (node.operator == "or") is holds:
        joined = [atoms for part in present for atoms in part]
        return joined if len(joined) <= _MOST else None
    return _all_together(present)


def _all_together(parts: list[list[Atoms]]) -> list[Atoms] | None:
    joined: list[Atoms] = [frozenset()]
    for part in parts:
        if len(joined) * len(part) > _MOST:
            return None
        joined = [atoms | other for atoms, other in product(joined, part)]
    return joined


def _of_atom(node: Node, scope: Scope, *, holds: bool) -> list[Atoms]:
    if isinstance(node, Literal):
        return [frozenset()] if node.constant is holds else []
    if isinstance(node, AnyName) and node.check(scope).type is ValueType.TRUTH:
        node = Compare("==", node, Literal(constant=True, type=ValueType.TRUTH))
    return [frozenset({(node, holds)})]


class _Alternative:
    """One way in which all might hold, and what follows from it."""

    def __init__(self, atoms: Atoms, scope: Scope) -> None:
        self._atoms = atoms
        self._scope = scope
        self._present = {part for node, holds in atoms if holds for part in _read_by(node)}
        self._answered = {
            node.name for node, holds in atoms if holds and isinstance(node, FunctionCall)
        }
        self._possible: dict[tuple[object, str], Possible] = {}

    @property
    def fails(self) -> bool:
        """Whether it contradicts itself, for certain."""
        return (
            any((node, not holds) in self._atoms for node, holds in self._atoms)
            or any(self._is_gone(node) for node, holds in self._atoms if not holds)
            or any(self._restricts_to_nothing(node, holds=holds) for node, holds in self._atoms)
        )

    def _is_gone(self, node: Node) -> bool:
        """Whether it says that a value is absent which must be there."""
        present = self._present | self._answered
        return isinstance(node, FunctionCall) and node.name in present

    def _restricts_to_nothing(self, node: Node, *, holds: bool) -> bool:
        if isinstance(node, InList):
            return self._choose(node, holds=holds)
        if not isinstance(node, Compare):
            return False
        if not holds and not (self._is_there(node.left) and self._is_there(node.right)):
            return False
        return self._compare(node, node.operator if holds else OPPOSITES[node.operator])

    def _is_there(self, node: Node) -> bool:
        is_always = isinstance(node, FunctionCall) or constant_of(node) is not None
        return is_always or node in self._present or self._is_whole_answer(node)

    def _is_whole_answer(self, node: Node) -> bool:
        """Whether it was answered, and not with a date of which the day may be missing."""
        is_date = node in self._answered and node.check(self._scope).type is ValueType.DATE
        return node in self._answered and not is_date

    def _choose(self, node: InList, *, holds: bool) -> bool:
        if not holds and not self._is_there(node.left):
            return False
        possible = self._possible_for(node.left, "value", ValueType.TEXT)
        points = frozenset(choice.constant for choice in node.choices)
        (possible.keep if holds else possible.exclude)(points)
        return possible.is_nothing

    def _compare(self, node: Compare, sign: str) -> bool:
        value_type = check_both(node.left, node.right, self._scope)[0].type
        left, right = constant_of(node.left, value_type), constant_of(node.right, value_type)
        if left is not None and right is not None:
            return left.base == right.base and not COMPARISONS[sign](left.point, right.point)
        if left is not None:
            return self._limit(node.right, MIRRORED[sign], left, value_type)
        if right is not None:
            return self._limit(node.left, sign, right, value_type)
        return self._relate(node, sign, value_type)

    def _limit(self, node: Node, sign: str, constant: Constant, value_type: ValueType) -> bool:
        possible = self._possible_for(node, constant.base, value_type)
        possible.compare(sign, constant.point)
        return possible.is_nothing

    def _relate(self, node: Compare, sign: str, value_type: ValueType) -> bool:
        """By how much the left side is more than the right one; 0 where they are the same."""
        if node.left == node.right:
            return not COMPARISONS[sign](0, 0)
        pair: tuple[object, str] = ((node.left, node.right), "pair")
        mirrored: tuple[object, str] = ((node.right, node.left), "pair")
        if mirrored in self._possible:
            pair, sign = mirrored, MIRRORED[sign]
        if pair not in self._possible:
            self._possible[pair] = Possible(is_whole=value_type in _WHOLE)
        self._possible[pair].compare(sign, 0)
        return self._possible[pair].is_nothing

    def _possible_for(self, node: Node, base: str, value_type: ValueType) -> Possible:
        if (node, base) not in self._possible:
            self._possible[node, base] = self._at_first(node, value_type)
        return self._possible[node, base]

    def _at_first(self, node: Node, value_type: ValueType) -> Possible:
        if value_type is ValueType.TRUTH:
            return Possible(frozenset({True, False}))
        if value_type is ValueType.TEXT:
            return Possible(node.check(self._scope).options)
        is_count = isinstance(node, FunctionCall | Age)
        possible = Possible(is_whole=is_count or value_type in _WHOLE)
        if is_count or value_type is ValueType.TIME:
            possible.low = (0, 0)
        if value_type is ValueType.TIME:
            possible.high = (_LAST_MINUTE, 0)
        return possible


def _read_by(node: Node) -> Iterator[Node]:
    """The values that must be there for this condition to hold."""
    match node:
        case Compare():
            yield from _made_of(node.left)
            yield from _made_of(node.right)
        case InList():
            yield from _made_of(node.left)
        case InAnswer():
            yield node.answer


def _made_of(node: Node) -> Iterator[Node]:
    """A value that is there, and those without which it would not be."""
    yield node
    match node:
        case Plus() | Multiply() | Divide():
            yield from _made_of(node.left)
            yield from _made_of(node.right)
        case DateOffset():
            yield from _made_of(node.date)
            yield from _made_of(node.amount)
        case Age():
            yield from _made_of(node.born)
            yield from _made_of(node.day)
