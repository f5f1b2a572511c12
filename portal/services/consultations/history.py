"""Who looked at data about a resident: the portal's own lines and the municipality's log.

Every page that shows them reads them here, so that what is confidential is left out in one place,
and so that a log that is silent is told everywhere in the same way (rule 1). Our own lines are
counted and read in SQL, by the part that is shown; those of the log come whole, as it answered.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from heapq import merge
from itertools import chain
from typing import Self
from uuid import UUID

from sqlalchemy.orm import Session

from portal.domain.activities import Register
from portal.domain.cases import Case
from portal.domain.consultations import (
    About,
    Consultation,
    HistoryFilter,
    Tally,
)
from portal.domain.days import AMSTERDAM, day_of, today
from portal.domain.failures import NotFound
from portal.domain.outside import Gateways
from portal.domain.people import Actor, OwnerId
from portal.services.consultations.activities import may_be_shown
from portal.services.consultations.bundles import (
    Bundle,
    first_bundles,
    is_own,
    is_routine,
)
from portal.services.consultations.folded_looks import NO_LOOKS, FoldedLooks
from portal.services.consultations.history_filter import ALL, HistoryChoice
from portal.services.consultations.log import (
    LOG,
    OWN,
    Log,
    LogAnswer,
    LookRequest,
    first_day,
    log_of,
    log_query,
    note_look,
    opening,
)
from portal.services.sources.direct import consulting_for_page
from portal.services.sources.query import PendingQuery, start_query
from portal.storage import consultation_history
from portal.storage.consultation_filters import LineFilter, Window
from portal.storage.consultation_history import LIMIT, NewestFolded


@dataclass(frozen=True, slots=True)
class HistoryTallies:
    """What others did, counted: the portal's own lines, and each line of the log."""

    ours: list[Tally]
    theirs: list[Tally]

    def __iter__(self) -> Iterator[Tally]:
        """All of them."""
        return chain(self.ours, self.theirs)

    def of(self, register: Register, choice: HistoryChoice) -> Self:
        """Those of this choice."""
        return replace(
            self, ours=choice.of(register, self.ours), theirs=choice.of(register, self.theirs)
        )

    @property
    def routine(self) -> Self:
        """Those of a computer of ours that only looked."""
        return replace(
            self,
            ours=[tally for tally in self.ours if is_routine(tally.sample)],
            theirs=[tally for tally in self.theirs if is_routine(tally.sample)],
        )

    @property
    def other(self) -> Self:
        """All others: of people, and of computers that did more than look."""
        return replace(
            self,
            ours=[tally for tally in self.ours if not is_routine(tally.sample)],
            theirs=[tally for tally in self.theirs if not is_routine(tally.sample)],
        )

    @property
    def count(self) -> int:
        """How many consultations."""
        return sum(tally.count for tally in self)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationHistory:
    """Who looked, as far as the resident may see it.

    Our own lines are read when they are needed; `theirs` are those of the log, newest first.
    """

    database: Session
    owner_id: OwnerId
    register: Register
    window: Window
    theirs: tuple[Consultation, ...]
    months: int
    log: Log

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing: only then a page may say that nobody looked."""
        return self.log.is_connected and self.log.known and self.log.is_whole

    def tallies(self) -> HistoryTallies:
        """What others did, counted."""
        return HistoryTallies(
            ours=consultation_history.tallies(self.database, self.owner_id, self.window),
            theirs=[Tally(line, 1) for line in self.theirs if not is_own(line)],
        )

    def folded(
        self, tallies: HistoryTallies, choice: HistoryChoice = ALL
    ) -> tuple[FoldedLooks, FoldedLooks]:
        """What a computer of ours looked at, of these tallies; and what the resident did.

        Of a choice the second is nothing: it is of others.
        """
        count = tallies.routine.count
        if choice.is_narrow:
            return FoldedLooks.of(self._routine(choice) if count else (), count), NO_LOOKS
        newest = consultation_history.newest_folded(self.database, self.owner_id, self.window)
        ours = newest or NewestFolded()
        routine = (line for line in self.theirs if is_routine(line))
        own = [line for line in self.theirs if is_own(line)]
        return (
            FoldedLooks.of(newest_first(ours.routine, routine), count),
            FoldedLooks.of(newest_first(ours.own, own), ours.own_count + len(own)),
        )

    def newest(self, tallies: HistoryTallies, most: int) -> list[Bundle]:
        """The newest looks of others that aren't routine, at most so many, of these tallies."""
        is_there = bool(tallies.other.ours)
        ours = self.ours(LineFilter(is_own=False, is_routine=False)) if is_there else ()
        theirs = (line for line in self.theirs if not is_own(line) and not is_routine(line))
        return first_bundles(newest_first(ours, theirs), most).looks

    def lines(self, choice: HistoryChoice = ALL) -> Iterator[Consultation]:
        """Everything of this choice, own lines too, newest first, read as it is used."""
        line_filter = LineFilter(kind=choice.kind)
        ours = consultation_history.every_line(
            self.database, self.owner_id, self.window, line_filter
        )
        everything = newest_first(ours, self.theirs)
        return (line for line in everything if choice.fits(self.register, line))

    def _routine(self, choice: HistoryChoice) -> Iterator[Consultation]:
        ours = self.ours(LineFilter(is_own=False, is_routine=True, kind=choice.kind))
        theirs = (line for line in self.theirs if is_routine(line))
        everything = newest_first(ours, theirs)
        return (line for line in everything if choice.fits(self.register, line))

    def ours(self, line_filter: LineFilter) -> Iterator[Consultation]:
        """These lines of the portal itself, newest first, some at a time."""
        lines = consultation_history.newest_lines(
            self.database, self.owner_id, self.window, line_filter
        )
        yield from lines
        yield from self._older(lines, line_filter)

    def _older(
        self, lines: Sequence[Consultation], line_filter: LineFilter
    ) -> Iterator[Consultation]:
        """The lines that come after these, of which at most `LIMIT` were read at once."""
        while len(lines) == LIMIT:
            line_filter = replace(line_filter, after=(lines[-1].at, lines[-1].id))
            lines = consultation_history.newest_lines(
                self.database, self.owner_id, self.window, line_filter
            )
            yield from lines


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingHistory:
    """A history whose log was asked; `query` is None where there is no log to ask."""

    database: Session
    request: LookRequest
    query: PendingQuery[list[Consultation]] | None

    def result(self, register: Register, about: HistoryFilter) -> ConsultationHistory:
        """Wait for the log: see `history_of`."""
        answer = self.query.result() if self.query else None
        return history_of(self.database, register, self.request, about, answer)

    def end(self) -> None:
        """Wait for the log where nothing of it is shown, so that its line gets an outcome."""
        if self.query is not None:
            self.query.result()


