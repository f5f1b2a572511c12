"""Jobs for the worker, deferred in the transaction of the change that needs them."""

from procrastinate import App, SyncPsycopgConnector
from sqlalchemy import text
from sqlalchemy.orm import Session

from portal.domain.callers import caller
from portal.domain.deliveries import HUNG_S
from portal.once import made_once

DELIVER = "submissions.deliver"
NOTIFY = "messages.notify"
FOLLOW = "cases.follow"
SEND_DOCUMENT = "cases.send_document"
TASKS = (DELIVER, SEND_DOCUMENT, NOTIFY, FOLLOW)

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

HUNG = text("""
    SELECT job.id, job.task_name FROM procrastinate_jobs AS job
    WHERE job.status = 'doing' AND job.task_name = ANY(:tasks) AND (
        SELECT max(event.at) FROM procrastinate_events AS event
        WHERE event.job_id = job.id AND event.type = 'started'
    ) < now() - make_interval(secs => :seconds)
""")


def hung(session: Session) -> list[tuple[int, str]]:
    """Jobs of ours, each with its task, that take longer than any try may, whoever does them."""
    rows = session.execute(HUNG, {"tasks": list(TASKS), "seconds": HUNG_S})
    return [(row.id, row.task_name) for row in rows]


def defer(session: Session, task: str, *, lock: str | None = None, **arguments: str) -> None:
    """Queue a job on the session's own connection: it exists if and only if the rest commits.

    `lock`: of jobs with the same lock, one runs at a time, in order. The id of the request goes
    with it, into the log lines and outside calls of the worker.
    """
    if caller().request:
        arguments["request"] = caller().request
    connection = session.connection().connection.driver_connection
    _app().configure_task(task, lock=lock, connection=connection).defer(**arguments)


@made_once
def _app() -> App:
    # Never opened: it only builds the queries, every job brings its own connection.
    return App(connector=SyncPsycopgConnector())
