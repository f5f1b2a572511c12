"""Reads a condition as people write it: `living == 'rent' and count(movers) > 0`.

either  = both { "or" both }
both    = denial { "and" denial }
denial  = "not" denial | compare
compare = sum [ ("==" | "!=" | "<" | "<=" | ">" | ">=") sum | "in" "[" literals "]" ]
sum     = product { ("+" | "-") (number | product) }
product = atom { ("*" | "/") number }
atom    = number | 'text' | "today" | function "(" name ")" | name | "(" either ")"
        | function "(" sum { "," sum } ")"
"""

import re
from typing import Final

from forms.nodes import (
    COMPARISONS,
    AnyName,
    Compare,
    DateOffset,
    FunctionCall,
    InList,
    Literal,
    Logic,
    Node,
    Today,
    named,
)
from forms.scope import BadExpression
from forms.sums import ADDED_NAMES, AMOUNT_FUNCTIONS, AmountFunction, Plus, Scale

FUNCTIONS: Final = frozenset({"answered", "count", "known"})
KEYWORDS: Final = FUNCTIONS | AMOUNT_FUNCTIONS.keys() | {"and", "or", "not", "in", "today", "facts"}
_LENGTH: Final = 500
_DEPTH: Final = 20
_DAYS: Final = 99_999

_TOKEN = re.compile(
    r"\s*(?:(?P<text>'[^']*'|\"[^\"]*\")|(?P<number>\d+)|(?P<word>[a-z][a-z0-9_.]*)"
    r"|(?P<sign>==|!=|<=|>=|[<>+\-*/()\[\],]))"
)


def parse(text: str) -> Node:
    """The condition in `text`; raises `BadExpression`."""
    if len(text) > _LENGTH:
        raise BadExpression(
            f"The condition is longer than {_LENGTH} characters.", "Split it over pages."
        )
    parser = _Parser(_tokens(text))
    node = parser.either()
    if parser.next is not None:
        raise BadExpression(
            f"'{parser.next}' is not expected there.", "Put 'and' or 'or' between two conditions."
        )
    return node


def _tokens(text: str) -> list[str]:
    tokens, at = [], 0
    text = text.rstrip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise BadExpression(
                f"'{text[at:].strip()[:10]}' can't be read.",
                "Use names, 'texts', numbers, today, == != < <= > >= in, and, or, not, + - * /.",
            )
        tokens.append(match.group().strip())
        at = match.end()
    return tokens


class _Parser:
    """Recursive descent: one method for each line of the grammar."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0

    @property
    def next(self) -> str | None:
        """The token that is read next; None at the end."""
        return self._tokens[self._at] if self._at < len(self._tokens) else None

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
            self._deeper()
            node = Logic("not", (self._denial(),))
            self._depth -= 1
            return node
        return self._compare()

    def _compare(self) -> Node:
        left = self._sum()
        if self._skip("in"):
            return InList(left, self._literals())
        if self.next in COMPARISONS:
            return Compare(self._take(), left, self._sum())
        return left

    def _sum(self) -> Node:
        node = self._product()
        while self.next in {"+", "-"}:
            sign = 1 if self._take() == "+" else -1
            is_day = isinstance(node, Today | DateOffset)
            if is_day or self.next is None or self.next.isdigit():
                node = DateOffset(node, sign * self._days())
            else:
                node = Plus(node, sign, self._product())
        return node

    def _days(self) -> int:
        number = self._take()
        if not number.isdigit() or int(number) > _DAYS:
            raise BadExpression(
                f"'{number}' is not a number of days.", "Write for example: today + 5."
            )
        return int(number)

    def _product(self) -> Node:
        node = self._atom()
        while self.next in {"*", "/"}:
            is_times, number = self._take() == "*", self._take()
            if not number.isdigit() or not 0 < int(number) <= _DAYS:
                raise BadExpression(
                    f"One can't multiply or divide by '{number}'.", "Write for example: x * 12."
                )
            node = Scale(node, int(number)) if is_times else Scale(node, 1, int(number))
        return node

    def _atom(self) -> Node:
        symbol = self._take()
        if symbol == "(":
            self._deeper()
            node = self.either()
            self._expect(")")
            self._depth -= 1
            return node
        if symbol == "today":
            return Today()
        if symbol in FUNCTIONS:
            return self._call(symbol)
        if symbol in AMOUNT_FUNCTIONS and (symbol not in ADDED_NAMES or self.next == "("):
            return self._amount_function(symbol)
        if symbol[0].isalpha():
            return self._name(symbol)
        return self._literal(symbol)

    def _call(self, function: str) -> Node:
        self._expect("(")
        name = self._name(self._take())
        self._expect(")")
        return FunctionCall(function, name)

    def _amount_function(self, function: str) -> AmountFunction:
        self._expect("(")
        self._deeper()
        parts = [self._sum()]
        while self._skip(","):
            parts.append(self._sum())
        self._expect(")")
        self._depth -= 1
        return AmountFunction(function, tuple(parts))

    def _name(self, token: str) -> AnyName:
        if token in KEYWORDS - ADDED_NAMES or not token[0].isalpha():
            raise BadExpression(f"'{token}' stands where a question is expected.", "Name one.")
        return named(token)

    def _literal(self, token: str) -> Literal:
        if token[0] in "'\"":
            return Literal(token[1:-1])
        if token.isdigit():
            return Literal(int(token))
        raise BadExpression(
            f"'{token}' stands where a value is expected.", "Put a name, 'text' or number there."
        )

    def _literals(self) -> tuple[Literal, ...]:
        self._expect("[")
        literals = [self._literal(self._take())]
        while self._skip(","):
            literals.append(self._literal(self._take()))
        self._expect("]")
        return tuple(literals)

    def _take(self) -> str:
        token = self.next
        if token is None:
            raise BadExpression("The condition stops halfway.", "Finish it or remove it.")
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

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > _DEPTH:
            raise BadExpression(
                f"More than {_DEPTH} levels in one condition.", "Make it simpler, or add a page."
            )
