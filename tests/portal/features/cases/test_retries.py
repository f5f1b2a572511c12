"""What is late or failed is tried again: by a link, and with htmx twice by itself."""

import re
import time
from datetime import timedelta

import pytest

from portal.storage.base import FRESH_FOR
from tests.browser import links_of, main_of
from tests.factories import BSN, a_case_file

BLOCK = {"HX-Request": "true"}
BY_ITSELF = re.compile(r'data-hx-get="([^"]+)"\s+data-hx-trigger="click, load delay:(\d)s"')
FAILED = "Wij kunnen uw zaken nu niet laten zien."


def retries_on(page) -> list[str]:
    """Where this page goes again by itself."""
    return [address.replace("&amp;", "&") for address, _wait in BY_ITSELF.findall(page.text)]


@pytest.mark.parametrize("path", ["/zaken/", "/overzicht/"])
def test_it_is_tried_twice_by_itself_and_then_no_more(browser, world, path):
    world.cases.is_down = True

    page = browser.get(path)
    tries = 0
    while addresses := [each for each in retries_on(page) if "zaken" in each.split("?")[1]]:
        page = browser.get(addresses[0], headers=BLOCK)
        tries += 1

    assert tries == 2
    assert FAILED in page.text, "its words stay, and the link with them"
    assert "poging=3" in page.text


def test_the_link_works_by_itself_too(browser, world):
    world.cases.is_down = True
    page = browser.get("/zaken/")
    world.cases.is_down = False
    world.cases.files[BSN] = [a_case_file()]

    again = browser.get(links_of(page)["Probeer opnieuw : uw zaken"])

    assert FAILED not in main_of(again)
    assert retries_on(again) == []


def test_a_number_of_tries_that_makes_no_sense_tries_no_more(browser, world):
    world.cases.is_down = True

    for number in ("-1", "2", "99", "x"):
        assert retries_on(browser.get(f"/zaken/?ververs=zaken&poging={number}")) == []


def test_choice_of_a_search_is_kept(browser, world):
    world.cases.is_down = True

    [address] = retries_on(browser.get("/zaken/?zoek=boom&jaar=2026"))

    assert address == "/zaken/?zoek=boom&jaar=2026&ververs=zaken&poging=1"


def test_a_retry_takes_what_came_meanwhile_and_a_refresh_asks(browser, world, app, monkeypatch):
    world.cases.files[BSN] = [a_case_file()]
    sessions = app.extensions["portal"].sessions
    monkeypatch.setitem(sessions.kw["info"], FRESH_FOR, timedelta(minutes=1))
    browser.get("/zaken/")
    calls = len(world.cases.calls)

    browser.get("/zaken/?ververs=zaken&poging=1", headers=BLOCK)
    assert len(world.cases.calls) == calls
    browser.get("/zaken/?ververs=zaken", headers=BLOCK)
    assert len(world.cases.calls) == calls + 1


@pytest.mark.parametrize("path", ["/overzicht/", "/zaken/", "/zaken/?zoek=kap"])
def test_page_is_there_within_two_seconds_however_long_sources_take(browser, world, path):
    for system in (world.cases, world.tasks, world.persons):
        system.slow_s = 4.0
    began = time.monotonic()

    page = browser.get(path)

    took = time.monotonic() - began
    assert FAILED in main_of(page)
    assert took < 3.0, "two seconds, and one for a busy machine"
