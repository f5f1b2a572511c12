"""A submission as a tagged PDF (PDF/UA-1), made by typst from the checked answers."""

import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import typst

TEMPLATE = Path(__file__).with_suffix(".typ")
WITHOUT_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
"""How typst writes a sign that can't be seen."""


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """One question with its answer, as shown at the check."""

    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrintedSection:
    """The answers of one section, or a list of sentences under its title."""

    title: str
    rows: tuple[PrintedRow, ...]
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """All that stands on the paper, in its language, ready to print."""

    title: str
    organisation: str
    language: str
    intro: tuple[str, ...]
    footer: str
    sections: tuple[PrintedSection, ...]


def as_pdf(printed: Printed) -> bytes:
    """The PDF; some 15 ms, no network.

    A sign that no font has is drawn as a box with its code: nobody's name may stop a delivery.
    """
    boxes: dict[int, str] = {}
    while True:
        try:
            return _typeset(_with_boxes(asdict(printed), boxes))
        except typst.TypstError as error:
            new = _signs_without_glyph(error.diagnostic) - set(boxes)
            if not new:
                raise
            boxes |= {sign: f"□ (U+{sign:04X})" for sign in new}


def _typeset(content: Any) -> bytes:
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
