"""How a test run begins: hooks of pytest, for `conftest`."""

import gc

import pytest

from tests.files_read import remember_files
from tools import styles

NEW_OBJECTS = 10_000
"""How many more objects are made than let go, before cycles are looked for: as in `portal web`."""


def pytest_configure(config):
    """Join the styles as they are now: pages can't be made without.

    Until all tests are collected hardly anything that is made is let go again, and looking for
    cycles in it takes a sixth of that time.
    """
    gc.disable()
    if not hasattr(config, "workerinput"):
        styles.write()
    patch = pytest.MonkeyPatch()
    remember_files(patch)
    config.add_cleanup(patch.undo)
    config.add_cleanup(gc.enable)


def pytest_collection_finish(session):
    """Let memory be tidied of what tests make only: what is in it now stays to the end."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS)
    gc.enable()
