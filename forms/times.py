"""Reads times of day as people write them: `20:00`, `20.00 uur`, `8 uur`, `2000`, `8:30 pm`."""

import re
from datetime import time
from enum import Enum, auto

from forms.values import Json, text_in

_TIME = re.compile(
    r"(?:om |at )?(?P<hour>\d{1,2})"
    r"(?:(?:\s?[:.,]\s?|\s?(?:uur|u|h)\s?)(?P<minute>\d{2})(?:[:.]00)?)?"
    r"\s?(?:uur|u|h)?\.?",
    re.IGNORECASE | re.ASCII,
)
_DIGITS = re.compile(r"(?:om |at )?(?P<hour>\d{1,2})(?P<minute>\d{2})\s?(?:uur|u|h)?", re.ASCII)
_HALF = re.compile(r"(?P<text>.*?)\s?(?P<half>[ap])\.?m\.?", re.IGNORECASE | re.ASCII)
_STORED = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d", re.ASCII)
_MOST_CHARACTERS = 40
_NOON = 12
_HOURS = 24
_WORDS = re.compile(
    r"\b(half|kwart|quarter|voor|over|past|to|middernacht|midnight|noon)\b", re.IGNORECASE
)


class Doubt(Enum):
    """Why what was typed is no time of day that we can be sure of."""

    NO_TIME = auto()
    IN_WORDS = auto()
    """`half acht`: in Dutch 7.30, for others 8.30, and in the morning or in the evening."""
    MIDNIGHT = auto()
    """`24:00`: the end of this day, or of the day before."""


def time_of(text: str) -> time | Doubt:
    """The time of day as it was typed."""
    if len(text) > _MOST_CHARACTERS:
        return Doubt.NO_TIME
    if _WORDS.search(text):
        return Doubt.IN_WORDS
    half = _HALF.fullmatch(text)
    bare = half["text"] if half else text
    match = _TIME.fullmatch(bare) or _DIGITS.fullmatch(bare)
    hour = _hour(int(match["hour"]), half["half"].casefold() if half else "") if match else None
    if match is None or hour is None:
        return Doubt.NO_TIME
    return _on_the_clock(hour, int(match["minute"] or 0))


def _hour(hour: int, half: str) -> int | None:
    """Of 24 hours; `half` is `a` or `p` where it is one of twelve."""
    if not half:
        return hour
    return hour % _NOON + (_NOON if half == "p" else 0) if 1 <= hour <= _NOON else None


def _on_the_clock(hour: int, minute: int) -> time | Doubt:
    if (hour, minute) == (_HOURS, 0):
        return Doubt.MIDNIGHT
    try:
        return time(hour, minute)
    except ValueError:
        return Doubt.NO_TIME


def written(moment: time) -> str:
    """`20:00`, as it is stored."""
    return f"{moment:%H:%M}"


def time_in(value: Json) -> time | None:
    """The time of day that is stored; None where there is none."""
    text = text_in(value)
    return time.fromisoformat(text) if _STORED.fullmatch(text) else None


def as_shown(moment: time, locale: str) -> str:
    """`20.00`, as in Dutch; in other languages with a colon."""
    return f"{moment:%H.%M}" if locale.startswith("nl") else f"{moment:%H:%M}"
