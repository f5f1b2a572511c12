"""Makes the pictures in docs/screenshots: the portal itself, on the way through a move.

The same world, browser and resident as in the journeys: `python -m tools.screenshots`.
"""

import sys
import tempfile
from pathlib import Path

from tests.journeys import moving
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
            browser.begin_anew(javascript=True)
            _journey(world, browser, a_contract(Path(folder)))
        finally:
            browser.close()
    too_large = [p.name for p in FOLDER.glob("*.png") if p.stat().st_size > MOST_BYTES]
    if too_large:
        print(f"Too large: {', '.join(too_large)}")
    return 1 if too_large else 0


def _journey(world: World, browser: Browser, contract: Path) -> None:
    resident = Resident(browser, world.portal)
    resident.open("/")
    _take(browser, "home")
    moving.begin(resident)
    resident.press("Volgende")
    resident.press("Volgende")
    resident.fill("Postcode", "1234")
    resident.press("Volgende")
    _take(browser, "form-with-errors")
    resident.open(f"{moving.FORM}gegevens/")
    moving.fill_in_all(resident, contract)
    _take(browser, "check")
    resident.press("Verhuizing versturen")
    number = str(moving.complete_case(world)["identificatie"])
    resident.open(f"/zaken/{number}/")
    resident.go_back()
    _take(browser, "receipt")
    with WorkerDesk(browser, world.embedded).at_case(number) as desk:
        desk.move_to("In behandeling", "Wij bekijken uw verhuizing deze week.")
        desk.open_document("huurcontract", "Aanvraag beoordelen")
        desk.ask_for("Huurcontract", "Wij missen de bladzijde met de handtekening.")
    resident.open("/overzicht/")
    _take(browser, "overview")
    resident.open(f"/zaken/{number}/")
    _take(browser, "case")
    resident.open("/gegevensgebruik/")
    _take(browser, "who-looked")


def _take(browser: Browser, name: str) -> None:
    for width, height in WINDOWS:
        browser.picture(FOLDER / f"{name}-{width}.png", width, height)


if __name__ == "__main__":
    sys.exit(main())
