"""What a run writes into the portal's database by itself: the only place that knows its tables."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from sqlalchemy import delete, update
from sqlalchemy.orm import Session, sessionmaker

from portal.domain.consultations import Action, Activity, DataKind, HowChosen
from portal.domain.people import Ground, OwnerId
from portal.storage.consultation_statements import ORGANISATION
from portal.storage.consultations import ConsultationLine
from portal.storage.owners import resident_of
from portal.storage.session_answers import SessionAnswer

DAYS = 300
"""The lines are spread over so many: within the period that the page shows by itself."""
CASES = range(20, 50)
"""Of the cases that a run delivers, those that lines are about."""


def age_answers(database: sessionmaker[Session], by: timedelta) -> None:
    """Let all that login sessions remember of sources be so much older."""
    with database.begin() as session:
        session.execute(update(SessionAnswer).values(read_at=SessionAnswer.read_at - by))


def replace_lines(database: sessionmaker[Session], bsn: str, count: int) -> None:
    """Let there be exactly so many about this resident: pages that were played added theirs."""
    with database.begin() as session:
        key = resident_of(session, bsn).key
        session.execute(delete(ConsultationLine).where(ConsultationLine.owner_id == key))
        session.add_all(_line(key, number, count) for number in range(count))


def _line(key: OwnerId, number: int, count: int) -> ConsultationLine:
    """Of three lines two are the resident's own, as in life; the third is the worker's."""
    at = datetime.now(UTC) - timedelta(days=DAYS) * (number + 1) / count
    is_own = number % 3 > 0
    return ConsultationLine(
        trace_id=uuid4(),
        made_at=at,
        ended_at=at,
        owner_id=key,
        acted_by=key if is_own else None,
        activity=Activity.CASES if is_own else Activity.MESSAGES,
        action=Action.VIEWED if is_own else Action.CHECKED,
        actor_class=Ground.SELF if is_own else Ground.SYSTEM,
        organisation=ORGANISATION,
        data_kinds=[str(DataKind.CASE)],
        source="zaaksysteem",
        object_kind="" if is_own else "case",
        object_ref="",
        case_ref="" if is_own else f"BENCH-{CASES[number % len(CASES)]:04d}",
        how_chosen=HowChosen.LAW,
        outcome="ok",
    )
