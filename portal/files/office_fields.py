"""Fields of Word files that run or fetch something (ISO/IEC 29500-1, 17.16.5), in any part.

A field is an instruction between marks, cut into runs as an editor likes, with other fields in it;
its first word says what it does.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from portal.files.verdict import FileFault, Refusal

RUNS = frozenset({"DDE", "DDEAUTO", "CONTROL", "HTMLACTIVEX", "PRINT"})
FETCHES = frozenset(
    {"INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "IMPORT", "LINK", "DATABASE", "RD", "SUBSCRIBER"}
)
SAID = re.compile(r"\s*(?:=|\S+\s)")
"""The beginning of an instruction of which the first word is whole, or that reckons (=)."""
FIRST_WORD = re.compile(r"[\s\"'“”\\]*([^\s\"'“”\\]+)")
ALTERNATIVES = frozenset({"Choice", "Fallback"})
"""Word shows one of them, and which one isn't for us to know: no field may lead in or out."""
CONNECTION = "connectString"
"""How a letter asks a database for its addresses when it is opened."""
FETCHING_SHAPES = frozenset({"imagedata", "fill", "stroke"})
"""Of the older drawings (VML): their source may be an address."""
ADDRESS = re.compile(r"\s*((https?|ftp|file):|[\\/]{2})", re.IGNORECASE)


@dataclass
class _Field:
    """A field that is read: its instruction so far, without and with what was deleted from it."""

    instruction: str = ""
    with_deleted: str = ""
    is_result: bool = False
    """What comes now is what it gave before."""


def _outside_fields() -> list[_Field]:
    return [_Field()]


@dataclass
class FieldReader:
    """Reads the elements of one part, in their order, and refuses what a field in it does."""

    layers: list[list[_Field]] = field(default_factory=lambda: [_outside_fields()])
    """Of each alternative the fields that are open, the innermost last; the first is no field."""
    elements: list[str] = field(default_factory=list)
    """Those that are open, the innermost last."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins. Raises `Refusal`."""
        element = _local(name)
        self.elements.append(element)
        if element in ALTERNATIVES:
            self.layers.append(_outside_fields())
        elif element == "fldSimple":
            _check(_attribute(attributes, "instr"))
        elif element == "fldChar":
            self._mark(_attribute(attributes, "fldCharType"))
        elif element == CONNECTION or _is_fetched(element, attributes):
            raise Refusal(FileFault.OUTSIDE)

    def text(self, text: str) -> None:
        """Text within the innermost element. Raises `Refusal`."""
        element = self.elements[-1]
        if element not in {"instrText", "delInstrText"}:
            return
        fields = self.layers[-1]
        if len(self.layers) > 1 and len(fields) == 1:
            raise Refusal(FileFault.MACROS)  # a part of a field that is begun outside
        fields[-1].with_deleted += text
        if element == "instrText":
            fields[-1].instruction += text

    def end(self, _name: str) -> None:
        """The innermost element ends. Raises `Refusal`."""
        if self.elements.pop() in ALTERNATIVES:
            self._end_layer()

    def close(self) -> None:
        """The part ends. Raises `Refusal`."""
        self._end_layer()

    def _mark(self, kind: str) -> None:
        fields = self.layers[-1]
        if kind == "begin":
            outer = fields[-1]
            if len(fields) > 1 and not outer.is_result and not SAID.match(outer.with_deleted):
                raise Refusal(FileFault.MACROS)  # what the outer one does is worked out
            fields.append(_Field())
        elif kind == "separate":
            fields[-1].is_result = True
        elif kind == "end" and len(fields) > 1:
            _check_field(fields.pop())

    def _end_layer(self) -> None:
        for open_field in self.layers.pop():
            _check_field(open_field)


def _check_field(whole: _Field) -> None:
    _check(whole.instruction)
    _check(whole.with_deleted)


def _check(instruction: str) -> None:
    """Raise `Refusal` for an instruction that runs or fetches."""
    first = FIRST_WORD.match(instruction)
    word = first[1].upper() if first else ""
    if word in RUNS:
        raise Refusal(FileFault.MACROS)
    if word in FETCHES:
        raise Refusal(FileFault.OUTSIDE)


def _is_fetched(element: str, attributes: Mapping[str, str]) -> bool:
    sources = (_attribute(attributes, name) for name in ("src", "href"))
    return element in FETCHING_SHAPES and any(map(ADDRESS.match, sources))


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _attribute(attributes: Mapping[str, str], local: str) -> str:
    """The attribute of this name, whatever its prefix; empty: it has none."""
    return next((value for name, value in attributes.items() if _local(name) == local), "")
