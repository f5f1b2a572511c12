"""Makes the pictures in docs/screenshots: the portal itself, on the ways of a resident.

The same world, browser and resident as in the journeys: `python -m tools.screenshots`.
"""

import sys
import tempfile
from pathlib import Path

from tests.journeys import moving, remission
from tests.journeys.browser import Browser
from tests.journeys.papers import a_contract
from tests.journeys.resident import Resident
from tests.journeys.worker_desk import WorkerDesk
from tests.journeys.world import World, running_world

FOLDER = Path(__file__).parent.parent / "docs" / "screenshots"
WINDOWS = ((360, 740), (1280, 900))
"""A small phone and a laptop, in CSS pixels."""
MOST_BYTES = 150_000


def main() -> int:
    """Write all pictures; gives 1 where one became too large for the repository."""
    with (
        running_world() as world,
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
    ):
        browser = Browser(Path(folder))
        try:
            for tour in (_of_a_move, _of_looks, _of_a_remission):
                browser.begin_anew(javascript=True)
                tour(world, Resident(browser, world.portal))
        finally:
            browser.close()
    too_large = [p.name for p in FOLDER.glob("*.png") if p.stat().st_size > MOST_BYTES]
    if too_large:
        print(f"Too large: {', '.join(too_large)}")
    return 1 if too_large else 0


def _of_a_move(world: World, resident: Resident) -> None:
    resident.open("/")
    _take(resident, "home")
    moving.begin(resident)
    resident.press("Volgende")
    resident.press("Volgende")
    resident.fill("Postcode", "1234")
    resident.press("Volgende")
    _take(resident, "form-with-errors")
    resident.open(f"{moving.FORM}gegevens/")
    with tempfile.TemporaryDirectory() as folder:
        moving.fill_in_until_contact(resident, a_contract(Path(folder)))
    moving.fill_in_contact(resident)
    _take(resident, "consent-question")
    resident.choose("Ja, dat mag")
    resident.press("Volgende")
    _take(resident, "check")
    resident.press("Verhuizing versturen")
    number = str(moving.complete_case(world)["identificatie"])
    resident.open(f"/zaken/{number}/")
    resident.go_back()
    _take(resident, "receipt")
    with WorkerDesk(resident.browser, world.embedded).at_case(number) as desk:
        desk.move_to("In behandeling", "Wij bekijken uw verhuizing deze week.")
        desk.open_document("huurcontract", "Aanvraag beoordelen")
        desk.ask_for("Huurcontract", "Wij missen de bladzijde met de handtekening.")
    resident.open("/overzicht/")
    _take(resident, "overview")
    resident.open(f"/zaken/{number}/")
    _take(resident, "case")
    resident.press("Bekijk wie er keek")
    _take(resident, "who-looked-at-a-case")
    resident.press("Een medewerker bekeek")
    _take(resident, "one-look")
    _of_its_consent(resident)


def _of_its_consent(resident: Resident) -> None:
    resident.open("/toestemmingen/")
    _take(resident, "consents")
    resident.press("Bellen over onze dienstverlening")
    _take(resident, "consent")
    resident.press("Intrekken")
    _take(resident, "withdrawal")


def _of_looks(_world: World, resident: Resident) -> None:
    moving.log_in(resident, "Aisha Bakker")
    resident.open("/gegevensgebruik/")
    _take(resident, "who-looked-nobody")
    resident.log_out()
    moving.log_in(resident, "Cornelis van der Berg")
    resident.open("/gegevensgebruik/")
    _take(resident, "who-looked")


def _of_a_remission(_world: World, resident: Resident) -> None:
    remission.begin(resident)
    _take(resident, "choice")
    remission.choose(resident, remission.FETCH)
    _take(resident, "fetched")


def _take(resident: Resident, name: str) -> None:
    for width, height in WINDOWS:
        resident.browser.picture(FOLDER / f"{name}-{width}.png", width, height)


if __name__ == "__main__":
    sys.exit(main())
