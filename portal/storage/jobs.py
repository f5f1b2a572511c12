"""Jobs for the worker, deferred in the transaction of the change that needs them."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from procrastinate import App, SyncPsycopgConnector
from sqlalchemy import Row, text
from sqlalchemy.orm import Session

from portal.domain.callers import caller
from portal.domain.deliveries import HUNG_S
from portal.once import made_once

DELIVER = "submissions.deliver"
NOTIFY = "messages.notify"
FOLLOW = "cases.follow"
SEND_DOCUMENT = "cases.send_document"
CONFIRM = "contact.confirm"
LOST_LINK = "reports.lost_link"
REGISTER_CONTACT = "contacts.register"
LOOK_AT_ANSWER = "contacts.look"
LOOK_INTO = "uploads.look_into"
END_TASK = "tasks.end"
SETTLE = "payments.settle"
INVITE = "cosigning.invite"
LOOKS_AT_ONCE = 2
TASKS = (
    DELIVER,
    SEND_DOCUMENT,
    END_TASK,
    SETTLE,
    REGISTER_CONTACT,
    NOTIFY,
    FOLLOW,
    LOOK_AT_ANSWER,
    CONFIRM,
    LOST_LINK,
    INVITE,
)
"""What an operator has to look at where it is stuck."""

_ABOUT = "task_name = :task AND args ->> CAST(:argument AS text) = :subject"
BRING_FORWARD = text(
    f"UPDATE procrastinate_jobs SET scheduled_at = now() WHERE {_ABOUT} AND status = 'todo'"  # noqa: S608
)
IS_QUEUED = text(
    f"SELECT EXISTS (SELECT 1 FROM procrastinate_jobs WHERE {_ABOUT}"  # noqa: S608
    " AND status IN ('todo', 'doing'))"
)
REMOVE = text(f"DELETE FROM procrastinate_jobs WHERE {_ABOUT} AND status = 'todo'")  # noqa: S608
REMOVE_FAILED = text(
    f"DELETE FROM procrastinate_jobs WHERE {_ABOUT} AND status = 'failed'"  # noqa: S608
)
ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtextextended(:lock, 0))")
QUEUED = text(
    "SELECT id, coalesce(args ->> 'made', '') AS made FROM procrastinate_jobs"  # noqa: S608
    f" WHERE {_ABOUT} AND status = 'todo' ORDER BY id LIMIT 1 FOR UPDATE"
)
CHANGE_MADE = text(
    "UPDATE procrastinate_jobs"
    " SET args = jsonb_set(args, '{made}', to_jsonb(CAST(:made AS text))) WHERE id = :id"
)

HUNG = text("""
    SELECT job.id, job.task_name FROM procrastinate_jobs AS job
    WHERE job.status = 'doing' AND job.task_name = ANY(:tasks) AND (
        SELECT max(event.at) FROM procrastinate_events AS event
        WHERE event.job_id = job.id AND event.type = 'started'
    ) < now() - make_interval(secs => :seconds)
""")


def hung(session: Session) -> list[tuple[int, str]]:
    """Jobs of ours, each with its task, that take longer than any try may, whoever does them."""
    rows = session.execute(HUNG, {"tasks": [*TASKS, LOOK_INTO], "seconds": HUNG_S})
    return [(row.id, row.task_name) for row in rows]


def lock_queued(session: Session, lock: str, about: dict[str, str]) -> "Row[Any] | None":
    """The job about this that no worker began yet: its `id`, and what it was told of (`made`).

    Until the transaction ends no worker begins it, and nobody else looks for it.
    """
    session.execute(ONE_AT_A_TIME, {"lock": lock})
    return session.execute(QUEUED, about).one_or_none()


def change_made(session: Session, job_id: int, made: str) -> None:
    """Let this job know what was made. Caller commits."""
    session.execute(CHANGE_MADE, {"id": job_id, "made": made})


def defer(session: Session, task: str, *, lock: str | None = None, **arguments: str) -> None:
    """Queue a job on the session's own connection: it exists if and only if the rest commits.

    `lock`: of jobs with the same lock, one runs at a time, in order. The id of the request goes
    with it, into the log lines and outside calls of the worker: of the argument `request`, else
    of the one at hand.
    """
    _defer(session, task, arguments, lock=lock)


def defer_look(session: Session, upload: UUID) -> None:
    """Queue the look into a file: after all else, and two at a time in all workers.

    Looks take long, and what waits for them is one page; deliveries and mails go first.
    """
    options = {"lock": f"{LOOK_INTO}:{upload.int % LOOKS_AT_ONCE}", "priority": -1}
    _defer(session, LOOK_INTO, {"upload": str(upload)}, **options)


def defer_after(
    session: Session, seconds: int, task: str, *, lock: str, arguments: Mapping[str, str]
) -> None:
    """The same, but it waits so many seconds."""
    _defer(session, task, arguments, lock=lock, schedule_in={"seconds": seconds})


def _defer(session: Session, task: str, arguments: Mapping[str, str], **options: Any) -> None:
    request = caller().request
    facts = {"request": request, **arguments} if request else arguments
    connection = session.connection().connection.driver_connection
    _app().configure_task(task, connection=connection, **options).defer(**facts)


def defer_task_reply(session: Session, subject: UUID) -> None:
    """Queue the delivery of what was sent for a task, as `defer` does; `subject`: its id."""
    name = str(subject)
    defer(session, SEND_DOCUMENT, lock=f"sending:{name}", sending=name)


@made_once
def _app() -> App:
    # Never opened: it only builds the queries, every job brings its own connection.
    return App(connector=SyncPsycopgConnector())
