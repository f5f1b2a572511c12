"""YAML 1.2 (core schema) as far as forms need it: a tree of texts, numbers, lists and keys.

What makes YAML dangerous or surprising is refused where it stands: aliases (a few hundred bytes
can stand for a billion), tags, merge keys, keys that are no text. `yes`, `20:00`, `010` and
`2026-01-01` are text. Numbers with decimals are exact.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from types import MappingProxyType
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from forms.unseen import UNSEEN, named_character

MOST_BYTES = 1_000_000
MOST_VALUES = 50_000
MOST_LEVELS = 30
_MOST_DIGITS = 18
_MOST_FAULTS = 50
_UTF_8_MARK = b"\xef\xbb\xbf"
_WORDS: Mapping[str, Any] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_WHOLE = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_OTHER_BASE = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_DECIMAL = re.compile(r"[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]*)(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]{1,2})?")
_BEHIND_COMMA = re.compile(r"[0-9]{1,2}|--?")
_NOT_A_NUMBER = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_INSTEAD = "\ufffd"
"""For what nobody sees, so that other mistakes in the same text can be told at all."""
_QUOTE = "Put it between quotes if it is a text."


@dataclass(frozen=True, slots=True)
class YamlFault:
    """What is wrong with a file before one knows what it is about."""

    line: int
    problem: str
    remedy: str


@dataclass(frozen=True, slots=True)
class PlacedValue:
    """A value, and where its key begins, or itself where it has none: file and line."""

    value: Any
    line: int
    file: str = ""
    parts: Mapping[str | int, "PlacedValue"] = field(default_factory=lambda: MappingProxyType({}))


class _Unreadable(Exception):
    """Nothing can be made of what comes after this."""

    def __init__(self, line: int, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.fault = YamlFault(line, problem, remedy)


def placed_values(content: bytes, file: str = "") -> tuple[PlacedValue | None, list[YamlFault]]:
    """The values of a file and what is wrong with it; None where nothing can be made of it."""
    try:
        text = _text(content)
    except _Unreadable as error:
        return None, [error.fault]
    unseen = list(islice(_unseen_faults(text), _MOST_FAULTS))
    reader = _Reader(UNSEEN.sub(_INSTEAD, text), file)
    try:
        root = reader.document()
    except _Unreadable as error:
        return None, [*unseen, *reader.faults, error.fault]
    return root, [*unseen, *reader.faults]


def _text(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        problem = f"The file is larger than {MOST_BYTES // 1000} kB."
        raise _Unreadable(1, problem, "Make it a form that people can fill in, or two.")
    try:
        text = content.removeprefix(_UTF_8_MARK).decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _Unreadable(line, "A character can't be read.", "Save the file as UTF-8.") from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _unseen_faults(text: str) -> Iterator[YamlFault]:
    for number, line in enumerate(text.split("\n"), start=1):
        if match := UNSEEN.search(line):
            yield YamlFault(
                number,
                f"{named_character(match[0])} stands here.",
                "Remove it. Save the file as UTF-8.",
            )


class _Reader:
    """Goes through the events of PyYAML's parser, which itself makes no values."""

    def __init__(self, text: str, file: str) -> None:
        self._parser = yaml.SafeLoader(text)
        self._file = file
        self._count = 0
        self.faults: list[YamlFault] = []

    def document(self) -> PlacedValue:
        """The only document; raises `_Unreadable`."""
        self._next()
        if not isinstance(self._next(), DocumentStartEvent):
            return PlacedValue(None, 1, self._file)
        root = self._value(self._next(), 1)
        self._next()
        event = self._next()
        if isinstance(event, DocumentStartEvent):
            self._fault(event, "A second form begins.", "Give it a file of its own.")
        return root

    def _next(self) -> Event:
        try:
            event: Event = self._parser.get_event()  # type: ignore[no-untyped-call]  # PyYAML's
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line = mark.line + 1 if mark else 1
            problem = f"YAML can't be read: {error.problem or error.context}."
        except (yaml.YAMLError, ValueError, OverflowError):
            line = self._parser.get_mark().line + 1
            problem = "YAML can't be read: this is no character or number."
        else:
            return event
        raise _Unreadable(
            line, problem, "Check the indentation, and put texts with ': ' or '#' between quotes."
        )

    def _value(self, event: Event, level: int) -> PlacedValue:
        self._count += 1
        if self._count > MOST_VALUES:
            raise _Unreadable(
                _line(event), f"There are more than {MOST_VALUES} values.", "Make it smaller."
            )
        if level > MOST_LEVELS:
            problem = f"This is nested more than {MOST_LEVELS} levels deep."
            raise _Unreadable(_line(event), problem, "Take brackets and indentation away.")
        if isinstance(event, AliasEvent):
            return self._refused(event, "An alias", f"`*{event.anchor}`")
        assert isinstance(event, ScalarEvent | CollectionStartEvent)
        if event.anchor is not None:
            self._refused(event, "An anchor", f"`&{event.anchor}`")
        if event.tag is not None:
            self._fault(event, f"A tag stands here: `{event.tag}`.", f"Remove it. {_QUOTE}")
        if isinstance(event, MappingStartEvent):
            return self._mapping(event, level)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(event, level)
        assert isinstance(event, ScalarEvent)
        return PlacedValue(self._scalar(event), _line(event), self._file)

    def _sequence(self, start: Event, level: int) -> PlacedValue:
        items = list[PlacedValue]()
        while not isinstance(event := self._next(), SequenceEndEvent):
            items.append(self._value(event, level + 1))
        values = [item.value for item in items]
        return PlacedValue(values, _line(start), self._file, dict(enumerate(items)))

    def _mapping(self, start: Event, level: int) -> PlacedValue:
        parts = dict[str | int, PlacedValue]()
        while not isinstance(event := self._next(), MappingEndEvent):
            key = self._key(event, level)
            value = self._next()
            place = self._value(value, level + 1)
            if _is_after_comma(event, value, parts):
                whole = next(reversed(parts))
                parts[whole] = self._with_dot(event, parts[whole])
                continue
            if key in parts:
                self._fault(event, f"'{key}' stands here twice.", "Remove one of them.")
            elif key is not None:
                parts[key] = PlacedValue(place.value, _line(event), self._file, place.parts)
        values = {key: place.value for key, place in parts.items()}
        return PlacedValue(values, _line(start), self._file, parts)

    def _key(self, event: Event, level: int) -> str | None:
        """The text of a key, never a number or a yes; None for what is no key."""
        self._value(event, level + 1)  # tells of tags, anchors and what nobody sees
        if not isinstance(event, ScalarEvent):
            self._fault(event, "A key must be a word.", "Write `key: value`.")
            return None
        if event.value == "<<" and event.implicit[0]:
            self._fault(event, "`<<` is not filled in here.", "Write the keys out.")
            return None
        return UNSEEN.sub(_INSTEAD, event.value)

    def _with_dot(self, event: Event, whole: PlacedValue) -> PlacedValue:
        """`fee: 75,50` between braces is read as 75.50, and told; `1.240,-` as 1240.00."""
        assert isinstance(event, ScalarEvent)
        cents = event.value if event.value.isdecimal() else "00"
        number = f"{whole.value}".replace(".", "") + f".{cents}"
        self._fault(
            event,
            f"Between braces a comma ends a value: `{whole.value},{event.value}`.",
            f"Write {number}.",
        )
        return PlacedValue(Decimal(number), whole.line, whole.file)

    def _scalar(self, event: ScalarEvent) -> Any:
        if match := UNSEEN.search(event.value):
            self._fault(event, f"{named_character(match[0])} stands here.", "Remove it.")
        text = UNSEEN.sub(_INSTEAD, event.value)
        return text if event.style is not None else self._plain(event, text)

    def _plain(self, event: ScalarEvent, text: str) -> Any:
        """What a text without quotes is."""
        if text in _WORDS:
            return _WORDS[text]
        is_whole, is_decimal = _WHOLE.fullmatch(text), _DECIMAL.fullmatch(text)
        is_other_base = _OTHER_BASE.fullmatch(text)
        if _NOT_A_NUMBER.fullmatch(text):
            self._fault(event, f"`{text}` is not a number that can be used.", _QUOTE)
        elif (is_whole or is_decimal or is_other_base) and len(text) > _MOST_DIGITS:
            self._fault(event, "This number is too long.", _QUOTE)
        elif is_whole:
            return int(text)
        elif is_other_base:
            return int(text, 0)
        elif is_decimal:
            return Decimal(text)
        return text

    def _refused(self, event: Event, what: str, sign: str) -> PlacedValue:
        self._fault(
            event,
            f"{what} stands here: {sign}.",
            "Write it out in each place; put a text that begins with & or * between quotes.",
        )
        return PlacedValue("", _line(event), self._file)

    def _fault(self, event: Event, problem: str, remedy: str) -> None:
        self.faults.append(YamlFault(_line(event), problem, remedy))
        if len(self.faults) >= _MOST_FAULTS:
            raise _Unreadable(_line(event), "There are too many mistakes.", "Mend these first.")


def _is_after_comma(key: Event, value: Event, parts: dict[str | int, PlacedValue]) -> bool:
    """Whether a key without a value is the end of the number before it: `{fee: 75,50}`."""
    last = parts[next(reversed(parts))] if parts else None
    is_end = isinstance(key, ScalarEvent) and _BEHIND_COMMA.fullmatch(key.value)
    is_alone = isinstance(value, ScalarEvent) and value.start_mark == value.end_mark
    is_number = last is not None and type(last.value) in {int, Decimal}
    return bool(is_end) and is_alone and is_number


def _line(event: Event) -> int:
    assert event.start_mark is not None
    return int(event.start_mark.line) + 1
