"""Open cases that the portal made, to be looked after while no notification comes."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlalchemy.orm import Session

from portal.domain.case_keys import CaseKey, CaseNumber
from portal.domain.case_marks import CaseMark
from portal.domain.people import OwnerId
from portal.storage.submissions import Submission

ONCE_IN = timedelta(days=1)
"""So often a case is looked after at most, by a poll or by a look."""


@dataclass(frozen=True, slots=True)
class OpenCase:
    """A case that goes on, and how it stood when it was last polled ('' for never)."""

    key: CaseKey
    number: CaseNumber | None
    owner_id: OwnerId
    digest: str


def count_open(session: Session) -> dict[str, int]:
    """How many cases go on that the portal made, by case system."""
    query = select(Submission.case_system, func.count()).where(*_goes_on())
    rows = session.execute(query.group_by(Submission.case_system))
    return {str(system): count for system, count in rows}


def take_unheard(session: Session, system: str, most: int) -> list[OpenCase]:
    """The cases of this system that were not looked after for a day, the longest first.

    They count as looked after from now on: what a killed worker took is for tomorrow. Commits.
    """
    now = datetime.now(UTC)
    is_due = or_(Submission.case_heard_at.is_(None), Submission.case_heard_at < now - ONCE_IN)
    query = select(Submission).where(*_goes_on(), Submission.case_system == system, is_due)
    query = query.order_by(Submission.case_heard_at.nulls_first(), Submission.made_at).limit(most)
    taken = []
    for submission in session.scalars(query.with_for_update(skip_locked=True)):
        submission.case_heard_at = now
        if key := submission.case_key:
            digest = submission.case_digest or ""
            taken.append(OpenCase(key, submission.number, submission.owner_id, digest))
    session.commit()
    return taken


def note_mark(session: Session, key: CaseKey, mark: CaseMark) -> None:
    """Keep how the case stands now, and when it ended. Caller commits."""
    values = {"case_digest": mark.digest, "case_ended_on": mark.closed}
    is_it = Submission.case_id == key.id, Submission.case_system == key.system
    session.execute(update(Submission).where(*is_it).values(values))


def _goes_on() -> tuple[ColumnElement[bool], ...]:
    return (
        Submission.case_id.is_not(None),
        Submission.case_ended_on.is_(None),
        Submission.case_missed_on.is_(None),
    )
