"""What is sent to the database, as the first word of each: to count round trips exactly."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from psycopg import Connection
from psycopg.pq import TransactionStatus
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session


@contextmanager
def statements(database: Session | Engine) -> Iterator[list[str]]:
    """The statements of everything on this engine, BEGIN, COMMIT and ROLLBACK among them.

    As psycopg sends them: a transaction begins with its first statement, and where none has begun
    there is nothing to end. Savepoints come as statements of their own.
    """
    engine = database if isinstance(database, Engine) else database.get_bind().engine
    words: list[str] = []

    def executes(_connection: Any, cursor: Any, sql: str, *_: Any) -> None:
        if not cursor.connection.autocommit and is_idle(cursor.connection):
            words.append("BEGIN")
        words.append(sql.split(maxsplit=1)[0])

    def ends(word: str, connection: Any) -> None:
        if not is_idle(connection.connection.dbapi_connection):
            words.append(word)

    listeners = {
        "before_cursor_execute": executes,
        "commit": lambda connection: ends("COMMIT", connection),
        "rollback": lambda connection: ends("ROLLBACK", connection),
    }
    for name, listener in listeners.items():
        event.listen(engine, name, listener)
    try:
        yield words
    finally:
        for name, listener in listeners.items():
            event.remove(engine, name, listener)


def is_idle(connection: Connection[Any]) -> bool:
    """Whether no transaction is open."""
    return connection.info.transaction_status is TransactionStatus.IDLE
