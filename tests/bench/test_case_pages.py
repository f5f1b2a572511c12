"""How many calls pages of cases take: the same, however many cases and documents there are.

What is counted here is exact; how long pages take, `python -m bench.growth` says.
"""

import re
import time

import pytest
from sqlalchemy import create_engine, delete, insert

from bench import load
from bench.browser import Browser
from bench.growth.case_pages import case_path
from bench.growth.embedded_cases import give_cases, give_others_cases
from bench.growth.embedded_documents import give_documents
from bench.growth.pages import CASE, FIRST_CASES, OF_MANY_CASES, OVERVIEW
from bench.world import SourceFailed, running
from portal.domain.cases import CASES_ON_PAGE
from portal.embedded.registers.residents import CORNELIS
from portal.embedded.seed.case_data import NEWEST
from portal.embedded.storage import QUIRK
from portal.embedded.zgw.quirks import Quirk
from portal.embedded.zgw.zaken.expand import EXPAND_S
from portal.gateways.cases.zgw.search import PARTS as PARTS_OF_CASE
from tests.processes import unmeasured

pytestmark = pytest.mark.slow
SIZES = pytest.mark.parametrize(
    "sizes",
    [(20, 200, 500), pytest.param((20, 200, 1_000, 10_000), marks=pytest.mark.stress)],
    ids=lambda sizes: str(sizes[-1]),
)
OTHERS = 2_000
DOCUMENT = re.compile(r'href="/zaken/[^"]+/documenten/[0-9a-f-]{36}"')
OF_DOCUMENTS = 2
"""Calls for the documents of a case, 100 at most: a search, and another page of it."""
PARTS = ("statuses", "decisions", "documents", "tasks", "questions")
"""Kinds of part that the page of a case has, each of which may take a call."""
OF_PAGE = 4 + len(PARTS)


@pytest.fixture(scope="module")
def world():
    """One web process; many cases of others are there from the start."""
    with unmeasured(), running(cases=1, workers=1) as running_world:
        give_others_cases(running_world.embedded_url, OTHERS)
        yield running_world


@SIZES
def test_pages_take_as_many_calls_for_all_cases_as_for_twenty(world, sizes):
    calls = {}
    for size in sizes:
        give_cases(world.embedded_url, OF_MANY_CASES, size)
        world.forget_cases()
        for scenario in (OVERVIEW, FIRST_CASES):
            load.play(scenario.begin(world, 1, 1), 1)
            calls[scenario.name, size] = load.count(world, scenario).calls

    for scenario in (OVERVIEW, FIRST_CASES):
        first, *rest = (calls[scenario.name, size] for size in sizes)
        assert rest == [first] * len(rest)
    assert world.check_sources() is None


def visit(world, path):
    """The page, in a new login session, and what it asked of each part of the world."""
    browser = Browser(world.portal, world.log_in(CORNELIS.bsn))
    before = world.calls()
    page = browser.get(path)
    return page, {
        part: times - before.get(part, 0)
        for part, times in world.calls().items()
        if times > before.get(part, 0)
    }


def test_page_of_a_case_takes_as_many_calls_for_a_hundred_documents_as_for_one(world):
    path, found = case_path(world), []
    for count in (1, 100):
        give_documents(world.embedded_url, NEWEST, count)
        world.forget_cases()
        visit(world, path)
        page, calls = visit(world, path)
        assert len(DOCUMENT.findall(page.text)) == count
        found.append(calls)

    few, many = found
    assert few == many
    assert many["documenten"] <= OF_DOCUMENTS
    assert sum(many.values()) <= OF_PAGE, many


@pytest.fixture
def expanding_costs_time(world):
    """The case system takes as long to expand as a real one."""
    engine = create_engine(world.embedded_url)
    with engine.begin() as connection:
        connection.execute(insert(QUIRK).values(name=Quirk.SLOW_EXPAND))
    yield
    with engine.begin() as connection:
        connection.execute(delete(QUIRK))
    engine.dispose()


@pytest.mark.parametrize("scenario", [FIRST_CASES, OVERVIEW], ids=lambda scenario: scenario.name)
def test_first_page_is_whole_where_expanding_costs_what_it_costs(
    world, expanding_costs_time, scenario
):
    give_cases(world.embedded_url, OF_MANY_CASES, 200)
    browsers = [Browser(world.portal, world.log_in(OF_MANY_CASES)) for _ in range(2)]
    for browser in browsers:  # the second one finds a catalogue that is kept
        world.forget_cases()
        began = time.perf_counter()
        page = browser.get(scenario.about)
        taken_s = time.perf_counter() - began

    assert CASE in page.text, "the list was late"
    assert taken_s >= EXPAND_S * len(PARTS_OF_CASE) * CASES_ON_PAGE, "expanding cost nothing"
    assert world.check_sources() is None


def test_run_is_void_when_the_portal_met_a_failure_outside(world):
    """The last here: what it breaks stays broken."""
    world.break_off("objecten")
    visit(world, "/overzicht/")

    with pytest.raises(SourceFailed, match=r"^1x tasks: "):
        world.check_sources()
