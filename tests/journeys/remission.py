"""Filling in "Kwijtschelding aanvragen" until the first choice: fetch it or supply it."""

from tests.journeys import moving
from tests.journeys.resident import Resident

FORM = "/formulieren/kwijtschelding-aanvragen/"
FETCH, SUPPLY = "Haal dit voor mij op", "Ik stuur dit zelf"


def begin(resident: Resident) -> None:
    """From the start page to the first choice."""
    resident.open(FORM)
    resident.press("Beginnen")
    resident.log_in_as(moving.NOOR)
    resident.see("Noor de Wit", "Sam Yilmaz")
    resident.press("Volgende")
    resident.choose("Ja, mijn partner vindt het goed")
    resident.press("Volgende")
    resident.fill("Voor welk jaar is de aanslag?", "2026")
    resident.fill("Wat is het aanslagnummer?", "D2026-004512")
    resident.fill("Welk bedrag moet u betalen?", "412,50")
    resident.press("Volgende")


def choose(resident: Resident, way: str) -> None:
    """One of the two ways."""
    resident.choose(way)
    resident.press("Volgende")
