"""“Hulp en zorg thuis” (Wmo): letting the municipality know, before one applies."""

import pytest
from sqlalchemy import text

from portal.domain.days import today
from portal.domain.people import Level
from portal.domain.terms import last_day_to_send
from portal.storage.messages import Message
from portal.texts.words import words_in
from tests.browser import Browser, heading_of, links_of, main_of
from tests.case_keys import a_key
from tests.factories import BSN, a_case, a_case_file
from tests.files_made import a_pdf
from tests.forms_filled import page_id
from tests.papers import words_of_pdf

FORM = "/formulieren/hulp-en-zorg-thuis/"
NEEDS = "Iemand die elke week helpt met poetsen."
PLAN = {"plan_file": ("plan.pdf", a_pdf())}
ANSWERS = {
    "spoed": {"urgent": "no"},
    "voor_wie": {"for_whom": "self"},
    "gegevens": {},
    "moeilijk": {"difficult": ["household"]},
    "huishouden": {"household": ["cleaning", "laundry"]},
    "verzorging": {"care": ["dressing"]},
    "vervoer": {"transport": ["none"]},
    "wonen": {"home": ["stairs"]},
    "dag": {"day": "Ik ben veel alleen."},
    "mantelzorg": {"carer": "Elke dag koken."},
    "anders": {"other": "De brieven lezen."},
    "nodig": {"needs": NEEDS},
    "hulp_nu": {"helpers": ["none"]},
    "geprobeerd": {},
    "steun": {"support": "yes"},
    "plan": {"plan": "no"},
    "plan_sturen": {"plan_file-later": "y"},
    "contact": {"email": "noor@voorbeeld.example", "phone": ""},
}
FOLLOW_UPS = {
    "household": "huishouden",
    "care": "verzorging",
    "transport": "vervoer",
    "home": "wonen",
    "day": "dag",
    "carer": "mantelzorg",
    "other": "anders",
}
MUST = ("U moet nog sturen", "Dit moet u nog doen", "Doe dit uiterlijk", "nog iets van u nodig")
LATER = {"plan": {"plan": "yes"}}
SAID_NOWHERE = (NEEDS, "Schoonmaken", "Wassen", "dokter", "ziek")


def fill(browser: Browser, changes=None, until="controleren"):
    """Fill in up to this page, with these answers in place of the usual; gives it and the way."""
    page, answers, way = browser.visit(f"{FORM}verder/"), ANSWERS | (changes or {}), []
    while page_id(page) != until:
        way.append(page_id(page))
        page = browser.submit(page, answers[way[-1]])
        assert page.status_code == 200, page.request.path
    return page, way


def message_pages(browser: Browser, rows):
    """What stands in each message."""
    return [main_of(browser.get(f"/berichten/{message.id}/")) for message in rows(Message)]


@pytest.fixture
def applicant(app):
    """A browser with somebody logged in at the level that this form asks for."""
    return app.test_client().log_in(BSN, Level.SUBSTANTIEEL)


@pytest.fixture
def sent(applicant, do_jobs, world):
    """Send it; gives the receipt and the case that it became."""

    def send(changes=None):
        receipt = applicant.submit(fill(applicant, changes)[0], form="send")
        assert "/ontvangen/" in receipt.request.path, receipt.request.path
        do_jobs()
        [case] = world.intake.made.values()
        return receipt, case.new

    return send


def test_start_page_says_what_it_is_and_how_long_it_takes(visitor):
    page = main_of(visitor.get(FORM))

    assert "De gemeente is binnen 6 weken klaar met het onderzoek." in page
    assert "Dit is dus nog geen aanvraag." in page
    assert "binnen 2 weken na uw aanvraag" in page
    assert "een deel zelf aan het CAK" in page
    assert "bezwaar" not in page
    assert "Bij gevaar belt u 112." in page
    assert "Bel Veilig Thuis op 0800-2000." in page


def test_who_logged_in_too_low_is_asked_to_log_in_higher(browser):
    answer = browser.get(f"{FORM}verder/")

    assert answer.status_code == 303
    assert f"niveau={int(Level.SUBSTANTIEEL)}" in answer.location


def test_it_becomes_a_case_that_says_nothing_of_somebody_s_health(applicant, sent, rows, world):
    receipt, case = sent()

    assert (case.case_type, case.description) == ("WMO-MELDING", "Melding Wmo")
    assert case.initiator.bsn == BSN
    assert case.properties == {"clientondersteuning": ("ja",), "persoonlijkPlan": ("nee",)}
    assert [document.kind for document in case.documents] == ["Aanvraag"]
    assert "klaar met het onderzoek. Dat staat in de wet" in main_of(receipt)
    assert "beslist uiterlijk" not in main_of(receipt)
    told = [case.description, *message_pages(applicant, rows)]
    told += [f"{mail.subject} {mail.text}" for mail in world.mailer.sent.values()]
    assert len(told) > 2
    assert not any(word in text for text in told for word in SAID_NOWHERE)
    assert not any("zorg" in mail.text.lower() for mail in world.mailer.sent.values())


def test_message_promises_the_research_and_no_decision(applicant, sent, rows):
    sent()

    pages = message_pages(applicant, rows)

    assert any("klaar met het onderzoek" in page for page in pages)
    assert not any("beslist" in page for page in pages)


