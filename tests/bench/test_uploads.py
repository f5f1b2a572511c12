"""Eight residents send 50 MB at once, and the web processes hardly grow."""

import pytest

from bench.uploads import MOST_MB, measure
from bench.world import running

pytestmark = [pytest.mark.slow, pytest.mark.stress]
COUNT, MEGABYTES = 8, 50


def test_web_processes_hardly_grow_while_eight_large_files_come_in():
    with running(cases=0) as world:
        figures = measure(world, COUNT, MEGABYTES)

    assert len(figures.uploads) == COUNT
    assert figures.grown_mb <= MOST_MB
