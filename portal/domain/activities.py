"""The register of processing activities (AVG art. 30): what data is used for, in plain words.

Versioned: a changed activity gets a new entry with a new id, and the old one an end date, so that
a consultation of last year still says what held then.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from portal.domain.retention import KeptPart


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
    kept: tuple[KeptPart, ...]
    """What of it this portal keeps, each with its own term."""
    in_portal: str
    """How long anything else of it stays in this portal; may be empty."""
    retention: str
    """How long it stays in the municipality's own file; empty where none of it gets there."""
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
class HiddenPeriod:
    """When an activity was confidential: the days, both included; `last` None: until now."""

    code: str
    first: date
    last: date | None


@dataclass(frozen=True, slots=True)
class Register:
    """All versions of all activities."""

    activities: tuple[ProcessingActivity, ...]
    _by_id: dict[UUID, ProcessingActivity] = field(init=False, repr=False, compare=False)
    _by_code: dict[str, list[ProcessingActivity]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the versions: a page of lines looks up hundreds."""
        by_code: dict[str, list[ProcessingActivity]] = {}
        for activity in self.activities:
            by_code.setdefault(activity.code, []).append(activity)
        object.__setattr__(self, "_by_id", {each.id: each for each in self.activities})
        object.__setattr__(self, "_by_code", by_code)

    def __iter__(self) -> Iterator[ProcessingActivity]:
        """Each version, in the order of the file."""
        return iter(self.activities)

    @property
    def line_months(self) -> dict[str, int]:
        """Code of an activity → months that its lines are kept; the longest of its versions."""
        longest: dict[str, int] = {}
        for activity in self.activities:
            longest[activity.code] = max(activity.line_months, longest.get(activity.code, 0))
        return longest

    @property
    def hidden_periods(self) -> tuple[HiddenPeriod, ...]:
        """What is left out of everything that a resident sees, counts included."""
        return tuple(
            HiddenPeriod(activity.code, activity.valid_from, activity.valid_to)
            for activity in self.activities
            if not activity.is_shown
        )

    @property
    def changes(self) -> tuple[date, ...]:
        """The days from which another version of some activity holds, or none does, in order."""
        ends = {a.valid_to + timedelta(days=1) for a in self.activities if a.valid_to}
        return tuple(sorted({*ends, *(activity.valid_from for activity in self.activities)}))

    def by_id(self, activity_id: UUID) -> ProcessingActivity | None:
        """Exactly this version; None where the register doesn't know it."""
        return self._by_id.get(activity_id)

    def by_code(self, code: str, day: date) -> ProcessingActivity | None:
        """The version of this activity that held on this day."""
        versions = self._by_code.get(code, ())
        return next((activity for activity in versions if activity.holds_on(day)), None)

    def on(self, day: date) -> tuple[ProcessingActivity, ...]:
        """The activities as they hold on this day."""
        return tuple(activity for activity in self.activities if activity.holds_on(day))
