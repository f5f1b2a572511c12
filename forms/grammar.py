"""Reads a condition as people write it: `living == 'rent' and count(movers) > 0`.

either  = both { "or" both }
both    = denial { "and" denial }
denial  = "not" denial | compare
compare = sum [ ("==" | "!=" | "<" | "<=" | ">" | ">=") sum | "in" ("[" literals "]" | name) ]
sum     = product { ("+" | "-") product [ unit ] }
product = atom { ("*" | "/") atom }
atom    = literal | "-" number | "today" | name | "(" either ")"
        | function "(" either { "," either } ")"
literal = number | number"%" | 'text' | "yes" | "no" | "true" | "false"
unit    = "days" | "weeks" | "months" | "years", or one of it: "day"

`docs/conditions.md` says what all of it means.
"""

from collections.abc import Callable
from typing import Final

from forms.comparisons import COMPARISONS, Compare, If, InAnswer, InList, Logic
from forms.date_nodes import UNITS, Age, DateOffset
from forms.functions import AGGREGATES, AmountFunction
from forms.nodes import AnyName, FunctionCall, Literal, Node, Today, named
from forms.rows import ROW_FUNCTIONS, RowCondition
from forms.scope import BadExpression, suggestion
from forms.sums import Divide, Multiply, Plus
from forms.tokens import TRUTHS, literal, negative, tokens_of

_OF_A_NAME: Final = frozenset({"answered", "count", "known"})
FUNCTIONS: Final = _OF_A_NAME | AGGREGATES | ROW_FUNCTIONS | {"age", "if"}
KEYWORDS: Final = (
    _OF_A_NAME
    | TRUTHS.keys()
    | {"sum", "above", "least", "and", "or", "not", "in", "today", "facts"}
)
"""Words that no question can be called by. The other functions came later: only a bracket makes
one of those a function, since a stored version may have a question of that name."""
_LENGTH: Final = 500
_DEPTH: Final = 20
_SIGNS: Final = 40
_TWO: Final = 2


def parse(text: str) -> Node:
    """The condition in `text`; raises `BadExpression`."""
    if len(text) > _LENGTH:
        raise BadExpression(
            f"The condition is longer than {_LENGTH} characters.",
            "Give a part of it a name under `conditions` or `compute`, or split it over pages.",
        )
    parser = _Parser(tokens_of(text))
    node = parser.either()
    if parser.next is not None:
        raise parser.unexpected(parser.next)
    return node


