"""Files that a resident has: a contract, a photo."""

from pathlib import Path

from PIL import Image
from pypdf import PdfWriter


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
