"""Digital signatures of a PDF (ISO 32000-2, 12.7.5.5 and 12.8): fields that are signed.

Anything may say `/ByteRange`; only the value of a signature field is a signature for who opens it.
Whether it is true is for who gets the file: here only what it is about counts.
"""

from collections.abc import Iterator

from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    NumberObject,
    PdfObject,
    TextStringObject,
)

from portal.files.pdf_actions import resolved

SIGNATURE = "/Sig"
PARTS = 4
"""Start and length of what stands before the signature itself, and of what stands behind it."""
BLANKS = b"\0\t\n\f\r "
HEX_DIGITS = b"0123456789abcdefABCDEF"


def signed_length(root: DictionaryObject, whole: bytes, most: int) -> int:
    """How many bytes from the start are signed, by the signature that covers most; 0: none.

    No more than `most` fields are looked at.
    """
    lengths = (_length(signature, whole) for signature in _signatures(root, most))
    return max(lengths, default=0)


def _signatures(root: DictionaryObject, most: int) -> Iterator[DictionaryObject]:
    """The values of signature fields; a field takes after its parent what kind it is."""
    form = resolved(root.get("/AcroForm"))
    pending = [(field, "") for field in _items(form, "/Fields")]
    looked_at: set[int] = set()
    while pending and len(looked_at) < most:
        field, kind_of_parent = pending.pop()
        if not isinstance(field, DictionaryObject) or id(field) in looked_at:
            continue
        looked_at.add(id(field))
        kind = str(resolved(field.get("/FT")) or kind_of_parent)
        value = resolved(field.get("/V"))
        if kind == SIGNATURE and isinstance(value, DictionaryObject):
            yield value
        pending.extend((child, kind) for child in _items(field, "/Kids"))


def _items(holder: PdfObject | None, key: str) -> list[PdfObject | None]:
    """What this list of a dictionary holds; empty: there is no such list."""
    items = resolved(holder.get(key)) if isinstance(holder, DictionaryObject) else None
    return list(map(resolved, list.__iter__(items))) if isinstance(items, ArrayObject) else []


def _length(signature: DictionaryObject, whole: bytes) -> int:
    """How many bytes this signature is about: all up to there but itself; 0: not that."""
    contents = resolved(signature.get("/Contents"))
    parts = _items(signature, "/ByteRange")
    numbers = [int(part) for part in parts if isinstance(part, NumberObject)]
    if len(numbers) != PARTS or not isinstance(contents, ByteStringObject | TextStringObject):
        return 0
    start, length, behind, rest = numbers
    is_all = start == 0 < length < behind < behind + rest <= len(whole)
    return behind + rest if is_all and _is_hex_string(whole[length:behind]) else 0


def _is_hex_string(hole: bytes) -> bool:
    """Whether nothing but the signature itself is left out, which is written as `<0123…>`."""
    digits = hole.strip(BLANKS)
    return (
        digits.startswith(b"<")
        and digits.endswith(b">")
        and len(digits) > len(b"<>")
        and not digits[1:-1].strip(HEX_DIGITS + BLANKS)
    )
