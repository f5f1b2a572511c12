"""What in a PDF acts by itself or runs something (ISO 32000-2, 12.6), found and taken out."""

from collections.abc import Iterator
from dataclasses import dataclass

from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NullObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

from portal.files.kinds import is_program
from portal.files.verdict import FileFault, Refusal

ACTIONS = frozenset(
    {
        "/JavaScript",
        "/Launch",
        "/ImportData",
        "/SubmitForm",
        "/GoToR",  # another file, perhaps on somebody else's server
        "/GoToE",
        "/Rendition",
        "/RichMediaExecute",
        "/Movie",
        "/Sound",
        "/GoTo3DView",
    }
)
ANNOTATIONS = frozenset({"/RichMedia", "/Movie", "/Screen", "/Sound", "/3D"})
ADDITIONAL = "/AA"
"""Actions of a page or field for moments: at opening, at a key pressed."""
STRINGS = (ByteStringObject, TextStringObject)
HEAD = 16
MOST_REFERENCES = 8


@dataclass
class Findings:
    """What was found on the way."""

    is_active: bool = False


def remove_active(root: DictionaryObject, most: int) -> Findings:
    """Take out of all that hangs on this catalogue what acts by itself.

    Raises `Refusal` for a program among the embedded files (others stay: PDF/A-3 has the data of
    an invoice there), or for more than `most` objects.
    """
    findings = Findings()
    _clean_catalogue(root, findings)
    pending: list[PdfObject | None] = [root]
    looked_at: dict[int, PdfObject] = {}
    while pending:
        holder = resolved(pending.pop())
        if id(holder) in looked_at or not isinstance(holder, DictionaryObject | ArrayObject):
            continue
        looked_at[id(holder)] = holder
        if len(looked_at) > most:
            raise Refusal(FileFault.TOO_HEAVY)
        if isinstance(holder, DictionaryObject):
            _clean_dictionary(holder, findings)
            pending.extend(dict.values(holder))
        else:
            _clean_array(holder, findings)
            pending.extend(list.__iter__(holder))
    return findings


def resolved(value: PdfObject | None) -> PdfObject | None:
    """The object itself, whatever references lead to it; None: to nowhere."""
    for _step in range(MOST_REFERENCES):
        if not isinstance(value, IndirectObject):
            break
        value = value.get_object()
    return value


def _clean_catalogue(root: DictionaryObject, findings: Findings) -> None:
    """The scripts of the whole document, and the second form (XFA) beside the usual one."""
    for holder, key in ((root.get("/Names"), "/JavaScript"), (root.get("/AcroForm"), "/XFA")):
        dictionary = resolved(holder)
        if isinstance(dictionary, DictionaryObject) and key in dictionary:
            del dictionary[key]
            findings.is_active = True


def _clean_dictionary(holder: DictionaryObject, findings: Findings) -> None:
    for key in list(holder):
        value = resolved(dict.__getitem__(holder, key))
        if _is_active(value) or (key == ADDITIONAL and _are_actions(value)):
            del holder[key]
            findings.is_active = True
    if "/EF" in holder:
        _check_embedded(resolved(holder["/EF"]))


def _clean_array(holder: ArrayObject, findings: Findings) -> None:
    active = [index for index, value in enumerate(_values(holder)) if _is_active(value)]
    if not active:
        return
    findings.is_active = True
    is_in_pairs = any(isinstance(value, STRINGS) for value in _values(holder))
    for index in reversed(active):
        if is_in_pairs:
            list.__setitem__(holder, index, NullObject())
        else:
            list.__delitem__(holder, index)


def _values(holder: ArrayObject) -> Iterator[PdfObject | None]:
    return map(resolved, list.__iter__(holder))


def _is_active(value: PdfObject | None) -> bool:
    if not isinstance(value, DictionaryObject):
        return False
    action, annotation = _name(value, "/S"), _name(value, "/Subtype")
    is_structure = "/P" in value and "/K" in value
    return (action in ACTIONS and not is_structure) or (
        annotation in ANNOTATIONS and "/Rect" in value
    )


def _name(holder: DictionaryObject, key: str) -> str:
    """The name that stands there; empty: none."""
    value = resolved(holder.get(key))
    return str(value) if isinstance(value, NameObject) else ""


def _are_actions(value: PdfObject | None) -> bool:
    """Whether these are additional actions; a font may have that name in a page's resources."""
    return isinstance(value, DictionaryObject) and any(
        isinstance(action, DictionaryObject) and "/S" in action
        for action in map(resolved, dict.values(value))
    )


def _check_embedded(files: PdfObject | None) -> None:
    if not isinstance(files, DictionaryObject):
        return
    for stream in map(resolved, dict.values(files)):
        if isinstance(stream, StreamObject) and is_program(stream.get_data()[:HEAD]):
            raise Refusal(FileFault.PROGRAM)
