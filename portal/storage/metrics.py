"""For operators: how much waits, and for how long."""

from datetime import UTC, datetime

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from portal.storage.drafts import Draft
from portal.storage.submissions import Submission
from portal.storage.task_replies import TaskReply


def metric_values(session: Session) -> dict[str, tuple[str, float]]:
    """By name: what it is and how much."""
    waiting = select(func.count(), func.min(Submission.made_at)).where(
        Submission.delivered_at.is_(None)
    )
    count, oldest = session.execute(waiting).one()
    age = (datetime.now(UTC) - oldest).total_seconds() if oldest else 0.0
    replies = select(func.count()).where(
        TaskReply.sent_at.is_not(None), TaskReply.delivered_at.is_(None)
    )
    return {
        "submissions_undelivered": ("Submissions that are not a case yet", count),
        "submissions_oldest_undelivered_seconds": ("Age of the oldest of them", age),
        "sendings_undelivered": ("Documents on their way", session.scalars(replies).one()),
        "drafts": ("Drafts", session.scalars(select(func.count()).select_from(Draft)).one()),
        "jobs_waiting": ("Jobs to do", _jobs(session, "todo")),
        "jobs_failed": ("Jobs that gave up", _jobs(session, "failed")),
    }


def _jobs(session: Session, status: str) -> float:
    query = text("SELECT count(*) FROM procrastinate_jobs WHERE status = :status")
    return float(session.execute(query, {"status": status}).scalar_one())
