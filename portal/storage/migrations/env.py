"""Alembic's entry: one connection, one transaction, one at a time."""

from alembic import context
from sqlalchemy import create_engine, text

from portal.storage.tables import METADATA

LOCK = 4_711_001
"""Number of the advisory lock that keeps two upgrades apart."""


def run() -> None:
    """Run the migrations that the command asks for."""
    engine = create_engine(context.config.attributes["database_url"])
    with engine.connect() as connection, connection.begin():
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        context.configure(
            connection=connection,
            target_metadata=METADATA,
            include_name=lambda name, kind, _parents: kind != "table" or name in METADATA.tables,
        )
        context.run_migrations()
    engine.dispose()


run()
