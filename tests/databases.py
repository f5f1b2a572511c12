"""A PostgreSQL for one test run, with the portal's tables in it; empty again for each test."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from portal.local.postgres import LocalPostgres, passing_folder

KEPT = frozenset({"alembic_version"})
HURRY = "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()"
"""No test cuts the power of this server: it need not wait for the disk."""
LOCK_TIMEOUT = "SET lock_timeout = '10s'"
"""A test that left a transaction open fails the next one, instead of hanging it."""


@contextmanager
def local_postgres():
    """A server of its own, as `make run` starts it; gone with the test run."""
    with passing_folder("portal-suite-") as folder:
        server = LocalPostgres(folder / "postgres")
        try:
            with psycopg.connect(server.plain_url("postgres"), autocommit=True) as connection:
                for statement in HURRY:
                    connection.execute(statement)
            yield server
        finally:
            server.stop()


class Cleaner:
    """Empties all tables in a millisecond: deleting few rows is faster than TRUNCATE."""

    def __init__(self, url: str) -> None:
        self._connection = psycopg.connect(url, autocommit=True)
        tables = self._connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        )
        names = [name for (name,) in tables if name not in KEPT]
        self._connection.execute("SET session_replication_role = replica")  # no foreign keys
        self._connection.execute(LOCK_TIMEOUT)
        self._delete = ";".join(f'DELETE FROM "{name}"' for name in names)

    def clean(self) -> None:
        """Leave nothing of the test before."""
        self._connection.execute(self._delete)

    def close(self) -> None:
        """Let go of the database."""
        self._connection.close()


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
