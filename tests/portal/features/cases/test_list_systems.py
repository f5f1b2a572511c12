"""Mijn zaken where one of several case systems is silent: it is named, and nothing is claimed."""

import pytest

from portal.domain.failures import MissingSystem
from tests.browser import hrefs_of, main_of
from tests.factories import BSN, a_case, a_case_file, missing

SILENT = MissingSystem("vth", "HTTP 503", "vergunningen en toezicht")
NAMED = "Wij kunnen de zaken van vergunningen en toezicht nu niet laten zien."
NOTHING = "U heeft geen lopende zaken"
PAGES = ["/zaken/", "/overzicht/"]


@pytest.fixture
def one_is_silent(world):
    world.cases.odd = (SILENT,)


@pytest.mark.parametrize("address", PAGES)
def test_silent_system_is_named_beside_what_others_have(browser, world, one_is_silent, address):
    world.cases.files[BSN] += [a_case_file(a_case("ZAAK-1"))]
    page = browser.get(address)

    words = main_of(page)
    assert NAMED in words
    assert "ZAAK-1" in words
    assert "Bel ons als u die mist" not in words
    assert f"{address}?ververs=zaken&poging=1" in hrefs_of(page)
    assert '<span lang="nl">vergunningen en toezicht</span>' in page.text


@pytest.mark.parametrize("address", PAGES)
def test_nobody_is_told_that_they_have_no_cases(browser, one_is_silent, address):
    words = main_of(browser.get(address))

    assert NAMED in words
    assert NOTHING not in words


def test_list_without_a_system_is_not_kept(browser, world, one_is_silent):
    assert NAMED in main_of(browser.get("/zaken/"))
    world.cases.odd = ()

    words = main_of(browser.get("/zaken/"))
    assert NAMED not in words
    assert NOTHING in words


def test_cases_that_cannot_be_read_are_counted_apart(browser, world):
    world.cases.odd = (SILENT, *missing("case"))

    words = main_of(browser.get("/zaken/"))
    assert NAMED in words
    assert "Wij kunnen 1 zaak nu niet laten zien. Bel ons als u die mist." in words


def test_words_of_the_municipality_are_no_markup(browser, world):
    world.cases.odd = (MissingSystem("vth", "HTTP 503", "<b>&zaken</b>"),)

    assert "&lt;b&gt;&amp;zaken&lt;/b&gt;" in browser.get("/zaken/").text