def test_who_can_t_wait_is_told_to_call_and_asked_nothing_more(applicant):
    page, way = fill(applicant, {"spoed": {"urgent": "yes"}}, until="bel_nu")

    assert way == ["spoed"]
    assert "Bel dan uw huisarts of de huisartsenpost." in main_of(page)
    assert "0800-2000" in main_of(page)
    assert any(link.startswith("tel:") for link in links_of(page).values())
    assert applicant.get(f"{FORM}controleren/").location == f"{FORM}bel_nu/"


def test_first_page_says_whom_to_call_in_danger(applicant):
    page = main_of(applicant.visit(f"{FORM}verder/"))

    assert "Bel 112." in page
    assert "Bel Veilig Thuis op 0800-2000." in page


def test_who_asks_for_somebody_else_is_told_to_call(applicant):
    page, _ = fill(applicant, {"voor_wie": {"for_whom": "other"}}, until="iemand_anders")

    assert heading_of(page) == "Bel ons voor iemand anders"
    assert any(link.startswith("tel:") for link in links_of(page).values())


@pytest.mark.parametrize("ticked", [["other"], ["household", "carer"], [*FOLLOW_UPS]])
def test_only_what_is_ticked_is_asked_about(applicant, ticked):
    _, way = fill(applicant, {"moeilijk": {"difficult": ticked}})

    asked = [name for name in way if name in FOLLOW_UPS.values()]
    assert asked == [FOLLOW_UPS[value] for value in ticked]


def test_what_is_unticked_later_is_not_sent(applicant, sent):
    fill(applicant, {"moeilijk": {"difficult": ["other"]}})
    page = applicant.submit(applicant.get(f"{FORM}moeilijk/"), ANSWERS["moeilijk"])
    assert page_id(page) == "huishouden"

    sent()
    assert applicant.get(f"{FORM}anders/").status_code == 303


@pytest.mark.parametrize(
    ("name", "answers", "error"),
    [
        ("spoed", {}, "Kies ja als u niet kunt wachten."),
        ("moeilijk", {}, "Kies wat er moeilijk gaat. Staat het er niet bij?"),
        ("nodig", {"needs": " "}, "Weet u het niet? Schrijf dan dat op."),
        ("hulp_nu", {}, "Helpt niemand u? Kies dan: Niemand."),
        ("hulp_nu", {"helpers": ["none", "family"]}, "U koos: Niemand."),
        ("steun", {}, "Kies ja of nee."),
    ],
)
def test_what_is_lacking_is_told_with_what_to_do(applicant, name, answers, error):
    page, _ = fill(applicant, until=name)

    assert error in main_of(applicant.submit(page, answers))


def test_plan_goes_along(applicant, do_jobs, world):
    page, _ = fill(applicant, LATER, until="plan_sturen")
    applicant.submit(page, files=PLAN)
    applicant.submit(fill(applicant, LATER)[0], form="send")
    do_jobs()

    [case] = world.intake.made.values()
    kinds = sorted(document.kind for document in case.new.documents)
    assert kinds == ["Aanvraag", "Persoonlijk plan"]
    assert case.new.properties["persoonlijkPlan"] == ("ja",)


def test_plan_that_comes_later_can_come_for_seven_days_and_need_not(applicant, sent, rows, world):
    receipt, case = sent(LATER)
    last = words_in("nl").day(last_day_to_send(today(), 7))
    may = f"U kunt dit sturen tot en met {last}. Het hoeft niet."
    world.cases.files[BSN] = [a_case_file(a_case(case.number, key=a_key(case.number)))]
    pages = [
        receipt,
        applicant.get("/overzicht/"),
        applicant.get(f"/zaken/{a_key(case.number).id}/"),
        applicant.get(links_of(receipt)["Stuur als u wilt: Persoonlijk plan"]),
    ]

    for page in pages:
        words = main_of(page)
        assert may in words, page.request.path
        assert not [must for must in MUST if must in words], page.request.path
    keep = links_of(pages[2])["Overzicht van deze zaak (PDF)"]
    paper = words_of_pdf(applicant.get(keep).data)
    assert may in paper
    assert not [must for must in MUST if must in paper]
    [message] = message_pages(applicant, rows)
    assert f"U mag nog sturen: Persoonlijk plan, tot en met {last}. Het hoeft niet." in message
    assert "nog iets van u nodig" not in message
    assert case.properties["persoonlijkPlan"] == ("ja",)


def test_plan_that_did_not_come_is_missed_by_nobody(applicant, sent, sessions):
    receipt, _ = sent(LATER)
    with sessions() as database:
        database.execute(text("UPDATE own_task SET last_day = '2020-01-06'"))
        database.commit()

    words = main_of(applicant.get(receipt.request.path))

    assert "U kon dit sturen tot en met 6 januari 2020. Het hoefde niet." in words


def test_who_wants_to_send_a_plan_can_go_on_without(applicant):
    page, _ = fill(applicant, LATER, until="plan_sturen")

    assert page_id(applicant.submit(page, {})) == "contact"


def test_all_of_it_in_english(applicant):
    applicant.visit("/taal/?taal=en&next=/")
    page, _ = fill(applicant)

    assert "Help and care at home" in page.text
    assert "Doing the laundry" in main_of(page)
    assert "done with its research by" in main_of(applicant.submit(page, form="send"))


def test_answers_on_paper(applicant, sent):
    receipt, _ = sent()
    words = words_of_pdf(applicant.get(f"{receipt.request.path}antwoorden.pdf").data)

    assert NEEDS in words
    assert "Niemand" in words
    assert "klaar met het onderzoek" in words
