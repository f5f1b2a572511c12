"""“Idee voor de buurt insturen”: a form for tests alone, in which one chooses whether to log in."""

from pathlib import Path

from tests.journeys.resident import Resident
from tests.journeys.world import RELOAD_S, eventually

FILE = Path(__file__).parent / "buurtidee.yaml"
SLUG = "buurtidee"
FORM = f"/formulieren/{SLUG}/"
SUBJECT, NAME = "Waar gaat uw idee over?", "Uw naam"
HEADING, KNOWN = "Wat is uw idee?", "Kloppen uw gegevens?"


def open_start(resident: Resident) -> None:
    """Be at its start page, once the portal knows the form."""

    def look() -> bool:
        resident.browser.driver.get(resident.portal + FORM)
        return resident.reads("Idee voor de buurt insturen")

    eventually(look, every_s=RELOAD_S)
    resident.open(FORM)


def begin_without_login(resident: Resident, subject: str) -> None:
    """Fill in the first page without DigiD."""
    open_start(resident)
    resident.press("Beginnen zonder DigiD")
    resident.fill(SUBJECT, subject)
    resident.press("Volgende")
