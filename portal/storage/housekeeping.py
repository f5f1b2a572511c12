"""Housekeeping: what was kept long enough goes, what waits without a job is queued again."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, text
from sqlalchemy.orm import Session

from portal.settings import Settings
from portal.storage import data_choices, drafts, jobs, logins
from portal.storage.consents import retention
from portal.storage.task_replies import TaskReply

OVERDUE_S = 120
UNSENT_FOR = timedelta(days=1)

WITHOUT_JOB = """
    SELECT CAST(waiting.id AS text) FROM {table} AS waiting
    WHERE {since} < now() - make_interval(secs => :seconds) AND waiting.delivered_at IS NULL
    AND NOT EXISTS (
        SELECT 1 FROM procrastinate_jobs AS job
        WHERE job.task_name = :task AND job.status IN ('todo', 'doing')
        AND job.args ->> :argument = CAST(waiting.id AS text)
    )
"""
SUBMISSIONS = text(WITHOUT_JOB.format(table="submission", since="waiting.made_at"))
TASK_REPLIES = text(WITHOUT_JOB.format(table="sending", since="waiting.sent_at"))


def delete_expired(session: Session, settings: Settings) -> None:
    """Remove old drafts with their choices, ended login sessions, files never sent.

    With a session goes what it remembered; consents whose time is over say so, and those that
    ended long ago go.
    """
    retention.note_expired(session)
    retention.remove_ended(session)
    drafts.remove_old(session, settings.draft_days)
    data_choices.remove_orphans(session)
    logins.forget_old(session, logins.SessionLimits.of(settings))
    before = datetime.now(UTC) - UNSENT_FOR
    session.execute(
        delete(TaskReply).where(TaskReply.sent_at.is_(None), TaskReply.made_at < before)
    )


def defer_overdue(session: Session) -> None:
    """Queue the delivery of what waits longer than two minutes without a job."""
    values = {"seconds": OVERDUE_S, "task": jobs.DELIVER, "argument": "submission"}
    for overdue in session.scalars(SUBMISSIONS, values):
        jobs.defer(session, jobs.DELIVER, lock=f"submission:{overdue}", submission=overdue)
    values = {"seconds": OVERDUE_S, "task": jobs.SEND_DOCUMENT, "argument": "sending"}
    for overdue in session.scalars(TASK_REPLIES, values):
        jobs.defer(session, jobs.SEND_DOCUMENT, lock=f"sending:{overdue}", sending=overdue)
