"""Pictures: painted anew in little memory, whatever their size; a page of a scan is a page."""

import io
import resource
import sys
from tempfile import TemporaryFile
from threading import BoundedSemaphore

import pytest
from PIL import Image
from pypdf import PdfReader

from portal.files import workshop
from portal.files.kinds import kind_of
from portal.files.verdict import FileFault, Refusal
from tests.files_made import a_picture
from tests.portal.files.looking import looked_into

MEGA = 1_000_000


def encoded(picture: Image.Image, kind: str, **options: object) -> bytes:
    made = io.BytesIO()
    picture.save(made, kind, **options)
    return made.getvalue()


def scan(mode: str, side: int = 10_000) -> Image.Image:
    """A scan of 100 megapixels: grey, with a white corner."""
    picture = Image.new(mode, (side, side), {"L": 100, "1": 0}.get(mode, "gray"))
    picture.paste(Image.new(mode, (side // 4, side // 4), {"L": 255, "1": 1}.get(mode, "white")))
    return picture


SCANS = {
    "jpg": lambda: encoded(scan("RGB"), "JPEG"),
    "png": lambda: encoded(scan("RGB"), "PNG", compress_level=1),
    "tiff": lambda: encoded(scan("1"), "TIFF", compression="group4"),
}


@pytest.mark.parametrize("kind", SCANS)
def test_scan_of_a_hundred_megapixels_is_scaled_down(kind):
    verdict, cleaned = looked_into(kind, SCANS[kind]())

    with Image.open(io.BytesIO(cleaned)) as painted:
        assert 10 * MEGA < painted.width * painted.height <= 25 * MEGA
        assert painted.convert("L").getpixel((10, 10)) > 250
        assert painted.convert("L").getpixel((painted.width - 10, 10)) < 140
    assert verdict.is_changed


def test_photo_of_a_phone_keeps_its_size():
    photo = encoded(Image.new("RGB", (6000, 4000), "teal"), "JPEG")

    _verdict, cleaned = looked_into("jpg", photo)

    assert Image.open(io.BytesIO(cleaned)).size == (6000, 4000)


@pytest.mark.parametrize("kind", ["webp", "avif", "tiff"])
def test_picture_of_another_kind_becomes_jpeg_without_its_place(kind):
    content = a_picture(kind.upper(), place=True)
    assert kind_of(content[:100]) == kind

    verdict, cleaned = looked_into(kind, content)

    assert (verdict.ending, verdict.media_type) == ("jpg", "image/jpeg")
    assert not Image.open(io.BytesIO(cleaned)).getexif()
    assert b"Noor" not in cleaned


def test_scan_with_pages_becomes_a_pdf():
    pages = [Image.new("1", (60, 90), 1), Image.new("RGB", (90, 60)), Image.new("L", (60, 90))]
    content = encoded(pages[0], "TIFF", save_all=True, append_images=pages[1:])

    verdict, cleaned = looked_into("tiff", content)

    assert (verdict.ending, verdict.media_type) == ("pdf", "application/pdf")
    boxes = [page.mediabox for page in PdfReader(io.BytesIO(cleaned)).pages]
    assert [box.width > box.height for box in boxes] == [False, True, False]
    assert looked_into("pdf", cleaned)[0].note is None


def test_scan_with_very_many_pages_is_refused():
    page = Image.new("1", (8, 8))
    content = encoded(page, "TIFF", save_all=True, append_images=[page] * 100)

    with pytest.raises(Refusal) as refused:
        looked_into("tiff", content)

    assert refused.value.fault is FileFault.TOO_LARGE


def test_grey_in_two_bytes_does_not_become_white():
    scanned = encoded(Image.new("I;16", (40, 40), 0x8000), "TIFF")

    _verdict, cleaned = looked_into("tiff", scanned)

    assert Image.open(io.BytesIO(cleaned)).getpixel((5, 5)) == (128, 128, 128)


def test_behind_what_is_see_through_is_white():
    drawing = encoded(Image.new("RGBA", (40, 40), (0, 0, 0, 0)), "WEBP", lossless=True)

    _verdict, cleaned = looked_into("webp", drawing)

    assert Image.open(io.BytesIO(cleaned)).getpixel((5, 5)) == (255, 255, 255)


def test_picture_that_takes_more_memory_than_there_is_is_refused(monkeypatch):
    monkeypatch.setattr(workshop, "LIMIT_MB", 60)

    with pytest.raises(Refusal) as refused:
        looked_into("png", encoded(scan("RGB", 5000), "PNG", compress_level=1))

    assert refused.value.fault is FileFault.TOO_HEAVY


def test_picture_that_takes_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(workshop, "LIMIT_S", 0.01)

    with pytest.raises(Refusal) as refused:
        looked_into("png", a_picture("PNG"))

    assert refused.value.fault is FileFault.TOO_HEAVY


def test_process_of_the_web_does_not_grow():
    content = encoded(Image.effect_noise((4000, 3000), 50).convert("RGB"), "JPEG", quality=90)
    looked_into("jpg", content)
    unit = 1 if sys.platform == "darwin" else 1024
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit

    with TemporaryFile() as came, TemporaryFile() as cleaned:
        came.write(content)
        came.flush()
        for _time in range(3):
            workshop.look_into("jpg", came, cleaned, workshop.TimeLimit())

    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit - before
    assert grown < 5 * MEGA


def test_no_more_files_are_looked_into_at_once_than_leave_threads_for_pages(monkeypatch):
    monkeypatch.setattr(workshop, "PLACES", BoundedSemaphore(1))

    with workshop.PLACES, pytest.raises(Refusal) as refused:
        looked_into("png", a_picture("PNG"))

    assert refused.value.fault is FileFault.BUSY
    assert looked_into("png", a_picture("PNG"))[0].ending == "png"
