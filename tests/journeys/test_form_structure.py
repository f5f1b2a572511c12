"""Questions that come with an answer, rows, an end and a fee, on one form with every new kind.

Rule 10 of the design: with scripts at once, without them by sending the page.
"""

import pytest

from tests.journeys import party
from tests.journeys.moving import NOOR
from tests.journeys.variants import BOTH_IN_STRESS
from tests.journeys.world import eventually

pytestmark = pytest.mark.journey

TYPED_MEANWHILE = """
    const [music, begin] = ["music-yes", "begin"].map((id) => document.getElementById(id));
    sessionStorage.typed = "";
    document.addEventListener("htmx:beforeSend", () => {
        begin.value = arguments[0];
        sessionStorage.typed = begin.value;
    }, { once: true });
    music.focus();
    music.click();
"""
"""A question that brings another is answered, and one types on before that is there."""


def told(resident) -> str:
    """What a screen reader was told last."""
    live = resident.browser.driver.find_element("id", "live")
    return (live.get_attribute("textContent") or "").strip()


def focused_id(resident) -> str | None:
    """Id of what has focus."""
    return resident.browser.driver.switch_to.active_element.get_attribute("id")


@pytest.fixture(scope="class")
def offered(world):
    """The form can be begun."""
    with party.published(world):
        yield


@BOTH_IN_STRESS
@pytest.mark.usefixtures("offered")
class TestParty:
    def test_1_an_answer_brings_its_questions(self, resident, javascript):
        party.begin(resident, NOOR)
        party.type_over(resident, party.BEGIN, "20.00" if not javascript else "19.00")
        if javascript:
            resident.browser.driver.execute_script(TYPED_MEANWHILE, "20.00")
            resident.wait_for(party.ADDED)
            eventually(lambda: told(resident) == party.ADDED)
            assert focused_id(resident) == "music-yes"
            assert resident.value(party.BEGIN) == "20.00"
        else:
            resident.choose("Ja")
            resident.press("Volgende")
            resident.see(party.ADDED)
        assert not resident.reads("Verbeter")

    def test_2_a_rule_is_told_at_the_question_that_can_mend_it(self, resident):
        party.type_over(resident, party.MUSIC_UNTIL, "19.00")
        resident.press("Volgende")
        resident.see("Verbeter nog 1 antwoord", "Kies een tijd die na het begin")
        party.type_over(resident, party.MUSIC_UNTIL, "23.00")
        resident.press("Volgende")
        assert resident.heading == "Kosten"

    def test_3_who_goes_on_at_once_is_asked_and_loses_nothing(self, resident, javascript):
        party.fill_in_row(resident, "Podium", "1500")
        if javascript:
            resident.press_here("Volgende")
            resident.wait_for(party.ADDED_TO_ROW)
            assert resident.browser.driver.switch_to.active_element.get_attribute("data-new") == ""
        else:
            resident.press("Volgende")
            resident.see(party.ADDED_TO_ROW)
        assert not resident.reads("Verbeter")
        assert resident.value(party.AMOUNT) == "1500"
        party.type_over(resident, party.REASON, "Het is groot.")
        resident.press("Volgende")
        assert resident.heading == party.LIST
        resident.see("Podium: € 1.500,00")

    def test_4_rows_are_added_changed_and_taken_away(self, resident):
        resident.press("Nog iets toevoegen")
        assert resident.heading == "Kosten 2"
        party.fill_in_row(resident, "Taart", "30")
        resident.press("Volgende")
        resident.press("Haal weg Podium")
        assert not resident.reads("Podium")
        resident.press("Wijzig Taart")
        party.type_over(resident, party.AMOUNT, "9000")
        resident.press_here("Volgende")
        resident.wait_for(party.ADDED_TO_ROW)
        party.type_over(resident, party.REASON, "Het is een grote taart.")
        resident.press("Volgende")
        resident.see("Taart: € 9.000,00")

    def test_5_a_rule_about_all_rows_is_told_at_their_list(self, resident):
        resident.press("Nog iets toevoegen")
        party.fill_in_row(resident, "Podium", "15000")
        party.answer_reason(resident, "Het is groot.")
        resident.press("Volgende")
        resident.see("Verbeter nog 1 antwoord", party.TOO_MUCH)
        resident.press_here(party.TOO_MUCH)
        assert focused_id(resident) == "rows-kosten"
        resident.press("Haal weg Podium")
        assert not resident.reads(party.TOO_MUCH)

    def test_6_the_form_ends_with_a_way_on(self, resident):
        resident.press("Volgende")
        resident.see(party.SUM, "Samen is dat € 9.000,00.")
        resident.press("Volgende")
        assert resident.heading == party.END
        resident.see("Bel ons: 0800 0999")
        assert not resident.reads("Volgende")

    def test_7_one_goes_back_and_on_with_another_answer(self, resident):
        resident.go_back()
        assert resident.heading == party.SUM
        resident.press("Terug")
        resident.press("Wijzig Taart")
        party.type_over(resident, party.AMOUNT, "200")
        resident.press("Volgende")
        resident.press("Volgende")
        resident.see("Samen is dat € 200,00.")
        resident.press("Volgende")
        assert resident.heading == "Welke nummers hebben wij nodig?"

    def test_8_each_kind_is_answered_and_checked_with_the_fee(self, resident):
        party.look_up_car(resident)
        party.fill_in_numbers(resident)
        party.fill_in_choices(resident)
        assert resident.heading == "Klopt alles?"
        resident.see("€ 24,00", "Taart: € 200,00", "NL91 ABNA 0417 1643 00", "120,5 m²")
        resident.see("AB-123-C", "Volkswagen Golf, grijs")