def history_of(
    database: Session,
    register: Register,
    request: LookRequest,
    about: HistoryFilter,
    answer: LogAnswer,
) -> ConsultationHistory:
    """Who looked, with what the log answered, without what is confidential."""
    first = first_day(request.months)
    fitting = (
        line
        for line in (answer.value if answer else None) or ()
        if day_of(line.at) >= first and about.fits(line) and may_be_shown(register, line)
    )
    return ConsultationHistory(
        database=database,
        owner_id=request.actor.for_party.key,
        register=register,
        window=_window(register, first, about),
        theirs=tuple(sorted(fitting, key=place_of, reverse=True)),
        months=request.months,
        log=log_of(database, answer),
    )


def start_history(database: Session, gateways: Gateways, request: LookRequest) -> PendingHistory:
    """Ask who looked; the line that the resident asks it comes first (rule 7). Commits."""
    query = log_query(gateways, request)
    if query is None:
        note_look(database, request)
    pending = start_query(database, request.actor, query) if query else None
    return PendingHistory(database=database, request=request, query=pending)


def read_line(
    database: Session, gateways: Gateways, register: Register, actor: Actor, line_id: UUID
) -> Consultation:
    """One line about the resident; raises `NotFound`, also for what is confidential."""
    own = consultation_history.line_of(database, actor.for_party.key, line_id)
    is_asked = own is None and gateways.consultations.is_connected()
    # Only what is asked of the log may count as an answer of it: see `silent_since`.
    opened = opening(actor, LOG if is_asked else OWN, About("consultation", str(line_id)))
    with consulting_for_page(database, opened) as proof:
        line = own or gateways.consultations.line(proof, line_id)
        if not may_be_shown(register, line):
            raise NotFound(line_id)
    return line


def about_case(case: Case, document: UUID | None = None) -> HistoryFilter:
    """What a page of a case is about, or one of a document in it."""
    return HistoryFilter(case=case.key, case_ref=case.number, document=document)


def newest_first(*sources: Iterable[Consultation]) -> Iterator[Consultation]:
    """The consultations of these sources, each newest first, as one."""
    return merge(*sources, key=place_of, reverse=True)


def place_of(line: Consultation) -> tuple[datetime, UUID]:
    """What the order of consultations is made by."""
    return line.at, line.id


def _window(register: Register, first: date, about: HistoryFilter) -> Window:
    """The days from this one on, without what is confidential."""
    return Window(
        first=_begin_of(first),
        before=datetime.now(UTC) + timedelta(minutes=1),
        about=about,
        hidden=register.hidden_periods,
        changes=tuple(_begin_of(day) for day in register.changes if first < day <= today()),
    )


def _begin_of(day: date) -> datetime:
    return datetime.combine(day, time.min, AMSTERDAM)
