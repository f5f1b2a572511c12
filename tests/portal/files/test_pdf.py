"""PDFs: what a parser opens is taken, what acts by itself is taken out, the rest stays whole."""

import io
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    NameObject,
    TextStringObject,
)

from portal.files import pdf
from portal.files.verdict import FileFault, Note, Refusal
from tests.files_made import a_pdf, a_pdf_that_runs
from tests.portal.files.looking import looked_into

PROTECTED = a_pdf(password="geheim")
DAMAGE = st.tuples(
    st.integers(0, len(PROTECTED)),
    st.integers(0, 60),
    st.sampled_from([b"", b"<<", b"[", b"-1", b"/Encrypt 1 0 R", b"/JavaScript"]),
)
PAGES = b"2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n"
PAGE = b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
END = b"trailer<</Root 1 0 R/Size 9>>\n%%EOF"
EMBEDDED = b"<rsm:CrossIndustryInvoice/>"


def written(writer: PdfWriter) -> bytes:
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def protected(user: str, owner: str, algorithm: str) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(a_pdf()))
    writer.encrypt(user, owner, algorithm=algorithm)
    return written(writer)


def with_form(**entries: object) -> bytes:
    """A PDF with a form of two kinds (XFA beside AcroForm)."""
    writer = PdfWriter(clone_from=io.BytesIO(a_pdf()))
    form = DictionaryObject({NameObject("/Fields"): ArrayObject()})
    form[NameObject("/XFA")] = TextStringObject("<xdp/>")
    writer.root_object[NameObject("/AcroForm")] = form
    for name, value in entries.items():
        writer.root_object[NameObject(f"/{name}")] = value
    return written(writer)


def tree(*objects: bytes) -> bytes:
    return b"%PDF-1.5\n" + b"\n".join(objects) + b"\n" + END


def deep_pages(depth: int) -> bytes:
    first = b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj"
    nodes = (
        b"%d 0 obj<</Type/Pages/Count 1/Kids[%d 0 R]>>endobj" % (number, number + 1)
        for number in range(2, depth)
    )
    return tree(first, *nodes, b"%d 0 obj<</Type/Page/MediaBox[0 0 9 9]>>endobj" % depth)


def packed_bomb() -> bytes:
    packed = zlib.compress(b"[" * 60_000_000)
    head = b"5 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n" % len(packed)
    table = zlib.compress(b"\x02\0\x05\0\0")
    root = b"1 0 obj<</Type/Catalog/Pages 2 0 R/X 7 0 R>>endobj\n"
    start = b"%PDF-1.5\n" + root + PAGES + PAGE + head + packed + b"\nendstream endobj\n"
    entries = b"".join(
        b"\x01" + (start.index(mark)).to_bytes(4) + b"\0"
        for mark in (b"1 0 obj", b"2 0 obj", b"3 0 obj")
    )
    table = zlib.compress(
        b"\0\0\0\0\0\0"
        + entries
        + b"\0\0\0\0\0\0"
        + b"\x01"
        + start.index(b"5 0 obj").to_bytes(4)
        + b"\0"
        + b"\0\0\0\0\0\0"
        + b"\x02"
        + (5).to_bytes(4)
        + b"\0"
    )
    xref = (
        b"8 0 obj<</Type/XRef/W[1 4 1]/Size 8/Root 1 0 R/Filter/FlateDecode/Length %d>>stream\n"
        % len(table)
    )
    place = b"\nendstream endobj\nstartxref\n%d\n%%%%EOF" % len(start)
    return start + xref + table + place


