"""One portal and one browser for all journeys; each test class begins with empty ones.

The tests of a class tell one story in order: when a step fails, the steps after it fail untried.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.browser import Browser
from tests.journeys.inspection import LOOKING_ON, Inspection
from tests.journeys.papers import a_contract
from tests.journeys.resident import Resident
from tests.journeys.variants import WITH
from tests.journeys.worker_desk import WorkerDesk
from tests.journeys.world import World, running_world

JOURNEYS = frozenset(Path(__file__).parent.glob("test_*.py"))
OUTCOME = Path(__file__).parent / "test_states.py"
FAILED = pytest.StashKey[dict[str, str]]()


@pytest.fixture(scope="session")
def running() -> Iterator[World]:
    """The whole portal with the world around it."""
    with running_world() as world:
        yield world


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A browser that speaks Dutch."""
    with tempfile.TemporaryDirectory(prefix="journeys-", ignore_cleanup_errors=True) as folder:
        browser = Browser(Path(folder))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def inspection(request: pytest.FixtureRequest) -> Inspection:
    """What was seen of all pages."""
    return request.config.stash.get(LOOKING_ON, None) or Inspection()


@pytest.fixture(scope="class", params=[WITH])
def javascript(request: pytest.FixtureRequest) -> bool:
    """Whether the browser runs scripts; parametrise it to have both."""
    return request.param == WITH


@pytest.fixture(scope="class")
def world(running: World, javascript: bool) -> World:
    """The world as it is when nobody did anything yet."""
    running.begin_anew()
    return running


@pytest.fixture(scope="class")
def resident(world: World, chromium: Browser, inspection: Inspection, javascript: bool) -> Resident:
    """Somebody with an empty browser, who speaks Dutch and has not logged in."""
    chromium.begin_anew(javascript=javascript)
    return Resident(chromium, world.portal, inspection, world.hurry)


@pytest.fixture(scope="class")
def desk(world: World, chromium: Browser, javascript: bool) -> WorkerDesk:
    """The case worker's page, in a tab of its own."""
    return WorkerDesk(chromium, world.embedded)


@pytest.fixture(scope="class")
def contract(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A rental contract as PDF."""
    return a_contract(tmp_path_factory.mktemp("files"))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Judge the states that were met only in a run of all journeys: each meets some of them."""
    if {item.path for item in items} >= JOURNEYS:
        return
    left_out = [item for item in items if item.path == OUTCOME]
    items[:] = [item for item in items if item.path != OUTCOME]
    config.hook.pytest_deselected(items=left_out)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Note which story failed, and where; and what the portal was at, which is gone later."""
    report = yield
    if report.failed and (story := _story(item)):
        item.config.stash.setdefault(FAILED, {}).setdefault(story, item.name)
    running = getattr(item, "funcargs", {}).get("world")
    if report.failed and isinstance(running, World):
        report.sections.append(("the portal meanwhile", running.at_work()))
    return report


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Don't go on with a story of which a step failed."""
    failed = item.config.stash.get(FAILED, {}).get(_story(item))
    if failed:
        pytest.fail(f"not tried, as an earlier step failed: {failed}")


def _story(item: pytest.Item) -> str:
    """Name of the story that this test is a step of; empty for a test on its own."""
    if item.cls is None:
        return ""
    variant = item.callspec.id if hasattr(item, "callspec") else ""
    return f"{item.nodeid.partition('::')[0]} {item.cls.__name__} {variant}"
