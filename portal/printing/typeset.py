"""Typeset one paper: its content as JSON on standard input, the PDF on standard output.

A process of its own, see `pdf`. It imports nothing of the portal, so that it starts at once.
Exit code 1: typst refuses; what it says stands on standard error.
"""

import json
import re
import sys
import unicodedata
from pathlib import Path
from typing import Any

import typst

TEMPLATE = Path(__file__).with_name("pdf.typ")
WITHOUT_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
"""How typst writes a sign that can't be seen."""
JOINER = 0x200D
"""Zero width joiner: makes one emoji of several."""


def typeset(content: Any) -> bytes:
    """The PDF of this content; raises `typst.TypstError`.

    A sign that no font has is drawn as a box with its code: nobody's name may stop a delivery.
    """
    boxes: dict[int, str] = {}
    while True:
        try:
            return _compile(_with_boxes(content, boxes))
        except typst.TypstError as error:
            new = _signs_to_box(_signs_without_glyph(error.diagnostic) - set(boxes))
            if not new:
                raise
            boxes |= {sign: f"□ (U+{sign:04X})" for sign in new}


def main() -> int:
    """Typeset what comes in; gives the exit code."""
    try:
        sys.stdout.buffer.write(typeset(json.load(sys.stdin.buffer)))
    except typst.TypstError as error:
        print(error.diagnostic, file=sys.stderr)
        return 1
    return 0


def _compile(content: Any) -> bytes:
    pdf = typst.compile(
        TEMPLATE.read_bytes(),
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"data": json.dumps(content)},
    )
    assert isinstance(pdf, bytes)
    return pdf


def _with_boxes(content: Any, boxes: dict[int, str]) -> Any:
    match content:
        case str():
            return content.translate(boxes)
        case dict():
            return {name: _with_boxes(value, boxes) for name, value in content.items()}
        case _:
            return [_with_boxes(item, boxes) for item in content]


def _signs_without_glyph(diagnostic: str) -> set[int]:
    """The code points that typst names as impossible to display; empty where it says else."""
    return {
        ord(sign)
        for text in WITHOUT_GLYPH.findall(diagnostic)
        for sign in ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    }


def _signs_to_box(signs: set[int]) -> set[int]:
    """Which of these to draw as boxes; marks first, so that the letters under them stay.

    With a mark that no font has, typst names the letter or digit as well. It is boxed in the next
    round if it is named again; a sign of ASCII, which every font has, never is.
    """
    marks = {sign for sign in signs if sign == JOINER or unicodedata.category(chr(sign))[0] == "M"}
    others = {sign for sign in signs if not (chr(sign).isascii() and chr(sign).isprintable())}
    return marks or others


if __name__ == "__main__":
    sys.exit(main())
