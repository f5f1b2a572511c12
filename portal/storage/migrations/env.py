"""Alembic's entry: one connection, one transaction, one at a time."""

from alembic import context
from alembic.migration import MigrationContext
from sqlalchemy import Connection, NullPool, create_engine, text

from portal.storage import migrations
from portal.storage.tables import METADATA

LOCK = 4_711_001
"""Number of the advisory lock that keeps two upgrades apart."""


def check_is_ours(connection: Connection) -> None:
    """Raise `NewerDatabase` for a state that this code doesn't know."""
    revision = MigrationContext.configure(connection).get_current_revision()
    if migrations.is_newer(revision):
        raise migrations.NewerDatabase(
            f"The database is of a newer release ({revision}): nothing was changed."
        )


def run() -> None:
    """Run the migrations that the command asks for."""
    engine = create_engine(context.config.attributes["database_url"], poolclass=NullPool)
    with engine.connect() as connection, connection.begin():
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        check_is_ours(connection)
        context.configure(
            connection=connection,
            target_metadata=METADATA,
            include_name=lambda name, kind, _parents: kind != "table" or name in METADATA.tables,
        )
        context.run_migrations()


run()
