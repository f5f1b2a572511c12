"""Whether the database can serve: there, to be written in, as new as the code, with our keys."""

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session

from portal.storage import migrations
from portal.storage.keys import faults_of_keys

STATE = text(
    "SELECT current_setting('transaction_read_only') = 'on' AS read_only,"
    " (SELECT version_num FROM alembic_version) AS revision"
)
ROOM = (
    text("SET LOCAL work_mem = '64kB'"),
    text("SELECT count(*) FROM generate_series(1, 20000)"),
)
"""Keeps rows on disk that don't fit in its memory: fails where that is full, and leaves nothing."""
OUT_OF_SERVICE = ("08", "25006", "53", "57", "58", "XX")
"""Beginnings of SQLSTATE (PostgreSQL, appendix A): connection, read-only, resources, operator
intervention, system and internal error."""
OLDER = "The database is older than the program: run portal migrate."
OLDER_TABLES = ("42P01", "42703")
"""No such table, no such column: the database is older than the code."""


def faults_of_database(session: Session) -> list[str]:
    """Why the database can't serve, a sentence each; empty: it can."""
    try:
        state = session.execute(STATE).one()
        faults = ["The database can only be read."] if state.read_only else []
        if migrations.is_older(state.revision):
            faults.append(OLDER)
            return faults
        for statement in ROOM:
            session.execute(statement)
        return faults + faults_of_keys(session)
    except SQLAlchemyError as error:
        kind = type(getattr(error, "orig", None) or error).__name__
        return [f"The database doesn't answer as it should ({kind})."]


def is_older_than_code(session: Session) -> bool:
    """Whether the database lacks what this code needs; one that was never prepared does."""
    if session.scalar(text("SELECT to_regclass('alembic_version')")) is None:
        return True
    return migrations.is_older(session.scalar(text("SELECT version_num FROM alembic_version")))


def is_out_of_service(error: DBAPIError) -> bool:
    """Whether it is the database that fails, and not a statement of ours."""
    state = getattr(error.orig, "sqlstate", None) or ""
    return (
        isinstance(error, OperationalError)
        or error.connection_invalidated
        or state.startswith(OUT_OF_SERVICE + OLDER_TABLES)
    )
