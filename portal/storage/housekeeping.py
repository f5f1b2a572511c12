"""Housekeeping: what was kept long enough goes, what waits without a job is queued again."""

from datetime import UTC, datetime, timedelta
from functools import partial
from uuid import UUID

from sqlalchemy import delete, text
from sqlalchemy.orm import Session

from portal.settings import Settings
from portal.storage import data_choices, deliveries, drafts, feedback, jobs, logins, rate_limits
from portal.storage.base import do_each
from portal.storage.consents import retention
from portal.storage.deliveries import Errand
from portal.storage.task_replies import TaskReply
from portal.storage.uploads import have_processed

OVERDUE_S = 120
UNSENT_FOR = timedelta(days=1)

WITHOUT_JOB = """
    SELECT waiting.id, waiting.request FROM {table} AS waiting
    WHERE {since} < now() - make_interval(secs => :seconds)
    AND waiting.delivered_at IS NULL AND waiting.handed_over_at IS NULL
    AND NOT EXISTS (
        SELECT 1 FROM procrastinate_jobs AS job
        WHERE job.task_name = :task AND job.status IN ('todo', 'doing')
        AND job.args ->> :argument = CAST(waiting.id AS text)
    )
"""
SUBMISSIONS = text(
    WITHOUT_JOB.format(table="submission", since="waiting.made_at") + " AND NOT waiting.is_held"
)
UPLOADS = text("""
    SELECT CAST(upload.id AS text) FROM upload
    WHERE upload.processing_since < now() - make_interval(secs => :seconds)
    AND NOT EXISTS (
        SELECT 1 FROM procrastinate_jobs AS job
        WHERE job.task_name = :task AND job.status IN ('todo', 'doing')
        AND job.args ->> 'upload' = CAST(upload.id AS text)
    )
""")
CONTACT_REQUESTS = text(WITHOUT_JOB.format(table="contact_request", since="waiting.sent_at"))
FORM_TASKS = text("""
    SELECT waiting.id, waiting.request FROM form_task AS waiting
    JOIN submission AS sent ON sent.id = waiting.submission_id
    WHERE waiting.ended_at IS NULL AND sent.made_at < now() - make_interval(secs => :seconds)
    AND NOT EXISTS (
        SELECT 1 FROM procrastinate_jobs AS job
        WHERE job.task_name = :task AND job.status IN ('todo', 'doing')
        AND job.args ->> 'form_task' = CAST(waiting.id AS text)
    )
""")
TASK_REPLIES = text(WITHOUT_JOB.format(table="sending", since="waiting.sent_at"))


GIVEN_UP = text("""
    INSERT INTO waiting_delivery
        (task, subject, argument, since, tried_at, next_try_at, fault, cause, stuck_at)
    SELECT DISTINCT ON (job.task_name, about.value)
        job.task_name, about.value, about.key, now(), now(), now(), 'ours', 'gave up', now()
    FROM procrastinate_jobs AS job, jsonb_each_text(job.args) AS about
    WHERE job.status = 'failed' AND job.task_name = ANY(:tasks)
    AND about.key NOT IN ('request', 'made') AND about.value <> ''
    AND NOT EXISTS (
        SELECT 1 FROM procrastinate_jobs AS later
        WHERE later.status IN ('todo', 'doing') AND later.task_name = job.task_name
        AND later.args ->> about.key = about.value
    )
    ON CONFLICT (task, subject) DO UPDATE
    SET stuck_at = coalesce(waiting_delivery.stuck_at, now())
""")
FAILED_JOBS = text("""
    DELETE FROM procrastinate_jobs AS job WHERE job.status = 'failed' AND (
        job.task_name = ANY(:tasks) OR NOT EXISTS (
            SELECT 1 FROM procrastinate_events AS event WHERE event.job_id = job.id
            AND event.at > now() - make_interval(days => :days)
        )
    )
""")
DONE = text("""
    DELETE FROM waiting_delivery AS waiting WHERE CASE
    WHEN waiting.subject !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN false
    WHEN waiting.task = :deliver THEN EXISTS (
        SELECT 1 FROM submission AS sent WHERE sent.id = CAST(waiting.subject AS uuid)
        AND coalesce(sent.delivered_at, sent.handed_over_at) IS NOT NULL
    )
    WHEN waiting.task = :send_document THEN EXISTS (
        SELECT 1 FROM sending AS sent WHERE sent.id = CAST(waiting.subject AS uuid)
        AND coalesce(sent.delivered_at, sent.handed_over_at) IS NOT NULL
    )
    WHEN waiting.task = :register_contact THEN EXISTS (
        SELECT 1 FROM contact_request AS sent WHERE sent.id = CAST(waiting.subject AS uuid)
        AND coalesce(sent.delivered_at, sent.handed_over_at) IS NOT NULL
    )
    WHEN waiting.task = :end_task THEN NOT EXISTS (
        SELECT 1 FROM form_task WHERE form_task.id = CAST(waiting.subject AS uuid)
        AND form_task.ended_at IS NULL
    )
    WHEN waiting.task = :notify THEN EXISTS (
        SELECT 1 FROM message WHERE message.id = CAST(waiting.subject AS uuid)
        AND message.mailed_at IS NOT NULL
    )
    WHEN waiting.task = :confirm THEN NOT EXISTS (
        SELECT 1 FROM email_check WHERE email_check.id = CAST(waiting.subject AS uuid)
        AND email_check.mailed_at IS NULL
    )
    ELSE false END
""")
"""Only these tasks are about an id; a CASE, so that nothing else is read as one."""


