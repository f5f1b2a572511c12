"""How a PDF is read aloud: its structure tree, with the words that belong to each element.

Roles are those of ISO 32000-1, 14.8.4; what may stand in what is of there and of PDF/UA-1.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.generic import DictionaryObject

GROUPS = frozenset({"Document", "Div", "Sect", "L", "LI", "Table", "THead", "TBody", "TR"})
"""They hold elements, and no words of their own."""
HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")
MOST_OF_SPAN = 90
"""Signs on one line of a paper."""


@dataclass(frozen=True, slots=True)
class Element:
    """One element; its words are in the order in which they are read."""

    role: str
    words: list[str] = field(default_factory=list)
    children: list["Element"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All words in it, with single spaces."""
        return " ".join("".join(self._pieces()).split())

    def all(self, *roles: str) -> Iterator["Element"]:
        """The elements in it with one of these roles, itself included; of all roles if none."""
        if not roles or self.role in roles:
            yield self
        for child in self.children:
            yield from child.all(*roles)

    def _pieces(self) -> Iterator[str]:
        yield from self.words
        for child in self.children:
            yield " "
            yield from child._pieces()


def structure_of(pdf: bytes) -> Element:
    """The tree of this paper."""
    reader = PdfReader(io.BytesIO(pdf))
    words = [_words_of(page) for page in reader.pages]
    pages = {page.indirect_reference: number for number, page in enumerate(reader.pages)}
    tree = reader.root_object["/StructTreeRoot"].get_object()
    assert isinstance(tree, DictionaryObject)
    (root,) = _listed(tree["/K"])
    return _element(root, lambda page, place: words[pages[page]].get(place, ""))


def labelled(element: Element) -> list[tuple[str, list[str]]]:
    """What stands beside each label, a line for each paragraph of it."""
    rows = [item.children for item in element.all("LI") if len(item.children) == 2]
    return [(label.text, [part.text for part in body.children]) for label, body in rows]


def sentences(element: Element, title: str) -> list[str]:
    """The points of the list that stands below this heading."""
    children = element.children
    place = next(n for n, child in enumerate(children) if child.text == title)
    return [body.text for body in children[place + 1].all("LBody")]


def faults_of_structure(pdf: bytes) -> list[str]:
    """What somebody who hears this paper would miss; a line each."""
    root = structure_of(pdf)
    return [*_faults_of_headings(root), *_faults_of_lists(root), *_faults_of_words(root)]


def _faults_of_headings(root: Element) -> Iterator[str]:
    levels = [HEADINGS.index(heading.role) for heading in root.all(*HEADINGS)]
    if levels[:1] != [0] or levels.count(0) != 1:
        yield "not one H1 before all others"
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"{HEADINGS[after]} after {HEADINGS[before]}"


def _faults_of_lists(root: Element) -> Iterator[str]:
    for listed in root.all("L"):
        if any(child.role not in {"LI", "L"} for child in listed.children):
            yield f"a list with something else: {listed.text}"
    for item in root.all("LI"):
        if [child.role for child in item.children] != ["Lbl", "LBody"]:
            yield f"not a label and what belongs to it: {item.text}"
    for part in root.all("Lbl", "LBody"):
        if not part.text:
            yield f"an empty {part.role}"


def _faults_of_words(root: Element) -> Iterator[str]:
    for element in root.all():
        if element.role in GROUPS and "".join(element.words).strip():
            yield f"words in no paragraph: {element.text}"
        if element.role == "Span" and (len(element.text) > MOST_OF_SPAN or element.children):
            yield f"more than a line in one span: {element.text}"


def _element(node: Any, words_at: Any) -> Element:
    element = Element(str(node["/S"]).removeprefix("/"))
    for part in _listed(node.get("/K", [])):
        if isinstance(part, int):
            element.words.append(words_at(node.raw_get("/Pg"), part))
        elif "/S" in part:
            element.children.append(_element(part, words_at))
        elif "/MCID" in part:
            page = part.raw_get("/Pg") if "/Pg" in part else node.raw_get("/Pg")
            element.words.append(words_at(page, part["/MCID"]))
    return element


def _listed(part: Any) -> list[Any]:
    part = part.get_object() if hasattr(part, "get_object") else part
    parts = part if isinstance(part, list) else [part]
    return [part.get_object() if hasattr(part, "get_object") else part for part in parts]


def _words_of(page: PageObject) -> dict[int, str]:
    """The words of each marked part of a page, by its number (MCID)."""
    words: dict[int, str] = {}
    within: list[int | None] = []

    def on_operator(operator: bytes, operands: Any, *_matrices: Any) -> None:
        if operator in {b"BDC", b"BMC"}:
            mark = operands[1].get("/MCID") if len(operands) > 1 else None
            within.append(mark if mark is not None or not within else within[-1])
        elif operator == b"EMC":
            within.pop()

    def on_text(text: str, *_matrices: Any) -> None:
        if within and within[-1] is not None:
            words[within[-1]] = words.get(within[-1], "") + text

    page.extract_text(visitor_operand_before=on_operator, visitor_text=on_text)
    return words
