"""Blocks of a page that come by themselves with JavaScript, and with the page without it.

Rule 10 of the design: the same words, the same button and the same outcome in both.
"""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.journeys import moving
from tests.journeys.moving import FORM, NOOR
from tests.journeys.variants import BOTH_IN_STRESS
from tests.journeys.world import eventually

pytestmark = pytest.mark.journey
FOUND = "Wij vonden: Lindelaan 20, 1234 AB Demodam"
FAILED = "Dit lukt nu niet. Probeer het zo nog een keer, of bel ons."
BOTH_AT_ONCE = """
    document.querySelector("[name=look_up]").click();
    document.querySelector("#questions .actions button").click();
"""
TYPED_ON_AND_SENT = """
    const number = document.querySelector("[name$=-number]");
    const type = (text) => {
        number.value = text;
        number.dispatchEvent(new Event("input", { bubbles: true }));
        number.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
    };
    sessionStorage.asked = 0;
    document.addEventListener("htmx:beforeSend", () => sessionStorage.asked++);
    type("999");
    type("30");
    document.querySelector("#questions .actions button").click();
"""
"""While the first is looked up by itself, another is typed, and the page sent."""
OLDER_TAB = "document.getElementById('revision').value = '1';"
TOKEN = """
    const input = document.querySelector("#questions [name=csrf_token]"), before = input.value;
    input.value = arguments[0];
    return before;
"""


def has_focus(resident, name: str) -> bool:
    """Whether the element with this id has it."""
    return resident.browser.driver.switch_to.active_element.get_attribute("id") == name


def told(resident) -> str:
    """What a screen reader was told last."""
    live = resident.browser.driver.find_element("id", "live")
    return (live.get_attribute("textContent") or "").strip()  # said again: with a space more


def next_addresses(resident) -> set[str]:
    """Where the links outside the block lead back to: of the languages, and to log in."""
    links = resident.browser.driver.find_elements("css selector", "a[href*='next=']")
    addresses = (link.get_attribute("href") or "" for link in links)
    return {parse_qs(urlsplit(address).query)["next"][0] for address in addresses}


@BOTH_IN_STRESS
class TestAddress:
    def test_1_it_is_found_before_the_page_is_sent(self, resident, javascript):
        moving.begin(resident)
        resident.press("Volgende")
        resident.press("Volgende")
        resident.fill("Postcode", "1234 AB")
        resident.fill("Huisnummer", "20")
        if javascript:
            # It comes by itself as one goes on, and goes as one types another
            resident.press_here("Waarom vragen wij dit?")
            resident.wait_for("Lindelaan 20, 1234 AB Demodam. Klopt dit? Dan kunt u verder.")
            eventually(lambda: told(resident) == f"{FOUND}. Klopt dit? Dan kunt u verder.")
            resident.fill("Huisnummer", "30")
            assert "Wij vonden:" not in resident.read("main")
            resident.fill("Huisnummer", "20")
        resident.press_here("Zoek adres")
        resident.wait_for("Lindelaan 20, 1234 AB Demodam. Klopt dit? Dan kunt u verder.")
        assert resident.value("Huisnummer") == "20"
        if javascript:
            eventually(lambda: has_focus(resident, "new_address-look-up"))
            assert told(resident) == f"{FOUND}. Klopt dit? Dan kunt u verder."
        resident.look_around()

    def test_2_what_is_wrong_is_said_there(self, resident):
        resident.fill("Huisnummer", "999")
        resident.press_here("Zoek adres")
        resident.wait_for("Wij vinden dit adres niet.")
        assert resident.value("Huisnummer") == "999"

    def test_3_a_session_that_is_over_gives_the_login_page_and_then_the_same_text(
        self, resident, world
    ):
        resident.fill("Huisnummer", "30")
        world.expire_sessions()
        resident.press_here("Zoek adres")
        resident.wait_for("Wij hebben u uitgelogd", "Er is niets weg")
        resident.log_in_as(NOOR)
        assert resident.path == f"{FORM}adres/"
        assert resident.value("Huisnummer") == "30"

    def test_4_what_does_not_succeed_is_said_and_the_page_can_be_sent(self, resident, javascript):
        if javascript:
            driver = resident.browser.driver
            token = driver.execute_script(TOKEN, "of long ago")
            resident.press_here("Zoek adres")
            eventually(lambda: resident.reads(FAILED))
            assert told(resident) == FAILED
            driver.execute_script(TOKEN, token)
            assert any("400" in line["message"] for line in driver.get_log("browser"))
        if javascript:
            # Sent while the address is being looked up: it waits, and is no conflict with oneself.
            driver.execute_script(BOTH_AT_ONCE)
            resident.wait_for("Op welke dag verhuist u?", "Nieuw adres: Lindelaan 30")
            resident.open(f"{FORM}adres/")
            # What would be looked up after it is asked no more: the page itself has it.
            driver.execute_script(TYPED_ON_AND_SENT)
            resident.wait_for("Op welke dag verhuist u?", "Nieuw adres: Lindelaan 30")
            assert driver.execute_script("return sessionStorage.asked") == "1"
            resident.open(f"{FORM}adres/")
        resident.press("Volgende")
        assert resident.heading == "Op welke dag verhuist u?"

    def test_5_an_address_of_an_older_tab_gives_the_choice(self, resident):
        resident.open(f"{FORM}adres/")
        resident.browser.driver.execute_script(OLDER_TAB)
        resident.fill("Huisnummer", "20")
        resident.press_here("Zoek adres")
        resident.wait_for("Kies welk antwoord u wilt houden")
        lines = resident.browser.driver.get_log("browser")
        assert not any("Response Status Error" in line["message"] for line in lines)
        resident.press("Houd wat ik net invulde")
        resident.open(f"{FORM}adres/")
        assert resident.value("Huisnummer") == "20"


@BOTH_IN_STRESS
class TestWhoLooked:
    def test_1_another_choice_changes_the_list_and_the_address(self, resident, javascript):
        moving.log_in(resident, "Cornelis van der Berg")
        resident.press_here("Meer")
        resident.press("Wie keek?")
        resident.press_here("Kies wat u wilt zien")
        resident.pick("Hoe ver terug", "1 maand")
        resident.press_here("Laat zien")
        resident.wait_for("Dat was in de laatste maand.")
        assert "periode=1&" in resident.path
        assert resident.path in next_addresses(resident)
        assert len(next_addresses(resident)) == 1
        if javascript:
            assert has_focus(resident, "choice-show")
            assert "Dat was in de laatste maand." in told(resident)
        resident.see("Laat zien")

    def test_2_the_way_back_leads_to_what_was_there(self, resident):
        resident.go_back()
        resident.wait_for("Medewerkers van 3 afdelingen keken 40 keer naar uw gegevens.")
        assert resident.path == "/gegevensgebruik/"


@BOTH_IN_STRESS
class TestSourceThatFailed:
    def test_it_can_be_tried_again(self, resident, world, javascript):
        moving.log_in(resident)
        with world.broken("zaken", "uit"):
            resident.open("/overzicht/")
            resident.see("Wij kunnen ons systeem nu niet bereiken.")
            calls = world.calls("objecten") if javascript else 0
            resident.press_here("Probeer opnieuw")
            resident.wait_for("Wij kunnen ons systeem nu niet bereiken.")
        resident.press_here("Probeer opnieuw")
        resident.wait_for("Zojuist ververst.", "U heeft geen lopende zaken")
        if javascript:
            assert world.calls("objecten") == calls
            assert has_focus(resident, "refresh-zaken")
            assert told(resident).startswith("Zojuist ververst.")
