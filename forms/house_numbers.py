"""Takes a house number apart as the address register (BAG) does: `10 A-2`, `12bis`."""

import re
from dataclasses import dataclass

from forms.house_words import FLOORS, spellings

_BEFORE = re.compile(
    r"^(?:(?:huisnummer|huisnr|nummer|nr|no)(?=[\s.:\d])[\s.:]*|#\s*)", re.IGNORECASE
)
_NUMBER = re.compile(r"0*([1-9]\d{0,4})(?!\d)(.*)", re.DOTALL | re.ASCII)
_SEPARATORS = re.compile(r"[\s./\\,;:()_-]+")
_SEVERAL = re.compile(
    r"^[\s/-]*[.\\,;:(_][\s./\\,;:()_-]*\d"
    r"|\d[\s./\\,;:()_-]+\d"
    r"|[,;:(]\s*\d(?=[A-Za-z0-9])"
    r"|(?<![A-Za-z])(?:t[./\\]?m|tot|en|of|and|or)(?=\d|[\s./\\,;:()_-]+[A-Za-z0-9])",
    re.IGNORECASE | re.ASCII,
)
"""More than one house number: `10, 12`, `10-12-14`, `10 A, 10 B`, `12 t/m 14`; not `10-12`."""
_SIGNS = " ./\\,;:()_-"
_LETTER = re.compile(r"([A-Za-z])(?:\s([A-Za-z0-9]{1,4})|(\d[A-Za-z0-9]{0,3}))?")
_ADDITION = re.compile(r"[A-Za-z0-9]{1,4}")
_TWO_NUMBERS = re.compile(r"[1-9]\d*\s+\d+", re.ASCII)
_MOST_CHARACTERS = 100


@dataclass(frozen=True, slots=True)
class HouseNumber:
    """Number (1 to 99999), letter (one) and addition.

    An addition is four letters or digits, or words as people say them: `1 hoog`.
    """

    number: int
    letter: str = ""
    addition: str = ""

    @property
    def key(self) -> str:
        """The same for all ways to write it: `10a-2`, `10 A2` and `10-A2` are alike."""
        return f"{self.number} {self.letter}{self.addition.replace(' ', '')}".upper()

    @property
    def is_as_in_register(self) -> bool:
        """Whether it is written as the register does, without words."""
        return not self.addition or _ADDITION.fullmatch(self.addition) is not None

    def may_be(self, other: "HouseNumber") -> bool:
        """Whether the register may write this as that other one: `12 1 hoog` as `12-1H`."""
        is_near = (other.number, other.letter) == (self.number, self.letter)
        return is_near and other.addition.upper() in spellings(self.addition)

    def __str__(self) -> str:
        """As on the door: `10 A-2`, `12-bis`, `10 A`, `12-A1`."""
        letter = f" {self.letter}" if self.letter else ""
        addition = f"-{self.addition}" if self.addition else ""
        return f"{self.number}{letter}{addition}"


def parse_house_number(text: str) -> HouseNumber | None:
    """The parts of what was typed in one box; None when it is not a house number."""
    if len(text) > _MOST_CHARACTERS:
        return None
    match = _NUMBER.fullmatch(_BEFORE.sub("", text.strip(), count=1))
    if match is None:
        return None
    if _SEVERAL.search(match[2]):
        return None
    number, rest = int(match[1]), _SEPARATORS.sub(" ", match[2]).strip()
    addition = rest.replace(" ", "")
    lettered = _LETTER.fullmatch(rest) or _LETTER.fullmatch(addition)
    if lettered and not rest.upper().endswith(FLOORS):
        return HouseNumber(number, lettered[1].upper(), lettered[2] or lettered[3] or "")
    if addition and not _ADDITION.fullmatch(addition):
        return _in_words(number, rest)
    return HouseNumber(number, "", addition)


def _in_words(number: int, rest: str) -> HouseNumber | None:
    """With words that we know for its addition; None for other words."""
    letter, _, words = rest.partition(" ")
    if spellings(rest):
        return HouseNumber(number, "", rest)
    is_letter = len(letter) == 1 and letter.isascii() and letter.isalpha()
    return HouseNumber(number, letter.upper(), words) if is_letter and spellings(words) else None


def is_ambiguous(text: str) -> bool:
    """Whether it may also be two house numbers: `10 12`, which is 10-12 only if there is such."""
    return _TWO_NUMBERS.fullmatch(_BEFORE.sub("", text.strip(), count=1)) is not None


def house_number_of_parts(number: str, letter: str, addition: str) -> HouseNumber | None:
    """The house number of three boxes, in which each may also hold what comes after it.

    An addition that stands alone in its box stays whole: `A1` is no letter A there.
    """
    if not number:
        return None
    house = parse_house_number(number)
    bare = _SEPARATORS.sub("", addition)
    if house and not house.letter and not house.addition and not letter.strip():
        if not bare:
            return house
        is_letter = len(bare) == 1 and bare.isalpha()
        if (
            _ADDITION.fullmatch(bare)
            and not is_letter
            and not _SEVERAL.search(addition.strip(_SIGNS))
        ):
            return HouseNumber(house.number, "", bare)
    return parse_house_number(" ".join(filter(None, (number, letter, addition))))


def faulty_box(number: str, letter: str, addition: str) -> str:
    """The first of three boxes that makes no house number: `number`, `letter` or `addition`."""
    if parse_house_number(number) is None:
        return "number"
    house = house_number_of_parts(number, letter, "")
    is_letter = house is not None and house.is_as_in_register
    return "addition" if is_letter and addition else "letter"
