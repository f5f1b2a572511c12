"""Reads dates as people write them: `1 dec. '26`, `di 1-12-2026`, `2026-12-01`."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from babel import Locale

_SEPARATORS = re.compile(r"[\s./,\\_-]+")
_ORDINAL = re.compile(r"(\d+)(?:ste|de|e|st|nd|rd|th)", re.IGNORECASE)
_DAY_MONTH_YEAR = re.compile(r"(\d{2})(\d{2})((?:19|20)\d{2})")
_YEAR_MONTH_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
_YEAR = re.compile(r"\d{4}")
_SHORTEST_MONTH = 3
_MOST_PIECES = 3
_MOST_CHARACTERS = 100
PARTS = ("day", "month", "year")


@dataclass(frozen=True, slots=True)
class WholeDate:
    """Day, month and year as they were written, and the weekday (Monday is 0) where it was."""

    texts: dict[str, str]
    weekday: int | None = None

    def fits(self, day: date) -> bool:
        """Whether the weekday is the one of this day, or is not there."""
        return self.weekday in (None, day.weekday())


def read_whole_date(text: str, locale: str) -> WholeDate | None:
    """The parts of a date that stands in one piece; None where it does not."""
    if len(text) > _MOST_CHARACTERS:
        return None
    pieces = [piece for piece in _SEPARATORS.split(text) if piece]
    weekday = None
    if len(pieces) > _MOST_PIECES:
        weekday = _weekday_names(locale).get(pieces[0].casefold())
        pieces = pieces[1:] if weekday is not None else pieces
    pieces = _apart(pieces)
    if len(pieces) != _MOST_PIECES:
        return None
    first, second, third = pieces
    if _YEAR.fullmatch(first):
        first, third = third, first
    elif first.isalpha() and not second.isalpha():
        first, second = second, first
    return WholeDate(dict(zip(PARTS, (first, second, third), strict=True)), weekday)


def known_pieces(text: str) -> tuple[str, ...]:
    """The parts of a date that stands in one piece, as far as it is known: `00-05-1960` has two."""
    pieces = _apart([piece for piece in _SEPARATORS.split(text[:_MOST_CHARACTERS]) if piece])
    return tuple(piece for piece in pieces if piece.strip("0"))


def bare_part(text: str) -> str:
    """A day, month or year without what stands around it: `1.` and `1e` are 1, `12/` is 12.

    A sign before a number stays: `-1` is no 1.
    """
    bare = text.rstrip(" ./,\\_-").lstrip(" ./,\\_")
    ordinal = _ORDINAL.fullmatch(bare)
    return ordinal[1] if ordinal else bare


def day_number(text: str) -> int | None:
    """1 to 31, also for `1e` and `1st`."""
    return number_up_to(31, bare_part(text))


def month_number(text: str, locale: str) -> int | None:
    """1 to 12 for a number or a name (`maart`, `mrt`, `mrt.`, `maa`), in Dutch or `locale`.

    Babel's own `parse_date` fails on names of months.
    """
    if text.isdecimal():
        return number_up_to(12, text)
    word = text.casefold().rstrip(".")
    names = _month_names("nl") | _month_names(locale)
    if word in names:
        return names[word]
    if len(word) < _SHORTEST_MONTH:
        return None
    starts = {number for name, number in names.items() if name.startswith(word)}
    return starts.pop() if len(starts) == 1 else None


def number_up_to(most: int, text: str) -> int | None:
    """1 to `most`; None for all other texts."""
    if not text.isdecimal() or len(text) > len(str(most)):
        return None
    number = int(text)
    return number if 1 <= number <= most else None


def weekday_name(day: date, locale: str) -> str:
    """The name of its weekday, as in a sentence."""
    names: dict[int, str] = Locale.parse(locale).days["format"]["wide"]
    return names[day.weekday()]


def _apart(pieces: list[str]) -> list[str]:
    """`01122026` and `20261201`: no date from 1900 on can be both."""
    if len(pieces) != 1:
        return pieces
    match = _DAY_MONTH_YEAR.fullmatch(pieces[0]) or _YEAR_MONTH_DAY.fullmatch(pieces[0])
    return list(match.groups()) if match else pieces


@lru_cache(maxsize=16)
def _month_names(locale: str) -> dict[str, int]:
    months = Locale.parse(locale).months["format"]
    return {
        name.casefold().rstrip("."): number
        for width in ("wide", "abbreviated")
        for number, name in months[width].items()
    }


@lru_cache(maxsize=16)
def _weekday_names(locale: str) -> dict[str, int]:
    """In Dutch and in `locale`; what two languages name differently is Dutch."""
    return {
        name.casefold().rstrip("."): number
        for each in (locale, "nl")
        for width in ("wide", "abbreviated")
        for number, name in Locale.parse(each).days["format"][width].items()
    }
