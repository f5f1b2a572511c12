"""The journey of a move, step by step: from the home page to the decision."""

import pytest

from portal.domain.terms import shifted
from tests.journeys import moving
from tests.journeys.moving import FORM, MAIL, NOOR, NOOR_BSN
from tests.journeys.resident import receipt_number
from tests.journeys.variants import BOTH
from tests.journeys.world import eventually
from tests.papers import is_tagged, read, words_of_pdf

pytestmark = pytest.mark.journey
PERSONAL = (NOOR_BSN, "Noor", "Wit", "Lindelaan", "1234", "erhuiz", "ZAAK", "http", "www.")
"""What no mail may say: who it is about, what it is about, or a link to log in with."""


@BOTH
class TestMoving:
    def test_1_looking_around_without_login(self, resident):
        # Given somebody who is new here
        resident.open("/")
        # Then they see what they can arrange, whether we are open, and who helps nearby
        resident.see("Verhuizen", "Een kind krijgen", "Trouwen", "Hulp met geld", "Iets melden")
        resident.press_here("Alle manieren om hulp te krijgen")
        resident.see("0800 0999", "Hulp dichtbij", "Bibliotheek Demodam", "Kom langs", "09.00 tot")
        assert resident.reads("Nu open") or resident.reads("Nu gesloten")
        # When they search with a sentence
        resident.fill("Wat wilt u regelen?", "ik ga verhuizen met mijn gezin")
        resident.press("Zoeken")
        # Then they find the form
        resident.see("gevonden voor: ik ga verhuizen met mijn gezin")
        resident.press("Verhuizing doorgeven")
        assert resident.path == FORM

    def test_1_nothing_is_found(self, resident):
        resident.open("/")
        resident.fill("Wat wilt u regelen?", "xyzzy")
        resident.press("Zoeken")
        resident.see("Niets gevonden voor: xyzzy", "Bel ons:")

    def test_2_the_start_page_says_what_to_know(self, resident):
        resident.open("/formulieren/")
        resident.press("Verhuizing doorgeven")
        resident.see("Voor wie is dit?", "Dit heeft u nodig")
        resident.see("U mag stoppen, en binnen 30 dagen verdergaan")
        resident.see("Het kost niets.", "Ongeveer 10 minuten", "Wat gebeurt er daarna?")
        resident.press_here("Welke gegevens gebruiken wij?")
        resident.see("Wet BRP", "Basisregistratie Personen")
        resident.press_here("Liever niet online?")
        resident.see("Bellen", "Langskomen", "Op papier")

    def test_2_logging_in_and_being_back_where_one_was(self, resident):
        resident.open(FORM)
        resident.press("Beginnen")
        resident.see("Wij zien uw wachtwoord niet.")
        # When DigiD is cancelled
        resident.press("Inloggen met DigiD")
        resident.press("Annuleren")
        # Then one can try again, and comes back to the form
        assert resident.path.startswith("/inloggen/")
        resident.log_in_as(NOOR)
        assert resident.path == f"{FORM}gegevens/"

    def test_3_what_the_brp_knows_is_shown_and_not_asked(self, resident):
        resident.see(NOOR, "Lindelaan 12", "1234 AB Demodam", "Sam Yilmaz", "Lila", "Milan")
        assert not resident.browser.has("main input:not([type=hidden])")
        resident.press("Volgende")

    def test_3_who_moves_along_is_chosen_from_the_household(self, resident):
        assert resident.heading == "Wie verhuizen er met u mee?"
        resident.choose("Sam Yilmaz")
        resident.press("Volgende")

    def test_3_faults_are_told_and_what_was_typed_stays(self, resident, javascript):
        # When the address is wrong
        resident.fill("Postcode", "1234")
        resident.fill("Huisnummer", "20")
        resident.press("Volgende")
        # Then the page says so: in the title, in the summary, at the field
        assert resident.title.startswith("Fout: ")
        summary = resident.read(".error-summary")
        assert "Verbeter nog 1 antwoord" in summary
        fault = resident.read(".field__error").removeprefix("Fout: ")
        assert fault in summary
        if javascript:
            assert "error-summary" in resident.focused()
            # And the link of the summary goes to the box
            resident.press_here(fault)
            assert "input--7" in resident.focused()
        # And what was typed is still there
        assert (resident.value("Postcode"), resident.value("Huisnummer")) == ("1234", "20")

    def test_3_an_address_that_the_register_does_not_know_is_typed(self, resident):
        resident.fill("Postcode", "1234 AB")
        resident.fill("Huisnummer", "999")
        resident.press("Volgende")
        assert resident.title.startswith("Fout: ")
        resident.fill("Straat", "Nieuwe Gracht")
        resident.fill("Plaats", "Demodam")
        resident.press("Volgende")
        assert resident.heading == "Op welke dag verhuist u?"
        # And it can be changed into one that it does know
        resident.press("Terug")
        assert resident.is_chosen("Ik vul straat en plaats zelf in")
        resident.choose("Ik vul straat en plaats zelf in")
        moving.fill_in_address(resident)

    def test_3_the_day_must_be_within_the_legal_window(self, resident):
        late = moving.moving_day(40)
        resident.fill("Dag", str(late.day))
        resident.fill("Maand", str(late.month))
        resident.fill("Jaar", str(late.year))
        resident.press("Volgende")
        resident.see("U kunt uw verhuizing vanaf 4 weken ervoor doorgeven.")
        assert resident.value("Dag") == str(late.day)
        moving.fill_in_day(resident)

    def test_4_stopping_halfway_and_going_on_later(self, resident):
        # Given a page that was half filled in
        resident.choose("Ik ga huren")
        resident.press("Volgende")
        resident.press("Stoppen en later verdergaan")
        resident.see("Bewaard. U kunt later verdergaan.")
        # When they log out, and in again
        resident.log_out()
        moving.log_in(resident)
        # Then the overview leads to the page where they were
        resident.press("Verder met: Verhuizing doorgeven")
        assert resident.heading == "Kunt u uw huurcontract meesturen?"
        # And all that was filled in is there
        resident.press("Terug")
        assert resident.is_chosen("Ik ga huren")
        resident.press("Terug")
        assert resident.value("Dag") == str(moving.moving_day().day)
        resident.press("Terug")
        assert resident.value("Huisnummer") == "20"
        # And the start page knows it too
        resident.open(FORM)
        resident.see("U bent hier al mee begonnen.")
        resident.press("Verdergaan")

    def test_3_the_contract_goes_along(self, resident, contract, tmp_path):
        # When a file is no document
        wrong = tmp_path / "contract.pdf"
        wrong.write_text("geen pdf")
        resident.add("Kies een bestand", wrong, contract)
        # Then it is refused with the reason, and the other one stays
        resident.see("“contract.pdf” kunnen wij niet openen.", "huurcontract.pdf")
        # And it can be taken away, and added again
        resident.press("Haal weg huurcontract.pdf")
        assert not resident.reads("huurcontract.pdf")
        resident.add("Kies een bestand", contract)
        resident.see("U heeft 1 bestand toegevoegd:")
        resident.press("Volgende")

    def test_5_a_change_goes_to_the_page_and_straight_back(self, resident):
        resident.fill("E-mailadres", MAIL)
        resident.press("Volgende")
        assert resident.heading == "Klopt alles?"
        resident.see("Sam Yilmaz", "Lindelaan 20", "Ik ga huren", "huurcontract.pdf", MAIL)
        resident.press("Wijzig Verhuizen mee")
        resident.choose("Lila Yilmaz")
        resident.press("Opslaan en terug naar uw antwoorden")
        assert resident.heading == "Klopt alles?"
        resident.see("Lila Yilmaz")

    def test_5_the_receipt_says_that_it_worked_and_what_comes(self, resident):
        resident.press("Verhuizing versturen")
        resident.see("Gelukt! Wij hebben het ontvangen", "Wij gaan nu aan het werk.")
        resident.see("als u belt: 0800 0999", f"Wij sturen een mail naar {MAIL}")
        number = receipt_number(resident)
        # The copy is an accessible PDF
        paper = resident.download("Download uw antwoorden (pdf)")
        assert is_tagged(paper)
        assert "Lindelaan 20" in words_of_pdf(paper)
        # On paper it is one page, without what can be pressed and what is so at this hour only
        printed = resident.browser.printed()
        assert len(read(printed).pages) == 1
        words = words_of_pdf(printed)
        assert number in words
        assert words.count("Bel ons: 0800 0999") == 1
        for text in ("Uitloggen", "Berichten", "Nu open", "Nu gesloten"):
            assert text not in words

    def test_5_a_message_and_a_mail_without_personal_data(self, resident, world):
        resident.open("/berichten/")
        resident.press("Wij hebben ontvangen: Verhuizing doorgeven")
        resident.see("Uw formulier is goed bij ons aangekomen.")
        mail = eventually(world.mails)[0]
        assert mail["aan"] == MAIL
        words = f"{mail['onderwerp']} {mail['tekst']}"
        assert not [text for text in PERSONAL if text in words], words

    def test_6_the_case_is_in_the_case_api_and_on_the_page(self, resident, world, contract):
        moving.complete_case(world, movers="Sam Yilmaz, Lila Yilmaz")
        resident.open("/zaken/")
        resident.press("Verhuizing doorgeven")
        resident.see("Zaaknummer", "Hoe staat het ermee?", "Ontvangen", "Straks", "Afgerond")
        resident.see("Wij verwachten dat dit klaar is op", "Uw contactpersoon")
        resident.see("Documenten", "Van u")
        assert is_tagged(resident.download("Verhuizing doorgeven"))
        assert resident.download("huurcontract") == contract.read_bytes()

    def test_7_the_case_worker_opens_a_document_and_moves_the_case_on(self, resident, desk, world):
        number = moving.complete_case(world, movers="Sam Yilmaz, Lila Yilmaz")["identificatie"]
        with desk.at_case(number):
            desk.open_document("huurcontract", "Aanvraag beoordelen")
            desk.move_to("In behandeling", "Wij bekijken uw verhuizing deze week.")
        # Then the case page says so, names a person to call, and there is a message
        resident.open(f"/zaken/{number}/")
        resident.see("In behandeling", "Wij bekijken uw verhuizing deze week.")
        assert resident.browser.has(".contact a[href^='tel:']")
        resident.open("/berichten/")
        resident.sees_in_the_end("Nieuws over uw zaak")

    def test_7_what_is_missing_is_the_first_thing_on_the_overview(self, resident, desk, world):
        number = moving.cases_of(world)[0]["identificatie"]
        with desk.at_case(number):
            desk.ask_for("Huurcontract", "Wij missen de bladzijde met de handtekening.")
        resident.open(f"/zaken/{number}/")
        resident.see("Wij wachten op u", "Dit moet u nog doen")
        resident.open("/overzicht/")
        assert resident.read("main li").startswith("Stuur uw huurcontract")
        # It leads straight to the upload
        resident.press("Stuur uw huurcontract")
        assert resident.heading == "Stuur uw huurcontract"
        resident.see("Wij missen de bladzijde met de handtekening.")

    def test_7_the_resident_sends_it_and_the_task_is_done(self, resident, world, contract):
        # When nothing was chosen, the page says so
        resident.press("Document versturen")
        assert resident.title.startswith("Fout: ")
        resident.attach("Kies een foto of bestand", contract)
        resident.press("Document versturen")
        resident.see("Gelukt. Wij hebben uw document ontvangen.")
        resident.open("/overzicht/")
        resident.see("U hoeft nu niets te doen.")
        # And it is in the case API, beside what was sent before
        about = f"?zaak={moving.cases_of(world)[0]['url']}"
        documents = "/zaken/api/v1/zaakinformatieobjecten" + about
        eventually(lambda: len(world.zgw(documents)) == 3)

    def test_7_the_resident_sends_one_more_document_by_themselves(self, resident, world, contract):
        case = moving.cases_of(world)[0]
        resident.open(f"/zaken/{case['identificatie']}/")
        resident.press("Stuur een document bij deze zaak")
        assert resident.heading == "Stuur een document bij deze zaak"
        resident.press("Document versturen")
        assert resident.title.startswith("Fout: ")
        resident.choose("Huurcontract")
        resident.attach("Kies een foto of bestand", contract)
        resident.press("Document versturen")
        resident.see("Gelukt. Wij hebben uw document ontvangen.")
        documents = f"/zaken/api/v1/zaakinformatieobjecten?zaak={case['url']}"
        eventually(lambda: len(world.zgw(documents)) == 4)

    def test_7_the_resident_thinks_of_withdrawing_it_and_does_not(self, resident, world):
        case = moving.cases_of(world)[0]
        resident.open(f"/zaken/{case['identificatie']}/")
        resident.press("Aanvraag intrekken")
        resident.see("Wij stoppen met uw aanvraag.", "U krijgt geen besluit.")
        resident.press("Nee, niet intrekken")
        resident.see("Hoe staat het ermee?")

    def test_7_the_resident_reads_the_decision(self, resident, desk, world):
        number = moving.cases_of(world)[0]["identificatie"]
        with desk.at_case(number):
            desk.decide("Verwerkt", "U staat ingeschreven op uw nieuwe adres.")
        resident.open(f"/zaken/{number}/")
        last = shifted(moving.moving_day(42))
        resident.see("Besluit", "U staat ingeschreven op uw nieuwe adres.", "Afgerond")
        resident.see(f"U kunt bezwaar maken tot en met {last.day} ")
        resident.open(f"{resident.path}intrekken/")
        resident.see("Deze zaak is al afgerond op")
        resident.open("/berichten/")
        resident.sees_in_the_end("Besluit:")
        resident.press("Besluit:")
        resident.see("U kunt bezwaar maken tot en met")

    def test_7_no_mail_told_anything_personal(self, world):
        mails = eventually(lambda: world.mails() if len(world.mails()) >= 4 else [])
        for mail in mails:
            words = f"{mail['onderwerp']} {mail['tekst']}"
            found = [text for text in PERSONAL if text in words]
            assert not found, words
