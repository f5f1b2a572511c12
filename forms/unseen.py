"""Characters that nobody sees and that break what is made of a form: pages, PDF, database."""

import re
from collections.abc import Iterator, Mapping, Sequence

from forms.mistakes import Mistake

UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufeff"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17))
    + "]"
)
"""Controls but tab and new line, halves of a character, and what Unicode says is no character."""


def named_character(character: str) -> str:
    """What it is called, as nobody sees it."""
    return f"A character that nobody sees (U+{ord(character):04X})"


def check_characters(values: object) -> Iterator[Mistake]:
    """A mistake for each text in plain values that has such a character, keys too."""
    waiting: list[tuple[tuple[str | int, ...], object]] = [((), values)]
    while waiting:
        loc, value = waiting.pop()
        if isinstance(value, Mapping):
            waiting += [((*loc, str(key)), each) for key, each in value.items()]
            waiting += [((*loc, str(key)), key) for key in value]
        elif isinstance(value, str):
            if match := UNSEEN.search(value):
                yield Mistake(loc, f"{named_character(match[0])} stands here.", "Remove it.")
        elif isinstance(value, Sequence):
            waiting += [((*loc, number), each) for number, each in enumerate(value)]
