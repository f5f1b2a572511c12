"""Takes a condition apart in words, numbers, texts and signs, and reads what is written out."""

import re
from decimal import Decimal
from typing import Final

from forms.nodes import Literal
from forms.scope import BadExpression
from forms.values import ValueType

TRUTHS: Final = {"yes": True, "true": True, "no": False, "false": False}
_TOKEN = re.compile(
    r"\s*(?:(?P<text>'[^']*'|\"[^\"]*\")|(?P<number>\d+(?:\.\d+)?%?)|(?P<word>[a-z][a-z0-9_.]*)"
    r"|(?P<sign>==|!=|<=|>=|[<>+\-*/()\[\],]))",
    re.ASCII,
)
_NUMBER = re.compile(r"\d{1,12}(?:\.\d{1,6})?%?", re.ASCII)
_AMOUNT = re.compile(r"\d+\.\d\d", re.ASCII)
_GROUPED = re.compile(r"[1-9]\d*\.\d{3}", re.ASCII)
"""What reads as a thousand and more to some, and as one and a little to others: 1.500."""


def tokens_of(text: str) -> list[str]:
    """The words and signs one after the other; raises `BadExpression`."""
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


def literal(token: str) -> Literal:
    """What is written out: `'rent'`, `3`, `2.5`, `5%`, `1500.00` or `yes`.

    Exactly two decimals make it an amount of money. Raises `BadExpression`.
    """
    if token[0] in "'\"":
        return Literal(token[1:-1], ValueType.TEXT)
    if token in TRUTHS:
        return Literal(TRUTHS[token], ValueType.TRUTH)
    if token[0].isdigit():
        return _number(token)
    raise BadExpression(
        f"'{token}' stands where a value is expected.", "Put a name, 'text' or number there."
    )


def negative(number: Literal) -> Literal:
    """The same below zero."""
    assert isinstance(number.constant, int | Decimal)
    return Literal(-number.constant, number.type)


def _number(token: str) -> Literal:
    if not _NUMBER.fullmatch(token):
        raise BadExpression(
            f"'{token}' has too many digits.",
            "Write at most 12 digits, and 6 behind the dot: 1250000.50.",
        )
    if _GROUPED.fullmatch(token):
        whole = token.replace(".", "")
        raise BadExpression(
            f"'{token}' can be read in two ways.",
            f"Write {whole}, {whole}.00 for an amount, or {token}0 with decimals.",
        )
    number = Decimal(token.rstrip("%"))
    if token.endswith("%"):
        return Literal(number.scaleb(-2), ValueType.NUMBER)
    if _AMOUNT.fullmatch(token):
        return Literal(int(number.scaleb(2)), ValueType.MONEY)
    return Literal(number, ValueType.NUMBER)
