"""The world around the portal as it was at its first start, to begin each story with."""

from datetime import date

import psycopg

from portal.domain.days import today
from tests.databases import FILLED

STAYING = frozenset({"digid_key"})
"""Who fetched the keys of DigiD a minute ago must still be able to use them: as after a reset."""
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"

OF_RESIDENTS = """
    SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN
    ('alembic_version', 'form_version', 'published_form', 'form_publication')
    AND tablename NOT LIKE 'procrastinate%'
"""


def empty_portal(database: psycopg.Connection) -> None:
    """Leave nothing in the portal's database of what residents did; forms stay published.

    Of few rows that takes some milliseconds, where TRUNCATE makes every file anew.
    """
    names = [name for (name,) in database.execute(OF_RESIDENTS)]
    database.execute("SET session_replication_role = replica")  # past what is append-only
    database.execute(";".join(f'DELETE FROM "{name}"' for name in names))


class Beginning:
    """All rows of the embedded world, copied once: sowing its cases anew takes a second.

    The copies are in a schema of their own: they outlive a restart of the database.
    """

    def __init__(self) -> None:
        self._day: date | None = None
        """When the rows were sown: much in them counts from that day. None: there is no copy."""
        self._put_back = ""

    @property
    def is_of_today(self) -> bool:
        """Whether there is a copy that can be put back."""
        return self._day == today()

    def keep(self, url: str) -> None:
        """Copy the rows as they stand now."""
        day = today()
        with psycopg.connect(url, autocommit=True) as database:
            names = [name for (name,) in database.execute(TABLES) if name not in STAYING]
            columns = {name: _columns(database, name) for name in names}
            database.execute("DROP SCHEMA IF EXISTS beginning CASCADE; CREATE SCHEMA beginning")
            for name, filled in columns.items():
                database.execute(
                    f'CREATE TABLE beginning."{name}" AS SELECT {filled} FROM public."{name}"'
                )
        # What is being made meanwhile waits: else it hangs on what was just deleted.
        locked = ", ".join(f'"{name}"' for name in names)
        statements = [
            f"LOCK TABLE {locked} IN EXCLUSIVE MODE",
            *(f'DELETE FROM "{name}"' for name in names),
            *(
                f'INSERT INTO "{name}" ({filled}) OVERRIDING SYSTEM VALUE'
                f' SELECT * FROM beginning."{name}"'
                for name, filled in columns.items()
            ),
        ]
        self._put_back = "; ".join(statements)
        self._day = day

    def put_back(self, url: str) -> None:
        """Let the rows of the copy stand in place of all that is there now."""
        with psycopg.connect(url, autocommit=True) as database:
            database.execute("SET session_replication_role = replica")  # no foreign keys
            database.execute(self._put_back)


def _columns(database: psycopg.Connection, table: str) -> str:
    """The columns of this table that can be filled: all but those that are worked out."""
    return ", ".join(f'"{name}"' for (name,) in database.execute(FILLED, (table,)))
