"""How the processes of a test run share the work: hooks of pytest, for `conftest`."""

import os
from collections import Counter

import pytest
from xdist.scheduler import LoadScopeScheduling

from tests.measuring import choose_measured

JOURNEYS = "tests/journeys"
OF_THE_AUDIT = tuple(f"{JOURNEYS}/test_{name}.py" for name in ("audit", "checks", "room"))
"""They look at pages of their own, and meet no state of the portal."""
WEIGHTS = {"journey": 8, "slow": 40, "hypothesis": 6}
"""Markers of tests that take so many times as long as others."""
POLITE = 5
BEGUN = pytest.StashKey[bool]()


class OneProcessEach(LoadScopeScheduling):
    """A file stays in one process, with what its tests share; journeys share one browser too.

    They are dealt out in the order of the collection.
    """

    def __init__(self, config, log):
        config.option.loadscopereorder = False
        super().__init__(config, log)

    def _split_scope(self, nodeid):
        return scope_of(nodeid)


def scope_of(nodeid: str) -> str:
    """The name of what stays in one process with this test."""
    path = nodeid.partition("::")[0]
    if path in OF_THE_AUDIT:
        return "the audit"
    return JOURNEYS if path.startswith(f"{JOURNEYS}/") else path


def pytest_collection_modifyitems(config, items):
    """Begin with what takes longest, so that no process is alone with it at the end."""
    choose_measured(items)
    if hasattr(config, "workerinput"):
        weights = Counter()
        for item in items:
            weights[scope_of(item.nodeid)] += weight_of(item)
        items.sort(key=lambda item: -weights[scope_of(item.nodeid)])


def weight_of(item: pytest.Item) -> int:
    """How long this test takes, in usual tests."""
    markers = {marker.name for marker in item.iter_markers()}
    return max((weight for name, weight in WEIGHTS.items() if name in markers), default=1)


def pytest_xdist_make_scheduler(config, log):
    """Deal tests out where several processes run them."""
    return OneProcessEach(config, log)


def pytest_runtest_setup(item):
    """Let a process that begins with other tests give way to the journeys, which take longest."""
    is_first = not item.config.stash.get(BEGUN, False)
    item.config.stash[BEGUN] = True
    if is_first and hasattr(item.config, "workerinput") and scope_of(item.nodeid) != JOURNEYS:
        os.nice(POLITE)
