"""The fonts that come along, and which signs they have. Fonts of the machine are never used.

What a font draws is read from its `cmap` table, as OpenType 1.9 writes it: the formats 4 (16 bits)
and 12 (all of Unicode). Nothing else of a font is read here.
"""

import struct
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, BinaryIO, Final

from portal.once import made_once

VENDOR = Path(__file__).with_name("vendor")
TEXT = VENDOR / "text"
"""What papers are set in, as pages are: Latin, Greek, Cyrillic, in regular and bold."""
SCRIPTS = VENDOR / "scripts"
"""A font for each other script, and for emoji; loaded only for a paper that needs one."""
TEXT_FONT = ("Source Sans 3", TEXT / "SourceSans3-Regular.ttf")
SCRIPT_FONTS: Final = (
    ("Noto Sans", "NotoSans-Regular.ttf"),
    ("Noto Sans Arabic", "NotoSansArabic-Regular.ttf"),
    ("Noto Sans Hebrew", "NotoSansHebrew-Regular.ttf"),
    ("Noto Sans Syriac", "NotoSansSyriac-Regular.ttf"),
    ("Noto Sans Thaana", "NotoSansThaana-Regular.ttf"),
    ("Noto Sans Tifinagh", "NotoSansTifinagh-Regular.ttf"),
    ("Noto Sans Ethiopic", "NotoSansEthiopic-Regular.ttf"),
    ("Noto Sans Armenian", "NotoSansArmenian-Regular.ttf"),
    ("Noto Sans Georgian", "NotoSansGeorgian-Regular.ttf"),
    ("Noto Sans Devanagari", "NotoSansDevanagari-Regular.ttf"),
    ("Noto Sans Bengali", "NotoSansBengali-Regular.ttf"),
    ("Noto Sans Gurmukhi", "NotoSansGurmukhi-Regular.ttf"),
    ("Noto Sans Gujarati", "NotoSansGujarati-Regular.ttf"),
    ("Noto Sans Oriya", "NotoSansOriya-Regular.ttf"),
    ("Noto Sans Tamil", "NotoSansTamil-Regular.ttf"),
    ("Noto Sans Telugu", "NotoSansTelugu-Regular.ttf"),
    ("Noto Sans Kannada", "NotoSansKannada-Regular.ttf"),
    ("Noto Sans Malayalam", "NotoSansMalayalam-Regular.ttf"),
    ("Noto Sans Sinhala", "NotoSansSinhala-Regular.ttf"),
    ("Noto Sans Thai", "NotoSansThai-Regular.ttf"),
    ("Noto Sans Lao", "NotoSansLao-Regular.ttf"),
    ("Noto Sans Myanmar", "NotoSansMyanmar-Regular.ttf"),
    ("Noto Sans Khmer", "NotoSansKhmer-Regular.ttf"),
    ("Noto Serif Tibetan", "NotoSerifTibetan-Regular.ttf"),
    ("Noto Emoji", "NotoEmoji-Regular.ttf"),
    ("WenQuanYi Micro Hei", "WenQuanYiMicroHei.ttc"),
    ("Noto Sans Symbols", "NotoSansSymbols-Regular.ttf"),
    ("Noto Sans Symbols2", "NotoSansSymbols2-Regular.ttf"),
    ("Noto Sans Math", "NotoSansMath-Regular.ttf"),
)
"""Family and file; of those that have a sign the first draws it."""
COLLECTION = b"ttcf"
SEGMENTS, GROUPS = 4, 12


class Coverage:
    """A set of code points, as the edges between those in it and those not: small, and fast."""

    def __init__(self, signs: Iterable[int]) -> None:
        ordered = sorted(set(signs))
        self._edges = array("l", ordered[:1])
        for before, after in pairwise(ordered):
            if after != before + 1:
                self._edges.extend((before + 1, after))
        self._edges.extend(last + 1 for last in ordered[-1:])

    def __contains__(self, sign: str) -> bool:
        return bisect_right(self._edges, ord(sign)) % 2 == 1


@made_once
def text_coverage() -> Coverage:
    """The signs of the font that papers are set in."""
    return Coverage(signs_of_font(TEXT_FONT[1]))


@made_once
def coverages() -> tuple[Coverage, ...]:
    """The signs of each font, that of the text first; some 60 ms, the first time in a process."""
    others = (Coverage(signs_of_font(SCRIPTS / name)) for _, name in SCRIPT_FONTS)
    return text_coverage(), *others


def families() -> list[str]:
    """The names by which the typesetter knows the fonts, in the order of `coverages`."""
    return [TEXT_FONT[0], *(family for family, _ in SCRIPT_FONTS)]


def signs_of_font(path: Path) -> set[int]:
    """The code points for which this font (of a collection: its first) has a glyph."""
    with path.open("rb") as file:
        table = _character_map(file)
    return {
        sign
        for offset in _subtables(table)
        for sign, glyph in _glyphs(table[offset:])
        if glyph  # 0 is the box for what is not there
    }


def _character_map(file: BinaryIO) -> bytes:
    start = 0
    if file.read(4) == COLLECTION:
        (start,) = _read(file, 12, ">L")
    (count,) = _read(file, start + 4, ">H")
    for number in range(count):
        tag, _sum, offset, length = _read(file, start + 12 + 16 * number, ">4s3L")
        if tag == b"cmap":
            file.seek(offset)
            return file.read(length)
    raise ValueError(f"{file.name} has no table of characters")


def _read(file: BinaryIO, offset: int, layout: str) -> tuple[Any, ...]:
    file.seek(offset)
    return struct.unpack(layout, file.read(struct.calcsize(layout)))


def _subtables(table: bytes) -> set[int]:
    """Offsets of the subtables; platform and encoding tell nothing that their format doesn't."""
    (count,) = struct.unpack_from(">H", table, 2)
    return {struct.unpack_from(">L", table, 8 + 8 * number)[0] for number in range(count)}


def _glyphs(subtable: bytes) -> Iterator[tuple[int, int]]:
    """Pairs of code point and glyph; none of a format that isn't text in Unicode."""
    (layout,) = struct.unpack_from(">H", subtable)
    if layout == GROUPS:
        yield from _of_groups(subtable)
    elif layout == SEGMENTS:
        yield from _of_segments(subtable)


def _of_groups(subtable: bytes) -> Iterator[tuple[int, int]]:
    (count,) = struct.unpack_from(">L", subtable, 12)
    for first, last, glyph in struct.iter_unpack(">3L", subtable[16 : 16 + 12 * count]):
        yield from zip(range(first, last + 1), range(glyph, glyph + last - first + 1), strict=True)


def _of_segments(subtable: bytes) -> Iterator[tuple[int, int]]:
    (double,) = struct.unpack_from(">H", subtable, 6)
    count = double // 2
    lasts = struct.unpack_from(f">{count}H", subtable, 14)
    firsts = struct.unpack_from(f">{count}H", subtable, 16 + double)
    deltas = struct.unpack_from(f">{count}H", subtable, 16 + 2 * double)
    at = 16 + 3 * double
    ranges = struct.unpack_from(f">{count}H", subtable, at)
    for number, (first, last) in enumerate(zip(firsts, lasts, strict=True)):
        for sign in range(first, last + 1):
            if not ranges[number]:
                yield sign, (sign + deltas[number]) % 0x10000
                continue
            place = at + 2 * number + ranges[number] + 2 * (sign - first)
            (glyph,) = struct.unpack_from(">H", subtable, place)
            yield sign, glyph and (glyph + deltas[number]) % 0x10000