class _Parser:
    """Recursive descent: one method for each line of the grammar."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0
        self._signs = 0

    @property
    def next(self) -> str | None:
        """The token that is read next; None at the end."""
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def unexpected(self, symbol: str) -> BadExpression:
        """What is wrong with what is read next, and behind a condition."""
        remedy = "Put 'and' or 'or' between two conditions."
        if symbol == ",":
            around = self._tokens[self._at - 1 : self._at + 2 : 2]
            remedy = "Write a number with a dot: 12.5, and an amount with two decimals: 1500.00."
            if len(around) == _TWO and all(each.isdecimal() for each in around):
                remedy = f"Write a number with a dot: {'.'.join(around)}."
        elif symbol in UNITS:
            remedy = f"Write for example: today + 3 {symbol}."
        return BadExpression(f"'{symbol}' is not expected there.", remedy)

    def either(self) -> Node:
        """Parts with `or` between them."""
        parts = [self._both()]
        while self._skip("or"):
            parts.append(self._both())
        return parts[0] if len(parts) == 1 else Logic("or", tuple(parts))

    def _both(self) -> Node:
        parts = [self._denial()]
        while self._skip("and"):
            parts.append(self._denial())
        return parts[0] if len(parts) == 1 else Logic("and", tuple(parts))

    def _denial(self) -> Node:
        if self._skip("not"):
            return Logic("not", (self._deeper(self._denial),))
        return self._compare()

    def _compare(self) -> Node:
        left = self._sum()
        if self._skip("in"):
            if self.next == "[":
                return InList(left, self._literals())
            return InAnswer(left, self._name(self._take()))
        if self.next in COMPARISONS:
            return Compare(self._take(), left, self._sum())
        return left

    def _sum(self) -> Node:
        node = self._product()
        while self.next in {"+", "-"}:
            sign = 1 if self._sign() == "+" else -1
            amount = self._product()
            if self.next in UNITS:
                node = DateOffset(node, sign, amount, self._take())
            else:
                node = Plus(node, sign, amount)
        return node

    def _product(self) -> Node:
        node = self._atom()
        while self.next in {"*", "/"}:
            sign, other = self._sign(), self._atom()
            if isinstance(other, Literal) and other.constant == 0:
                raise BadExpression(
                    "One can't multiply or divide by '0'.", "Write for example: x * 12."
                )
            node = Multiply(node, other) if sign == "*" else Divide(node, other)
        return node

    def _atom(self) -> Node:
        symbol = self._take()
        if symbol == "(":
            node = self._deeper(self.either)
            self._expect(")")
            return node
        if symbol == "-" and (self.next or "")[:1].isdigit():
            return negative(literal(self._take()))
        if not symbol[0].isalpha() or symbol in TRUTHS:
            return literal(symbol)
        return Today() if symbol == "today" else self._named(symbol)

    def _named(self, symbol: str) -> Node:
        if symbol in _OF_A_NAME:
            return self._of_a_name(symbol)
        if self.next == "(" or symbol in AGGREGATES & KEYWORDS:
            return self._function(symbol)
        return self._name(symbol)

    def _of_a_name(self, function: str) -> FunctionCall:
        self._expect("(")
        name = self._name(self._take())
        self._expect(")")
        return FunctionCall(function, name)

    def _function(self, function: str) -> Node:
        if function not in FUNCTIONS:
            raise BadExpression(
                f"There is no function '{function}'.",
                suggestion(function, dict.fromkeys(FUNCTIONS)),
            )
        parts = self._arguments()
        if function in AGGREGATES:
            return AmountFunction(function, parts)
        match function, parts:
            case (("any" | "all"), (condition,)):
                return RowCondition(function, condition)
            case "if", (condition, then, otherwise):
                return If(condition, then, otherwise)
            case "age", (born,):
                return Age(born, Today())
            case "age", (born, day):
                return Age(born, day)
        raise BadExpression(
            f"{function}(…) takes another number of values.",
            f"Write for example: {_CALLS[function]}.",
        )

    def _arguments(self) -> tuple[Node, ...]:
        self._expect("(")
        parts = [self._deeper(self.either)]
        while self._skip(","):
            parts.append(self._deeper(self.either))
        self._expect(")")
        return tuple(parts)

    def _name(self, token: str) -> AnyName:
        if token in KEYWORDS or not token[0].isalpha():
            raise BadExpression(
                f"'{token}' stands where a question is expected.",
                "Name one, for example: answered(phone).",
            )
        return named(token)

    def _literals(self) -> tuple[Literal, ...]:
        self._expect("[")
        literals = [literal(self._take())]
        while self._skip(","):
            literals.append(literal(self._take()))
        self._expect("]")
        return tuple(literals)

    def _sign(self) -> str:
        self._signs += 1
        if self._signs > _SIGNS:
            raise BadExpression(
                f"More than {_SIGNS} times + - * / in one condition.",
                "Use sum(a, b, c), or give a part of it a name under `compute`.",
            )
        return self._take()

    def _take(self) -> str:
        token = self.next
        if token is None:
            raise BadExpression(
                "The condition stops halfway.", "Finish it, for example: x == 'y', or remove it."
            )
        self._at += 1
        return token

    def _skip(self, token: str) -> bool:
        if self.next != token:
            return False
        self._at += 1
        return True

    def _expect(self, token: str) -> None:
        if not self._skip(token):
            raise BadExpression(
                f"'{token}' is missing before '{self.next or 'the end'}'.", f"Write '{token}'."
            )

    def _deeper(self, read: Callable[[], Node]) -> Node:
        self._depth += 1
        if self._depth > _DEPTH:
            raise BadExpression(
                f"More than {_DEPTH} levels in one condition.", "Make it simpler, or add a page."
            )
        node = read()
        self._depth -= 1
        return node


_CALLS = {
    "age": "age(born), or age(born, day)",
    "all": "all(costs.amount > 0.00)",
    "any": "any(costs.amount > 500.00)",
    "if": "if(music, 240.00, 0.00)",
}
