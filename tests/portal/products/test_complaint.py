"""“Klacht over de gemeente”: with and without login, and with or without a name."""

import pytest

from portal.storage.messages import Message
from portal.storage.submissions import Submission
from tests.browser import Browser, heading_of, links_of, main_of
from tests.factories import BSN
from tests.files_made import a_picture
from tests.forms_filled import page_id
from tests.papers import words_of_pdf

FORM = "/formulieren/klacht-over-de-gemeente/"
WITH, WITHOUT = f"{FORM}met-digid/", f"{FORM}zonder-digid/"
STORY = "Ik belde drie keer. Niemand kon mij helpen."
EMAIL = "sam@voorbeeld.example"
ANSWERS = {
    "onderwerp": {"topic": "service"},
    "besluit": {"about_decision": "handling"},
    "wanneer": {"happened-month": "10", "happened-year": "2026"},
    "verhaal": {"story": STORY, "where": "Burgerzaken"},
    "gesprek": {"talked": "yes", "talk_result": "Iemand zou bellen."},
    "oplossing": {"solution": "Een snel antwoord."},
    "bestanden": {},
    "gegevens": {},
    "wie": {"who": "named", "name": "Sam Bakker"},
    "anoniem": {},
    "antwoord": {"answer_by": "email", "email": EMAIL},
    "adres": {"post_address-postcode": "1234 AB", "post_address-number": "14"},
    "bellen": {"call_back": "yes", "phone": "06 12345678", "part_of_day": "morning"},
}
NO_NAME = {"wie": {"who": "anonymous"}}


def go_on(browser: Browser, page, changes=None, until="controleren"):
    """Fill in from this page up to that one, with these answers in place of the usual."""
    answers = ANSWERS | (changes or {})
    while page_id(page) != until:
        page = browser.submit(page, answers[page_id(page)])
        assert page.status_code == 200, page.request.path
    return page


def fill(browser: Browser, way=WITHOUT, changes=None, until="controleren"):
    """Begin that way, and fill in up to this page."""
    return go_on(browser, browser.visit(way), changes, until)


@pytest.fixture
def sent(visitor, browser, do_jobs, world):
    """Send one; gives the receipt and the case that it became."""

    def send(way=WITHOUT, changes=None):
        sender = browser if way == WITH else visitor
        receipt = sender.submit(fill(sender, way, changes), form="send")
        assert receipt.status_code == 200, receipt.request.path
        do_jobs()
        [case] = world.intake.made.values()
        return receipt, case.new

    return send


def test_start_page_says_for_whom_how_long_and_what_after_it(visitor):
    page = main_of(visitor.get(FORM))

    assert "De gemeente is binnen 6 weken klaar." in page
    assert "Algemene wet bestuursrecht (Awb), artikel 9:11" in page
    assert "beslist" not in page
    assert "Het kost niets." in page
    assert "Nationale ombudsman" in page
    assert "bezwaar maken" not in page
    assert {WITH, WITHOUT} <= set(links_of(visitor.get(FORM)).values())


def test_complaint_with_a_name_becomes_a_case_with_a_link_to_follow_it(visitor, sent, world, rows):
    receipt, case = sent()
    tracking = links_of(receipt)["Volg uw melding"]

    assert case.case_type == "KLACHT"
    assert case.description == "Klacht"
    assert case.initiator.bsn is None
    assert case.properties == {
        "onderwerp": ("dienstverlening",),
        "wanneer": ("2026-10",),
        "waarOfWie": ("Burgerzaken",),
        "besproken": ("ja",),
        "naam": ("Sam Bakker",),
        "wieKlaagt": ("metNaam",),
        "antwoordVia": ("mail",),
        "terugbellen": ("ja",),
        "dagdeel": ("ochtend",),
    }
    assert [document.kind for document in case.documents] == ["Aanvraag"]
    assert visitor.get(tracking).status_code == 200
    assert any(tracking in mail.text for mail in world.mailer.sent.values())
    assert "klaar" in main_of(receipt)
    assert "beslist" not in main_of(receipt)
    assert rows(Submission)[0].ground == "anonymous"