OPENS = {
    "plain": a_pdf(),
    "speaks of it in its title": a_pdf(title="Wat /Encrypt doet"),
    "speaks of it in a comment": a_pdf().replace(b"\n1 0 obj", b"\n%/EncryptMetadata\n1 0 obj", 1),
    "only an owner's password": protected("", "eigenaar", "RC4-128"),
    "only an owner's password, AES": protected("", "eigenaar", "AES-256"),
}
HOSTILE = {
    "five bytes": (b"%PDF-", FileFault.UNREADABLE),
    "no pages": (tree(b"1 0 obj<</Type/Catalog>>endobj"), FileFault.UNREADABLE),
    "a page tree of 5000 levels": (deep_pages(5000), FileFault.UNREADABLE),
    "a page tree that is its own branch": (
        tree(b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj", PAGES.replace(b"3 0 R", b"2 0 R")),
        FileFault.UNREADABLE,
    ),
    "a million brackets": (
        tree(b"1 0 obj<</Type/Catalog/Pages 2 0 R/X " + b"[" * 10**6 + b">>endobj", PAGES, PAGE),
        FileFault.UNREADABLE,
    ),
    "a table that is before itself": (
        b"%PDF-1.4\nxref\n0 1\n0000000000 65535 f \n"
        + END.replace(b"/Size 9", b"/Size 1/Prev 9").replace(b"%%", b"startxref\n9\n%%"),
        FileFault.UNREADABLE,
    ),
    "a password": (PROTECTED, FileFault.PROTECTED),
    "a password, AES": (protected("geheim", "x", "AES-256"), FileFault.PROTECTED),
    "a password in a way we don't know": (
        PROTECTED.replace(b"/Standard", b"/Strange_"),
        FileFault.PROTECTED,
    ),
    "an encryption that is nothing": (b"%PDF-1.7\ntrailer\n<</Encrypt " * 50, FileFault.UNREADABLE),
    "a program in it": (
        a_pdf_that_runs("Launch", attached=b"MZ\x90\0" + b"x" * 50),
        FileFault.PROGRAM,
    ),
    "a form that one program shows": (
        with_form(NeedsRendering=BooleanObject(True)),
        FileFault.FILLED_ELSEWHERE,
    ),
}


@pytest.mark.parametrize("content", OPENS.values(), ids=OPENS)
def test_what_opens_without_a_password_is_left_as_it_came(content):
    verdict, cleaned = looked_into("pdf", content)

    assert (verdict.ending, verdict.is_changed, verdict.note, cleaned) == ("pdf", False, None, b"")


@pytest.mark.parametrize(("content", "fault"), HOSTILE.values(), ids=HOSTILE)
def test_what_does_not_open_is_refused(content, fault):
    with pytest.raises(Refusal) as refused:
        looked_into("pdf", content)

    assert refused.value.fault in {fault, FileFault.TOO_HEAVY}


def test_objects_that_unpack_to_much_take_no_more_than_they_may():
    with pytest.raises(Refusal) as refused:
        looked_into("pdf", packed_bomb())

    assert refused.value.fault in {FileFault.UNREADABLE, FileFault.TOO_HEAVY}


@pytest.mark.parametrize("at", ["/OpenAction", "/AA"])
@pytest.mark.parametrize("action", ["JavaScript", "Launch", "SubmitForm", "GoToR"])
def test_what_acts_by_itself_is_taken_out(action, at):
    verdict, cleaned = looked_into("pdf", a_pdf_that_runs(action, at=at))

    assert verdict.note is Note.ACTIVE_REMOVED
    assert f"/{action}".encode() not in cleaned
    assert len(PdfReader(io.BytesIO(cleaned)).pages) == 1
    assert looked_into("pdf", cleaned)[0].note is None


def test_action_with_its_name_in_another_spelling_is_taken_out():
    content = a_pdf_that_runs("JavaScript").replace(b"/JavaScript", b"/J#61vaScrip#74")

    verdict, cleaned = looked_into("pdf", content)

    assert verdict.note is Note.ACTIVE_REMOVED
    assert b"vaScrip" not in cleaned


def test_scripts_of_the_whole_document_are_taken_out():
    writer = PdfWriter(clone_from=io.BytesIO(a_pdf()))
    names = DictionaryObject({NameObject("/JavaScript"): DictionaryObject()})
    writer.root_object[NameObject("/Names")] = names

    verdict, cleaned = looked_into("pdf", written(writer))

    assert verdict.note is Note.ACTIVE_REMOVED
    assert b"JavaScript" not in cleaned


def test_second_form_beside_the_usual_one_is_taken_out():
    verdict, cleaned = looked_into("pdf", with_form())

    assert verdict.note is Note.ACTIVE_REMOVED
    assert b"/XFA" not in cleaned
    assert b"/AcroForm" in cleaned


def test_font_by_the_name_of_an_action_stays():
    writer = PdfWriter(clone_from=io.BytesIO(a_pdf()))
    font = DictionaryObject({NameObject("/Type"): NameObject("/Font")})
    fonts = DictionaryObject({NameObject("/AA"): font, NameObject("/JS"): font})
    writer.pages[0][NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})

    assert looked_into("pdf", written(writer))[0].note is None


@pytest.mark.parametrize("is_cleaned", [True, False])
def test_file_that_is_embedded_stays(is_cleaned):
    content = a_pdf_that_runs("JavaScript" if is_cleaned else "GoTo", attached=EMBEDDED)

    verdict, cleaned = looked_into("pdf", content)

    assert verdict.is_changed or content.count(b"JS")
    attachments = PdfReader(io.BytesIO(cleaned or content)).attachments
    assert attachments["factuur.xml"] == [EMBEDDED]


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.4\n<html><script>alert(1)</script></html>\n" + a_pdf(),
        a_pdf() + b"PK\x03\x04" + b"x" * 2000,
        a_pdf() + b"\n1 0 obj<</S/JavaScript/JS(x)>>endobj\n",
    ],
    ids=["a page before it", "an archive behind it", "a script that nothing leads to"],
)
def test_what_another_program_could_see_in_it_is_gone(content):
    verdict, cleaned = looked_into("pdf", content)

    assert verdict.is_changed
    assert not any(word in cleaned for word in (b"<script>", b"PK\x03\x04", b"JavaScript"))


@given(st.lists(DAMAGE, min_size=1, max_size=8))
def test_damaged_file_is_taken_or_refused_and_nothing_else(cuts):
    content = PROTECTED
    for place, length, put in cuts:
        content = content[:place] + put + content[place + length :]

    with suppress(Refusal):
        assert pdf.inspect("pdf", io.BytesIO(content), io.BytesIO()).ending == "pdf"
