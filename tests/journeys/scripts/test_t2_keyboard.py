"""T2: whole journeys with the keyboard alone, from the first page to what comes of it."""

import pytest

from tests.journeys import moving
from tests.journeys.moving import FORM, MAIL, moving_day
from tests.journeys.remission import FETCH
from tests.journeys.remission import FORM as REMISSION
from tests.journeys.scripts.keys import Keyboard

pytestmark = [pytest.mark.journey, pytest.mark.stress]


@pytest.fixture
def keys(resident, record_property):
    """The keyboard; what it came by is evidence."""
    return Keyboard(resident, lambda line: record_property("evidence", line))


def log_in(keys: Keyboard, name: str = moving.NOOR) -> None:
    """From the page to log in, back to where one was."""
    keys.follow("Inloggen met DigiD")
    keys.enter(f"Log in als {name}")


def test_moving_house_from_search_to_receipt(resident, keys, contract):
    resident.open("/")
    keys.type("Wat wilt u regelen?", "ik ga verhuizen")
    keys.follow("Zoeken")
    keys.follow("Verhuizing doorgeven")
    keys.follow("Beginnen")
    log_in(keys)
    assert resident.path == f"{FORM}gegevens/"
    keys.follow("Volgende")
    keys.tick("Sam Yilmaz")
    keys.follow("Volgende")
    keys.type("Postcode", "1234")
    keys.follow("Volgende")
    # A fault takes focus, and its link leads to the field
    assert resident.title.startswith("Fout: ")
    assert "error-summary" in resident.focused()
    keys.type("Postcode", "1234 AB")
    keys.type("Huisnummer", "20")
    keys.follow("Volgende")
    day = moving_day()
    keys.type("Dag", str(day.day))
    keys.type("Maand", str(day.month))
    keys.type("Jaar", str(day.year))
    keys.follow("Volgende")
    keys.choose("Ik", "Ik ga huren")
    keys.follow("Volgende")
    resident.attach("Kies een bestand", contract)  # the chooser is the browser's own
    keys.follow("Volgende")
    keys.type("E-mailadres", MAIL)
    keys.follow("Volgende")
    assert resident.heading == "Klopt alles?"
    keys.follow("Verhuizing versturen")
    assert resident.browser.has(".receipt")


def test_remission_until_the_choice_of_who_supplies_it(resident, keys):
    resident.open(REMISSION)
    keys.follow("Beginnen")
    log_in(keys)
    keys.follow("Volgende")
    keys.choose("Ja", "Ja, mijn partner vindt het goed")
    keys.follow("Volgende")
    keys.type("Voor welk jaar is de aanslag?", "2026")
    keys.type("Wat is het aanslagnummer?", "D2026-004512")
    keys.type("Welk bedrag moet u betalen?", "412,50")
    keys.follow("Volgende")
    keys.choose("Haal dit", FETCH)
    keys.follow("Volgende")
    assert resident.reads("UWV")
