"""A PostgreSQL for one test run, with the portal's tables in it; empty again for each test."""

from collections.abc import Hashable, Iterable, Iterator
from contextlib import contextmanager

import psycopg
import pytest
from sqlalchemy import Engine, QueuePool

from portal.local.postgres import LocalPostgres, passing_folder
from portal.settings import Settings
from portal.storage import live_rows
from portal.storage.connections import check_connections

KEPT = frozenset({"alembic_version"})
HURRY = (
    "ALTER SYSTEM SET fsync = off",
    "ALTER SYSTEM SET full_page_writes = off",
    "ALTER SYSTEM SET synchronous_commit = off",
    "SELECT pg_reload_conf()",
)
"""No test cuts the power of these servers: they need not wait for the disk."""
FILLED = """
    SELECT column_name FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name = %s AND is_generated = 'NEVER'
    ORDER BY ordinal_position
"""
LOCK_TIMEOUT = "SET lock_timeout = '10s'"
"""A test that left a transaction open fails the next one, instead of hanging it."""


@contextmanager
def local_postgres() -> Iterator[LocalPostgres]:
    """A server of its own, as `make run` starts it; gone with the test run."""
    with passing_folder("portal-suite-") as folder:
        server = LocalPostgres(folder / "postgres")
        try:
            hurry(server)
            yield server
        finally:
            server.stop()


def hurry(server: LocalPostgres) -> None:
    """Let this server write without waiting for the disk."""
    with psycopg.connect(server.plain_url("postgres"), autocommit=True) as connection:
        for statement in HURRY:
            connection.execute(statement)


@contextmanager
def live_state_on_one_connection() -> Iterator[None]:
    """Let an app that is made here go on reading its live state on the connection of the last time.

    In operation one is made for each, once in five seconds; here each test reads it anew, and a
    new process of PostgreSQL takes ten times as long as what it is asked.
    """
    engines: list[Engine] = []
    connect = live_rows.connect

    def connect_to_stay(settings: Settings) -> Engine:
        engines.append(engine := connect(settings))
        check_connections(engine)
        return engine

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(live_rows, "NullPool", QueuePool)
        patch.setattr(live_rows, "connect", connect_to_stay)
        yield
    for engine in engines:
        engine.dispose()


class Cleaner:
    """Empties all tables in a millisecond: deleting few rows is faster than TRUNCATE."""

    def __init__(self, url: str) -> None:
        self._connection = psycopg.connect(url, autocommit=True)
        tables = self._connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        )
        self.tables = tuple(name for (name,) in tables if name not in KEPT)
        self._connection.execute("SET session_replication_role = replica")  # no foreign keys
        self._connection.execute(LOCK_TIMEOUT)
        self._delete = ";".join(f'DELETE FROM "{name}"' for name in self.tables)

    def clean(self) -> None:
        """Leave nothing of the test before."""
        self._connection.execute(self._delete)

    def execute(self, statement: str) -> None:
        """Carry this out, past foreign keys."""
        self._connection.execute(statement)

    def columns(self, table: str) -> str:
        """The columns of this table that can be filled: all but those that are worked out."""
        rows = self._connection.execute(FILLED, (table,)).fetchall()
        return ", ".join(f'"{name}"' for (name,) in rows)

    def filled(self) -> set[str]:
        """The names of the tables with rows."""
        queries = (f"SELECT '{name}' FROM \"{name}\" HAVING count(*) > 0" for name in self.tables)
        rows = self._connection.execute(" UNION ALL ".join(queries))
        return {name for (name,) in rows}

    def close(self) -> None:
        """Let go of the database."""
        self._connection.close()


class Shelf:
    """The rows that stand in some tables now, to put back after these were emptied.

    A copy that only this connection sees: it takes a millisecond, publishing all forms thirty.
    """

    def __init__(self, cleaner: Cleaner, tables: Iterable[str], name: str = "shelf") -> None:
        self._cleaner = cleaner
        self.tables = tuple(tables)
        columns = {table: cleaner.columns(table) for table in self.tables}
        for table, names in columns.items():
            cleaner.execute(
                f'CREATE TEMPORARY TABLE "{name}_{table}" AS SELECT {names} FROM "{table}"'
            )
        self._put_back = ";".join(
            f'INSERT INTO "{table}" ({names}) OVERRIDING SYSTEM VALUE'
            f' SELECT * FROM "{name}_{table}"'
            for table, names in columns.items()
        )

    def put_back(self) -> None:
        """Let the rows stand in their tables again, which must be empty."""
        self._cleaner.execute(self._put_back)


class Moments:
    """All rows as they stood at some moments of a test, to begin other tests with.

    What many tests begin with takes a second and a half over HTTP, its copy some milliseconds.
    """

    def __init__(self, cleaner: Cleaner, always: Iterable[str]) -> None:
        self._cleaner = cleaner
        self._always = set(always)
        """What has the same rows at the start of each test."""
        self._shelves: dict[Hashable, Shelf] = {}

    def is_start(self) -> bool:
        """Whether nothing happened yet in this test."""
        return self._cleaner.filled() <= self._always

    def keep(self, moment: Hashable) -> None:
        """Copy the rows as they stand now."""
        tables = self._cleaner.filled() - self._always
        self._shelves[moment] = Shelf(self._cleaner, tables, f"moment_{len(self._shelves)}")

    def put_back(self, moment: Hashable) -> None:
        """Let the rows stand in their tables again, which must be empty. Raises `KeyError`."""
        self._shelves[moment].put_back()

    def __contains__(self, moment: Hashable) -> bool:
        return moment in self._shelves


def texts_in(url: str) -> Iterator[tuple[str, str]]:
    """Every value of every row of every table as text, with the name of its column."""
    with psycopg.connect(url) as connection:
        columns = connection.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema = 'public'"
        ).fetchall()
        for table, column in columns:
            query = f'SELECT CAST("{column}" AS text) FROM "{table}"'
            for (value,) in connection.execute(query):
                yield f"{table}.{column}", value or ""
