"""The citizen service number (BSN) in what people type, in any spelling; it is never repeated."""

import re
from collections.abc import Callable, Iterator
from operator import mul

from stdnum.nl import bsn

from forms.spelling import code

_LENGTH = 9
_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
_RUN = re.compile(r"\d(?:[\W_]*\d)*", re.ASCII)
"""Digits with anything between them but letters."""
_AS_WRITTEN = re.compile(
    r"(?<!\d)(?:\d{9}|\d{3}S\d{3}S\d{3}|\d{4}S\d{2}S\d{3}|\d{4}S\d{5}|\d{5}S\d{4}"
    r"|\d{3}S\d{6}|\d{6}S\d{3}|\d(?:S\d){8})(?!\d)".replace("S", r"[ .,/-]"),
    re.ASCII,
)


def holds_own_number(text: str, is_own: Callable[[str], bool]) -> bool:
    """Whether a number that `is_own` is in it: with dots, in a longer number, without a zero."""
    return any(_passes(number) and is_own(number) for number in _candidates(text))


def likely_numbers(text: str) -> frozenset[str]:
    """The numbers in it that are written as a BSN and could be somebody's; others may be too."""
    if not _has_enough_digits(text):
        return frozenset()
    digits = (re.sub(r"\D", "", match[0]) for match in _AS_WRITTEN.finditer(code(text)))
    return frozenset(number for number in digits if bsn.is_valid(number))


def _passes(number: str) -> bool:
    """The check of eleven, at a tenth of the cost of stdnum's: a text can hold thousands."""
    return sum(map(mul, _WEIGHTS, map(int, number))) % 11 == 0


def _has_enough_digits(text: str) -> bool:
    """Most texts have none: this is what they cost."""
    return len(re.sub(r"\D+", "", text)) >= _LENGTH - 1


def _candidates(text: str) -> Iterator[str]:
    """Every nine digits after each other, and eight that may have lost a zero."""
    if not _has_enough_digits(text):
        return
    for run in _RUN.findall(code(text)):
        digits = re.sub(r"\D", "", run)
        for start in range(len(digits) - _LENGTH + 1):
            yield digits[start : start + _LENGTH]
        shorter = {digits, *re.findall(r"\d+", run)}
        yield from (f"0{each}" for each in shorter if len(each) == _LENGTH - 1)
