"""Journey 2 of issue 3: a yes in a form, its receipt, taking it back; who asks later hears no."""

import json

import pytest

from portal.services.consents.receipts import verify
from tests.journeys import ahead, moving
from tests.journeys.bureau import Bureau
from tests.journeys.variants import BOTH
from tests.journeys.world import get
from tests.papers import is_tagged, words_of_pdf

pytestmark = pytest.mark.journey
QUESTION = "Mag iemand u bellen om te vragen of wij u goed hielpen?"
TITLE = "Bellen over onze dienstverlening"
USED = "SELECT count(*) FROM consultation WHERE action = 'shared' AND how_chosen = 'toestemming'"


@pytest.fixture(scope="class")
def bureau(world, chromium):
    """An employee of the research bureau."""
    return Bureau(chromium, world.embedded)


@BOTH
class TestConsents:
    def test_1_before_anything_was_asked_the_page_says_so(self, resident):
        moving.log_in(resident)
        resident.press_here("Meer")
        resident.press("Toestemmingen")
        resident.see("U heeft nog geen ja of nee gezegd", "Moet van de wet", "Uw voorkeur")

    def test_2_at_the_end_of_the_form_yes_and_no_are_equal(self, resident, contract):
        reached = {"email": moving.MAIL, "phone": "06 12345678"}
        answers = moving.answers(contract) | {"contact": reached}
        ahead.fill_in(resident, moving.FORM, answers)
        # Without an answer to it the check leads there
        assert resident.heading == "Een vraag los van uw verhuizing"
        resident.see(QUESTION, "Onderzoeksbureau Peil belt u dan voor ons.", "Uw toestemming")
        assert not resident.is_chosen("Ja, dat mag")
        assert not resident.is_chosen("Nee")
        boxes = resident.browser.driver.find_elements("css selector", ".consent .option")
        assert len({(box.size["width"], box.size["height"]) for box in boxes}) == 1

    def test_2_a_yes_goes_with_the_form_and_not_into_the_case(self, resident, world):
        # When they say yes
        resident.choose("Ja, dat mag")
        resident.press("Volgende")
        resident.see("Los van uw aanvraag", "Ja, dat mag", "gaat niet mee met uw aanvraag")
        resident.press("Verhuizing versturen")
        # Then the case is the same as it always is
        told = moving.told_of(world, moving.complete_case(world))
        assert "Lindelaan 20" in told
        assert moving.MAIL in told
        assert "ellen" not in told

    def test_3_the_receipt_is_in_a_message_as_paper_and_as_signed_json(self, resident, world):
        resident.open("/berichten/")
        resident.press(f"Uw toestemming: {TITLE}")
        resident.see("U kunt uw ja altijd intrekken.")
        paper = resident.download("Bewijs (pdf)")
        assert is_tagged(paper)
        assert QUESTION in words_of_pdf(paper)
        # And anybody can check that it is genuine
        _status, keys = get(f"{world.portal}/.well-known/consent-receipts.jwks.json")
        receipt = json.loads(resident.download("Bewijs voor computers (json)"))
        document = verify(receipt, json.loads(keys))
        record = document["dpv:hasRecordOfActivity"]
        assert record["dpv:hasConsentStatus"] == "dpv:ConsentGiven"
        assert record["dpv:hasNotice"]["dct:description"][0] == QUESTION
        resident.press("Bekijk uw toestemming")
        resident.see(QUESTION, "U zei ja", "Bij het formulier: Verhuizing doorgeven")

    def test_4_the_bureau_asks_and_gets_the_number(self, resident, bureau, world):
        number = moving.complete_case(world)["identificatie"]
        heard = bureau.ask(number)
        assert "+31612345678" in heard
        assert moving.NOOR_BSN not in heard
        assert world.sql(USED) == [(1,)]
        # And the resident sees it
        resident.open("/toestemmingen/")
        resident.press(TITLE)
        resident.see("Ja, 1 keer. Toen gaven wij uw gegevens aan Onderzoeksbureau Peil.")

    def test_5_withdrawing_takes_two_clicks_and_tells_the_effect_before(self, resident):
        # Giving took three: yes, next, send
        resident.open("/toestemmingen/")
        resident.see("Dit mag nu")
        resident.press(f"Intrekken: {TITLE}")
        resident.see("Dan geven wij uw nummer niet meer aan het bureau.", "Het geldt meteen.")
        resident.see("Bel ons: 0800 0999", "Kom langs bij onze balie: Stadskantoor Demodam")
        resident.press("Ja, intrekken")
        resident.see("U trok uw ja in. Dat geldt meteen.", "Dit mag niet meer.")

    def test_6_from_then_on_the_bureau_gets_nothing(self, bureau, world):
        number = moving.cases_of(world)[0]["identificatie"]
        for _try in range(3):
            assert "Geen toestemming. U mag niet bellen." in bureau.ask(number)
        assert world.sql(USED) == [(1,)]
        assert bureau.count() == (1, 3)
        # An unknown case gives the same answer
        unknown = bureau.ask("ZAAK-2026-9999999999")
        assert "Geen toestemming. U mag niet bellen." in unknown

    def test_7_a_yes_can_be_given_again_on_the_page(self, resident, bureau, world):
        resident.open("/toestemmingen/")
        resident.see("Dit mag niet meer")
        resident.press(TITLE)
        resident.press("Ik wil een ander antwoord geven")
        # When nothing is chosen, the page says what to do
        resident.press("Bewaar mijn antwoord")
        resident.see("Kies ja of nee.")
        resident.choose("Ja, dat mag")
        resident.press("Bewaar mijn antwoord")
        resident.see("Wij hebben uw antwoord bewaard.", "Uw ja geldt tot en met")
        number = moving.cases_of(world)[0]["identificatie"]
        assert "+31612345678" in bureau.ask(number)

    def test_8_somebody_else_finds_nothing_there(self, resident):
        path = resident.path
        resident.log_out()
        moving.log_in(resident, "Aisha Bakker")
        resident.open(path)
        resident.see("Wij kunnen deze pagina niet vinden")
