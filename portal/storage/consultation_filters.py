"""Which consultation lines a page may count and show: as conditions of a query."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Self, cast
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, literal_column, not_, or_

from portal.domain.activities import HiddenPeriod
from portal.domain.consultations import Action, Consultation, DataKind, HistoryFilter
from portal.domain.days import AMSTERDAM
from portal.domain.people import OwnerId
from portal.storage.base import table_of
from portal.storage.consultation_statements import NO_ID
from portal.storage.consultations import IS_OWN, ConsultationLine

LINE = table_of(ConsultationLine).c
EVERYTHING = HistoryFilter()
OWN = cast("ColumnElement[bool]", literal_column(f"({IS_OWN})"))


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
class Window:
    """Which lines may be counted and shown at all; moments in UTC."""

    first: datetime
    before: datetime
    about: HistoryFilter = EVERYTHING
    hidden: tuple[HiddenPeriod, ...] = ()
    changes: tuple[datetime, ...] = ()
    """When versions of activities change: lines on both sides are counted apart."""

    def conditions(self, owner_id: OwnerId) -> Iterator[ColumnElement[bool]]:
        """That a line is about this resident, in the window, and may be seen."""
        yield LINE.owner_id == owner_id
        yield LINE.made_at >= self.first
        yield LINE.made_at < self.before
        yield from _on(self.about)
        yield from map(_is_not_of, self.hidden)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFilter:
    """Which lines of a window; what is None or empty makes no difference."""

    is_own: bool | None = None
    is_check: bool | None = None
    kind: str = ""
    activities: frozenset[str] | None = None
    case: LineCase | None = None
    after: tuple[datetime, UUID] | None = None
    """Moment and id of the line after which to go on: older lines only."""


ANY = LineFilter()


def _is_not_of(hidden: HiddenPeriod) -> ColumnElement[bool]:
    visible = [LINE.activity != hidden.code]
    if hidden.first.year > 1:
        visible.append(LINE.made_at < datetime.combine(hidden.first, time.min, AMSTERDAM))
    if hidden.last:
        after = hidden.last + timedelta(days=1)
        visible.append(LINE.made_at >= datetime.combine(after, time.min, AMSTERDAM))
    return or_(*visible)


def conditions(wanted: LineFilter) -> Iterator[ColumnElement[bool]]:
    """That a line is one of these."""
    if wanted.is_own is not None:
        yield OWN if wanted.is_own else not_(OWN)
    if wanted.is_check is not None:
        is_check = LINE.action == Action.CHECKED
        yield is_check if wanted.is_check else not_(is_check)
    if wanted.kind:
        is_a_kind = wanted.kind in set(DataKind)
        yield LINE.data_kinds.contains([wanted.kind]) if is_a_kind else false()
    if wanted.activities is not None:
        yield LINE.activity.in_(sorted(wanted.activities))
    yield from _after(wanted)


def _after(wanted: LineFilter) -> Iterable[ColumnElement[bool]]:
    if wanted.case:
        yield LINE.case_id == wanted.case.id
        yield LINE.case_system == wanted.case.system
        yield LINE.case_ref == wanted.case.number
    if wanted.after:
        at, line_id = wanted.after
        yield LINE.made_at <= at
        yield or_(LINE.made_at < at, LINE.id < line_id)


def _on(about: HistoryFilter) -> Iterator[ColumnElement[bool]]:
    """What `HistoryFilter.fits` says of a line of our own."""
    if about.document:
        yield LINE.object_kind == "document"
        yield LINE.object_ref == str(about.document)
    elif about.case:
        is_the_case = and_(LINE.case_id == about.case.id, LINE.case_system == about.case.system)
        has_its_number = and_(LINE.case_id == NO_ID, LINE.case_ref == about.case_ref)
        yield or_(is_the_case, has_its_number) if about.case_ref else is_the_case
