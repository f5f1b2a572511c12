"""The register of processing activities (AVG art. 30): what data is used for, in plain words.

Versioned: a changed activity gets a new entry with a new id, and the old one an end date, so that
a consultation of last year still says what held then.
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import UUID

TEXTS = ("name", "purpose", "law", "retention")
LISTS = ("data", "sources", "recipients")
"""What residents read, so what translators translate; the rest are names and numbers."""


class BadRegister(ValueError):
    """The register lacks something or says something impossible; says where and what to do."""


class LegalBasis(StrEnum):
    """Grounds of AVG article 6, first paragraph, by their letter."""

    CONSENT = "a"
    CONTRACT = "b"
    LEGAL_DUTY = "c"
    VITAL = "d"
    PUBLIC_TASK = "e"
    LEGITIMATE = "f"


class Confidentiality(StrEnum):
    """Whether residents may see that it happened."""

    NORMAL = "normaal"
    CONFIDENTIAL = "vertrouwelijk"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessingActivity:
    """One version of one activity. Texts are Dutch, level B1, and msgids."""

    id: UUID
    """Names exactly this version; the `verwerkingsactiviteitId` of VNG's log."""
    code: str
    version: int
    name: str
    purpose: str
    basis: LegalBasis
    law: str
    data: tuple[str, ...]
    sources: tuple[str, ...]
    recipients: tuple[str, ...]
    """Empty: shared with nobody."""
    retention: str
    """How long the data itself is kept."""
    line_months: int
    """How many months the lines about it are kept."""
    confidentiality: Confidentiality
    department: str
    contact: str
    """Mail address for questions about this activity."""
    valid_from: date
    valid_to: date | None
    """The last day on which it holds; None: until further notice."""

    @property
    def is_shown(self) -> bool:
        """Whether its consultations may be shown to the resident."""
        return self.confidentiality is Confidentiality.NORMAL

    def holds_on(self, day: date) -> bool:
        """Whether this version held on this day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Register:
    """All versions of all activities."""

    activities: tuple[ProcessingActivity, ...]

    def __iter__(self) -> Iterator[ProcessingActivity]:
        """Each version, in the order of the file."""
        return iter(self.activities)

    @property
    def line_months(self) -> dict[str, int]:
        """Code of an activity → months that its lines are kept; the longest of its versions."""
        longest: dict[str, int] = {}
        for known in self.activities:
            longest[known.code] = max(known.line_months, longest.get(known.code, 0))
        return longest

    def by_id(self, activity_id: UUID) -> ProcessingActivity | None:
        """Exactly this version; None where the register doesn't know it."""
        return next((known for known in self.activities if known.id == activity_id), None)

    def by_code(self, code: str, day: date) -> ProcessingActivity | None:
        """The version of this activity that held on this day."""
        fitting = (known for known in self.activities if known.code == code)
        return next((known for known in fitting if known.holds_on(day)), None)

    def on(self, day: date) -> tuple[ProcessingActivity, ...]:
        """The activities as they hold on this day."""
        return tuple(known for known in self.activities if known.holds_on(day))


def load(path: Path) -> Register:
    """The register in this file; raises `BadRegister`, which says what to mend."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise BadRegister(f"{path}: no such file; see PORTAL_ACTIVITIES_FILE") from error
    except ValueError as error:
        raise BadRegister(f"{path}: {error}; see https://toml.io for how to write it") from error
    entries = data.get("activity")
    if not isinstance(entries, list) or not entries:
        raise BadRegister(f"{path}: has no [[activity]]; write at least one")
    register = Register(tuple(_entry(path, n, entry) for n, entry in enumerate(entries, 1)))
    _check(path, register)
    return register


def _entry(path: Path, number: int, entry: dict[str, Any]) -> ProcessingActivity:
    place = f"{path}: activity {number} ({entry.get('code', 'without code')})"
    names = {field.name for field in fields(ProcessingActivity)}
    _refuse(place, "unknown field", entry.keys() - names, "take it out, or mend its name")
    _refuse(place, "no", names - entry.keys() - {"valid_to"}, "add it")
    try:
        return _parsed(entry)
    except (TypeError, ValueError, AttributeError) as error:
        raise BadRegister(f"{place}: {error}; mend this value") from error


def _parsed(entry: dict[str, Any]) -> ProcessingActivity:
    return ProcessingActivity(
        id=UUID(entry["id"]),
        code=_text(entry, "code"),
        version=_number(entry, "version"),
        name=_text(entry, "name"),
        purpose=_text(entry, "purpose"),
        law=_text(entry, "law"),
        retention=_text(entry, "retention"),
        data=_several(entry, "data"),
        sources=_several(entry, "sources"),
        recipients=_several(entry, "recipients"),
        basis=LegalBasis(entry["basis"]),
        line_months=_number(entry, "line_months"),
        confidentiality=Confidentiality(entry["confidentiality"]),
        department=_text(entry, "department"),
        contact=_text(entry, "contact"),
        valid_from=_day(entry["valid_from"], "valid_from"),
        valid_to=_day(entry["valid_to"], "valid_to") if "valid_to" in entry else None,
    )


def _check(path: Path, register: Register) -> None:
    """Every id is one version's, and of one activity never two versions hold at once."""
    versions: defaultdict[str, list[ProcessingActivity]] = defaultdict(list)
    for known in register:
        if register.by_id(known.id) is not known:
            raise BadRegister(f"{path}: the id {known.id} stands twice; make a new one")
        versions[known.code].append(known)
    for code, found in versions.items():
        found.sort(key=lambda known: known.valid_from)
        for earlier, later in pairwise(found):
            if earlier.holds_on(later.valid_from) or earlier.version >= later.version:
                raise BadRegister(
                    f"{path}: versions {earlier.version} and {later.version} of {code} overlap;"
                    " end the earlier one with valid_to, and let version count up"
                )


def _refuse(place: str, what: str, names: set[str], remedy: str) -> None:
    if names:
        raise BadRegister(f"{place}: {what} {', '.join(sorted(names))}; {remedy}")


def _text(entry: dict[str, Any], name: str) -> str:
    if not isinstance(entry[name], str) or not entry[name].strip():
        raise ValueError(f"{name} must be a text that is not empty")
    return str(entry[name]).strip()


def _several(entry: dict[str, Any], name: str) -> tuple[str, ...]:
    value = entry[name]
    if not isinstance(value, list) or not all(isinstance(text, str) and text for text in value):
        raise ValueError(f"{name} must be a list of texts")
    return tuple(value)


def _number(entry: dict[str, Any], name: str) -> int:
    if type(entry[name]) is not int or entry[name] < 1:
        raise ValueError(f"{name} must be a whole number, at least 1")
    return int(entry[name])


def _day(value: object, name: str) -> date:
    if type(value) is not date:
        raise ValueError(f"{name} must be a day, such as 2026-01-01 without quotes")
    return value
