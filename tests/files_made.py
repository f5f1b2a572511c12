"""Files that tests send: good ones, and ones made to do harm."""

import io
import struct
import zipfile
import zlib

import pillow_heif
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

pillow_heif.register_heif_opener()


def a_pdf(password: str = "", title: str = "") -> bytes:
    """A PDF of one empty page."""
    writer = PdfWriter()
    writer.add_blank_page(width=72, height=72)
    if title:
        writer.add_metadata({"/Title": title})
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def a_pdf_that_runs(action: str, *, at: str = "/OpenAction", attached: bytes = b"") -> bytes:
    """A PDF of one page that does this when it is opened, perhaps with a file in it."""
    writer = PdfWriter(clone_from=io.BytesIO(a_pdf()))
    acts = DictionaryObject({NameObject("/S"): NameObject(f"/{action}")})
    acts[NameObject("/JS")] = TextStringObject("app.alert(1)")
    if at == "/AA":
        acts = DictionaryObject({NameObject("/O"): acts})
    holder = writer.pages[0] if at == "/AA" else writer.root_object
    holder[NameObject(at)] = acts
    if attached:
        writer.add_attachment("factuur.xml", attached)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def a_picture(
    kind: str = "JPEG", *, place: bool = False, size: tuple[int, int] = (32, 24)
) -> bytes:
    """A small picture; `place`: with the position and the camera in its EXIF data."""
    picture, made = Image.new("RGB", size, "teal"), io.BytesIO()
    exif = Image.Exif()
    if place:
        exif[0x010F] = "Camera van Noor"  # Make
        exif[0x0112] = 6  # Orientation: turned a quarter
        exif.get_ifd(0x8825)[2] = (52.0, 5.0, 1.0)  # GPSLatitude
    if kind == "HEIC":
        pillow_heif.from_pillow(picture).save(made, exif=exif.tobytes())
    else:
        picture.save(made, kind, exif=exif)
    return made.getvalue()


def a_docx(members: dict[str, bytes] | None = None) -> bytes:
    """A Word file, or a zip that says it is one."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (members or {"word/document.xml": b"<w:document/>"}).items():
            archive.writestr(name, content)
    return made.getvalue()


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says that it is huge."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + checksum

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 100))
    return b"\x89PNG\r\n\x1a\n" + body + chunk(b"IEND", b"")


def pdf_of_pages(count: int) -> bytes:
    """A PDF of so many empty pages, each an object to read."""
    kids = " ".join(f"{number} 0 R" for number in range(3, count + 3))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {count}/Kids[{kids}]>>",
        *["<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>"] * count,
    ]
    made, places = io.BytesIO(b"%PDF-1.7\n"), []
    made.seek(0, io.SEEK_END)
    for number, body in enumerate(objects, start=1):
        places.append(made.tell())
        made.write(f"{number} 0 obj{body}endobj\n".encode())
    start = made.tell()
    made.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    made.write("".join(f"{place:010} 00000 n \n" for place in places).encode())
    made.write(f"trailer<</Root 1 0 R/Size {len(objects) + 1}>>startxref\n{start}\n%%EOF".encode())
    return made.getvalue()


def zip_bomb() -> bytes:
    """A Word file of some kB that unpacks to 210 MB."""
    return a_docx({"word/document.xml": b"\0" * (210 * 1024 * 1024)})


def heic_with(place: bytes, skip: int, damage: bytes) -> bytes:
    """A HEIC with this damage, so many bytes after the last place where this stands."""
    content = bytearray(a_picture("HEIC"))
    start = content.rindex(place) + len(place) + skip
    content[start : start + len(damage)] = damage
    return bytes(content)


def jpeg_with_odd_exif() -> bytes:
    """A photo that is turned, with a number in its EXIF data that doesn't fit there."""
    entries = struct.pack("<HHIHH", 0x0112, 3, 1, 6, 0) + struct.pack("<HHII", 0x0103, 4, 1, 70_000)
    exif = b"Exif\0\0II*\0\x08\0\0\0" + struct.pack("<H", 2) + entries + bytes(4)
    usual = a_picture()
    return usual[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + usual[2:]
