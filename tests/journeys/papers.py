"""Files that a resident has: a contract, a photo; and what can be read in a PDF."""

import io
from pathlib import Path

from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject


def a_contract(folder: Path) -> Path:
    """A rental contract of one empty sheet, as PDF."""
    path = folder / "huurcontract.pdf"
    with PdfWriter() as paper:
        paper.add_blank_page(595, 842)
        paper.write(path)
    return path


def a_photo(folder: Path) -> Path:
    """A photo of a grey street, as JPEG."""
    path = folder / "stoep.jpg"
    Image.new("RGB", (800, 600), "grey").save(path)
    return path


def text_of(pdf: bytes) -> str:
    """All text of a PDF, with single spaces."""
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def is_tagged(pdf: bytes) -> bool:
    """Whether it says of itself what is a heading and what a table, and in which language."""
    about = PdfReader(io.BytesIO(pdf)).root_object
    marks = about["/MarkInfo"].get_object()
    assert isinstance(marks, DictionaryObject)
    return bool(marks["/Marked"]) and str(about["/Lang"]) == "nl"
