"""Signing together (R6): Noor asks for money, and Sam signs it in a browser of his own."""

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys import ahead, moving
from tests.journeys.browser import Browser
from tests.journeys.moving import NOOR
from tests.journeys.resident import Resident
from tests.journeys.variants import BOTH
from tests.journeys.world import eventually

pytestmark = pytest.mark.journey
FORM = "/formulieren/bijzondere-bijstand-aanvragen/"
SAM, SAM_MAIL, STRANGER = "Sam Yilmaz", "sam@voorbeeld.example", "Aisha"
LINK = re.compile(r"https?://[^/]+(/ondertekenen/\S+)")
PERSONAL = ("Noor", "de Wit", "Sam", "bijstand", "Bril", moving.NOOR_BSN)
ASKED = "Wij wachten op de handtekening van uw partner"


@pytest.fixture(scope="module")
def second_browser() -> Iterator[Browser]:
    """The browser of the other."""
    with tempfile.TemporaryDirectory(prefix="cosigner-", ignore_cleanup_errors=True) as folder:
        browser = Browser(Path(folder))
        yield browser
        browser.close()


@pytest.fixture(scope="class")
def partner(world, second_browser, inspection, javascript) -> Resident:
    """Somebody else, with an empty browser."""
    second_browser.begin_anew(javascript=javascript)
    return Resident(second_browser, world.portal, inspection, world.hurry)


def answers() -> dict[str, ahead.Answers]:
    day = moving.moving_day(-3)
    return {
        "gegevens": {},
        "partner": {"partner_agrees": "yes"},
        "partner_tekent": {"partner_email": SAM_MAIL},
        "kosten-1": {
            "costs.1.what": "Bril",
            "costs.1.amount": "249,95",
            "costs.1.day-day": str(day.day),
            "costs.1.day-month": str(day.month),
            "costs.1.day-year": str(day.year),
            "costs.1.bill-later": "y",
        },
        "kosten": {},
        "samen_kosten": {},
        "uitleg": {"explanation": "Dit gaat Sam niet aan."},
        "vergoeding": {"elsewhere": "no"},
        "uitkering": {"on_benefit": "yes"},
        "rekening": {"account": "NL91ABNA0417164300"},
        "contact": {"email": moving.MAIL, "phone": ""},
    }


def invitation(world) -> dict[str, str]:
    """The mail to the other, once it is there."""
    [mail] = eventually(lambda: [mail for mail in world.mails() if mail["aan"] == SAM_MAIL])
    return mail


def link_to(world) -> str:
    """Where that mail leads."""
    [path] = LINK.findall(invitation(world)["tekst"])
    return path


def mark_of(world) -> str:
    """What the one case says of the signature; '' while there is none."""
    cases = moving.cases_of(world)
    assert len(cases) <= 1, "doubled"
    if not cases or not cases[0]["status"]:
        return ""
    properties = world.zgw(f"{cases[0]['url']}/zaakeigenschappen")
    return next(one["waarde"] for one in properties if one["naam"] == "ondertekening")


@BOTH
class TestCosigning:
    def test_what_is_sent_waits_for_the_signature(self, resident, world):
        resident.open(FORM)
        resident.press("Beginnen")
        resident.log_in_as(NOOR)
        ahead.fill_in(resident, FORM, answers())
        resident.press("Aanvraag versturen")
        resident.see("Gelukt! Wij hebben het ontvangen", ASKED)
        assert moving.cases_of(world) == []

    def test_the_mail_says_nothing_of_anybody(self, world):
        mail = invitation(world)
        words = f"{mail['onderwerp']} {mail['tekst']}"
        assert not [word for word in PERSONAL if word in words]

    def test_who_sent_it_sees_how_it_stands_and_can_not_sign_it(self, resident, world):
        resident.press("Bekijk hoe het staat")
        resident.see("Wij wachten op een handtekening", "Kan antwoorden tot en met")
        resident.fill("E-mailadres", "sam")
        resident.press("Stuur de mail opnieuw")
        assert resident.title.startswith("Fout: ")
        resident.open(link_to(world))
        resident.see("Log eerst uit", "Wie ondertekent, logt in met een eigen DigiD.")

    def test_another_person_sees_nothing(self, partner, world):
        partner.open(link_to(world))
        partner.see("Iemand vraagt u iets te ondertekenen")
        assert not [word for word in PERSONAL if partner.reads(word)]
        partner.press("Verder")
        partner.log_in_as(STRANGER)
        partner.see("Deze vraag is voor iemand anders")
        assert not partner.reads("Bril")
        partner.press("Uitloggen")

    def test_the_partner_sees_what_the_form_shows_and_signs(self, partner, world):
        partner.open(link_to(world))
        partner.press("Verder")
        partner.log_in_as(SAM)
        partner.see("Wilt u dit ondertekenen?", "Verstuurd door: Noor de Wit", "Bril")
        assert not partner.reads("Dit gaat Sam niet aan.")
        partner.press("Ja, ik onderteken dit")
        partner.see("U heeft ondertekend")

    def test_it_is_one_case_that_says_so(self, resident, world):
        eventually(lambda: mark_of(world) == "ondertekend")
        resident.open("/overzicht/")
        resident.open("/berichten/")
        resident.press("Ondertekend: Bijzondere bijstand aanvragen")
        resident.press("Bekijk hoe het staat")
        resident.see("Het is ondertekend", "Ondertekend op")

    def test_who_looks_again_reads_what_they_said(self, partner, world):
        partner.open(f"{link_to(world)}lezen/")
        partner.see("U heeft ondertekend")
        partner.open("/berichten/")
        partner.see("U heeft ondertekend: Bijzondere bijstand aanvragen")

    def test_the_log_tells_the_sender_who_looked(self, resident):
        resident.open("/gegevensgebruik/")
        resident.see("Iemand die u vroeg om te ondertekenen")
