"""When the case of what was sent ended: what the worker heard, and asking where it heard nothing.

Notifications are lossy, and an end is what retention counts from.
"""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlalchemy.orm import Session

from portal.domain.case_keys import CaseKey
from portal.storage import deliveries
from portal.storage.deliveries import Errand
from portal.storage.submissions import Submission

SILENT_FOR = timedelta(days=60)
"""Shorter than what is kept after an end: a lost notification makes nothing be kept longer."""
MISSED_FOR = timedelta(days=7)
"""So often a case that was missed is asked after: one odd answer makes nothing go."""
BATCH = 50
"""Cases asked after at a time: at most that many looks stand before other work of the worker."""


def note_case_ended(session: Session, key: CaseKey, day: date | None) -> None:
    """Keep when the case ended; None: it hasn't, or goes on again. Caller commits."""
    values = {"case_ended_on": day, "case_missed_on": None, "case_heard_at": datetime.now(UTC)}
    session.execute(update(Submission).where(*_is(key)).values(values))


def note_case_missing(session: Session, key: CaseKey, day: date) -> None:
    """Count a case that the case system doesn't show (any more) as ended. Caller commits.

    It ended when it was first missed, unless its end was heard of before. It is asked after again.
    """
    values = {
        "case_ended_on": func.coalesce(Submission.case_ended_on, day),
        "case_missed_on": func.coalesce(Submission.case_missed_on, day),
        "case_heard_at": datetime.now(UTC),
    }
    session.execute(update(Submission).where(*_is(key)).values(values))


def ask_after_silent(session: Session, batch: int = BATCH) -> int:
    """Queue a look at cases that were not heard of for long, the longest first; gives how many.

    That is cases that go on, and those that were missed, which are asked after each week: one that
    ended says so once. Caller commits.
    """
    now = datetime.now(UTC)
    is_missed, goes_on = Submission.case_missed_on.is_not(None), Submission.case_ended_on.is_(None)
    query = select(Submission).where(
        Submission.case_id.is_not(None),
        or_(
            and_(is_missed, Submission.case_heard_at < now - MISSED_FOR),
            and_(goes_on, Submission.case_heard_at < now - SILENT_FOR),
            and_(or_(is_missed, goes_on), Submission.case_heard_at.is_(None)),
        ),
    )
    query = query.order_by(Submission.case_heard_at.nulls_first(), Submission.made_at).limit(batch)
    silent = list(session.scalars(query.with_for_update(skip_locked=True)))
    for submission in silent:
        submission.case_heard_at = now
        deliveries.try_now(session, Errand.look(case=str(submission.case_key)))
    return len(silent)


def _is(key: CaseKey) -> tuple[ColumnElement[bool], ...]:
    return Submission.case_id == key.id, Submission.case_system == key.system