def delete_expired(session: Session, settings: Settings) -> None:
    """Remove old drafts with their choices, ended login sessions, files never sent.

    With a session goes what it remembered; consents whose time is over say so, and those that
    ended long ago go, as old opinions of pages do. Commits each.
    """
    do_each(
        session,
        retention.note_expired,
        retention.remove_ended,
        partial(drafts.remove_old, days=settings.draft_days),
        data_choices.remove_orphans,
        partial(logins.forget_old, limits=logins.SessionLimits.of(settings)),
        rate_limits.forget_old,
        feedback.remove_old,
        _remove_unsent,
    )


def reconcile(session: Session) -> None:
    """Let nothing wait for ever, and nothing be called stuck that isn't. Commits each step."""
    do_each(session, forget_done, keep_given_up, defer_overdue, defer_processing)


def defer_overdue(session: Session) -> None:
    """Queue the delivery of what waits longer than two minutes without a job."""
    values = {"seconds": OVERDUE_S, "task": jobs.DELIVER, "argument": "submission"}
    for overdue in session.execute(SUBMISSIONS, values):
        deliveries.queue(session, Errand.submission(overdue.id), overdue.request)
    values = {"seconds": OVERDUE_S, "task": jobs.SEND_DOCUMENT, "argument": "sending"}
    for overdue in session.execute(TASK_REPLIES, values):
        deliveries.queue(session, Errand.task_reply(overdue.id), overdue.request)
    values = {"seconds": OVERDUE_S, "task": jobs.REGISTER_CONTACT, "argument": "asked"}
    for overdue in session.execute(CONTACT_REQUESTS, values):
        deliveries.queue(session, Errand.contact_request(overdue.id), overdue.request)
    for overdue in session.execute(FORM_TASKS, {"seconds": OVERDUE_S, "task": jobs.END_TASK}):
        deliveries.queue(session, Errand.form_task(overdue.id), overdue.request)


def defer_processing(session: Session) -> None:
    """Queue the look into files that wait longer than two minutes for it without a job."""
    for overdue in session.scalars(UPLOADS, {"seconds": OVERDUE_S, "task": jobs.LOOK_INTO}):
        have_processed(session, UUID(overdue))


def keep_given_up(session: Session) -> None:
    """Note as stuck what was given up without a note, and let go of the jobs that failed.

    A round that failed comes again by itself: its job is kept a day, to be seen.
    """
    session.execute(GIVEN_UP, {"tasks": list(jobs.TASKS)})
    session.execute(FAILED_JOBS, {"tasks": list(jobs.TASKS), "days": 1})


def forget_done(session: Session) -> None:
    """Forget the failures of what is done: of a worker that was killed just after it."""
    tasks = {
        "deliver": jobs.DELIVER,
        "send_document": jobs.SEND_DOCUMENT,
        "register_contact": jobs.REGISTER_CONTACT,
        "end_task": jobs.END_TASK,
        "notify": jobs.NOTIFY,
        "confirm": jobs.CONFIRM,
    }
    session.execute(DONE, tasks)


def _remove_unsent(session: Session) -> None:
    before = datetime.now(UTC) - UNSENT_FOR
    session.execute(
        delete(TaskReply).where(TaskReply.sent_at.is_(None), TaskReply.made_at < before)
    )
