"""What is asked of a resident that is no document: a form, a payment, and another website."""

import pytest

from tests.journeys import moving
from tests.journeys.world import eventually

pytestmark = pytest.mark.journey
NOOR = moving.NOOR_BSN
PAYMENT = {"bedrag": 147.43, "betaalkenmerk": "LEGES-2026-17", "pspid": "Demodam"}


class TestTasksElsewhere:
    def test_a_form_is_a_link_to_it(self, resident, world):
        moving.log_in(resident)
        form = {"formulier": {"soort": "id", "value": "verhuizing-doorgeven"}}
        task = world.ask_task(
            NOOR, titel="Geef uw verhuizing door", soort="portaalformulier", portaalformulier=form
        )
        resident.open(f"/taken/{task}/")
        resident.see("Hiervoor vult u dit formulier in: Verhuizing doorgeven.")
        resident.press("Naar het formulier")
        assert resident.path == f"{moving.FORM}?taak={task}"

    def test_a_form_that_was_sent_for_it_ends_it(self, resident, world, contract):
        resident.press("Beginnen")
        moving.fill_in_all(resident, contract)
        resident.press("Verhuizing versturen")
        resident.see("Gelukt!")
        # From then on it is asked no more, also before anybody passed it on
        resident.open("/overzicht/")
        assert not resident.reads("Geef uw verhuizing door")
        # And in the end the one who asked for it reads that it was done
        moving.complete_case(world)
        eventually(lambda: self._status_of(world) == "afgerond")

    @staticmethod
    def _status_of(world):
        found = world.embedded_sql(
            "SELECT data ->> 'status' FROM object_record"
            " WHERE data::text LIKE '%Geef uw verhuizing door%' ORDER BY index DESC LIMIT 1"
        )
        return found[0][0] if found else ""

    def test_a_payment_says_how_much_and_whom_to_call(self, resident, world):
        task = world.ask_task(
            NOOR,
            titel="Betaal uw leges",
            soort="ogonebetaling",
            ogonebetaling=PAYMENT,
            verloopdatum="2030-12-01T22:30:00Z",
        )
        resident.open("/overzicht/")
        resident.see("Betaal uw leges")
        resident.open(f"/taken/{task}/")
        resident.see("147,43", "LEGES-2026-17", "1 december 2030", "U kunt hier nog niet betalen.")

    def test_another_website_is_named_first(self, resident, world):
        site = {"uri": "https://afspraken.example/maken?zaak=1"}
        task = world.ask_task(NOOR, titel="Maak een afspraak", soort="url", url=site)
        resident.open(f"/taken/{task}/")
        resident.see("U gaat naar een andere website: afspraken.example.")
        resident.see("Ga naar afspraken.example")
