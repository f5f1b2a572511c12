"""A case that is split into parts, follows from another one, and has costs."""

import pytest

from tests.journeys import moving

pytestmark = pytest.mark.journey
SUBJECT, BEFORE = "Parkeervergunning GB-123-X", "Parkeervergunning tweede auto"


def number_on(resident) -> str:
    """The number of the case on this page."""
    return resident.read(".case__facts").partition("Zaaknummer ")[2].split()[0]


class TestPartsOfACase:
    def test_a_case_by_itself_says_nothing_of_others(self, resident):
        moving.log_in(resident, "Cornelis van der Berg")
        resident.open("/zaken/")
        resident.press(f"Parkeervergunning aanvragen: {SUBJECT}")
        resident.see(SUBJECT, "Dit kunt u nu doen", "Dat heet een zienswijze.")
        assert not resident.browser.has(".case__related")
        resident.see("U heeft betaald op")

    def test_what_the_case_worker_does_is_on_the_page(self, resident, desk):
        address, number = resident.path, number_on(resident)
        resident.open("/zaken/")
        resident.press(f"Parkeervergunning aanvragen: {BEFORE}")
        before = number_on(resident)
        with desk.at_case(number):
            desk.split_off("Advies over de plek", "Van niemand: het hoort bij deze zaak")
            desk.split_off("Uw eigen uittreksel", "Van de aanvrager: het krijgt een eigen pagina")
            desk.put_beside(before)
            desk.say_what_was_paid("Nog niet betaald")
        resident.open(address)
        resident.see("Deel van uw zaak: Advies over de plek", "U moet nog betalen.")
        resident.see("Zaken die hierbij horen", BEFORE, "Deze zaak is een vervolg daarop.")

    def test_a_part_that_is_the_resident_s_has_a_page_with_the_way_back(self, resident):
        address = resident.path
        resident.press("Uw eigen uittreksel")
        assert resident.path != address
        resident.see("Zaken die hierbij horen", "Deze zaak is daar een deel van.")
        resident.press(f"Parkeervergunning aanvragen: {SUBJECT}")
        assert resident.path == address
