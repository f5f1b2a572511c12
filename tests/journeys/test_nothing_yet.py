"""Somebody who has nothing yet, and pages that are not there: what do they read?"""

import re

import pytest

from portal.embedded.registers.residents import AISHA
from tests.journeys import moving
from tests.journeys.world import eventually

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
            ("/gegevensgebruik/", "Niemand anders keek naar uw gegevens"),
            (moving.FORM, "Beginnen"),
            ("/toegankelijkheid/", "WCAG 2.2, niveau AA"),
            ("/toegankelijkheid/onderzoek/", "controleerde een computer de website"),
            ("/contact/", "Bibliotheek Demodam"),
            ("/privacy/", "Autoriteit Persoonsgegevens"),
            ("/cookies/", "Wij volgen u niet"),
            ("/iemand-helpen/", "U mag naast iemand zitten"),
            ("/over-dit-portaal/", "Meld een lek"),
            ("/producten/paspoort/", "Dit kan nog niet online."),
        ],
    )
    def test_so_do_the_other_pages(self, resident, path, text):
        resident.open(path)
        resident.see(text)

    def test_what_the_brp_says_is_there_and_how_one_is_reached_can_be_changed(self, resident):
        resident.open("/mijn-gegevens/")
        resident.see("Aisha Bakker", "Klopt dit niet?", "Niet bij ons bekend")
        resident.press("Verander hoe wij u bereiken")
        resident.fill("E-mailadres", "aisha")
        resident.press("Bewaar")
        assert resident.title.startswith("Fout: ")
        resident.fill("E-mailadres", "aisha@voorbeeld.example")
        resident.press("Bewaar")
        resident.see("Wij stuurden een mail naar aisha@voorbeeld.example.", "Stuur de mail opnieuw")

    def test_the_link_in_the_mail_confirms_the_address(self, resident, world):
        [mail] = eventually(lambda: [m for m in world.mails() if "bevestig" in m["onderwerp"]])
        [path] = re.findall(r"https?://[^/]+(/mijn-gegevens/bevestigen/\S+)", mail["tekst"])
        resident.open(path)
        resident.press("Ja, gebruik dit e-mailadres")
        resident.see("Uw e-mailadres is bevestigd")
        resident.open("/mijn-gegevens/bevestigen/geraden/")
        resident.press("Naar Mijn gegevens")
        resident.see("aisha@voorbeeld.example", "Mail bij een nieuw bericht Ja")

    def test_whether_a_page_is_clear_can_be_said(self, resident):
        resident.open("/privacy/")
        resident.press("Was deze pagina duidelijk?")
        resident.press("Verstuur")
        assert resident.title.startswith("Fout: ")
        resident.choose("Ja")
        resident.press("Verstuur")
        resident.see("Bedankt.", "Autoriteit Persoonsgegevens")

    @pytest.mark.parametrize("path", ["/zaken/ZAAK-2026-0000000001/", "/bestaat-niet/"])
    def test_what_is_not_there_gives_a_way_out(self, resident, path):
        resident.open(path)
        resident.see("Wij kunnen deze pagina niet vinden", "0800 0999")

    def test_who_has_more_cases_than_fit_a_page_goes_through_them_by_links(self, resident, world):
        world.give_cases(AISHA.bsn, 45)
        resident.open("/zaken/?ververs=1")
        resident.see("U heeft 45 zaken. Dit zijn de nieuwste.")
        first = resident.title
        for number in (2, 3):
            resident.press("Oudere zaken")
            resident.see(f"Dit is pagina {number}.")
            assert resident.title != first
        resident.see("GROWN-00045")
        resident.press("Nieuwere zaken")
        resident.see("Dit is pagina 2.")
        resident.open("/overzicht/")
        resident.press("Bekijk al uw 45 zaken")
        assert resident.title == first

    def test_who_has_many_cases_searches_in_them(self, resident):
        for words, found in (
            ("grown-00033", ("1 zaak gevonden", "GROWN-00033")),
            ("bestaat niet", ("Geen zaken gevonden", "Kijk of u het goed heeft getypt.")),
        ):
            resident.fill("Zoek in uw zaken", words)
            resident.press_here("Zoeken")
            resident.wait_for(*found)
            resident.open(resident.path)
            resident.see(*found)
        resident.press("Laat al uw zaken zien")
        resident.see("U heeft 45 zaken. Dit zijn de nieuwste.")
