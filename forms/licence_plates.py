"""Number plates: the fourteen shapes (sidecodes) of Dutch ones, and foreign ones as they are."""

import re
from itertools import product

from forms.codes import compact, label

SIDECODES = (
    "AA-99-99",
    "99-99-AA",
    "99-AA-99",
    "AA-99-AA",
    "AA-AA-99",
    "99-AA-AA",
    "99-AAA-9",
    "9-AAA-99",
    "AA-999-A",
    "A-999-AA",
    "AAA-99-A",
    "A-99-AAA",
    "9-AA-999",
    "999-AA-9",
)
"""By their numbers, of the RDW. Which letters can stand there is not looked at: old plates have
vowels, and so have those of embassies and of old cars that were brought in."""
_LABEL = label("KENTEKEN(?:PLAAT)?", "NUMBERPLATE", "LICEN[CS]EPLATE")
_COUNTRY = "NL"
"""In the blue strip at the left; it is copied along."""
_LETTER, _DIGIT, _DIGITS = re.compile("[A-Z]"), re.compile("[0-9]"), frozenset("0123456789")
_BY_SHAPE = {code.replace("-", ""): code for code in SIDECODES}
_LOOK_ALIKE = {"O": "O0", "I": "I1"}
_LENGTH = 6
_BETWEEN = re.compile(r"[\s.·-]+")
LONGEST_FOREIGN = 12
"""Characters, with the dashes."""
_MOST_SIGNS, _MOST_DIGITS = 9, 7
"""A BSN has more digits."""


def bare_plate(text: str) -> str:
    """What was typed of a Dutch plate, without label, dashes and spaces, in capitals."""
    bare = compact(text, _LABEL)
    without = bare.removeprefix(_COUNTRY)
    return without if not is_dutch(bare) and is_dutch(without) else bare


def is_dutch(plate: str) -> bool:
    """Whether this is a Dutch plate, written as `bare_plate` does."""
    return plate.isascii() and _shape(plate) in _BY_SHAPE


def has_look_alike(plate: str) -> bool:
    """Whether it would be a Dutch plate with a 0 for an O, or a 1 for an I."""
    if len(plate) != _LENGTH:
        return False
    others = product(*(_LOOK_ALIKE.get(sign, sign) for sign in plate))
    return any(is_dutch("".join(signs)) for signs in others)


def dashed(plate: str) -> str:
    """A Dutch plate as it hangs on a car; what is none stays as it is."""
    code = _BY_SHAPE.get(_shape(plate))
    if code is None:
        return plate
    signs = iter(plate)
    return "".join("-" if sign == "-" else next(signs) for sign in code)


def foreign_plate(text: str) -> str | None:
    """A foreign plate in capitals, with a dash where anything was between; None for what is none.

    Those dashes stay: `B-A-1234` hangs on another car than `BA-1234`.
    """
    plate = _BETWEEN.sub("-", text).strip("-").upper()
    signs = plate.replace("-", "")
    digits = sum(sign in _DIGITS for sign in signs)
    is_short = 1 < len(signs) <= _MOST_SIGNS and len(plate) <= LONGEST_FOREIGN
    has_only = all(sign.isalpha() or sign in _DIGITS for sign in signs)
    return plate if is_short and has_only and digits <= _MOST_DIGITS else None


def _shape(plate: str) -> str:
    return _DIGIT.sub("9", _LETTER.sub("A", plate))
