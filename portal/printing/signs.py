"""Which font draws what; a sign that none has stands on the paper as a box with its code.

The typesetter would choose fonts itself, but loses letters where a font has only a mark of what
belongs together (王 with a diaeresis). So each cluster of signs gets one font that has it whole.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

from portal.printing.fonts import coverages, text_coverage

Run = tuple[int, str]
"""A font, as its place in `fonts.families`, and the text that it draws."""

LINE_END = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
LONG_WORD = 12
"""So many signs of any font have room beside each other, also in a heading."""
WIDE: Final = frozenset("\u2e3a\u2e3b\ufdf0\ufdf1\ufdf2\ufdfa\ufdfb\ufdfd")
"""Dashes and ligatures (the last: a whole sentence) that are more than two letters wide."""
INVISIBLE: Final = re.compile(
    "[\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202c\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]"
)
"""Default_Ignorable_Code_Point of Unicode 16: joiners, variation selectors and the like.

Without U+202D and U+202E, which turn the order of letters and so would make a text say something
else than what stands there.
"""
TURNS: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202c\u2066-\u2069]")
"""Marks of direction: they belong to no letter."""
NEVER_DRAWN: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u202d\u202e\ud800-\udfff\ue000-\uf8ff\U000f0000-\U0010ffff]"
)
"""Controls, halves of signs, and private use: each font has something else there."""
BYTE_ORDER_MARK, WORD_JOINER = "\ufeff", "\u2060"
"""PDF/UA refuses the first; Unicode has the second for what it does within a text."""
JOINER = "\u200d"
SKIN_TONES: Final = frozenset("\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")
BOX = "□"
TAB, NO_BREAK_SPACE = "    ", "\xa0"


class TextSetter:
    """Sets the texts of one paper; afterwards it knows what that paper needs."""

    def __init__(self) -> None:
        self.is_boxed = False
        """A sign stands there as its code."""
        self.needs_scripts = False
        """It takes more than the font that papers are set in."""

    def lines(self, text: str) -> list[Any]:
        """The lines of a text that aren't empty, for `pdf.typ`."""
        plain = unicodedata.normalize("NFC", text.replace(BYTE_ORDER_MARK, WORD_JOINER))
        return [
            {"leftward": is_leftward(line), "parts": parts}
            for line in LINE_END.split(plain.replace("\t", TAB))
            if line.strip() and (parts := self._parts(line))
        ]

    def words(self, text: str) -> str:
        """The text on one line, for a place that has a font of its own."""
        runs = (run for line in LINE_END.split(text) for run in (*self._runs(line), (0, " ")))
        return "".join(part for _, part in runs).strip()

    def _parts(self, line: str) -> list[Any]:
        """Runs; a word that may have no room on a line is apart, in runs of a cluster each."""
        parts: list[Any] = []
        for word in re.split("( +)", line):
            if len(word) >= LONG_WORD or not WIDE.isdisjoint(word):
                parts.append({"word": list(self._runs(word))})
            else:
                parts += self._runs(word)
        return _joined(parts)

    def _runs(self, text: str) -> Iterator[Run]:
        for cluster in clusters(text):
            yield from self._drawn(cluster)

    def _drawn(self, cluster: str) -> Iterator[Run]:
        """The cluster in one font; if none has it whole, then what its first sign's font has.

        The other signs are boxed after it. Invisible ones that the font lacks change nothing.
        """
        font = _font_of(cluster)
        if font is None:
            font = _font_of(cluster[0])
        drawn = [sign for sign in cluster if font is not None and _is_drawn(font, sign)]
        if drawn:
            self.needs_scripts |= bool(font)
            yield font or 0, "".join(drawn)
        for sign in cluster:
            if sign not in drawn and not INVISIBLE.match(sign):
                self.is_boxed = self.needs_scripts = True
                yield _font_of(BOX) or 0, BOX
                yield 0, f"{NO_BREAK_SPACE}(U+{ord(sign):04X})"


def clusters(text: str) -> Iterator[str]:
    """Signs that belong together: a letter and its marks, the parts of an emoji (UAX 29, in short).

    A long one of which the parts are apart elsewhere does no harm: they stand beside each other.
    """
    cluster = ""
    for sign in text:
        if cluster and not (_goes_with_what_is_before(sign) or cluster.endswith(JOINER)):
            yield cluster
            cluster = ""
        cluster += sign
    if cluster:
        yield cluster


def is_leftward(line: str) -> bool:
    """Whether its first letter is of a script that runs to the left (UAX 9, P2 and P3)."""
    ways = (unicodedata.bidirectional(sign) for sign in line)
    return next((way for way in ways if way in {"L", "R", "AL"}), "L") != "L"


def _goes_with_what_is_before(sign: str) -> bool:
    return (
        unicodedata.category(sign).startswith("M")
        or sign in SKIN_TONES
        or (INVISIBLE.match(sign) is not None and not TURNS.match(sign))
    )


@lru_cache(maxsize=4096)
def _font_of(cluster: str) -> int | None:
    """The first font that has all that is visible of it; None if there is none."""
    signs = [sign for sign in cluster if not INVISIBLE.match(sign)] or [cluster[0]]
    if all(_is_drawn(0, sign) for sign in signs):
        return 0
    fonts = range(1, len(coverages()))
    return next((n for n in fonts if all(_is_drawn(n, sign) for sign in signs)), None)


def _is_drawn(font: int, sign: str) -> bool:
    if NEVER_DRAWN.match(sign):
        return False
    return sign in (coverages()[font] if font else text_coverage())


def _joined(parts: list[Any]) -> list[Any]:
    """Neighbours that one font draws as one run."""
    joined: list[Any] = []
    for part in parts:
        if joined and isinstance(part, tuple) and isinstance(joined[-1], tuple):
            font, text = joined[-1]
            if font == part[0]:
                joined[-1] = (font, text + part[1])
                continue
        joined.append(part)
    return joined
