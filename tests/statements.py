"""What is sent to the database, as the first word of each: to count round trips exactly."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session


@contextmanager
def statements(database: Session | Engine) -> Iterator[list[str]]:
    """The statements of everything on this engine, BEGIN, COMMIT and ROLLBACK among them."""
    engine = database if isinstance(database, Engine) else database.get_bind().engine
    words: list[str] = []
    listeners = {
        "begin": lambda _connection: words.append("BEGIN"),
        "commit": lambda _connection: words.append("COMMIT"),
        "rollback": lambda _connection: words.append("ROLLBACK"),
        "savepoint": lambda *_: words.append("SAVEPOINT"),
        "release_savepoint": lambda *_: words.append("RELEASE"),
        "before_cursor_execute": lambda _c, _cursor, sql, *_: words.append(sql.split()[0]),
    }
    for name, listener in listeners.items():
        event.listen(engine, name, listener)
    try:
        yield words
    finally:
        for name, listener in listeners.items():
            event.remove(engine, name, listener)
