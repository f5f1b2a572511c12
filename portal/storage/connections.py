"""Whether a connection of the pool is still up, found out with as few round trips as will do."""

import select
import time
from typing import Any

import psycopg
from sqlalchemy import Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.pool import ConnectionPoolEntry

USED_AT = "used_at"
"""In the info of a pool's entry: when its connection came back (monotonic seconds)."""
BUSY_S = 0.5
"""A connection that was in use so short ago is asked nothing: see `_is_closed`."""


def check_connections(engine: Engine) -> None:
    """Let the pool hand out no connection that the database has closed; it makes a new one.

    SQLAlchemy's own check (`pool_pre_ping`) asks the database each time. On a busy portal that is a
    fifth of all round trips, for a connection that answered a moment ago. HikariCP bounds its check
    in the same way, and as long (`aliveBypassWindowMs`).
    """

    @event.listens_for(engine, "checkin")
    def note(_connection: Any, entry: ConnectionPoolEntry) -> None:
        entry.info[USED_AT] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def check(connection: Any, entry: ConnectionPoolEntry, _proxy: Any) -> None:
        used_at = entry.info.pop(USED_AT, None)
        if used_at is None:  # it was made just now
            return
        is_busy = time.monotonic() - used_at < BUSY_S
        if connection.closed or (
            _is_closed(connection.fileno()) if is_busy else not _answers(engine, connection)
        ):
            raise InvalidatePoolError


def _is_closed(socket: int) -> bool:
    """Whether the database has ended it: then an end waits to be read on a line that is idle.

    An idle connection gets nothing else but rare notices; taking such a one for closed costs a new
    connection.
    """
    line = select.poll()
    line.register(socket, select.POLLIN)
    return bool(line.poll(0))


def _answers(engine: Engine, connection: DBAPIConnection) -> bool:
    """Whether the database answers on it."""
    try:
        return engine.dialect.do_ping(connection)
    except psycopg.Error:
        return False
