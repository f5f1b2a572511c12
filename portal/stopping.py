"""That the pages of this host are about to stop: said by one process, read by those that answer.

They share a file, whose name the others inherit; where there is none, nothing stops.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

NAME = "MIJNGEMEENTE_STOPPING_FILE"


@contextmanager
def place_to_say_so() -> Iterator[None]:
    """A file for the processes that are started here."""
    with TemporaryDirectory(prefix="portal-stopping-") as folder:
        os.environ[NAME] = str(Path(folder) / "stopping")
        try:
            yield
        finally:
            del os.environ[NAME]


def say_so() -> None:
    """Let the processes that answer tell proxies to send nobody here any more."""
    Path(os.environ[NAME]).touch()


def is_stopping() -> bool:
    """Whether this host is about to stop."""
    return NAME in os.environ and Path(os.environ[NAME]).exists()
