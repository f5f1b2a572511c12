"""Which tests are measured for coverage: being measured takes almost as long again as the test.

A part of the tests suffices: the gate counts what these alone reach, so it is no lower for it.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from pytest_cov.engine import CovController

from tests.processes import unmeasured

NOT_MEASURED = tuple(
    f"tests/{place}/"
    for place in ("attacks", "bench", "chaos", "faults", "journeys", "rules", "portal/embedded")
)
"""Tests of the whole, which others follow line by line."""
LEFT_OUT_ONE_IN = 3
"""Of the other tests of a file; and all but the first value of one that is told for many."""
MEASURED = pytest.StashKey[bool]()
OF_MANY_TESTS = frozenset({"session", "package", "module"})


def choose_measured(items: list[pytest.Item]) -> None:
    """Note of each test whether it is measured: the same ones in every run and process."""
    places: dict[str, int] = {}
    in_file: Counter[str] = Counter()
    for item in items:
        name = item.nodeid.partition("[")[0]
        is_first = name not in places
        if is_first:
            path = name.partition("::")[0]
            places[name] = in_file[path]
            in_file[path] += 1
        is_left_out = places[name] % LEFT_OUT_ONE_IN == LEFT_OUT_ONE_IN - 1
        item.stash[MEASURED] = is_first and not is_left_out and _counts(item)


def _counts(item: pytest.Item) -> bool:
    """Whether this test may be measured: it tries neither many examples nor the whole."""
    return not (
        item.nodeid.startswith(NOT_MEASURED)
        or item.get_closest_marker("hypothesis")
        or item.get_closest_marker("no_cover")
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Measure neither a test that is left out, nor what is made for it, nor its processes."""
    controller = _controller(item.config)
    if item.stash[MEASURED] or controller is None:
        return (yield)
    with _measured(controller, on=False), unmeasured():
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(
    fixturedef: pytest.FixtureDef[object], request: pytest.FixtureRequest
) -> Iterator[object]:
    """Measure what is made once for many tests, whichever of them comes first."""
    controller = _controller(request.config)
    if fixturedef.scope not in OF_MANY_TESTS or controller is None:
        return (yield)
    with _measured(controller, on=True):
        return (yield)


def _controller(config: pytest.Config) -> CovController | None:
    """What measures this process; None where nothing is measured."""
    plugin = config.pluginmanager.getplugin("_cov")
    return plugin and plugin.cov_controller


@contextmanager
def _measured(controller: CovController, *, on: bool) -> Iterator[None]:
    was_on = controller.started
    _turn(controller, on=on)
    try:
        yield
    finally:
        _turn(controller, on=was_on)


def _turn(controller: CovController, *, on: bool) -> None:
    if controller.started != on:
        (controller.resume if on else controller.pause)()
