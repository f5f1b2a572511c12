"""Codes as people type and paste them: with a label, with spaces and dots, with an O for a 0."""

import re

_SEPARATORS = re.compile(r"[\s.,:;/_()\[\]\"'*=-]+")
_DIGITS_FOR_LETTERS = str.maketrans("OIL", "011")
_LETTERS_FOR_DIGITS = str.maketrans("01", "OI")
_NUMBER = "(?:NUMMER|NUMBER|NR)?"
"""Not `NO`: the accounts of Norway begin with it."""


def label(*names: str) -> re.Pattern[str]:
    """What is pasted along in front of a code: these names, written as `compact` does."""
    return re.compile(f"(?:(?:{'|'.join(names)}){_NUMBER})+")


def compact(text: str, pasted: re.Pattern[str] | None = None) -> str:
    """Its letters and digits in capitals; signs that do not separate stay, so that it is refused.

    `text` is written as `forms.spelling.code` does; `pasted` is taken off its beginning.
    """
    bare = _SEPARATORS.sub("", text)
    if bare.isascii():
        bare = bare.upper()
    match = pasted.match(bare) if pasted else None
    return bare[match.end() :] if match else bare


def as_digits(text: str) -> str:
    """The same with a digit for each letter that looks like one."""
    return text.translate(_DIGITS_FOR_LETTERS)


def as_letters(text: str) -> str:
    """The same with a letter for each digit that looks like one."""
    return text.translate(_LETTERS_FOR_DIGITS)


def in_groups(text: str, size: int) -> str:
    """Groups of so many characters, with a space between them."""
    return " ".join(text[start : start + size] for start in range(0, len(text), size))


def is_digits(text: str, length: int) -> bool:
    """Whether it is so many digits, and nothing else."""
    return len(text) == length and text.isascii() and text.isdecimal()
