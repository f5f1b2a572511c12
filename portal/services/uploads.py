"""Files that come in: judged by what they are, not by what they are called.

Source: `requirements-journeys-products.md` section 4 "Files"; OWASP ASVS 5.0 chapter 5.
"""

import io
import struct
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from threading import Lock

import pillow_heif
from PIL import Image, ImageOps, UnidentifiedImageError
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from werkzeug.datastructures import FileStorage

Gettext = Callable[..., str]
"""Dutch text, and values for its `%(name)s` → the text in the language of who sent the file."""

MB = 1024 * 1024
MAX_BYTES = 20 * MB
MAX_FILES = 10
MAX_NAME = 120
MAX_ENDING = 10
MAX_PIXELS = 60_000_000
MAX_UNPACKED = 200 * MB
MAX_PDF_OBJECTS = 200_000
JPEG_QUALITY = 88
ONE_AT_A_TIME = Lock()
"""A small file can unpack to hundreds of megabytes: a process holds one such picture at most."""

pillow_heif.register_heif_opener()


class Refused(Exception):
    """A file that can't be taken; the message is for the resident and says what to do."""


@dataclass(frozen=True, slots=True)
class UploadLimits:
    """What may come in."""

    kinds: tuple[str, ...] = ("pdf", "jpg", "png", "heic", "docx")
    mb: int = MAX_BYTES // MB
    most: int = MAX_FILES


ANY = UploadLimits()


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that may be kept: `content` is clean of what a camera wrote into it."""

    name: str
    media_type: str
    content: bytes


def check(upload: FileStorage, limits: UploadLimits, gettext: Gettext) -> CheckedFile:
    """Judge one file; raises `Refused`. Pictures lose their metadata, HEIC becomes JPEG."""
    name = clean_name(upload.filename or "")
    content = upload.stream.read(limits.mb * MB + 1)
    if len(content) > limits.mb * MB:
        text = gettext(
            "“%(name)s” is te groot. Een bestand mag %(mb)s MB zijn. Maak het kleiner.",
            name=name,
            mb=limits.mb,
        )
        raise Refused(text)
    if not content:
        raise Refused(gettext("“%(name)s” is leeg. Kies het bestand opnieuw.", name=name))
    kinds = ", ".join(limits.kinds)
    for kind, looks_like, take in TAKERS:
        if looks_like(content):
            if kind not in limits.kinds:
                text = gettext(
                    "“%(name)s” kan hier niet. Dit kan: %(kinds)s.", name=name, kinds=kinds
                )
                raise Refused(text)
            return take(name, content, gettext)
    text = gettext("“%(name)s” kunnen wij niet openen. Dit kan: %(kinds)s.", name=name, kinds=kinds)
    raise Refused(text)


def clean_name(name: str) -> str:
    """The bare name, without folders, control characters or tricks with direction."""
    bare = PurePath(name.replace("\\", "/")).name
    printable = "".join(char for char in bare if unicodedata.category(char)[0] != "C").strip(" .")
    stem, dot, ending = printable.rpartition(".")
    if not dot or len(ending) > MAX_ENDING:
        return printable[:MAX_NAME] or "-"
    return f"{stem[: MAX_NAME - len(ending) - 1]}{dot}{ending}"


def _pdf(name: str, content: bytes, gettext: Gettext) -> CheckedFile:
    # Without that word no trailer says it: most files need not be read.
    if b"/Encrypt" in content and _is_encrypted(content):
        text = gettext("“%(name)s” is beveiligd met een wachtwoord. Haal dat eraf.", name=name)
        raise Refused(text)
    return CheckedFile(_with_ending(name, "pdf"), "application/pdf", content)


def _is_encrypted(content: bytes) -> bool:
    """Whether a PDF is protected; one that can't be read counts as protected."""
    try:
        with ONE_AT_A_TIME:
            stream = io.BytesIO(content)
            return PdfReader(stream, xref_stream_maximum_entries=MAX_PDF_OBJECTS).is_encrypted
    except (
        PyPdfError,
        # What it raises besides, on a damaged file or on a kind of encryption it doesn't know.
        AttributeError,
        LookupError,
        RuntimeError,
        TypeError,
        ValueError,
    ):
        return True


def _picture(name: str, content: bytes, gettext: Gettext) -> CheckedFile:
    try:
        with ONE_AT_A_TIME:
            return _repainted(name, content)
    except (
        UnidentifiedImageError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
        OSError,
        SyntaxError,
        ValueError,
        # What the libraries raise besides on a damaged HEIC, or on EXIF data that can't be.
        EOFError,
        RuntimeError,
        struct.error,
    ) as error:
        text = gettext("“%(name)s” is beschadigd. Maak de foto opnieuw.", name=name)
        raise Refused(text) from error


def _repainted(name: str, content: bytes) -> CheckedFile:
    # Painting it anew drops place, time, camera and comments, and what hid behind the picture.
    with Image.open(io.BytesIO(content)) as picture:
        if picture.width * picture.height > MAX_PIXELS:
            raise ValueError("too many pixels")
        upright = ImageOps.exif_transpose(picture)
        is_png = picture.format == "PNG"
        clean = io.BytesIO()
        if is_png:
            upright.save(clean, "PNG", exif=b"", icc_profile=b"")
            return CheckedFile(_with_ending(name, "png"), "image/png", clean.getvalue())
        upright.convert("RGB").save(clean, "JPEG", quality=JPEG_QUALITY, comment=b"")
        return CheckedFile(_with_ending(name, "jpg"), "image/jpeg", clean.getvalue())


def _docx(name: str, content: bytes, gettext: Gettext) -> CheckedFile:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, RuntimeError, ValueError) as error:
        raise Refused(gettext("“%(name)s” is beschadigd.", name=name)) from error
    names = {member.filename for member in members}
    if "word/document.xml" not in names or "word/vbaProject.bin" in names:
        text = gettext("“%(name)s” kunnen wij niet aannemen. Maak er een PDF van.", name=name)
        raise Refused(text)
    if sum(member.file_size for member in members) > MAX_UNPACKED:
        raise Refused(gettext("“%(name)s” is te groot. Maak er een PDF van.", name=name))
    return CheckedFile(_with_ending(name, "docx"), DOCX, content)


def _with_ending(name: str, ending: str) -> str:
    same = {"jpg": {"jpg", "jpeg"}}.get(ending, {ending})
    has = name.rpartition(".")[2].lower()
    return name if has in same else f"{name.rpartition('.')[0] or name}.{ending}"


DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HEIF_BRANDS = (b"heic", b"heix", b"mif1", b"hevc", b"msf1", b"heim", b"heis")
TAKERS: tuple[
    tuple[str, Callable[[bytes], bool], Callable[[str, bytes, Gettext], CheckedFile]], ...
] = (
    ("pdf", lambda content: b"%PDF-" in content[:1024], _pdf),
    ("jpg", lambda content: content.startswith(b"\xff\xd8\xff"), _picture),
    ("png", lambda content: content.startswith(b"\x89PNG\r\n\x1a\n"), _picture),
    ("heic", lambda content: content[4:8] == b"ftyp" and content[8:12] in HEIF_BRANDS, _picture),
    ("docx", lambda content: content.startswith(b"PK\x03\x04"), _docx),
)
"""The kind, what it looks like from its first bytes, and who takes it."""
