"""What a PDF tells a screen reader: tags, language, title, headings, and text that is something.

After PDF/UA-1 (ISO 14289-1), as far as a computer reads it without a validator.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pypdf import PdfReader

CHECK = "PDF"
BLOCKS = frozenset({"P", "LBody", "Lbl", "TD", "TH", "Caption", "Note", "Link", "Figure", "LI"})
"""What text can be, beside a heading."""
TEXT_ALONE = frozenset({"Span", "Quote", "Em", "Strong"})
_HEADING = re.compile(r"H([1-6])")


@dataclass(frozen=True, slots=True)
class Paper:
    """A PDF that a journey came by, and what is wrong with it, a line each."""

    name: str
    pages: int
    faults: tuple[str, ...]


def is_pdf(content: bytes) -> bool:
    """Whether these bytes are a PDF."""
    return content.startswith(b"%PDF-")


def paper(name: str, content: bytes, language: str) -> Paper:
    """The PDF, judged; `language`: what it should be in."""
    reader = PdfReader(io.BytesIO(content))
    faults = (*_about(reader, language), *_structure(reader))
    return Paper(name, len(reader.pages), faults)


def _about(reader: PdfReader, language: str) -> Iterator[str]:
    root: Any = reader.root_object
    if not _is_true(root.get("/MarkInfo", {}).get("/Marked")):
        yield "is not tagged"
    if str(root.get("/Lang", "")) != language:
        yield f"its language is “{root.get('/Lang', '')}”, not “{language}”"
    if not (reader.metadata and reader.metadata.title):
        yield "has no title"
    if not _is_true(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle")):
        yield "readers show its file name in place of its title"
    if not reader.xmp_metadata or b"pdfuaid:part" not in reader.xmp_metadata.stream.get_data():
        yield "does not say that it is PDF/UA"
    for number, page in enumerate(reader.pages, 1):
        if "/Annots" in page and page.get("/Tabs") != "/S":
            yield f"page {number}: links are not in the order of the text"


def _is_true(value: Any) -> bool:
    """Whether a value of a PDF says so; a false one is an object, and so true to Python."""
    return getattr(value, "value", False) is True


def _structure(reader: PdfReader) -> Iterator[str]:
    tree: Any = reader.root_object.get("/StructTreeRoot")
    parts = list(_parts(tree.get("/K"), ())) if tree else []
    levels = [int(found[1]) for role, _ in parts if (found := _HEADING.fullmatch(role))]
    if levels[:1] != [1]:
        yield "does not begin with a heading of level 1"
    if levels.count(1) > 1:
        yield f"has {levels.count(1)} headings of level 1"
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"heading skips from level {before} to {after}"
    bare = [role for role, above in parts if role in TEXT_ALONE and not _is_something(above)]
    if bare:
        yield f"text that is no paragraph, heading, list or table: {len(bare)} times"


def _is_something(above: tuple[str, ...]) -> bool:
    return any(role in BLOCKS or _HEADING.fullmatch(role) for role in above)


def _parts(node: Any, above: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each element of the structure in its order: its role, and the roles of those above it."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for child in node:
            yield from _parts(child, above)
    elif hasattr(node, "get") and "/S" in node:
        role = str(node["/S"]).removeprefix("/")
        yield role, above
        yield from _parts(node.get("/K"), (*above, role))
