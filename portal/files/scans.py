"""Scans: a TIFF, of which each page becomes a page of a PDF.

Apart from other pictures: loading what makes a PDF takes as long as looking into a photo.
"""

import io
from typing import IO

from PIL import Image, ImageSequence
from pypdf import PdfWriter

from portal.files.pictures import JPEG_QUALITY, as_picture, on_paper, opened, painted_anew
from portal.files.verdict import FileFault, Refusal, Verdict

LIMIT_PAGES = 100
USUAL_DPI = 300


def inspect(kind: str, content: IO[bytes], cleaned: IO[bytes]) -> Verdict:
    """The scan painted anew: JPEG, or a PDF where it has pages. Raises `Refusal`."""
    with opened(kind, content) as scan:
        if getattr(scan, "n_frames", 1) > 1:
            return _as_pdf(scan, cleaned)
        return as_picture(scan, cleaned)


def _as_pdf(scan: Image.Image, cleaned: IO[bytes]) -> Verdict:
    """Each page of this TIFF as a page."""
    if getattr(scan, "n_frames", 1) > LIMIT_PAGES:
        raise Refusal(FileFault.TOO_LARGE)
    pdf = PdfWriter()
    for page in ImageSequence.Iterator(scan):
        dpi, width = page.info.get("dpi", (USUAL_DPI, USUAL_DPI))[0], page.width
        painted, made = painted_anew(page), io.BytesIO()
        resolution = (dpi if dpi > 1 else USUAL_DPI) * max(painted.size) / max(width, page.height)
        on_paper(painted).save(made, "PDF", resolution=float(resolution), quality=JPEG_QUALITY)
        pdf.append(made)
    pdf.metadata = None
    pdf.write(cleaned)
    return Verdict("pdf", "application/pdf", is_changed=True)
