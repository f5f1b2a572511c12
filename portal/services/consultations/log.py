"""The municipality's own log: how a resident asks it who looked, and how it answered."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from pydantic import TypeAdapter
from sqlalchemy.orm import Session

from portal.domain.consultations import (
    About,
    Activity,
    Consultation,
    ConsultationProof,
    DataKind,
    NewConsultation,
)
from portal.domain.days import months_later, today
from portal.domain.failures import SourceAnswer
from portal.domain.outside import Gateways
from portal.domain.people import Actor
from portal.services.sources.queries import view
from portal.services.sources.query import SourceQuery, SourceResult
from portal.storage import consultations

LOG, OWN = "logboek", "portaal"
PERIODS = (1, 3, 12, 60)
"""Months that one can look back."""
USUAL = 12
LINES = TypeAdapter(list[Consultation])
LogAnswer = SourceResult[list[Consultation]] | None
"""What the log answered; None: there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """How the municipality's log answered. `as_of`: of when its lines are, if of earlier."""

    is_connected: bool
    known: bool
    is_whole: bool = True
    """Whether every line of its answer could be read."""
    as_of: datetime | None = None
    silent_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class LookRequest:
    """A resident who asks who looked: at what, and how many months back."""

    actor: Actor
    about: About
    months: int = USUAL


def log_query(gateways: Gateways, request: LookRequest) -> SourceQuery[list[Consultation]] | None:
    """What to ask of the log, with the line of who asks it; None: there is no log."""
    if not gateways.consultations.is_connected():
        return None
    # Of a shorter period no less is asked, so that one answer is kept for all of them.
    whole = max(request.months, USUAL)
    read = partial(_read, gateways, first_day(whole), today())
    line = opening(request.actor, LOG, request.about)
    return SourceQuery(f"lines:{whole}", line, read, LINES, is_asked_anew=True)


def note_look(database: Session, request: LookRequest) -> None:
    """Write the line of who asks it where there is no log to ask. Commits."""
    own = consultations.begin(database, opening(request.actor, OWN, request.about))
    consultations.end(database, own, "ok")


def opening(actor: Actor, source: str, about: About) -> NewConsultation:
    """The line of a resident who asks who looked."""
    return view(actor, Activity.CONSULTATIONS, (DataKind.CONSULTATIONS,), source, about)


def first_day(months: int) -> date:
    """The day that many months ago."""
    return months_later(today(), -months)


def log_of(database: Session, answer: LogAnswer) -> Log:
    """How it answered; where it was silent, since when."""
    if answer is None:
        return Log(is_connected=False, known=False)
    if answer.is_fresh:
        return Log(is_connected=True, known=True, is_whole=not answer.missing)
    since = consultations.silent_since(database, LOG)
    as_of = None if answer.is_unknown else answer.at
    return Log(is_connected=True, known=False, as_of=as_of, silent_since=since)


def _read(
    gateways: Gateways, first: date, last: date, proof: ConsultationProof
) -> SourceAnswer[list[Consultation]]:
    return gateways.consultations.lines_of(proof, first, last)
