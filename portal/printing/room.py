"""How high a row stands on paper at most, reckoned before it is set: measuring takes far longer.

What may be higher than a good part of a page isn't kept on one page.
"""

import math
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from unicodedata import east_asian_width

from portal.printing.signs import WIDE

CM: Final = {"width": 16.2, "labels": 5.2, "gutter": 0.6, "inset": 0.4}
"""Of all that is printed, of labels, between these and what is beside them, and around a box."""
EM = 0.37
"""cm, of the size that rows are set in."""
FILLED = 5 / 6
"""Of a line, by a word that is cut: by pieces of a sixth."""
EDGE = 1
"""Above and below a row, in lines."""
MOST_LINES = 36
"""Of the 55 on a page: a row that is kept whole leaves less than that empty before it."""
NARROW: Final = frozenset(string.ascii_lowercase + string.digits + " .,:;-'\"()/") - {"m", "w"}


@dataclass(frozen=True, slots=True)
class Room:
    """Of rows: how wide all is, and its labels, in cm."""

    width: float
    labels: float

    @property
    def beside(self) -> float:
        """What is left beside a label."""
        return self.width - self.labels - CM["gutter"]

    @property
    def inner(self) -> "Room":
        """That of rows that are told of a row, beside its label."""
        return Room(self.beside, CM["labels"] / 2)


ROWS = Room(CM["width"], CM["labels"])
BOXED = Room(CM["width"] - 2 * CM["inset"], CM["labels"] - CM["inset"])
"""Of what one looks for first."""


def height(label: list[Any], lines: list[Any], inner: float, room: Room) -> float:
    """Of a row with what is told of it, which is `inner` high, in lines.

    Takes lines as `signs.TextSetter` gives them.
    """
    text = sum(_lines(line, room.beside) for line in lines) + inner
    return max(sum(_lines(line, room.labels) for line in label), text) + EDGE


def _lines(line: Any, room: float) -> int:
    """So many lines of this room (cm) it takes; each word goes to a new one if it has to."""
    count, used = 1, 0.0
    for width in _words(line["parts"]):
        if used + width <= room:
            used += width
        elif width <= room:
            count, used = count + 1, width
        else:
            count, used = count + math.ceil(width / room / FILLED), room
    return count


def _words(parts: list[Any]) -> Iterator[float]:
    """How wide each word is, in cm; spaces are words too."""
    for part in parts:
        if isinstance(part, dict):
            yield sum(_width(font, text) for font, text in part["word"])
        else:
            font, text = part
            yield from (_width(font, word) for word in re.split("( +)", text))


def _width(font: int, text: str) -> float:
    return EM * sum(_ems(font, sign) for sign in text)


def _ems(font: int, sign: str) -> float:
    """At most, but for one that is a whole sentence: it has 12."""
    if sign in WIDE:
        return 12
    if font and east_asian_width(sign) not in "WF":
        return 1.5
    return 0.6 if sign in NARROW else 1
