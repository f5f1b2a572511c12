"""T4: zoom, reflow, spacing, forced colours, less motion and paper: nothing is lost."""

import io

import pytest
from pypdf import PdfReader

from accessibility import checks, folds, room
from tests.journeys import moving

pytestmark = [pytest.mark.journey, pytest.mark.stress]
PAGES = ("/overzicht/", "/zaken/", "/berichten/", "/gegevensgebruik/", "/mijn-gegevens/")
CALM = {"prefers-reduced-motion": "reduce"}
MOVES = """
    const longest = (one) => Math.max(...getComputedStyle(one).transitionDuration.split(",")
        .concat(getComputedStyle(one).animationDuration.split(",")).map(parseFloat));
    return [...document.querySelectorAll("body, body *")].filter((one) => longest(one) > 0.01)
        .map((one) => one.className || one.tagName);
"""


class TestRoom:
    def test_pages_fit_at_320_px_with_spaced_and_with_large_text(self, resident, record_property):
        moving.log_in(resident, "Cornelis van der Berg")
        driver = resident.browser.driver
        for path in PAGES:
            resident.open(path)
            with folds.opened(driver), room.window(driver, room.NARROWEST_PX):
                faults = [*room.reflow(driver), *room.spacing(driver), *room.targets(driver)]
                faults += room.large_text(driver, room.ON_A_PHONE)
            assert faults == [], path
            record_property("evidence", f"{path}: fits at 320 px, spaced, and with text of 150 %")

    def test_pages_fit_with_text_of_200_per_cent(self, resident, record_property):
        driver = resident.browser.driver
        for path in PAGES:
            resident.open(path)
            with folds.opened(driver), room.window(driver, room.USUAL_PX):
                assert room.large_text(driver) == [], path
            record_property("evidence", f"{path}: nothing cut at 200 %")

    def test_forced_colours_keep_contrast(self, resident, record_property):
        driver = resident.browser.driver
        for path in PAGES:
            resident.open(path)
            assert checks.contrast(driver, checks.FORCED) == [], path
            record_property("evidence", f"{path}: contrast holds with forced colours")

    def test_nothing_moves_for_who_wants_less_motion(self, resident, record_property):
        driver = resident.browser.driver
        for path in PAGES:
            resident.open(path)
            with checks.preferring(driver, CALM):
                assert driver.execute_script(MOVES) == [], path
            record_property("evidence", f"{path}: no transition or animation")

    def test_a_receipt_is_one_sheet_of_paper(self, resident, contract, record_property):
        resident.log_out()
        moving.begin(resident)
        moving.fill_in_all(resident, contract)
        resident.press("Verhuizing versturen")
        sheets = PdfReader(io.BytesIO(resident.browser.printed())).pages

        assert len(sheets) == 1
        assert "Ontvangen" in sheets[0].extract_text() or "ontvangen" in sheets[0].extract_text()
        record_property("evidence", "the receipt prints on one sheet")
