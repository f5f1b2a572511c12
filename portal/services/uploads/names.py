"""Names of files: as the resident gave them, but bare, with a right ending, and no two the same."""

import unicodedata
from collections.abc import Collection
from pathlib import PurePath

MAX_NAME = 120
OFFICE = ("doc", "docm", "docx", "dot", "dotm", "dotx", "odt", "rtf", "xls", "xlsm", "xlsx")
PICTURES = ("avif", "bmp", "gif", "heic", "heif", "hif", "jfif", "jpe", "jpeg", "jpg", "mpo", "png")
OTHER = ("htm", "html", "pdf", "tif", "tiff", "txt", "webp", "xml", "zip")
ENDINGS = frozenset((*OFFICE, *PICTURES, *OTHER))
"""What is an ending and not a part of the name: "dhr. Jansen" and "versie 1.2" have none."""
SAME = {"jpg": frozenset({"jpg", "jpeg"}), "tiff": frozenset({"tif", "tiff"})}


def clean_name(name: str) -> str:
    """The bare name, without folders, control characters or tricks with direction."""
    bare = PurePath(name.replace("\\", "/")).name
    composed = unicodedata.normalize("NFC", bare)
    # A line end parts no words of a name, as a space does.
    printable = "".join(char for char in composed if unicodedata.category(char)[0] != "C")
    stem, dot_ending = _parted(" ".join(printable.split()).strip(" ."))
    return _cut(stem, MAX_NAME - len(dot_ending)) + dot_ending or "-"


def with_ending(name: str, ending: str) -> str:
    """The name with the ending of what the file is, in place of a wrong one."""
    stem, dot_ending = _parted(name)
    if dot_ending.lower().lstrip(".") in SAME.get(ending, {ending}):
        return name
    return f"{_cut(stem, MAX_NAME - len(ending) - 1)}.{ending}"


def distinct_name(name: str, taken: Collection[str]) -> str:
    """The name, or "name (2)" where one of those that are taken reads the same."""
    there = {each.casefold() for each in taken}
    stem, dot_ending = _parted(name)
    names = (
        f"{_cut(stem, MAX_NAME - len(mark) - len(dot_ending))}{mark}{dot_ending}"
        for mark in ("", *(f" ({number})" for number in range(2, len(there) + 3)))
    )
    return next(each for each in names if each.casefold() not in there)


def kind_of_name(name: str) -> str:
    """The kind of a file that got the ending of what it is; empty where it has none."""
    return _parted(name)[1].lower().lstrip(".")


def _parted(name: str) -> tuple[str, str]:
    """The name without its ending, and the ending with its dot; empty where there is none."""
    stem, dot, ending = name.rpartition(".")
    return (stem, f".{ending}") if dot and stem and ending.lower() in ENDINGS else (name, "")


def _cut(stem: str, most: int) -> str:
    """So much of it, never in the middle of a letter with its marks."""
    end = min(most, len(stem))
    while end < len(stem) and end and unicodedata.combining(stem[end]):
        end -= 1
    return stem[:end].rstrip() if end < len(stem) else stem
