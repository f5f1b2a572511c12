"""Bad days of a resident: slow registers, impatient fingers, two tabs, a session that is over.

Rules 1, 2 and 3 of the design.
"""

import time
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

import pytest
from selenium.webdriver import ActionChains

from tests.journeys import moving
from tests.journeys.moving import FORM, NOOR
from tests.journeys.variants import BOTH_IN_STRESS
from tests.journeys.world import get

pytestmark = pytest.mark.journey
WITHOUT_REGISTER_S = 4.0
"""Two seconds of waiting for the register, and the page itself on a busy machine."""


def test_rule_1_a_register_that_hangs_is_named_and_the_form_goes_on(resident, world):
    with world.broken("brp", "hangt"):
        # When the form is opened
        resident.open(FORM)
        resident.press("Beginnen")
        resident.log_in_as(NOOR)
        began = time.monotonic()
        status, _page = get(f"{world.portal}{FORM}gegevens/", resident.browser.cookies())
        # Then the page is there within seconds and names the register
        assert status == 200
        assert time.monotonic() - began < WITHOUT_REGISTER_S
        resident.see("Basisregistratie Personen", "U kunt wel verdergaan.")
        # And who moves along is typed
        resident.press("Volgende")
        resident.fill("Zet elke naam op een eigen regel", "Sam Yilmaz")
        resident.press("Volgende")
        assert resident.heading == "Wat is uw nieuwe adres?"
        # And the page with what the register says doesn't say that there is nothing
        resident.open("/mijn-gegevens/")
        resident.see("Wij weten dus niet wat er staat.")


def test_rule_1_an_address_register_that_is_down_lets_the_form_go_on(resident, world):
    moving.begin(resident)
    resident.press("Volgende")
    resident.press("Volgende")
    # When the house has several numbers, one is picked
    resident.fill("Postcode", "1235 EF")
    resident.fill("Huisnummer", "10 B")
    resident.press("Volgende")
    resident.see("Welk adres bedoelt u?", "Kies uw adres uit de lijst.")
    # When the register is down, what was typed is taken
    with world.broken("locatieserver", "uit"):
        resident.press("Volgende")
    assert resident.heading == "Op welke dag verhuist u?"


@BOTH_IN_STRESS
def test_rule_2_a_double_click_on_send_is_one_submission(resident, world, contract):
    moving.begin(resident)
    moving.fill_in_all(resident, contract)
    send = resident.browser.driver.find_element("css selector", "#send button")
    ActionChains(resident.browser.driver).double_click(send).perform()
    resident.wait_for("Gelukt! Wij hebben het ontvangen")
    assert world.sql("SELECT count(*) FROM submission") == [(1,)]
    moving.complete_case(world)
    # And sending the page of before again shows the one receipt
    resident.go_back()
    resident.open(f"{FORM}controleren/")
    resident.see("Misschien heeft u het al verstuurd.")


@BOTH_IN_STRESS
def test_rule_3_two_tabs_give_a_choice(resident):
    # Given the same page open in two tabs
    moving.begin(resident)
    resident.press("Volgende")
    resident.press("Volgende")
    moving.fill_in_address(resident)
    resident.open(f"{FORM}adres/")
    with resident.browser.another_tab():
        resident.open(f"{FORM}adres/")
        moving.fill_in_address(resident, "30")
    # When the first tab saves something else
    moving.fill_in_address(resident, "40")
    # Then nothing is overwritten: the resident chooses
    assert resident.heading == "Kies welk antwoord u wilt houden"
    resident.see("30", "40")
    resident.press("Houd wat ik net invulde")
    resident.open(f"{FORM}adres/")
    assert resident.value("Huisnummer") == "40"


@BOTH_IN_STRESS
def test_the_back_button_after_logging_out_shows_nothing_personal(resident):
    moving.log_in(resident)
    resident.open("/berichten/")
    resident.open("/overzicht/")
    resident.see("Noor")
    resident.log_out()
    for _page in range(3):
        resident.go_back()
        resident.see("Inloggen met DigiD")
        assert not resident.reads("Noor")
    resident.open("/overzicht/")
    assert resident.path.startswith("/inloggen/")


@BOTH_IN_STRESS
def test_rule_3_an_expired_session_gives_the_same_page_with_the_same_text(resident, world):
    # Given a page that is filled in while the session ends
    moving.begin(resident)
    resident.press("Volgende")
    resident.press("Volgende")
    resident.fill("Postcode", "1236 GH")
    resident.fill("Huisnummer", "7")
    world.expire_sessions()
    # When it is sent
    resident.press("Volgende")
    # Then one must log in again, and nothing is gone
    resident.see("Wij hebben u uitgelogd", "Er is niets weg")
    resident.log_in_as(NOOR)
    assert resident.path == f"{FORM}adres/"
    assert (resident.value("Postcode"), resident.value("Huisnummer")) == ("1236 GH", "7")
    resident.press("Volgende")
    assert resident.heading == "Op welke dag verhuist u?"


def test_a_repeated_callback_just_goes_on_and_logs_nobody_in(resident):
    # Given the address at which DigiD sends the browser back
    resident.open("/inloggen/?next=/berichten/")
    resident.press("Inloggen met DigiD")
    callback = _callback_of(resident)
    # When it is opened twice
    resident.open(callback)
    assert resident.path == "/berichten/"
    resident.open(callback)
    # Then the second time is as if nothing happened
    assert resident.path == "/berichten/"
    # And after logging out it does not log in
    resident.log_out()
    resident.open(callback)
    assert resident.path.startswith("/inloggen/")


def test_rule_3_a_form_token_that_is_no_longer_good_keeps_the_text(resident):
    moving.begin(resident)
    resident.press("Volgende")
    resident.press("Volgende")
    resident.browser.driver.execute_script(
        "document.querySelector('#questions [name=csrf_token]').value = 'old'"
    )
    moving.fill_in_address(resident)
    assert resident.heading == "Verstuur dit nog een keer"
    resident.press("Verstuur nog een keer")
    assert resident.heading == "Op welke dag verhuist u?"


def _callback_of(resident) -> str:
    """Path to which the embedded DigiD would send the browser for Noor."""
    driver = resident.browser.driver
    form = driver.find_element("css selector", "main form")
    chosen = form.find_element("css selector", "[name=acr]:checked").get_attribute("value")
    target = urlsplit(form.get_attribute("action"))
    connection = HTTPConnection(target.netloc, timeout=30)
    connection.request(
        "POST",
        f"{target.path}?{target.query}",
        urlencode({"acr": chosen, "bsn": moving.NOOR_BSN}),
        {"Content-Type": "application/x-www-form-urlencoded"},
    )
    answer = connection.getresponse()
    connection.close()
    back = urlsplit(answer.headers["Location"])
    return f"{back.path}?{back.query}"
