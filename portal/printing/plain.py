"""A plain PDF without a typesetter: lines of text in a typewriter face that every reader has.

It is there where typesetting fails: sure to be made of any text, and sure to be read. It is no
PDF/UA: it has a title and a language, but no structure and no font of its own (ISO 32000-1).
"""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap

ENCODING = "cp1252"
"""WinAnsiEncoding. What it lacks stands there as its code."""
WIDTH, HEIGHT = 595, 842
"""A4, in points."""
LEFT, TOP, LEADING, SIZE = 68, 776, 13, 10
COLUMNS, ROWS = 76, 54
"""Courier is 0.6 em wide: 76 letters of 10 points leave both margins alike."""
TAB = 4
"""Columns from one tab stop to the next."""
FIRST_PAGE = 6
"""Objects before it: catalogue, pages, two faces, and what the document says of itself."""


@dataclass(frozen=True, slots=True)
class PlainLine:
    """A line of text, broken where it has no room."""

    text: str
    is_bold: bool = False


def as_plain_pdf(title: str, language: str, lines: Iterable[PlainLine]) -> bytes:
    """The PDF, of any text."""
    rows = [row for line in lines for row in _rows(line)]
    pages = [rows[start : start + ROWS] for start in range(0, len(rows), ROWS)]
    numbers = range(FIRST_PAGE, FIRST_PAGE + 2 * len(pages), 2)
    kids = " ".join(f"{number} 0 R" for number in numbers)
    view = "/ViewerPreferences << /DisplayDocTitle true >>"
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R /Lang {_text(language)} {view} >>".encode(),
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        _face("Courier"),
        _face("Courier-Bold"),
        f"<< /Title {_text(title)} >>".encode(),
    ]
    for number, page in zip(numbers, pages, strict=True):
        objects += [_page(number + 1), _content(page)]
    return _file(objects)


def _rows(line: PlainLine) -> Iterator[PlainLine]:
    """The line in pieces that have room, words whole where they fit."""
    for text in line.text.splitlines() or [""]:
        for row in wrap(_coded(text), COLUMNS, break_on_hyphens=False) or [""]:
            yield PlainLine(row, line.is_bold)


def _coded(text: str) -> str:
    return "".join(map(_coded_sign, text.expandtabs(TAB)))


def _coded_sign(sign: str) -> str:
    """Any space is a plain one; what the face lacks is its code."""
    if sign.isspace():
        return " "
    return sign if _is_plain(sign) else f"[U+{ord(sign):04X}]"


def _is_plain(sign: str) -> bool:
    return sign.isprintable() and sign.encode(ENCODING, "ignore") != b""


def _text(text: str) -> str:
    """A text string of PDF: UTF-16 with its mark, in hexadecimal."""
    marked = f"\ufeff{_coded(text)}"
    return f"<{marked.encode('utf-16-be').hex()}>"


def _face(name: str) -> bytes:
    face = f"/Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding"
    return f"<< {face} >>".encode()


def _page(content: int) -> bytes:
    faces = "/Resources << /Font << /R 3 0 R /B 4 0 R >> >>"
    box = f"/MediaBox [0 0 {WIDTH} {HEIGHT}]"
    return f"<< /Type /Page /Parent 2 0 R {box} {faces} /Contents {content} 0 R >>".encode()


def _content(rows: Sequence[PlainLine]) -> bytes:
    drawn = "\n".join(
        f"/{'B' if row.is_bold else 'R'} {SIZE} Tf <{row.text.encode(ENCODING).hex()}> Tj T*"
        for row in rows
    )
    packed = zlib.compress(f"BT {LEADING} TL {LEFT} {TOP} Td\n{drawn}\nET".encode())
    head = f"<< /Length {len(packed)} /Filter /FlateDecode >>".encode()
    return b"%b\nstream\n%b\nendstream" % (head, packed)


def _file(objects: Sequence[bytes]) -> bytes:
    """The objects, numbered from 1; the first is the catalogue, the fifth says what it is."""
    content = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, item in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%b\nendobj\n" % (number, item)
    table = len(content)
    size = len(objects) + 1
    content += b"xref\n0 %d\n0000000000 65535 f \n" % size
    content += b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R /Info 5 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return bytes(content + trailer % (size, table))
