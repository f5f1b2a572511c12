"""The lines about a resident: the portal's own and the municipality's log, as one list.

Every page that shows them reads them here, so that what is confidential is left out in one place,
and so that a log that is silent is told everywhere in the same way (rule 1).
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy.orm import Session

from portal.domain.activities import Register
from portal.domain.cases import Case, id_in
from portal.domain.consultations import (
    Activity,
    Consultation,
    ConsultationProof,
    DataKind,
    HistoryFilter,
    NewConsultation,
)
from portal.domain.days import AMSTERDAM, months_later, today
from portal.domain.failures import NotFound
from portal.domain.outside import Gateways
from portal.domain.people import Actor
from portal.services.consultations.register import may_be_shown
from portal.services.sources.queries import view
from portal.services.sources.query import PendingQuery, SourceQuery, start_query
from portal.storage import consultations

LINES = TypeAdapter(list[Consultation])
LOG, OWN = "logboek", "portaal"
PERIODS = (1, 3, 12, 60)
"""Months that one can look back."""
USUAL = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """How the municipality's log answered. `as_of`: of when its lines are, if of earlier."""

    is_connected: bool
    known: bool
    as_of: datetime | None = None
    silent_since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationHistory:
    """Who looked, newest first, as far as the resident may see it."""

    lines: tuple[Consultation, ...]
    months: int
    log: Log

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing: only then a page may say that nobody looked."""
        return self.log.is_connected and self.log.known


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingHistory:
    """Lines that were asked for; `asked` is None where there is no log to ask."""

    database: Session
    actor: Actor
    months: int
    asked: PendingQuery[list[Consultation]] | None

    def looked(self, register: Register, about: HistoryFilter) -> ConsultationHistory:
        """Wait for the log; the lines on this, those of confidential activities left out."""
        log, theirs = self._of_log()
        ours = consultations.lines_between(
            self.database,
            self.actor.for_whom.key,
            datetime.combine(first_day(self.months), time.min, AMSTERDAM),
            datetime.now(UTC) + timedelta(minutes=1),
            about,
        )
        fitting = [
            line for line in (*ours, *theirs) if about.fits(line) and may_be_shown(register, line)
        ]
        fitting.sort(key=lambda line: (line.at, str(line.id)), reverse=True)
        return ConsultationHistory(lines=tuple(fitting), months=self.months, log=log)

    def _of_log(self) -> tuple[Log, list[Consultation]]:
        if self.asked is None:
            return Log(is_connected=False, known=False), []
        result = self.asked.result()
        if result.is_fresh:
            return Log(is_connected=True, known=True), result.value or []
        since = consultations.silent_since(self.database, LOG)
        as_of = None if result.is_unknown else result.at
        log = Log(is_connected=True, known=False, as_of=as_of, silent_since=since)
        return log, result.value or []


def start_history(
    database: Session, gateways: Gateways, actor: Actor, about: tuple[str, str], months: int = USUAL
) -> PendingHistory:
    """Ask who looked; the line that the resident asks this is written first (rule 7).

    `about` is (kind of object, its reference), for that line.
    """
    asked = None
    if gateways.consultations.is_connected():
        read = partial(_read, gateways, first_day(months), today())
        line = opening(actor, LOG, about)
        asked = start_query(database, actor, SourceQuery(f"lines:{months}", line, read, LINES))
    else:
        own = consultations.begin(database, opening(actor, OWN, about))
        consultations.end(database, own, "ok")
    return PendingHistory(database=database, actor=actor, months=months, asked=asked)


def read_line(
    database: Session, gateways: Gateways, register: Register, actor: Actor, line_id: UUID
) -> Consultation:
    """One line about the resident; raises `NotFound`, also for what is confidential."""
    own = consultations.line_of(database, actor.for_whom.key, line_id)
    is_asked = own is None and gateways.consultations.is_connected()
    # Only what is asked of the log may count as an answer of it: see `silent_since`.
    opened = opening(actor, LOG if is_asked else OWN, ("consultation", str(line_id)))
    with consultations.consulting(database, opened) as proof:
        line = own or gateways.consultations.line(proof, line_id)
        if not may_be_shown(register, line):
            raise NotFound(line_id)
    return line


def opening(actor: Actor, source: str, about: tuple[str, str]) -> NewConsultation:
    """The line of a resident who asks who looked."""
    return view(actor, Activity.CONSULTATIONS, (DataKind.CONSULTATIONS,), source, about)


def first_day(months: int) -> date:
    """The day that many months ago."""
    return months_later(today(), -months)


def about_case(case: Case, document: UUID | None = None) -> HistoryFilter:
    """What a page of a case is about, or one of a document in it."""
    return HistoryFilter(case_ref=case.number, process=id_of(case), document=document)


def id_of(case: Case) -> UUID | None:
    """The case's id in the case system: the end of its URL; None where that is no UUID."""
    return id_in(case.url)


def _read(
    gateways: Gateways, first: date, last: date, proof: ConsultationProof
) -> list[Consultation]:
    return gateways.consultations.lines_of(proof, first, last)
