"""Words by which people name a home in a building, and how the address register writes them.

The register (BAG) has at most four letters or digits for it: `1 hoog` is `1`, `1H` or `1HG` there.
"""

import re

_FLOOR = re.compile(
    r"(?:(\d{1,2})|([IVX]{1,4})) ?((?:STE|DE|E)? ?(?:HOOG|HG|H|ETAGE|VERDIEPING|VERD)?)"
)
_ROMAN = {
    "I": 1,
    "II": 2,
    "III": 3,
    "IV": 4,
    "V": 5,
    "VI": 6,
    "VII": 7,
    "VIII": 8,
    "IX": 9,
    "X": 10,
}
FLOORS = ("HOOG", "ETAGE", "VERDIEPING")
"""What makes `I` before it a number, and no letter."""
_ALIKE = (
    ("ACHTER", "ACH", "ACHT", "AH"),
    ("BEGANE GROND", "BG", "BENEDEN", "BENEDENHUIS", "BEN", "BENE", "HUIS", "HS", "PARTERRE"),
    ("BIS", "BS"),
    ("BOVEN", "BOVENHUIS", "BOV", "BOVE", "BV"),
    ("ROOD", "RD"),
    ("VOOR", "VR"),
    ("ZWART", "ZW", "ZWRT"),
)
"""No single letters: those are homes of their own in a row of A, B and C."""
LONGEST = 16


def spellings(words: str) -> frozenset[str]:
    """How the register may write this, in capitals; none: it is no word that we know.

    A bare number has one spelling only: it may be a floor, or a home.
    """
    words = " ".join(words.upper().split())[: LONGEST + 1]
    for names in _ALIKE:
        if words in names:
            return frozenset(names)
    match = _FLOOR.fullmatch(words)
    if match is None or not (match[2] or match[3].strip()):
        return frozenset()
    floor = int(match[1]) if match[1] else _ROMAN.get(match[2], 0)
    if not floor:
        return frozenset()
    roman = next((sign for sign, number in _ROMAN.items() if number == floor), "")
    shapes = (f"{floor}", f"{floor}E", f"{floor}H", f"{floor}HG", roman)
    return frozenset(filter(None, shapes))
