"""Word files (ISO/IEC 29500, a ZIP of parts): no program, no macros, nothing fetched from outside.

They are kept as they came: who can't be sure of one asks for a PDF.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO
from xml.parsers import expat

from portal.files.kinds import is_program
from portal.files.office_fields import FieldReader
from portal.files.verdict import FileFault, Refusal, Verdict

MB = 1024 * 1024
MAX_UNPACKED = 200 * MB
MAX_MEMBERS = 5_000
MAX_PART = 8 * MB
"""Of one part that lists what belongs to the file."""
MAX_DEPTH = 2
"""A sheet behind a chart is looked into too; what is in that again isn't taken."""
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MAIN = {"docx": "word/document.xml"}
TYPES = "[content_types].xml"
HEAD = 1024
XML_MARKS = b"\xef\xbb\xbf\xfe\xff\0 \t\r\n"
"""What may stand before the first `<`, in UTF-8 or UTF-16."""
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What Office wrote before: macros and embedded objects are still in it."""
ACTIVE_PART = re.compile(r"vbaproject|(^|/)activex/|oleobject")
ACTIVE_TYPES = re.compile(r"macroEnabled|vbaProject|vbaData|activeX|oleObject", re.IGNORECASE)
ACTIVE_LINKS = re.compile(
    r"/(vbaProject|wordVbaData|oleObject|control|activeXControlBinary|aFChunk|attachedToolbars)$",
    re.IGNORECASE,
)
HARMLESS_OUTSIDE = re.compile(r"/hyperlink$", re.IGNORECASE)
"""What only a click follows."""
ELSEWHERE = re.compile(r"\s*(?:[A-Z][A-Z0-9+.-]*:|[\\/]{2})", re.IGNORECASE)
"""What is no part of the file, whatever is said of it: an address or another computer."""
OWN_TEMPLATE = re.compile(r"(file:/{2,3})?[A-Z]:[\\/]|[^:/\\]+$", re.IGNORECASE)
"""A template on the writer's own disk; Word writes it into every letter made with one."""
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    OSError,
    EOFError,
    RuntimeError,
    ValueError,
    LookupError,
    expat.ExpatError,
)
Element = tuple[str, dict[str, str]]


def inspect(kind: str, content: IO[bytes], cleaned: IO[bytes]) -> Verdict:
    """The file as it came, when nothing in it acts by itself. Raises `Refusal`."""
    del cleaned
    try:
        _look_through(content, MAX_DEPTH, MAIN[kind])
    except DAMAGE as error:
        raise Refusal(FileFault.UNREADABLE) from error
    return Verdict("docx", DOCX)


def _look_through(content: IO[bytes], depth: int, main: str = "") -> None:
    with zipfile.ZipFile(content) as archive:
        members = archive.infolist()
        _check_size(members)
        names = {member.filename.replace("\\", "/").lower() for member in members}
        if main not in (*names, ""):
            raise Refusal(FileFault.OTHER)
        if len(names) < len(members) or any(".." in name.split("/") for name in names):
            raise Refusal(FileFault.UNREADABLE)
        for member in members:
            _check_member(archive, member, depth)


def _check_size(members: list[zipfile.ZipInfo]) -> None:
    if any(member.flag_bits & 1 for member in members):
        raise Refusal(FileFault.PROTECTED)
    if sum(member.file_size for member in members) > MAX_UNPACKED or len(members) > MAX_MEMBERS:
        raise Refusal(FileFault.TOO_LARGE)
    if not members or min(member.header_offset for member in members):
        raise Refusal(FileFault.UNREADABLE)  # something else stands before it


def _check_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, depth: int) -> None:
    name = member.filename.replace("\\", "/").lower()
    with archive.open(member) as part:
        head = part.read(HEAD)
    if is_program(head):
        raise Refusal(FileFault.PROGRAM)
    if head.startswith(OLE) or ACTIVE_PART.search(name):
        raise Refusal(FileFault.MACROS)
    if name == TYPES:
        _check_types(_elements(archive, member))
    elif name.endswith(".rels"):
        _check_links(_elements(archive, member))
    elif head.startswith(b"PK\x03\x04"):
        if not depth:
            raise Refusal(FileFault.MACROS)
        with archive.open(member) as inner:
            _look_through(inner, depth - 1)
    elif head and head.lstrip(XML_MARKS)[:1] in {b"<", b""}:
        _check_fields(archive, member)


def _check_types(elements: Iterator[Element]) -> None:
    for _name, attributes in elements:
        if ACTIVE_TYPES.search(attributes.get("ContentType", "")):
            raise Refusal(FileFault.MACROS)


def _check_links(elements: Iterator[Element]) -> None:
    for _name, attributes in elements:
        kind, target = attributes.get("Type", ""), attributes.get("Target", "")
        if ACTIVE_LINKS.search(kind):
            raise Refusal(FileFault.MACROS)
        is_outside = attributes.get("TargetMode", "").lower() == "external" or ELSEWHERE.match(
            target
        )
        if is_outside and not _is_harmless(kind, target):
            raise Refusal(FileFault.OUTSIDE)


def _check_fields(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Whatever the part is called: text may be in any of them, as headers and comments are."""
    reader, parser = FieldReader(), expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_entities
    parser.StartElementHandler = reader.start
    parser.CharacterDataHandler = reader.text
    parser.EndElementHandler = reader.end
    with archive.open(member) as part:
        parser.ParseFile(part)
    reader.close()


def _is_harmless(kind: str, target: str) -> bool:
    if kind.lower().endswith("/attachedtemplate"):
        return bool(OWN_TEMPLATE.match(target))
    return bool(HARMLESS_OUTSIDE.search(kind))


def _elements(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[Element]:
    """The elements of a part with their attributes; raises `Refusal` for one with entities."""
    with archive.open(member) as part:
        xml = part.read(MAX_PART + 1)
    if len(xml) > MAX_PART:
        raise Refusal(FileFault.TOO_LARGE)
    elements: list[Element] = []
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_entities
    parser.StartElementHandler = lambda name, attributes: elements.append((name, attributes))
    parser.Parse(xml, True)  # noqa: FBT003 - it takes no name
    return iter(elements)


def _refuse_entities(*_declaration: object) -> None:
    raise Refusal(FileFault.MACROS)
