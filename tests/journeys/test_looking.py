"""The journey of who looked: the fetch, the employee with a reason, and a question about it."""

import csv
import io

import pytest

from portal.domain.days import today
from portal.texts.words import words_in
from tests.journeys import moving
from tests.journeys.moving import NOOR_BSN
from tests.journeys.variants import BOTH_IN_STRESS
from tests.journeys.world import eventually
from tests.papers import is_tagged, words_of_pdf

pytestmark = pytest.mark.journey
LOOKED = "/gegevensgebruik/"
FETCH = "Daarom haalden wij uw naam en geboortedatum, uw adres en uw gezin op."
SEEN = "Een medewerker bekeek uw zaak en gegevens daarin."
OPENED = "Een medewerker bekeek uw document “Huurcontract”."


def question_cases(world) -> list[dict]:
    """The cases that came of a question."""
    cases = moving.cases_of(world)
    return [case for case in cases if case["omschrijving"].startswith("Vraag over")]


@BOTH_IN_STRESS
class TestWhoLooked:
    def test_1_at_first_there_is_an_honest_empty_page(self, resident):
        moving.log_in(resident)
        resident.press_here("Meer")
        resident.press("Wie keek?")
        assert resident.heading == "Wie keek naar mijn gegevens?"
        resident.see("Niemand anders keek naar uw gegevens", "Wat u hier niet ziet")
        resident.press_here("U keek zelf")
        resident.press_here(words_in("nl").day(today()))
        resident.see("U logde in met DigiD.", "U bekeek wie uw gegevens bekeek.")

    def test_2_what_data_is_used_for_is_told_in_plain_words(self, resident):
        resident.press("Waarvoor gebruiken wij gegevens?")
        resident.see("Een verhuizing behandelen", "Onderzoek naar fraude met adressen")
        resident.press_here("Meer hierover: Een verhuizing behandelen")
        resident.see("Wet BRP, artikel 2.20", "Hoe lang het op deze website blijft", "Burgerzaken")

    def test_3_the_resident_sends_a_move_and_an_employee_opens_the_contract(
        self, resident, world, desk, contract
    ):
        resident.open(f"{moving.FORM}verder/")
        moving.fill_in_all(resident, contract)
        resident.press("Verhuizing versturen")
        number = moving.complete_case(world)["identificatie"]
        with desk.at_case(number):
            desk.open_without_reason("huurcontract")
            desk.open_document("huurcontract", "Aanvraag beoordelen")

    def test_4_the_resident_reads_all_of_it_by_case(self, resident):
        resident.open(LOOKED)
        resident.sees_in_the_end(OPENED)
        resident.see(FETCH, "U vulde “Verhuizing doorgeven” in.")
        resident.see("Burgerzaken. Waarvoor:", "Reden: Aanvraag beoordelen")
        words = resident.read("main")
        assert words.index("Verhuizing doorgeven") < words.index(OPENED) < words.index(FETCH)
        assert "Niet voor een zaak" not in words
        resident.see(SEEN)
        assert "U verstuurde" not in words
        assert NOOR_BSN not in resident.browser.driver.page_source

    def test_5_one_can_choose_what_to_see(self, resident):
        resident.press_here("Kies wat u wilt zien")
        resident.pick("Wie keek", "Gemeente Demodam, Burgerzaken")
        resident.press_here("Laat zien")
        resident.wait_for(OPENED, SEEN, "Met uw keuze ziet u er 2.")
        assert not resident.reads(FETCH)
        file = resident.download("Download voor Excel (csv)").decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(file), delimiter=";"))
        told = [row[3] for row in rows[1:]]
        assert told[:-1] == [OPENED, SEEN]
        assert told[-1].startswith("Wat u hier niet ziet")
        paper = resident.download("Download als pdf")
        assert is_tagged(paper)
        assert "Huurcontract" in words_of_pdf(paper)
        resident.pick("Welke gegevens", "uw gezin")
        resident.press_here("Laat zien")
        resident.wait_for("Met uw keuze ziet u er 0.", "Alle gegevens")

    def test_6_the_same_stands_at_the_case_and_at_the_document(self, resident, world):
        resident.open(f"/zaken/{moving.cases_of(world)[0]['identificatie']}/")
        resident.see("Wie keek naar deze zaak?", "Medewerkers van Burgerzaken keken", OPENED)
        resident.press("Bekijk wie er keek")
        assert resident.heading == "Wie keek naar deze zaak?"
        resident.see(OPENED, SEEN, FETCH, "Reden: Aanvraag beoordelen")
        resident.go_back()
        resident.press("Wie keek hiernaar? huurcontract")
        assert resident.heading == "Wie keek naar dit document?"
        resident.see(OPENED)
        assert not resident.reads(FETCH)

    def test_7_one_line_says_all_that_is_known(self, resident):
        resident.press(OPENED)
        resident.see("Een mens deed dit, geen computer.", "Aanvraag beoordelen", "Moet van de wet")
        resident.see("Wet BRP, artikel 2.20", "Verhuizing doorgeven", "Bewaard tot en met")

    def test_8_a_question_about_it_becomes_a_case(self, resident, world):
        resident.press("Stel een vraag hierover")
        assert resident.heading == "Wat wilt u weten?"
        resident.see(OPENED)
        resident.choose("Ik wil weten waarom dit nodig was")
        resident.fill("Uw vraag", "Waarom keek u naar mijn contract?")
        resident.press("Volgende")
        resident.press("Volgende")
        resident.see("Klopt alles?", OPENED, "Waarom keek u naar mijn contract?")
        resident.press("Vraag versturen")
        resident.see("Gelukt! Wij hebben het ontvangen")
        case = eventually(lambda: question_cases(world))[0]
        about = f"/zaken/api/v1/zaken/{case['uuid']}/zaakeigenschappen"
        told = eventually(lambda: world.zgw(about))
        line = next(each["waarde"] for each in told if each["naam"] == "regel")
        assert "Huurcontract" in line
        assert NOOR_BSN not in line

    def test_9_a_log_that_is_silent_is_named_with_since_when(self, resident, world):
        with world.broken("inzage", "uit"):
            resident.open(LOOKED)
            resident.see("Er is een storing in het logboek van de medewerkers, sinds")
            resident.see("Misschien is dit niet alles.", FETCH)
        resident.open(LOOKED)
        resident.sees_in_the_end(OPENED)


class TestAFullLife:
    def test_forty_looks_in_six_cases_and_no_secret(self, resident):
        moving.log_in(resident, "Cornelis van der Berg")
        resident.open(LOOKED)
        resident.see("Medewerkers van 3 afdelingen keken 40 keer", "Dat was altijd voor iets")
        cases = set()
        while True:
            links = resident.browser.driver.find_elements("css selector", ".looks__case a")
            cases |= {link.get_attribute("href") for link in links}
            assert not resident.reads("Onderzoek naar", "Toezicht")
            if not resident.reads("Wie keek eerder?"):
                break
            resident.press("Wie keek eerder?")
        assert len(cases) == 6
