"""Digital signatures of PDFs: what is really signed stays whole, what only looks so is cleaned."""

import io

import pytest
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    NameObject,
    NumberObject,
)

from portal.files.verdict import Note
from tests.files_made import a_pdf, a_pdf_that_runs
from tests.portal.files.looking import looked_into

SCRIPT = a_pdf_that_runs("JavaScript")


def signed(content: bytes, *, start: int = 0, kind: str = "/Sig", hole: bytes = b"") -> bytes:
    """The PDF with a signature over all of it but for itself, as a signing program writes it.

    `hole`: what stands where only the signature should, in place of it.
    """
    writer = PdfWriter(clone_from=io.BytesIO(content))
    signature = DictionaryObject({NameObject("/Type"): NameObject("/Sig")})
    signature[NameObject("/Contents")] = ByteStringObject(b"\xab" * 16)
    numbers = (start, 1_000_000, 2_000_000, 3_000_000)
    signature[NameObject("/ByteRange")] = ArrayObject(map(NumberObject, numbers))
    parent = DictionaryObject({NameObject("/FT"): NameObject(kind)})
    child = DictionaryObject({NameObject("/V"): writer._add_object(signature)})
    parent[NameObject("/Kids")] = ArrayObject([writer._add_object(child)])
    fields = ArrayObject([writer._add_object(parent)])
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject({NameObject("/Fields"): fields})
    made = io.BytesIO()
    writer.write(made)
    whole = made.getvalue()
    there = b"<" + b"ab" * 16 + b">"
    begin, end = whole.index(there), whole.index(there) + len(there)
    places = (b"%7d" % begin, b"%7d" % end, b"%7d" % (len(whole) - end))
    for number, place in zip(numbers[1:], places, strict=True):
        whole = whole.replace(b"%d" % number, place)
    return whole.replace(there, hole.ljust(len(there))) if hole else whole


def with_more(content: bytes, thing: bytes) -> bytes:
    """The PDF with an object that was added behind its end, and its table named again."""
    return content + thing + content[content.rindex(b"\nstartxref") :]


@pytest.mark.parametrize(
    ("content", "note"),
    [(a_pdf(), Note.SIGNED), (SCRIPT, Note.SIGNED_ACTIVE)],
    ids=["plain", "with a script"],
)
def test_signed_file_is_left_whole_and_marked(content, note):
    verdict, cleaned = looked_into("pdf", signed(content))

    assert (verdict.is_changed, verdict.note, cleaned) == (False, note, b"")


FAKES = {
    "not from the start": signed(SCRIPT, start=3),
    "of another kind of field": signed(SCRIPT, kind="/Tx"),
    "with more than a signature left out": signed(SCRIPT, hole=b"<ab>/OpenAction 9 0 R<ab>"),
    "with more behind it": with_more(signed(SCRIPT), b"9 0 obj<</S/JavaScript/JS(x)>>endobj"),
    "no field at all": SCRIPT.replace(
        b"/OpenAction", b"/ByteRange [0 5 9 20]/Contents<ab>/OpenAction", 1
    ),
}


@pytest.mark.parametrize("content", FAKES.values(), ids=FAKES)
def test_what_only_looks_like_a_signature_saves_no_script(content):
    verdict, cleaned = looked_into("pdf", content)

    assert verdict.note is Note.ACTIVE_REMOVED
    assert b"JavaScript" not in cleaned


def test_what_others_added_behind_a_signature_leaves_it_whole():
    verdict, cleaned = looked_into("pdf", with_more(signed(a_pdf()), b"9 0 obj<</Type/DSS>>endobj"))

    assert (verdict.is_changed, verdict.note, cleaned) == (False, Note.SIGNED, b"")
