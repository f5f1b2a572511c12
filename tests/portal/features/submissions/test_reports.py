"""Following a report without login, with the link that one got."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import update

from portal.domain.cases import StepState
from portal.domain.days import day_of
from portal.domain.failures import SourceUnavailable
from portal.domain.terms import add_working_days
from portal.storage.drafts import Draft
from portal.storage.messages import Message
from portal.storage.rate_limits import RateLimit
from portal.storage.submissions import Submission
from portal.texts.words import words_in
from portal.web.page.qr_codes import qr_code
from tests.browser import links_of, main_of
from tests.case_keys import a_key
from tests.factories import REPORT_STEPS
from tests.forms_filled import REPORT, begin, fill, page_id, send

EMAIL = "melder@voorbeeld.example"


@pytest.fixture
def reported(visitor):
    """A report that was sent; the address of its tracking page."""
    receipt = send(visitor, REPORT, {"contact": {"email": EMAIL}})
    return links_of(receipt)["Volg uw melding"]


def test_report_on_its_way_is_said_to_be_in(visitor, reported):
    words = main_of(visitor.get(reported))

    assert "Uw melding is binnen." in words
    assert "Wij hebben uw melding." in words


def test_report_that_became_a_case_shows_its_steps(visitor, reported, do_jobs, world, rows):
    do_jobs()
    [submission] = rows(Submission)
    world.cases.reports[submission.case_key] = REPORT_STEPS

    words = main_of(visitor.get(reported))

    assert f"Zaaknummer {submission.number}" in words
    assert "Ingepland" in words
    assert "Wij zijn klaar met uw melding." not in words


def test_report_that_is_done_says_so(visitor, reported, do_jobs, world, rows):
    do_jobs()
    [submission] = rows(Submission)
    done = tuple(replace(step, state=StepState.DONE) for step in REPORT_STEPS)
    world.cases.reports[submission.case_key] = done

    words = main_of(visitor.get(reported))

    assert "Wij zijn klaar met uw melding." in words
    assert "Wij willen uiterlijk op" not in words


def test_receipt_says_that_the_mail_has_the_link_where_one_comes(visitor, app):
    told = "Daarin staat de link naar uw melding."

    assert told in main_of(send(visitor, REPORT, {"contact": {"email": EMAIL}}))
    assert told not in main_of(send(app.test_client(), REPORT))


def test_page_of_a_report_says_what_number_to_call_with(visitor, reported, rows):
    [submission] = rows(Submission)

    assert f"Noem het nummer {submission.reference} als u belt" in main_of(visitor.get(reported))


@pytest.mark.parametrize("part", ["", "ontvangen/", "antwoorden.pdf"])
def test_a_link_that_leads_nowhere_says_what_to_do(visitor, part):
    page = visitor.get(f"/volgen/geraden/{part}")

    assert page.status_code == 404
    assert "Kopieer dan de hele link." in main_of(page)
    assert links_of(page)["Link naar uw melding kwijt?"] == "/volgen/"


def test_report_says_so_while_the_case_system_is_down(visitor, reported, do_jobs, world):
    do_jobs()
    world.cases.is_down = True

    words = main_of(visitor.get(reported))

    assert "Wij kunnen nu niet zien hoe het staat." in words
    assert reported.endswith(links_of(visitor.get(reported))["Probeer het opnieuw"])
    assert "Uw melding is binnen." not in words


def test_report_can_be_downloaded_with_its_link_only(visitor, reported, app):
    pdf = links_of(visitor.get(reported))["Download uw antwoorden (pdf)"]
    somebody = app.test_client()

    assert somebody.get(pdf).data.startswith(b"%PDF-")
    assert somebody.get("/volgen/geraden/antwoorden.pdf").status_code == 404
    assert somebody.get("/volgen/geraden/").status_code == 404
    assert somebody.get("/volgen/geraden/ontvangen/").status_code == 404


@pytest.mark.parametrize("part", ["", "antwoorden.pdf"])
def test_report_is_shown_to_who_has_its_link_only_also_not_to_its_old_cookie(visitor, rows, part):
    check = fill(visitor, REPORT)
    old = visitor.get_cookie("__Host-portal", domain="mijn.demodam.example").value
    visitor.submit(check, form="send")
    [submission] = rows(Submission)
    visitor.set_cookie("__Host-portal", old, domain="mijn.demodam.example")

    answer = visitor.get(f"/formulieren/{REPORT}/ontvangen/{submission.reference}/{part}")

    assert answer.status_code == 404


def test_reporter_gets_one_mail_with_the_link_and_no_word_about_the_report(
    reported, do_jobs, world
):
    do_jobs()

    [mail] = world.mailer.sent.values()
    assert mail.to == EMAIL
    assert f"hoe het gaat: {reported}" in mail.text
    assert "DigiD" not in mail.text
    for personal in ("Lindelaan", "lantaarn", EMAIL):
        assert personal not in mail.text + mail.subject


def test_the_link_of_a_report_can_be_read_and_taken_along(visitor):
    receipt = send(visitor, REPORT, {"contact": {"email": EMAIL}})
    soup = BeautifulSoup(receipt.text, "html.parser")
    field = soup.select_one("#tracking-link")

    assert "readonly" in field.attrs
    assert field["value"] == links_of(receipt)["Volg uw melding"]
    assert field["value"].startswith("https://mijn.demodam.example/volgen/")
    assert soup.select_one("button[data-copy='tracking-link'][hidden]")
    assert str(qr_code(field["value"])) in receipt.text
    assert "style=" not in str(soup.select_one(".tracking__code"))


def test_a_report_is_called_a_report_and_an_application_an_application(visitor, browser):
    report = main_of(send(visitor, REPORT))
    application = main_of(send(browser))

    assert "Volg uw melding" in report
    assert "uw aanvraag" not in report
    assert "uw melding" not in application


def test_who_follows_a_report_reads_what_it_is_about_and_when_it_is_done(visitor, reported, rows):
    words = " ".join(main_of(visitor.get(reported)).split())
    [submission] = rows(Submission)
    last_day = words_in("nl").day(add_working_days(day_of(submission.made_at), 10))

    assert "Onderwerp Lantaarn" in words
    assert "Plek Lindelaan" in words
    assert f"uiterlijk op {last_day}" in words
    assert EMAIL not in words


def test_what_a_report_is_about_is_told_in_the_language_of_the_page(visitor, reported):
    page = visitor.get(reported, headers={"Accept-Language": "en"})

    assert "Lantaarn" not in main_of(page)


def test_an_address_that_anybody_may_type_gets_one_mail_an_hour(app, do_jobs, world, sessions):
    for address in (EMAIL, EMAIL.upper(), EMAIL, "ander@example.nl"):
        send(app.test_client(), REPORT, {"contact": {"email": address}})
        do_jobs()
    assert len(world.mailer.sent) == 2

    with sessions() as session:
        session.execute(update(RateLimit).values(ends_at=datetime.now(UTC)))
        session.commit()
    send(app.test_client(), REPORT, {"contact": {"email": EMAIL}})
    do_jobs()

    assert len(world.mailer.sent) == 3


def test_a_mail_that_did_not_go_is_not_counted(do_jobs, world, reported):
    assert reported
    world.mailer.is_down = True
    with pytest.raises(SourceUnavailable):
        do_jobs()
    world.mailer.is_down = False
    do_jobs()

    assert len(world.mailer.sent) == 1


def test_a_mail_whose_worker_fell_is_sent_by_the_next(reported, tasks, world, rows, monkeypatch):
    assert reported
    [message] = rows(Message)
    mail = partial(tasks.tasks["messages.notify"].func, message=str(message.id))

    def fall(_mailer, _mail):
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(type(world.mailer), "send", fall)
        with pytest.raises(SystemExit):
            mail()
    mail()

    assert len(world.mailer.sent) == 1


def test_news_of_a_report_is_mailed_to_who_made_it(reported, do_jobs, world, rows, tasks):
    do_jobs()
    [submission] = rows(Submission)
    world.cases.reports[submission.case_key] = REPORT_STEPS

    tasks.tasks["cases.follow"].func(case=str(submission.case_key))
    tasks.tasks["cases.follow"].func(case=str(submission.case_key))
    do_jobs()

    assert sorted(message.kind for message in rows(Message)) == ["received", "status"]
    assert len(world.mailer.sent) == 2


def test_end_of_a_report_is_mailed_to_who_made_it(visitor, reported, do_jobs, world, tasks, rows):
    do_jobs()
    [submission] = rows(Submission)
    ended = tuple(
        replace(step, state=StepState.DONE, at=datetime.now(UTC)) for step in REPORT_STEPS
    )
    world.cases.reports[submission.case_key] = ended

    tasks.tasks["cases.follow"].func(case=str(submission.case_key))
    do_jobs()

    assert sorted(message.kind for message in rows(Message)) == ["received", "status"]
    assert len(world.mailer.sent) == 2


def test_news_of_a_case_that_is_not_ours_is_told_to_nobody(tasks, rows, world):
    tasks.tasks["cases.follow"].func(case=str(a_key("vreemd")))

    assert rows(Message) == []
    assert world.cases.calls == ["subject_of"]


def test_link_still_opens_where_the_case_is_no_longer_for_it(visitor, reported, do_jobs, world):
    do_jobs()
    world.cases.reports.clear()  # an initiator or confidentiality was added: not for this link

    page = visitor.get(reported)

    assert page.status_code == 200
    words = main_of(page)
    assert "Hoe het staat, ziet u hier niet meer. Bel ons" in words
    assert "Probeer het later" not in words


def test_sending_the_first_report_again_leaves_the_next_one_alone(visitor, rows):
    check = fill(visitor, REPORT)
    visitor.submit(check, form="send")
    fill(visitor, REPORT, until="plaats")

    again = visitor.submit(check, form="send")

    assert "/ontvangen/" in again.request.path
    assert page_id(begin(visitor, REPORT)) == "plaats"
    assert len(rows(Draft)) == 1
