"""PDFs: what a password protects is refused, what only speaks of it is taken."""

import io
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import FileStorage

from portal.services import uploads
from tests.factories import a_pdf

PROTECTED = a_pdf(password="geheim")
CUTS = st.tuples(
    st.integers(0, len(PROTECTED)),
    st.integers(0, 60),
    st.sampled_from([b"", b"<<", b"[", b"-1", b"/Encrypt 1 0 R"]),
)


def judged(content: bytes) -> str:
    """`taken`, or the words with which it is refused."""
    upload = FileStorage(io.BytesIO(content), "contract.pdf")
    try:
        taken = uploads.check(upload, uploads.UploadLimits(), lambda text, **values: text % values)
    except uploads.Refused as refused:
        return str(refused)
    assert taken.content == content
    return "taken"


def with_objects(count: int) -> bytes:
    """A small protected PDF that says it has so many objects."""
    table = zlib.compress(b"\x01\x00\x00\x00\x09\x00" * count)
    head = f"<</Type/XRef/W[1 4 1]/Size {count}/Filter/FlateDecode/Length {len(table)}"
    start = b"%PDF-1.7\n1 0 obj\n" + head.encode() + b"/Encrypt 2 0 R>>\nstream\n"
    return start + table + b"\nendstream\nendobj\nstartxref\n9\n%%EOF"


def test_a_pdf_that_only_mentions_encryption_is_taken():
    assert judged(a_pdf(title="Wat /Encrypt doet")) == "taken"


@pytest.mark.parametrize(
    "content",
    [
        PROTECTED,
        PROTECTED.replace(b"/Standard", b"/Strange_"),
        b"%PDF-1.7\ntrailer\n<</Encrypt " * 50,
    ],
    ids=["with a password", "in a way we don't know", "damaged"],
)
def test_a_protected_pdf_is_refused(content):
    assert "is beveiligd met een wachtwoord" in judged(content)


@pytest.mark.parametrize(("count", "is_read"), [(3, True), (4, False)])
def test_a_pdf_with_very_many_objects_is_not_read(monkeypatch, count, is_read):
    monkeypatch.setattr(uploads, "MAX_PDF_OBJECTS", 3)
    opened = []
    monkeypatch.setattr(uploads.PdfReader, "_handle_encryption", lambda *_: opened.append(1))

    assert "is beveiligd met een wachtwoord" in judged(with_objects(count))
    assert bool(opened) == is_read


@given(st.lists(CUTS, min_size=1, max_size=8))
def test_a_damaged_pdf_is_taken_or_refused_and_nothing_else(cuts):
    content = PROTECTED
    for place, length, put in cuts:
        content = content[:place] + put + content[place + length :]

    assert judged(content) == "taken" or "“contract.pdf”" in judged(content)
