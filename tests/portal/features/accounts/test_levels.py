"""Levels of assurance: what is asked for is also checked, at every page."""

import pytest

from tests.browser import words_of
from tests.factories import OTHER_BSN
from tests.portal.features.accounts.conftest import params_of
from tests.portal.gateways.identity.fake_provider import HOOG, MIDDEN, SUBSTANTIEEL


def test_higher_level_asks_for_a_new_login_and_then_opens(browser, provider):
    browser.log_in()
    asked = browser.get("/proef/substantieel/")
    assert params_of(asked.location) == {"next": "/proef/substantieel/", "niveau": "25"}
    assert "DigiD app met ID-check nodig" in words_of(browser.get(asked.location))

    provider.acr = SUBSTANTIEEL
    arrived = browser.log_in(**params_of(asked.location))

    assert browser.get(arrived.location).text == "substantial"


def test_higher_level_that_was_not_proved_is_refused(browser, provider):
    browser.log_in()
    provider.acr = MIDDEN

    failed = browser.log_in(next="/proef/substantieel/", niveau=25)

    assert params_of(failed.location)["melding"] == "level"
    assert browser.get("/proef/substantieel/").status_code == 303


@pytest.mark.parametrize(("slug", "status"), [("midden", 200), ("hoog", 303)])
def test_level_can_follow_from_the_address(browser, slug, status):
    browser.log_in()

    assert browser.get(f"/proef/dienst/{slug}/").status_code == status


def test_level_does_not_outlive_the_session(browser, provider):
    provider.acr = HOOG
    browser.log_in()
    assert browser.get("/proef/substantieel/").status_code == 200
    provider.acr = MIDDEN

    browser.log_in()

    assert browser.get("/proef/substantieel/").status_code == 303


def test_somebody_else_does_not_land_on_the_page_of_the_first(browser, provider):
    browser.log_in()
    first, old = browser.get("/proef/zaken/").json["key"], browser.cookie
    provider.bsn, provider.acr = OTHER_BSN, SUBSTANTIEEL

    arrived = browser.log_in(next="/proef/substantieel/", niveau=25)

    assert arrived.location == "/overzicht/"
    assert browser.get("/proef/zaken/").json["key"] != first
    browser.plant(old)
    assert browser.get("/proef/zaken/").status_code == 303


def test_anonymous_visitor_is_asked_for_the_level_of_the_page_at_once(browser):
    assert params_of(browser.get("/proef/substantieel/").location)["niveau"] == "25"


def test_level_none_opens_a_page_to_everybody(browser):
    assert browser.get("/proef/dienst/none/").text == "none"


def test_failed_try_for_a_higher_level_asks_for_that_level_again(browser, provider):
    browser.log_in()
    provider.acr = MIDDEN
    failed = browser.log_in(next="/proef/substantieel/", niveau=25)

    page = browser.get(failed.location)

    assert params_of(failed.location) == {
        "next": "/proef/substantieel/",
        "niveau": "25",
        "melding": "level",
    }
    assert "niveau=25" in page.text
