"""PDFs (ISO 32000-2): opened by a parser, and what acts by itself taken out.

What the parser can't open isn't taken: neither could who has to read it, or another program sees
something else in it than we do.
"""

import re
from typing import IO

from pypdf import PasswordType, PdfReader, PdfWriter
from pypdf.errors import DependencyError, PyPdfError
from pypdf.generic import BooleanObject, DictionaryObject

from portal.files.pdf_actions import remove_active, resolved
from portal.files.pdf_signatures import BLANKS, signed_length
from portal.files.verdict import FileFault, Note, Refusal, Verdict

MAX_OBJECTS = 200_000
MAX_ASIDE = 1024
"""Bytes before the first object and after the end: more, and it may be another kind of file too."""
SCRIPT_WORDS = re.compile(rb"/(JavaScript|JS|Launch)\b")
FIRST_OBJECT = re.compile(rb"\d+\s+\d+\s+obj\b")
END = b"%%EOF"
DAMAGE = (
    PyPdfError,
    # What it raises besides, on a damaged file.
    AssertionError,
    AttributeError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)


def inspect(kind: str, content: IO[bytes], cleaned: IO[bytes]) -> Verdict:
    """The PDF as it came, or without what acts by itself. Raises `Refusal`."""
    del kind
    try:
        return _inspect(content, cleaned)
    except DAMAGE as error:
        fault = FileFault.TOO_HEAVY if isinstance(error, RecursionError) else FileFault.UNREADABLE
        raise Refusal(fault) from error


def _inspect(content: IO[bytes], cleaned: IO[bytes]) -> Verdict:
    reader = _opened(content)
    if not reader.get_num_pages():
        raise Refusal(FileFault.UNREADABLE)
    _check_form(reader.root_object)
    findings = remove_active(reader.root_object, MAX_OBJECTS)
    content.seek(0)
    whole = content.read()
    signed = signed_length(reader.root_object, whole, MAX_OBJECTS)
    is_plain = not findings.is_active and not _may_be_more(whole)
    # Behind a signature, others add theirs and what proves it later; never what acts.
    if signed and (is_plain or not whole[signed:].strip(BLANKS)):
        note = Note.SIGNED_ACTIVE if findings.is_active else Note.SIGNED
        return Verdict("pdf", "application/pdf", note=note)
    if is_plain:
        return Verdict("pdf", "application/pdf")
    _write_anew(reader, cleaned)
    removed = Note.ACTIVE_REMOVED if findings.is_active else None
    return Verdict("pdf", "application/pdf", is_changed=True, note=removed)


def _opened(content: IO[bytes]) -> PdfReader:
    """The PDF with its text readable; one with only an owner's password opens for everybody."""
    try:
        reader = PdfReader(content, xref_stream_maximum_entries=MAX_OBJECTS)
    except RecursionError:  # a damaged tree of objects
        raise
    except (RuntimeError, DependencyError):  # protected in a way that the parser doesn't know
        raise Refusal(FileFault.PROTECTED) from None
    if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
        raise Refusal(FileFault.PROTECTED)
    return reader


def _check_form(root: DictionaryObject) -> None:
    """Raise `Refusal` for a form of which only the program that made it shows what is filled in."""
    form, rendering = resolved(root.get("/AcroForm")), resolved(root.get("/NeedsRendering"))
    has_second_form = isinstance(form, DictionaryObject) and "/XFA" in form
    if has_second_form and isinstance(rendering, BooleanObject) and rendering.value:
        raise Refusal(FileFault.FILLED_ELSEWHERE)


def _may_be_more(whole: bytes) -> bool:
    """Whether another program could see more in it than the parser did.

    Scripts of an earlier version, for one, or a second file before or behind the PDF.
    """
    first, end = FIRST_OBJECT.search(whole), whole.rfind(END)
    aside = whole[: first.start()] if first else whole
    behind = whole[end + len(END) :] if end >= 0 else b""
    return (
        bool(SCRIPT_WORDS.search(whole))
        or len(aside) > MAX_ASIDE
        or b"<" in aside
        or len(behind.strip(b"\0 \t\r\n")) > MAX_ASIDE
    )


def _write_anew(reader: PdfReader, cleaned: IO[bytes]) -> None:
    writer = PdfWriter(clone_from=reader)
    remove_active(writer.root_object, MAX_OBJECTS)
    writer.write(cleaned)
