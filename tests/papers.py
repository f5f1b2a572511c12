"""What can be read in a PDF. Its bytes are compressed: a search in them finds nothing."""

import io
from typing import Any

from pypdf import PdfReader
from pypdf.generic import BooleanObject, DictionaryObject

from portal.printing.pdf import Printed, PrintedRow, PrintedSection, Sender
from tests.paper_structure import faults_of_structure


def words_of_pdf(pdf: bytes) -> str:
    """All words on its pages, with single spaces."""
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def title_of_pdf(pdf: bytes) -> str:
    """What readers show as its title; empty when it has none."""
    about = PdfReader(io.BytesIO(pdf)).metadata
    return (about.title if about else None) or ""


def is_tagged(pdf: bytes, language: str = "nl") -> bool:
    """Whether it can be heard in this language: with headings, and answers by their labels."""
    about = PdfReader(io.BytesIO(pdf)).root_object
    marks = about["/MarkInfo"].get_object()
    assert isinstance(marks, DictionaryObject)
    assert faults_of_structure(pdf) == []
    return marks["/Marked"] == BooleanObject(True) and str(about["/Lang"]) == language


def printed(**changes: Any) -> Printed:
    """A submission of one section."""
    values: dict[str, Any] = {
        "title": "Verhuizing doorgeven",
        "sender": Sender("Gemeente Demodam", "Mijn Demodam", "demodam"),
        "language": "nl",
        "intro": ("Verstuurd op 22 november 2026 om 14.05 uur.",),
        "boxes": "Een code is een teken dat wij niet kunnen afdrukken.",
        "footer": "Vragen? Bel 0800 0999.",
        "sections": (
            PrintedSection("Wie er verhuist", (PrintedRow("Verhuizen mee", ("Sam Yilmaz",)),)),
        ),
        **changes,
    }
    return Printed(**values)


def read(content: bytes) -> PdfReader:
    """The PDF, opened."""
    return PdfReader(io.BytesIO(content))
