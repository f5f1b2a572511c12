"""An event that only has to be reported: nothing is decided, so no term of a decision is told."""

from datetime import timedelta

import pytest

from portal.domain.days import today, utc_now
from portal.domain.retention import DAYS, KeptPart
from portal.domain.terms import add_working_days
from portal.storage.messages import Message
from portal.storage.submissions import Submission
from portal.texts.words import words_in
from tests.browser import main_of
from tests.case_keys import a_key
from tests.event_answers import FORM, MIDDLE, SLUG, SMALL
from tests.factories import BSN, a_case, a_case_file
from tests.page_by_page import send_pages
from tests.papers import words_of_pdf
from tests.parts import changed_case, publish_only

DECIDED = ("beslist", "in de wet", "4:13", "bezwaar maken", "besluit", "8 weken", "politie")
"""What is true of a permit, and of a report is not."""


@pytest.fixture
def told(browser, do_jobs, world, rows):
    """Send it; gives what each place tells of it, and the case that it became."""

    def send(answers):
        receipt = send_pages(browser, SLUG, answers)
        do_jobs()
        [made] = world.intake.made.values()
        new = made.new
        key = a_key(new.number)
        due = add_working_days(today(), EIGHT_WEEKS)
        case = a_case(new.number, key=key, started=new.started, expected=new.planned, due=due)
        world.cases.files[BSN] = [a_case_file(case)]
        [message] = rows(Message)
        pdf = browser.get(f"{receipt.request.path}antwoorden.pdf").data
        places = {
            "receipt": main_of(browser.get(receipt.request.path)),
            "message": main_of(browser.get(f"/berichten/{message.id}/")),
            "mail": " ".join(mail.text for mail in world.mailer.sent.values()),
            "paper": words_of_pdf(pdf).partition("Het evenement")[0],
            "case": main_of(browser.get(f"/zaken/{key.id}/")),
        }
        return places, new

    return send


EIGHT_WEEKS = 40
"""In working days: as the case system says of every case of its type."""
CONTACT = {"contact": {"email": "noor@voorbeeld.example", "phone": ""}}


def test_a_report_is_told_no_term_of_a_decision_and_no_objection(told):
    places, new = told(SMALL | CONTACT)
    ready = words_in("nl").day(add_working_days(today(), 10))

    for name, words in places.items():
        assert not [word for word in DECIDED if word in words], name
        assert ready in words or name == "mail", name
    assert "Dan hoort u of het goed is." in places["receipt"]
    assert (new.planned, new.due) == (add_working_days(today(), 10), None)


def test_a_permit_is_told_its_term_and_the_objection(told):
    places, new = told(MIDDLE | CONTACT)

    for name in ("receipt", "paper"):
        assert "De gemeente beslist uiterlijk op" in places[name], name
        assert "Dan kunt u binnen 6 weken bezwaar maken." in places[name], name
        assert "melding genoeg" not in places[name], name
    assert "De gemeente beslist uiterlijk op" in places["message"]
    assert "U hoort uiterlijk op" in places["mail"]
    assert "Volgens de wet" in places["case"] or "in de wet" in places["case"]
    assert new.due == new.planned > today()


def test_the_start_page_says_each_with_whom_it_is_for(visitor):
    words = main_of(visitor.visit(f"{FORM}/")).replace("\xa0", " ")

    assert (
        "Is een melding genoeg? Wij willen binnen 10 werkdagen klaar zijn."
        " Dan hoort u of het goed is." in words
    )
    assert "Heeft u een vergunning nodig? De gemeente beslist binnen 8 weken." in words
    assert words.count("beslist") == words.count("bezwaar maken") == 1


def test_the_start_page_in_english(visitor):
    visitor.visit("/taal/?taal=en&next=/")
    words = main_of(visitor.visit(f"{FORM}/"))

    assert "Is reporting enough? We" in words
    assert "Do you need a permit? The municipality decides within 8 weeks." in words


def test_what_was_sent_keeps_its_terms_whatever_is_published_now(
    app, browser, candidates, do_jobs, rows
):
    receipt = send_pages(browser, SLUG, SMALL).request.path
    do_jobs()
    publish_only(app, [changed_case(candidates.form(SLUG), {"by_type": {}})])

    assert [each.case_type for each in rows(Submission)] == ["EVENEMENT-MELDING"]
    assert "beslist" not in main_of(browser.get(receipt))
    assert "4:13" in main_of(browser.get(f"{FORM}/"))


def test_what_was_sent_keeps_its_terms_when_its_answers_are_gone(browser, do_jobs, sessions, tasks):
    receipt = send_pages(browser, SLUG, SMALL).request.path
    do_jobs()
    with sessions() as database:
        before = utc_now() - timedelta(days=DAYS[KeptPart.ANSWERS])
        database.query(Submission).update({"delivered_at": before})
        database.commit()
    tasks.tasks["worker.retention"].func(timestamp=0)

    assert "staan niet meer op deze website" in main_of(browser.get(receipt))

    assert "beslist" not in main_of(browser.get(receipt))
