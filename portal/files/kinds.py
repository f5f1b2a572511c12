"""What a file is, from its first bytes; whatever its name says."""

from collections.abc import Callable

HEAD = 1024
"""Bytes from the start that are looked at."""
HEIF_BRANDS = (b"heic", b"heix", b"mif1", b"hevc", b"msf1", b"heim", b"heis")
AVIF_BRANDS = (b"avif", b"avis")
TIFF_MARKS = (b"II*\0", b"MM\0*")
PROGRAM_MARKS = (
    b"MZ",  # Windows
    b"\x7fELF",
    b"\xfe\xed\xfa\xce",  # macOS, the next four too
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"#!",
    b"L\0\0\0\x01\x14\x02\0",  # a Windows shortcut
    b"\0asm",
    b"dex\n",
)


def kind_of(head: bytes) -> str | None:
    """`pdf`, `jpg`, …: what these first bytes begin; None: nothing that we take."""
    return next((kind for kind, is_kind in MARKS if is_kind(head)), None)


def is_program(head: bytes) -> bool:
    """Whether a program or script for some machine begins with these bytes."""
    return head.startswith(PROGRAM_MARKS)


def _brand(head: bytes) -> bytes:
    """What a file in boxes (ISO 14496-12) says that it is; empty: it isn't one."""
    return head[8:12] if head[4:8] == b"ftyp" else b""


MARKS: tuple[tuple[str, Callable[[bytes], bool]], ...] = (
    ("pdf", lambda head: head.startswith(b"%PDF-")),
    ("jpg", lambda head: head.startswith(b"\xff\xd8\xff")),
    ("png", lambda head: head.startswith(b"\x89PNG\r\n\x1a\n")),
    ("avif", lambda head: _brand(head) in AVIF_BRANDS or _is_avif_inside(head)),
    ("heic", lambda head: _brand(head) in HEIF_BRANDS),
    ("webp", lambda head: head.startswith(b"RIFF") and head[8:12] == b"WEBP"),
    ("tiff", lambda head: head.startswith(TIFF_MARKS)),
    ("docx", lambda head: head.startswith(b"PK\x03\x04")),
)


def _is_avif_inside(head: bytes) -> bool:
    """Whether a file of the general brand `mif1` names AVIF among those that it fits."""
    size = int.from_bytes(head[:4])
    return _brand(head) == b"mif1" and b"avif" in head[16 : min(size, HEAD)]
