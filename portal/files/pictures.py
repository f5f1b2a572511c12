"""Pictures painted anew: what a camera wrote into them is gone, and what hid behind them.

What is larger than anybody reads is scaled down, so that it fits the memory of the process.
"""

import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from math import ceil
from typing import IO

from PIL import Image, ImageOps

from portal.files.verdict import FileFault, Refusal, Verdict

LIMIT_PIXELS = 101_000_000
"""Of one picture: a scan of 100 megapixels, and what a scanner adds at its edge."""
KEPT_PIXELS = 25_000_000
"""A photo of a phone is left as large as it is; an A4 at 1200 dots to the inch becomes 400."""
ROOM_PIXELS = 112_000_000
"""What fits the memory, the picture and its smaller self at once, with four bytes for each."""
BAND_ROWS = 240
"""Of the smaller picture, painted at once."""
JPEG_QUALITY = 88
ORIENTATION = 0x0112
FORMATS = {"jpg": "JPEG", "png": "PNG", "heic": "HEIF", "webp": "WEBP", "avif": "AVIF"} | {
    "tiff": "TIFF"
}
"""Kind → the name that Pillow has for it."""
DAMAGE = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    RuntimeError,
    LookupError,
    TypeError,
    struct.error,
)
"""What the libraries raise on a damaged file, or on EXIF data that can't be."""
REDUCIBLE = ("L", "RGB", "LA", "RGBA", "CMYK")
SHORTS = ("I;16", "I;16L", "I;16B", "I;16N")
"""Grey in two bytes, as some scanners make it."""

Image.MAX_IMAGE_PIXELS = None  # ours is lower, and no warning


def inspect(kind: str, content: IO[bytes], cleaned: IO[bytes]) -> Verdict:
    """The picture painted anew: JPEG or PNG. Raises `Refusal`."""
    with opened(kind, content) as picture:
        return as_picture(picture, cleaned)


@contextmanager
def opened(kind: str, content: IO[bytes]) -> Iterator[Image.Image]:
    """The picture of this kind, while it is painted; raises `Refusal` where it is damaged."""
    warnings.simplefilter("ignore")
    try:
        with Image.open(content, formats=[FORMATS[kind]]) as picture:
            yield picture
    except DAMAGE as error:
        raise Refusal(FileFault.UNREADABLE) from error


def as_picture(picture: Image.Image, cleaned: IO[bytes]) -> Verdict:
    """The one picture painted anew: JPEG, or PNG where it was one."""
    is_exact = picture.format == "PNG"
    painted = painted_anew(picture)
    if is_exact:
        painted.save(cleaned, "PNG", exif=b"", icc_profile=b"")
        return Verdict("png", "image/png", is_changed=True)
    on_paper(painted).save(cleaned, "JPEG", quality=JPEG_QUALITY, comment=b"", exif=b"")
    return Verdict("jpg", "image/jpeg", is_changed=True)


def painted_anew(picture: Image.Image) -> Image.Image:
    """The picture upright, no larger than we keep. Raises `Refusal` where it is far larger."""
    if picture.width * picture.height > LIMIT_PIXELS:
        raise Refusal(FileFault.TOO_LARGE)
    factor = _factor(picture)
    if factor > 1:
        picture.draft(None, (picture.width // factor, picture.height // factor))
        factor = _factor(picture)
    painted = _reduced(picture, factor) if factor > 1 else picture
    ImageOps.exif_transpose(painted, in_place=True)
    return painted


def _factor(picture: Image.Image) -> int:
    """Into how much smaller a picture it has to be painted; 1: it stays as it is."""
    pixels, factor = picture.width * picture.height, 1
    while pixels > KEPT_PIXELS * factor**2 or (
        factor > 1 and pixels + pixels / factor**2 > ROOM_PIXELS
    ):
        factor += 1
    return factor


def _reduced(picture: Image.Image, factor: int) -> Image.Image:
    """The picture so many times smaller, painted in bands: no second one that is as large."""
    size = (ceil(picture.width / factor), ceil(picture.height / factor))
    mode = _reducible(picture.crop((0, 0, 1, 1))).mode
    painted = Image.new(mode, size)
    for top in range(0, size[1], BAND_ROWS):
        bottom = min(picture.height, (top + BAND_ROWS) * factor)
        band = _reducible(picture.crop((0, top * factor, picture.width, bottom)))
        painted.paste(band.reduce(factor), (0, top))
    painted.getexif()[ORIENTATION] = picture.getexif().get(ORIENTATION, 1)
    return painted


def _reducible(picture: Image.Image) -> Image.Image:
    """The same in colours that can be averaged."""
    if picture.mode in SHORTS:
        return picture.point(lambda shade: shade * (1 / 256)).convert("L")
    if picture.mode == "1":
        return picture.convert("L")
    if picture.mode in REDUCIBLE:
        return picture
    return picture.convert("RGBA" if picture.has_transparency_data else "RGB")


def on_paper(picture: Image.Image) -> Image.Image:
    """The same without see-through places: white is behind them."""
    coloured = _reducible(picture)
    if not coloured.has_transparency_data:
        return coloured.convert("RGB")
    see_through = coloured.convert("RGBA")
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(see_through, mask=see_through.getchannel("A"))
    return paper