def test_mail_and_case_description_say_nothing_of_what_happened(sent, world):
    _, case = sent(changes={"onderwerp": {"topic": "employee"}})

    told = [case.description, *(mail.text for mail in world.mailer.sent.values())]
    assert not any(word in text for text in told for word in (STORY, "medewerker met u omging"))


def test_who_logs_in_is_known_and_gives_no_name(sent, browser):
    receipt, case = sent(WITH, {"antwoord": {"email": ""}, "bellen": {"call_back": "no"}})

    assert case.initiator.bsn == BSN
    assert not {"naam", "wieKlaagt", "antwoordVia", "adres", "dagdeel"} & set(case.properties)
    assert case.properties["terugbellen"] == ("nee",)
    assert "Volg uw melding" not in links_of(receipt)
    assert browser.get(receipt.request.path).status_code == 200


def test_who_gives_no_name_reads_that_there_is_no_answer_and_is_asked_no_contact(visitor, sent):
    page = fill(visitor, changes=NO_NAME, until="anoniem")
    assert "u krijgt geen antwoord" in main_of(page)
    page = go_on(visitor, page)

    assert page_id(page) == "controleren"
    for name in ("antwoord", "adres", "bellen"):
        assert visitor.get(FORM + name + "/").status_code == 303
    assert "Sam Bakker" not in main_of(page)


def test_complaint_without_a_name_is_sent_all_the_same(visitor, sent, world):
    receipt, case = sent(changes=NO_NAME)

    assert case.properties["wieKlaagt"] == ("anoniem",)
    assert not {"naam", "adres", "terugbellen"} & set(case.properties)
    assert world.mailer.sent == {}
    assert visitor.get(links_of(receipt)["Volg uw melding"]).status_code == 200


def test_complaint_without_a_name_is_promised_no_answer(visitor, rows, do_jobs, world):
    receipt = visitor.submit(fill(visitor, changes=NO_NAME), form="send")
    tracking = visitor.get(links_of(receipt)["Volg uw melding"])
    pdf = visitor.get(links_of(receipt)["Download uw antwoorden (pdf)"]).data

    for words in (main_of(receipt), main_of(tracking), words_of_pdf(pdf)):
        assert "Maar u krijgt geen antwoord." in words
        for promised in ("klaar.", "in de wet", "U krijgt daarna antwoord", "U mag ons meer"):
            assert promised not in words, promised
    do_jobs()
    [case] = world.intake.made.values()
    assert case.new.due is None
    assert rows(Submission)[0].is_answered is False
    assert [message.kind for message in rows(Message)] == ["received"]


def test_complaint_with_a_name_is_promised_an_answer(visitor, do_jobs, world):
    receipt = visitor.submit(fill(visitor), form="send")
    tracking = visitor.get(links_of(receipt)["Volg uw melding"])

    words = main_of(receipt)
    assert "U krijgt daarna antwoord." in words
    assert "uw naam niet geven" not in words
    assert "geen antwoord" not in words
    assert "klaar. Dat staat in de wet" in main_of(tracking)
    do_jobs()
    [case] = world.intake.made.values()
    assert case.new.due is not None


def test_start_page_says_that_who_gives_no_name_gets_no_answer(visitor):
    page = main_of(visitor.get(FORM))

    assert "Wilt u uw naam niet geven? Wij lezen uw klacht en leren ervan." in page


def test_who_gives_a_name_and_then_does_not_leaves_none_behind(visitor, sent):
    fill(visitor)
    page = visitor.submit(visitor.get(f"{FORM}wie/"), NO_NAME["wie"])
    go_on(visitor, page)

    _, case = sent(changes=NO_NAME)
    assert not {"naam", "antwoordVia", "terugbellen", "dagdeel"} & set(case.properties)


def test_answer_by_letter_asks_an_address_and_no_mail(sent):
    _, case = sent(changes={"antwoord": {"answer_by": "letter", "email": ""}})

    assert case.properties["antwoordVia"] == ("brief",)
    assert "1234 AB" in case.properties["adres"][0]


