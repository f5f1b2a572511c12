"""Word files: taken as they came, unless something in them acts by itself or is fetched."""

import io
import zipfile

import pytest

from portal.files.verdict import FileFault, Refusal
from tests.files_made import a_docx
from tests.portal.files.looking import looked_into

RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 50
MAIN = {"word/document.xml": b"<w:document/>"}


def types(kind: str) -> bytes:
    text = f'<Types><Override PartName="/word/document.xml" ContentType="{kind}"/></Types>'
    return text.encode()


def linked(kind: str, target: str, mode: str = "External", encoding: str = "utf-8") -> bytes:
    """A Word file with this relationship."""
    relationship = f'Id="r1" Type="{RELATIONSHIPS}/{kind}" Target="{target}" TargetMode="{mode}"'
    text = f'<?xml version="1.0" encoding="{encoding}"?><R><Relationship {relationship}/></R>'
    return a_docx({**MAIN, "word/_rels/document.xml.rels": text.encode(encoding)})


def with_part(name: str, content: bytes) -> bytes:
    return a_docx({**MAIN, name: content})


def marked_as_protected() -> bytes:
    content = bytearray(a_docx())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


GOOD = {
    "plain": a_docx(),
    "a link to a page": linked("hyperlink", "https://example.nl/"),
    "a letter made with a template": linked("attachedTemplate", "file:///C:\\Users\\n\\Brief.dotx"),
    "a sheet behind a chart": with_part("word/embeddings/a.xlsx", a_docx({"xl/a.xml": b"<a/>"})),
}
BAD = {
    "macros": (with_part("word/vbaProject.bin", b"x"), FileFault.MACROS),
    "macros in capitals": (with_part("word/VbaProject.BIN", OLE), FileFault.MACROS),
    "macros by another name": (with_part("word/media/image1.png", OLE), FileFault.MACROS),
    "a kind with macros": (with_part("[Content_Types].xml", types(MACROS)), FileFault.MACROS),
    "a link to macros": (linked("vbaProject", "x.bin", "Internal"), FileFault.MACROS),
    "an object": (linked("oleObject", "embeddings/a.bin", "Internal"), FileFault.MACROS),
    "an object elsewhere": (linked("oleObject", "https://evil.test/a"), FileFault.MACROS),
    "another document as a part": (linked("aFChunk", "a.html", "Internal"), FileFault.MACROS),
    "a template elsewhere": (
        linked("attachedTemplate", "https://evil.test/a.dotm"),
        FileFault.OUTSIDE,
    ),
    "a template on a server": (
        linked("attachedTemplate", "file:///\\\\evil\\a.dotm"),
        FileFault.OUTSIDE,
    ),
    "the same in UTF-16": (
        linked("attachedTemplate", "https://evil.test/a.dotm", encoding="utf-16"),
        FileFault.OUTSIDE,
    ),
    "a template on a server that is said to be inside": (
        linked("attachedTemplate", "\\\\evil\\a.dotm", "Internal"),
        FileFault.OUTSIDE,
    ),
    "a picture elsewhere that is said to be inside": (
        linked("image", "https://evil.test/a.png", "Internal"),
        FileFault.OUTSIDE,
    ),
    "a part outside the file": (with_part("../../evil.txt", b"x"), FileFault.UNREADABLE),
    "a part outside it in another way": (with_part("word\\..\\..\\x", b"x"), FileFault.UNREADABLE),
    "a picture elsewhere": (linked("image", "https://evil.test/a.png"), FileFault.OUTSIDE),
    "a frame elsewhere": (linked("frame", "https://evil.test/", "external"), FileFault.OUTSIDE),
    "entities": (
        with_part("_rels/.rels", b"<!DOCTYPE R [<!ENTITY a 'b'>]><R>&a;</R>"),
        FileFault.MACROS,
    ),
    "a program": (with_part("word/media/image1.png", b"MZ\x90\0"), FileFault.PROGRAM),
    "a program in a sheet": (
        with_part("word/embeddings/a.xlsx", a_docx({"xl/a": b"\x7fELF"})),
        FileFault.PROGRAM,
    ),
    "a zip of no document": (a_docx({"a.txt": b"x"}), FileFault.OTHER),
    "a broken zip": (b"PK\x03\x04" + b"x" * 50, FileFault.UNREADABLE),
    "half a zip": (a_docx()[:-30], FileFault.UNREADABLE),
    "something before it": (b"PK\x03\x04" + a_docx(), FileFault.UNREADABLE),
    "links that are no XML": (with_part("_rels/.rels", b"<R"), FileFault.UNREADABLE),
    "a password": (marked_as_protected(), FileFault.PROTECTED),
    "210 MB": (with_part("word/a.xml", b"\0" * (210 * 1024 * 1024)), FileFault.TOO_LARGE),
    "6000 parts": (
        a_docx({**MAIN, **{f"word/{n}": b"" for n in range(6000)}}),
        FileFault.TOO_LARGE,
    ),
}


@pytest.mark.parametrize("content", GOOD.values(), ids=GOOD)
def test_document_is_left_as_it_came(content):
    verdict, cleaned = looked_into("docx", content)

    assert (verdict.ending, verdict.is_changed, cleaned) == ("docx", False, b"")


@pytest.mark.parametrize(("content", "fault"), BAD.values(), ids=BAD)
def test_document_that_acts_or_fetches_is_refused(content, fault):
    with pytest.raises(Refusal) as refused:
        looked_into("docx", content)

    assert refused.value.fault is fault


def test_two_parts_of_one_name_are_refused():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", b"<a/>")
        archive.writestr("word/Document.xml", b"<b/>")

    with pytest.raises(Refusal) as refused:
        looked_into("docx", made.getvalue())

    assert refused.value.fault is FileFault.UNREADABLE
