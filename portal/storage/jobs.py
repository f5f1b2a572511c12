"""Jobs for the worker, deferred in the transaction of the change that needs them."""

from functools import cache

from procrastinate import App, SyncPsycopgConnector
from sqlalchemy.orm import Session

from portal.domain.callers import caller

DELIVER = "submissions.deliver"
NOTIFY = "messages.notify"
FOLLOW = "cases.follow"
SEND_DOCUMENT = "cases.send_document"


def defer(session: Session, task: str, *, lock: str | None = None, **arguments: str) -> None:
    """Queue a job on the session's own connection: it exists if and only if the rest commits.

    `lock`: of jobs with the same lock, one runs at a time, in order. The id of the request goes
    with it, into the log lines and outside calls of the worker.
    """
    if caller().request:
        arguments["request"] = caller().request
    connection = session.connection().connection.driver_connection
    _app().configure_task(task, lock=lock, connection=connection).defer(**arguments)


@cache
def _app() -> App:
    # Never opened: it only builds the queries, every job brings its own connection.
    return App(connector=SyncPsycopgConnector())
