"""Withdrawing what was sent and is no case yet: kept at once, and brought to its case later."""

import threading

import pytest

from portal.domain.case_rules import CaseRule, CaseRules, Withdrawal
from portal.domain.days import utc_now
from portal.domain.failures import SourceUnavailable
from portal.services.deliveries.handling import delivery_of
from portal.services.deliveries.paper import DATA, HandOver, hand_over
from portal.storage.consultations import ConsultationLine
from portal.storage.deliveries import Errand
from portal.storage.messages import Message
from portal.storage.submissions import Submission
from portal.storage.task_replies import TaskReply
from portal.web.edge.request_context import portal_of
from tests.browser import heading_of, links_of, main_of, words_of
from tests.case_keys import a_key
from tests.factories import BSN, a_case, a_case_file
from tests.forms_filled import send
from tests.papers import words_of_pdf
from tests.parts import change_parts, put_back

LINK = "Aanvraag intrekken"
WITHDRAWN = "U heeft deze aanvraag ingetrokken"
ON_ITS_WAY = "Wij geven uw intrekking door. U hoeft niets te doen."
LISTS = ("/overzicht/", "/zaken/")


@pytest.fixture
def receipt(browser, world):
    """The receipt of what waits, as the case system is down."""
    world.intake.is_down = True
    return send(browser)


@pytest.fixture
def address(receipt):
    return links_of(receipt)[LINK]


@pytest.fixture
def works(world, do_jobs):
    """Let the case system work again, and the worker do all; gives the case that came of it."""

    def works_():
        world.intake.is_down = False
        do_jobs()
        [made] = world.intake.made.values()
        case = a_case(made.new.number, key=a_key(made.new.number))
        world.cases.files[BSN] = [a_case_file(case, documents=())]
        return case

    return works_


def test_the_receipt_leads_to_a_page_that_says_what_it_does_and_does_nothing(
    browser, receipt, address, rows
):
    page = browser.get(address)

    assert heading_of(page) == "Wilt u uw aanvraag intrekken?"
    assert rows(Submission)[0].reference in main_of(page)
    assert "Uw aanvraag krijgt eerst nog een zaaknummer." in main_of(page)
    assert links_of(page)["Nee, niet intrekken"] == receipt.request.path
    assert rows(TaskReply) == []


def test_it_is_told_everywhere_until_its_case_has_it(browser, receipt, address, works, world, rows):
    after = browser.submit(browser.get(address))

    assert after.request.path == receipt.request.path
    assert "Gelukt. Wij geven uw intrekking door." in words_of(after)
    assert (WITHDRAWN in main_of(after), ON_ITS_WAY in main_of(after)) == (True, True)
    assert LINK not in links_of(after)
    for path in LISTS:
        assert f"{WITHDRAWN}. {ON_ITS_WAY}" in main_of(browser.get(path)), path
    assert rows(Message)[-1].kind == "received"

    case = works()

    [(key, paper)] = world.intake.added.values()
    assert key == case.key
    assert "De aanvrager trekt de aanvraag in" in words_of_pdf(paper)
    assert case.number in words_of_pdf(paper)
    assert "case_withdrawn" in [message.kind for message in rows(Message)]
    told = main_of(browser.get(f"/zaken/{case.key.id}/"))
    assert "Wij stoppen met uw aanvraag. U krijgt geen besluit." in told
    for path in LISTS:
        words = main_of(browser.get(path))
        assert (WITHDRAWN in words, ON_ITS_WAY in words) == (True, False), path


def test_twice_is_once_before_and_after_there_is_a_case(
    browser, address, works, world, rows, do_jobs
):
    pages = [browser.get(address), browser.get(address)]
    for page in pages:
        browser.submit(page)
    assert "U heeft deze aanvraag al ingetrokken." in words_of(browser.visit(address))
    case = works()

    again = browser.submit(pages[0])
    of_case = browser.visit(f"/zaken/{case.key.id}/intrekken/")
    do_jobs()

    for page in (again, of_case):
        assert "U heeft deze aanvraag al ingetrokken." in words_of(page)
    assert (len(rows(TaskReply)), len(world.intake.added)) == (1, 1)
    changed = [line for line in rows(ConsultationLine) if line.action == "changed"]
    assert [line.case_id for line in changed] == [case.key.id], "its line is told with the case"


