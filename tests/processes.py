"""Processes that tests start."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest


@contextmanager
def unmeasured() -> Iterator[None]:
    """Processes that begin in here measure no coverage, which would take half of their time.

    A journey or a bench shows that the parts fit together; which lines have a test, the tests of
    parts say.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COVERAGE_PROCESS_CONFIG", "")
        yield