@pytest.mark.parametrize(
    ("name", "answers", "error"),
    [
        ("onderwerp", {}, "Kies waar uw klacht over gaat, bijvoorbeeld: Hoe wij u hielpen."),
        ("wanneer", {}, "Vul in wanneer het was."),
        ("wanneer", {"happened-month": "1", "happened-year": "2999"}, "Vul een dag in tot en met"),
        ("verhaal", {"story": " "}, "Schrijf op wat er is gebeurd"),
        ("gesprek", {}, "Kies ja of nee."),
        ("wie", {}, "Kies of u uw naam geeft."),
        ("wie", {"who": "named"}, "Vul uw naam in"),
        ("antwoord", {"answer_by": "email"}, "Vul uw e-mailadres in"),
        ("antwoord", {}, "Kies hoe u ons antwoord wilt krijgen"),
        ("bellen", {"call_back": "yes"}, "Vul uw telefoonnummer in"),
        ("bellen", {"call_back": "yes", "phone": "06 12345678"}, "Kies een deel van de dag"),
    ],
)
def test_what_is_lacking_is_told_with_what_to_do(visitor, name, answers, error):
    page = visitor.submit(fill(visitor, until=name), answers)
    if "bij gekomen" in main_of(page):  # without a script what an answer brings comes here
        page = visitor.submit(page, answers)

    assert error in main_of(page)


@pytest.mark.parametrize("name", ["oplossing", "bestanden"])
def test_what_may_stay_empty_can_be_passed(visitor, name):
    assert page_id(visitor.submit(fill(visitor, until=name), {})) != name


def test_something_in_the_street_is_a_report(visitor):
    page = fill(visitor, changes={"onderwerp": {"topic": "street"}}, until="straat")

    assert "Doe een melding" in heading_of(page)
    assert "/formulieren/melding-openbare-ruimte/" in links_of(page).values()
    assert visitor.get(f"{FORM}controleren/").location == f"{FORM}straat/"


def test_who_disagrees_with_a_decision_is_told_to_object(visitor):
    changes = {"onderwerp": {"topic": "decision"}, "besluit": {"about_decision": "itself"}}
    page = fill(visitor, changes=changes, until="bezwaar")

    assert "Maak bezwaar tegen het besluit" in heading_of(page)
    assert any(link.startswith("tel:") for link in links_of(page).values())


def test_complaint_about_how_an_objection_is_handled_goes_on(sent):
    _, case = sent(changes={"onderwerp": {"topic": "decision"}})

    assert case.properties["onderwerp"] == ("besluit",)


def test_who_logs_in_half_way_keeps_all_and_no_name_goes_along(visitor, do_jobs, world):
    photo = {"proof": ("brief.png", a_picture())}
    page = fill(visitor, until="bestanden")
    page = go_on(visitor, visitor.submit(page, files=photo), until="antwoord")
    visitor.submit(page, {"email": EMAIL}, button=("action", "log_in"))
    visitor.log_in(BSN)

    page = go_on(visitor, visitor.visit(WITH), {"antwoord": {"email": EMAIL}})
    assert STORY in main_of(page)
    visitor.submit(page, form="send")
    do_jobs()

    [case] = world.intake.made.values()
    assert case.new.initiator.bsn == BSN
    assert not {"naam", "wieKlaagt"} & set(case.new.properties)
    assert sorted(document.kind for document in case.new.documents) == ["Aanvraag", "Bijlage"]


def test_where_the_register_is_silent_who_logged_in_gives_a_name(browser, world):
    world.persons.is_down = True
    page = fill(browser, WITH, until="wie")

    assert "Dan ziet de gemeente wel wie u bent." in main_of(page)
    assert page_id(go_on(browser, page)) == "controleren"


def test_all_of_it_in_english(visitor):
    visitor.visit("/taal/?taal=en&next=/")
    page = fill(visitor)

    assert "Complaint about the municipality" in page.text
    assert "How we helped you" in main_of(page)
    receipt = main_of(visitor.submit(page, form="send"))
    assert "The municipality is done by" in receipt
    assert "National Ombudsman" in receipt


def test_answers_on_paper(visitor, sent):
    receipt, _ = sent()
    words = words_of_pdf(visitor.get(links_of(receipt)["Download uw antwoorden (pdf)"]).data)

    assert STORY in words
    assert "Een snel antwoord." in words
    assert "klaar. Dat staat in de wet" in words
