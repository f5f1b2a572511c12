"""Which consultation lines a page may count and show: as conditions of a query, and its values."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import Enum, auto
from typing import Any, Self, cast
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    String,
    Uuid,
    and_,
    bindparam,
    func,
    literal_column,
    not_,
    or_,
)

from portal.domain.activities import HiddenPeriod
from portal.domain.consultations import LOOKING, Consultation, DataKind, HistoryFilter
from portal.domain.days import AMSTERDAM
from portal.domain.people import Ground, OwnerId
from portal.storage.base import table_of
from portal.storage.consultation_statements import NO_ID
from portal.storage.consultations import IS_OWN, ConsultationLine

LINE = table_of(ConsultationLine).c
EVERYTHING = HistoryFilter()
OWN = cast("ColumnElement[bool]", literal_column(f"({IS_OWN})"))
ROUTINE = and_(LINE.actor_class == Ground.SYSTEM, LINE.action.in_(sorted(LOOKING)))
"""That a computer of ours only looked; see `bundles.is_routine`."""
KINDS = frozenset(DataKind)
NO_KIND = ""
"""Stands for a kind that there is not: no line has it."""
MOMENT = LINE.made_at.type


@dataclass(frozen=True, slots=True)
class LineCase:
    """The case that lines are about, as they name it: by its key, its number, both or neither."""

    system: str
    id: UUID
    number: str

    @classmethod
    def of(cls, sample: Consultation) -> Self:
        """The case of what was counted as this sample."""
        key = sample.case
        return cls(key.system if key else "", key.id if key else NO_ID, sample.case_ref)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFilter:
    """Which lines of a window; what is None or empty makes no difference."""

    is_own: bool | None = None
    is_routine: bool | None = None
    """Whether a computer of ours only looked."""
    kind: str = ""
    activities: frozenset[str] | None = None
    case: LineCase | None = None
    after: tuple[datetime, UUID] | None = None
    """Moment and id of the line after which to go on: older lines only."""


ANY = LineFilter()


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Which lines may be counted and shown at all; moments in UTC."""

    first: datetime
    before: datetime
    about: HistoryFilter = EVERYTHING
    hidden: tuple[HiddenPeriod, ...] = ()
    changes: tuple[datetime, ...] = ()
    """When versions of activities change: lines on both sides are counted apart."""

    def values(self, owner_id: OwnerId, line_filter: LineFilter) -> dict[str, Any]:
        """The values of a query with the conditions of `LineShape`."""
        values: dict[str, Any] = {
            "owner": owner_id,
            "first": self.first,
            "before": self.before,
            **_subject_values(self.about),
        }
        if line_filter.kind:
            values["kinds"] = [line_filter.kind if line_filter.kind in KINDS else NO_KIND]
        if line_filter.activities is not None:
            values["activities"] = sorted(line_filter.activities)
        if line_filter.case:
            case = line_filter.case
            values |= {"in_id": case.id, "in_system": case.system, "in_number": case.number}
        if line_filter.after:
            values["after_at"], values["after_id"] = line_filter.after
        return values


class Subject(Enum):
    """What the lines of a window are about."""

    EVERYTHING = auto()
    CASE = auto()
    CASE_WITH_NUMBER = auto()
    DOCUMENT = auto()

    @classmethod
    def of(cls, about: HistoryFilter) -> Self:
        """That of this page."""
        if about.document:
            return cls(cls.DOCUMENT)
        if about.case is None:
            return cls(cls.EVERYTHING)
        return cls(cls.CASE_WITH_NUMBER if about.case_ref else cls.CASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineShape:
    """The conditions of a query on lines, without their values: few, so that each is made once.

    To put a statement together took more than to send it, and to read what came back.
    """

    hidden: tuple[HiddenPeriod, ...]
    """Of the register, which stays the same while a process runs."""
    subject: Subject
    is_own: bool | None
    is_routine: bool | None
    has_kind: bool
    has_activities: bool
    has_case: bool
    is_after: bool

    @classmethod
    def of(cls, window: Window, line_filter: LineFilter = ANY) -> Self:
        """That of these lines of this window."""
        return cls(
            hidden=window.hidden,
            subject=Subject.of(window.about),
            is_own=line_filter.is_own,
            is_routine=line_filter.is_routine,
            has_kind=bool(line_filter.kind),
            has_activities=line_filter.activities is not None,
            has_case=line_filter.case is not None,
            is_after=line_filter.after is not None,
        )

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        """That a line is about this resident, in the window, may be seen, and is one of these."""
        yield LINE.owner_id == bindparam("owner", type_=Uuid())
        yield LINE.made_at >= bindparam("first", type_=MOMENT)
        yield LINE.made_at < bindparam("before", type_=MOMENT)
        yield from _about(self.subject)
        yield from map(_is_not_of, self.hidden)
        yield from self._kinds()
        if self.has_activities:
            activities = bindparam("activities", type_=ARRAY(String))
            yield LINE.activity == func.any(activities)
        if self.has_case:
            yield from _in_case()
        if self.is_after:
            yield from _is_older()

    def _kinds(self) -> Iterator[ColumnElement[bool]]:
        """That a line is of this kind: by whom, whether routine, of which data."""
        if self.is_own is not None:
            yield OWN if self.is_own else not_(OWN)
        if self.is_routine is not None:
            yield ROUTINE if self.is_routine else not_(ROUTINE)
        if self.has_kind:
            yield LINE.data_kinds.contains(bindparam("kinds", type_=LINE.data_kinds.type))


def _is_not_of(hidden: HiddenPeriod) -> ColumnElement[bool]:
    visible = [LINE.activity != hidden.code]
    if hidden.first.year > 1:
        visible.append(LINE.made_at < datetime.combine(hidden.first, time.min, AMSTERDAM))
    if hidden.last:
        after = hidden.last + timedelta(days=1)
        visible.append(LINE.made_at >= datetime.combine(after, time.min, AMSTERDAM))
    return or_(*visible)


def _in_case() -> Iterator[ColumnElement[bool]]:
    yield LINE.case_id == bindparam("in_id", type_=Uuid())
    yield LINE.case_system == bindparam("in_system", type_=String())
    yield LINE.case_ref == bindparam("in_number", type_=String())


def _is_older() -> Iterator[ColumnElement[bool]]:
    at = bindparam("after_at", type_=MOMENT)
    yield LINE.made_at <= at
    yield or_(LINE.made_at < at, LINE.id < bindparam("after_id", type_=Uuid()))


def _about(subject: Subject) -> Iterator[ColumnElement[bool]]:
    """What `HistoryFilter.fits` says of a line of our own."""
    if subject is Subject.DOCUMENT:
        yield LINE.object_kind == "document"
        yield LINE.object_ref == bindparam("document", type_=String())
    elif subject is not Subject.EVERYTHING:
        is_the_case = and_(
            LINE.case_id == bindparam("case_id", type_=Uuid()),
            LINE.case_system == bindparam("case_system", type_=String()),
        )
        number = bindparam("case_number", type_=String())
        has_its_number = and_(LINE.case_id == NO_ID, LINE.case_ref == number)
        is_numbered = subject is Subject.CASE_WITH_NUMBER
        yield or_(is_the_case, has_its_number) if is_numbered else is_the_case


def _subject_values(about: HistoryFilter) -> dict[str, Any]:
    if about.document:
        return {"document": str(about.document)}
    if about.case is None:
        return {}
    return {
        "case_id": about.case.id,
        "case_system": about.case.system,
        "case_number": about.case_ref,
    }
