"""Somebody who has nothing yet, and pages that are not there: what do they read?"""

import pytest

from tests.journeys import moving

pytestmark = pytest.mark.journey


class TestNothingYet:
    def test_the_overview_says_that_there_is_nothing_and_what_can_be_done(self, resident):
        moving.log_in(resident, "Aisha Bakker")
        resident.see("Aisha", "U heeft geen lopende zaken", "U hoeft nu niets te doen.")
        resident.press("Bekijk wat u kunt regelen")
        assert resident.path == "/"

    @pytest.mark.parametrize(
        ("path", "text"),
        [
            ("/zaken/", "U heeft geen lopende zaken"),
            ("/berichten/", "U heeft nog geen berichten"),
            ("/gegevensgebruik/", "Hier staat niemand anders"),
            (moving.FORM, "Beginnen"),
            ("/toegankelijkheid/", "WCAG 2.2, niveau AA"),
        ],
    )
    def test_so_do_the_other_pages(self, resident, path, text):
        resident.open(path)
        resident.see(text)

    @pytest.mark.parametrize("path", ["/zaken/ZAAK-2026-0000000001/", "/bestaat-niet/"])
    def test_what_is_not_there_gives_a_way_out(self, resident, path):
        resident.open(path)
        resident.see("Wij kunnen deze pagina niet vinden", "0800 0999")
