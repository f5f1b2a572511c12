"""Step 8: "Melding openbare ruimte", without login."""

import pytest

from tests.journeys.papers import a_photo
from tests.journeys.resident import receipt_number
from tests.journeys.variants import BOTH
from tests.journeys.world import eventually
from tests.papers import is_tagged, words_of_pdf

pytestmark = pytest.mark.journey
FORM = "/formulieren/melding-openbare-ruimte/"


@BOTH
class TestReport:
    def test_8_it_begins_without_login(self, resident):
        resident.open("/")
        resident.press("Melding openbare ruimte")
        resident.see("U hoeft niet in te loggen")
        resident.press("Beginnen")
        # A choice is needed
        resident.press("Volgende")
        assert resident.title.startswith("Fout: ")
        resident.choose("Stoep of weg")
        resident.press("Volgende")
        resident.fill("Wat is er aan de hand?", "Er ligt een tegel los.")
        resident.press("Volgende")

    def test_8_the_place_is_a_street_or_where_the_device_is(self, resident, javascript):
        assert resident.heading == "Waar is het?"
        resident.press("Volgende")
        assert resident.title.startswith("Fout: ")
        resident.press("Zet het punt in het midden van de kaart")
        resident.see("Uw punt ", "Kaartgegevens: Kadaster / PDOK")
        resident.press("Haal het punt weg")
        assert not resident.reads("Uw punt ")
        if javascript:
            resident.browser.be_at(52.0907, 5.1214)
            resident.press_here("Gebruik de plek waar ik nu ben")
            eventually(lambda: resident.reads("Gelukt. Wij sturen de plek waar u nu bent mee."))
        else:
            assert not resident.reads("Gebruik de plek waar ik nu ben")
            resident.fill("Straat of plek", "Lindelaan, voor nummer 12")
        resident.press("Volgende")

    def test_8_a_map_that_is_down_keeps_nobody_from_going_on(self, resident, world):
        resident.press("Terug")
        with world.broken("kaart", "uit"):
            resident.press("Verder weg")
            resident.see("De kaart doet het nu niet. Schrijf op waar het is.")
        resident.press("Volgende")

    def test_8_a_photo_goes_along(self, resident, tmp_path):
        resident.add("Kies een bestand", a_photo(tmp_path))
        resident.see("U heeft 1 bestand toegevoegd:", "stoep.jpg")
        resident.press("Volgende")
        assert resident.heading == "Hoe kunnen wij u bereiken?"
        resident.press("Volgende")

    def test_8_the_receipt_has_a_link_to_follow_it(self, resident, world, javascript):
        resident.see("52.0907" if javascript else "Lindelaan, voor nummer 12", "stoep.jpg")
        resident.press("Melding versturen")
        resident.see(
            "Gelukt! Wij hebben het ontvangen", "Bewaar deze link.", "Link naar uw melding"
        )
        number = receipt_number(resident)
        paper = resident.download("Download uw antwoorden (pdf)")
        assert is_tagged(paper)
        assert "Er ligt een tegel los." in words_of_pdf(paper)
        resident.press("Volg uw melding")
        # It is the same report: by its own number, and from now on by that of its case
        resident.sees_in_the_end("Zaaknummer")
        [(reference, case_number)] = world.sql("SELECT reference, number FROM submission")
        assert number in (reference, case_number)
        resident.see(f"Zaaknummer {case_number}.")

    def test_8_the_report_is_a_case_and_the_link_follows_it(self, resident, world, desk):
        resident.sees_in_the_end("Zaaknummer", "Hoe staat het ermee?", "Ontvangen")
        case = world.zgw("/zaken/api/v1/zaken?ordering=-startdatum")["results"][0]
        assert f"Zaaknummer {case['identificatie']}" in resident.read()
        about = f"?zaak={case['url']}"
        relations = world.zgw(f"/zaken/api/v1/zaakinformatieobjecten{about}")
        names = [world.zgw(one["informatieobject"])["bestandsnaam"] for one in relations]
        assert "stoep.jpg" in names
        with desk.at_case(case["identificatie"]):
            desk.move_to("Ingepland", "Wij komen dinsdag.")
        resident.sees_in_the_end("Ingepland")

    def test_8_the_link_says_honestly_when_it_can_not_be_seen(self, resident, world):
        with world.broken("zaken", "uit"):
            resident.open(resident.path)
            resident.see("Wij kunnen nu niet zien hoe het staat.")

    def test_8_who_lost_the_link_asks_for_it_with_the_number(self, resident):
        resident.open("/contact/")
        resident.press("Link naar uw melding kwijt?")
        resident.press("Mail mij de link")
        assert resident.title.startswith("Fout: ")
        resident.fill("Nummer van uw melding", "7k2m xw9p")
        resident.fill("E-mailadres", "melder@voorbeeld.example")
        resident.press("Mail mij de link")
        resident.see("Passen het nummer en het adres bij elkaar?")

    def test_8_a_link_that_works_no_more_leads_to_asking_for_it(self, resident):
        resident.open("/volgen/7k2mxw9p/")
        assert resident.heading == "Deze link naar een melding werkt niet"
        resident.press("Link naar uw melding kwijt?")
        assert resident.path == "/volgen/"
