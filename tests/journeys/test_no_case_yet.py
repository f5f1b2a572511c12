"""Somebody withdraws what they just sent, while the case system is out of reach."""

import pytest

from tests.journeys import moving
from tests.journeys.world import eventually

pytestmark = pytest.mark.journey
RECEIPT = f"{moving.FORM}ontvangen/"
WITHDRAWN = "U heeft deze aanvraag ingetrokken"


class TestWithdrawnBeforeItIsACase:
    def test_1_it_is_withdrawn_from_the_receipt(self, resident, world, contract):
        moving.begin(resident)
        moving.fill_in_all(resident, contract)
        world.switch("zaken", "uit")
        resident.press("Verhuizing versturen")
        resident.see("Gelukt! Wij hebben het ontvangen")
        resident.press("Aanvraag intrekken")
        assert resident.heading == "Wilt u uw aanvraag intrekken?"
        resident.see("Uw aanvraag krijgt eerst nog een zaaknummer.")
        resident.press("Ja, aanvraag intrekken")
        assert resident.path.startswith(RECEIPT)
        resident.see("Gelukt. Wij geven uw intrekking door.", WITHDRAWN)

    def test_2_that_stands_on_the_overview(self, resident):
        resident.open("/overzicht/")
        resident.see(f"{WITHDRAWN}. Wij geven uw intrekking door.")

    def test_3_its_case_is_made_and_hears_of_it(self, resident, world):
        world.switch("zaken", "goed")
        [case] = eventually(lambda: moving.cases_of(world))
        papers = f"/zaken/api/v1/zaakinformatieobjecten?zaak={case['url']}"
        eventually(lambda: len(world.zgw(papers)) == 3)  # answers, contract and withdrawal
        resident.open(f"/zaken/{case['identificatie']}/")
        resident.sees_in_the_end("Wij stoppen met uw aanvraag. U krijgt geen besluit.")
        resident.open("/zaken/")
        resident.see(f"{WITHDRAWN}.")