def test_what_became_a_case_meanwhile_is_withdrawn_as_that(browser, address, works, rows):
    page = browser.get(address)
    case = works()

    after = browser.submit(page)

    assert after.request.path == f"/zaken/{case.key.id}/intrekken/"
    assert rows(TaskReply) == []


def test_its_case_gets_the_status_of_the_municipality(app, browser, address, works, world):
    way = Withdrawal(status="Ingetrokken", result="Ingetrokken")
    usual = change_parts(app, case_rules=CaseRules(CaseRule(withdrawal=way)))
    try:
        browser.submit(browser.get(address))
        works()
    finally:
        put_back(app, usual)

    [(_key, new)] = world.intake.statuses
    assert (new.name, new.result) == ("Ingetrokken", "Ingetrokken")


def test_where_it_is_not_taken_here_nothing_is_offered(app, browser, receipt, address, rows):
    page = browser.get(address)
    usual = change_parts(app, case_rules=CaseRules(CaseRule(withdrawal=Withdrawal(False))))
    try:
        refused = browser.submit(page)
        again = browser.get(receipt.request.path)
    finally:
        put_back(app, usual)

    assert refused.status_code == 422
    assert "Bel ons als u wilt stoppen." in main_of(refused)
    assert LINK not in links_of(again)
    assert rows(TaskReply) == []


def test_it_is_not_lost_between_a_delivery_that_ends_and_the_job_that_brings_it(
    browser, address, works, world, rows, sessions, tasks
):
    """The delivery passes by what wasn't there yet; the job of that may not pass by the case."""
    browser.submit(browser.get(address))
    [reply] = rows(TaskReply)
    [sent] = rows(Submission)
    job = threading.Thread(
        target=tasks.tasks["cases.send_document"].func, kwargs={"sending": str(reply.id)}
    )
    world.intake.is_down = False
    with sessions() as delivery:
        submission = delivery.get(Submission, sent.id)
        submission.case_key = a_key(sent.reference)
        submission.number = sent.reference
        submission.delivered_at = utc_now()
        delivery.flush()
        job.start()
        job.join(0.3)
        assert job.is_alive(), "it waits to see what comes of the delivery"
        delivery.commit()
    job.join()

    assert rows(TaskReply)[0].case_key == a_key(sent.reference)


def test_it_waits_for_a_case_that_is_half_made(browser, address, rows, sessions, tasks, world):
    browser.submit(browser.get(address))
    [reply] = rows(TaskReply)
    [sent] = rows(Submission)
    with sessions() as delivery:
        delivery.get(Submission, sent.id).case_key = a_key(sent.reference)
        delivery.commit()

    tasks.tasks["cases.send_document"].func(sending=str(reply.id))

    assert (rows(TaskReply)[0].case_key, world.intake.added) == (None, {})
    receipt = browser.get(address.removesuffix("intrekken/"))
    assert "U heeft deze aanvraag ingetrokken" in main_of(receipt)


def test_hand_over_of_what_it_is_about_shows_it_to_an_operator(
    browser, address, do_jobs, rows, sessions, app, tmp_path
):
    browser.submit(browser.get(address))
    with pytest.raises(SourceUnavailable):
        do_jobs()
    with sessions() as database:
        delivery = delivery_of(database, rows(Submission)[0].reference)
        folder = hand_over(
            sessions, portal_of(app).municipality, delivery, HandOver(tmp_path, "Jo")
        )

    assert '"ingetrokken"' in (folder / DATA).read_text("utf-8")
    errand = Errand.task_reply(rows(TaskReply)[0].id)
    with sessions() as database:
        queued = database.connection().exec_driver_sql("SELECT args FROM procrastinate_jobs").all()
    assert str(errand.id) in str(queued)
