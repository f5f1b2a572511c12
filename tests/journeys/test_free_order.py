"""A form whose sections are filled in in any order, and the way on where its questions don't fit.

The list says in words how each section stands; what waits is no link, and says what is first.
"""

from pathlib import Path

import pytest

from tests.journeys import party
from tests.journeys.moving import NOOR, moving_day
from tests.journeys.variants import BOTH_IN_STRESS

pytestmark = pytest.mark.journey
FILE = Path(__file__).parent / "straatfeest.yaml"
FORM, TITLE = "/formulieren/straatfeest/", "Straatfeest melden"
LIST = f"{FORM}alle-onderdelen/"
ASIDE = "Past uw situatie hier niet?"
SIZE, STREET = "Hoeveel mensen komen er?", "In welke straat is het feest?"


@pytest.fixture(scope="class")
def offered(world):
    """The form can be begun."""
    with party.published(world, FILE):
        yield


def fill_in_day(resident, name: str, month: str) -> None:
    """A day in this month of the next year."""
    for part, text in (("day", "1"), ("month", month), ("year", str(moving_day().year + 1))):
        box = resident.browser.driver.find_element("name", f"{name}-{part}")
        box.clear()
        box.send_keys(text)
    resident.press("Volgende")


@BOTH_IN_STRESS
@pytest.mark.usefixtures("offered")
class TestFreeOrder:
    def test_1_the_list_says_what_can_be_done_and_what_is_first(self, resident):
        party.begin(resident, NOOR, FORM, TITLE)
        assert resident.path == LIST
        resident.see("Klaar: 0 van 4.", "Het feest Nog niet begonnen")
        resident.see("Veiligheid Vul eerst in: Het feest Kan nog niet")

    def test_2_a_later_section_is_done_first(self, resident):
        resident.press("De straat")
        assert resident.heading == STREET
        resident.fill(STREET, "Lindelaan")
        resident.press("Volgende")
        assert resident.path == LIST
        resident.see("“De straat” is klaar.", "De straat Klaar")

    def test_3_what_is_typed_is_kept_for_who_looks_for_another_way(self, resident):
        resident.press("Het feest")
        resident.fill(SIZE, "een stuk of tien")
        resident.press(ASIDE)
        resident.see("Wat u invulde, is bewaard.", "Viert u uw feest in een park", "0800 0999")
        resident.press("Verstuur")
        resident.see("Schrijf op wat er niet past.")
        resident.fill("Wat past er niet bij uw situatie?", "Ons feest is op een boot.")
        resident.press("Verstuur")
        resident.see("Wij hebben uw vraag", "Ons feest is op een boot.", f"pagina “{SIZE}”")
        resident.press("Terug naar het formulier")
        assert resident.heading == SIZE
        assert resident.value(SIZE) == "een stuk of tien"

    def test_4_the_list_is_one_press_away(self, resident):
        resident.press("Naar alle onderdelen")
        resident.see("Het feest Bezig")
        resident.press("Het feest")
        resident.fill(SIZE, "50")
        resident.press("Volgende")
        fill_in_day(resident, "day", "3")
        resident.see("“Het feest” is klaar.", "Veiligheid Nog niet begonnen")
        assert not resident.reads("Grote feesten")

    def test_5_an_answer_of_before_opens_what_was_done(self, resident):
        resident.press("Veiligheid")
        fill_in_day(resident, "cleaned", "4")
        resident.see("Klaar: 3 van 3.")
        resident.press("Het feest")
        resident.press("Volgende")
        fill_in_day(resident, "day", "5")
        resident.see("Veiligheid Kijk dit nog een keer na")
        assert not resident.reads("Controleren en versturen")
        resident.press("Veiligheid")
        fill_in_day(resident, "cleaned", "6")

    def test_6_all_is_checked_and_changed(self, resident):
        resident.press("Controleren en versturen")
        assert resident.heading == "Klopt alles?"
        resident.see("Lindelaan", "50")
        assert not resident.reads("Stap")
        resident.press("Terug")
        assert resident.path == LIST


class TestNobody:
    def test_without_login_there_is_the_phone_and_the_way_back(self, resident):
        resident.open("/formulieren/melding-openbare-ruimte/")
        resident.press("Beginnen")
        before = resident.path
        resident.press(ASIDE)
        resident.see("Wat u invulde, blijft staan.", "0800 0999")
        assert not resident.reads("Of schrijf het ons")
        resident.press("Terug naar het formulier")
        assert resident.path == before
