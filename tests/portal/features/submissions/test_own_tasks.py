"""What a resident said in a form to send later: a task with a place, a last day and an upload."""

import pytest
from sqlalchemy import text

from portal.domain.cases import Progress
from portal.domain.days import today
from portal.domain.failures import SourceRefused
from portal.domain.terms import last_day_to_send
from portal.storage.messages import Message
from portal.storage.own_tasks import OwnTask
from portal.storage.submissions import Submission
from portal.storage.task_replies import TaskReply
from portal.texts.words import words_in
from tests.browser import heading_of, links_of, main_of, words_of
from tests.case_keys import a_key
from tests.factories import BSN, a_case, a_case_file
from tests.files_made import a_pdf
from tests.forms_filled import send

NAME = "Stuur nog: Huurcontract"
FIRST = "Daarvoor hebben wij eerst nog iets van u nodig."
FILE = {"documents": ("huur.pdf", a_pdf())}


def deliver(do_jobs, world):
    """Let it become a case, and the case system tell of it; gives the case."""
    do_jobs()
    [made] = world.intake.made.values()
    case = a_case(made.new.number, key=a_key(made.new.number))
    world.cases.files[BSN] = [a_case_file(case)]
    return case


def end_case(sessions):
    """The worker heard that the case has ended."""
    with sessions() as database:
        database.execute(text("UPDATE submission SET case_ended_on = :today"), {"today": today()})
        database.commit()


def test_what_comes_later_stands_on_receipt_overview_case_and_in_the_message(
    browser, do_jobs, world, rows
):
    receipt = send(browser)
    case = deliver(do_jobs, world)
    [message] = rows(Message)

    day = words_in("nl").day(last_day_to_send(today(), 14))
    for page in (
        receipt,
        browser.get("/overzicht/"),
        browser.get(f"/zaken/{case.key.id}/"),
    ):
        assert f"Doe dit uiterlijk {day}" in words_of(page), page.request.path
        is_promised = page.request.path != "/overzicht/"
        assert (FIRST in words_of(page)) is is_promised, "that day may be before this one"
        task = browser.get(links_of(page)[NAME])
        assert heading_of(task) == NAME
        assert f"Doe dit uiterlijk {day}" in main_of(task)
        assert case.number in main_of(task)
    block = browser.get(f"/zaken/{case.key.id}/?ververs=taken", headers={"HX-Request": "true"})
    assert f"Doe dit uiterlijk {day}" in words_of(block)
    assert "U hoeft nu niets te doen." not in words_of(browser.get("/overzicht/"))
    told = main_of(browser.get(f"/berichten/{message.id}/"))
    assert f"{FIRST} U moet nog sturen: Huurcontract, uiterlijk {day}." in told


def test_its_case_is_among_those_for_which_there_is_something_to_do(browser, do_jobs, world):
    receipt = send(browser)
    case = deliver(do_jobs, world)
    listed = "/zaken/?welke=doen"
    assert case.number in main_of(browser.get(listed))

    browser.submit(browser.get(links_of(receipt)[NAME]), files=FILE)

    assert "Geen zaken gevonden" in main_of(browser.get(listed))


def test_nothing_is_asked_of_who_sent_all(browser, rows):
    receipt = send(browser, changes={"wonen": {"living": "own"}})

    assert "U moet nog sturen" not in main_of(receipt)
    assert FIRST not in main_of(receipt)
    assert "als u belt: 0800 0999" in main_of(receipt)
    assert links_of(receipt)["0800 0999"] == "tel:+318000999"
    assert rows(OwnTask) == []


def test_what_is_sent_goes_to_the_case_and_ends_the_task(browser, do_jobs, world, rows):
    receipt = send(browser)
    case = deliver(do_jobs, world)
    task = links_of(receipt)[NAME]

    after = browser.submit(browser.get(task), files=FILE)
    do_jobs()

    assert after.request.path == f"/zaken/{case.key.id}/"
    assert "Gelukt. Wij hebben uw document ontvangen." in words_of(after)
    assert list(world.intake.added.values()) == [(case.key, FILE["documents"][1])]
    assert rows(OwnTask)[0].fulfilled_at is not None
    assert world.tasks.done == [], "the register of tasks knows nothing of it"
    for path in ("/overzicht/", f"/zaken/{case.key.id}/", receipt.request.path):
        assert NAME not in main_of(browser.get(path))
    assert "U heeft dit al gestuurd." in words_of(browser.visit(task))


def test_what_is_sent_before_there_is_a_case_waits_for_it(browser, do_jobs, world, rows):
    world.intake.is_down = True
    task = browser.get(links_of(send(browser))[NAME])
    assert "Uw zaak heeft nog geen nummer. U kunt dit wel al sturen." in main_of(task)
    assert rows(Submission)[0].reference in main_of(task)

    after = browser.submit(task, files=FILE)
    assert "Het document gaat daarna vanzelf mee." in words_of(after)
    assert NAME not in main_of(after)
    assert rows(TaskReply)[0].case_key is None
    world.intake.is_down = False
    case = deliver(do_jobs, world)
    do_jobs()

    assert list(world.intake.added.values()) == [(case.key, FILE["documents"][1])]
    assert rows(TaskReply)[0].case_number == case.number


def test_reply_that_is_delivered_before_its_submission_does_nothing(
    browser, do_jobs, tasks, world, rows
):
    browser.submit(browser.get(links_of(send(browser))[NAME]), files=FILE)
    [reply] = rows(TaskReply)

    tasks.tasks["cases.send_document"].func(sending=str(reply.id))
    assert (world.intake.added, rows(TaskReply)[0].delivered_at) == ({}, None)

    do_jobs()
    assert len(world.intake.added) == 1


def test_reply_whose_submission_went_on_by_hand_is_seen_by_an_operator(
    browser, tasks, sessions, rows
):
    browser.submit(browser.get(links_of(send(browser))[NAME]), files=FILE)
    with sessions() as database:
        database.execute(text("UPDATE submission SET handed_over_at = now(), delivered_at = now()"))
        database.commit()

    with pytest.raises(SourceRefused):
        tasks.tasks["cases.send_document"].func(sending=str(rows(TaskReply)[0].id))


def test_file_with_malware_is_asked_for_again(browser, do_jobs, world):
    receipt = send(browser)
    deliver(do_jobs, world)
    task = browser.get(links_of(receipt)[NAME])
    world.scanner.is_down = True
    browser.submit(task, files=FILE)
    world.scanner.is_down = False
    world.scanner.harm[b"%PDF"] = "Test.Harm"
    do_jobs()

    assert world.intake.added == {}
    assert NAME in main_of(browser.get("/overzicht/"))
    label = "Kies een foto of bestand voor: Huurcontract"
    assert label in main_of(browser.get(task.request.path)), "not: send it yet"


def test_ended_case_asks_for_nothing_any_more_and_says_so(browser, do_jobs, world, sessions, rows):
    receipt = send(browser)
    case = deliver(do_jobs, world)
    task = browser.get(links_of(receipt)[NAME])
    end_case(sessions)

    for path in ("/overzicht/", receipt.request.path, f"/zaken/{case.key.id}/"):
        assert NAME not in main_of(browser.get(path)), path
    words = main_of(browser.get(task.request.path))
    assert "U hoeft dit niet meer te sturen." in words
    assert "Uw zaak is afgerond op" in words
    refused = browser.submit(task, files=FILE)
    assert "U hoeft dit niet meer te sturen." in main_of(refused)
    assert rows(TaskReply) == []


def test_case_that_is_closed_asks_for_nothing_though_the_worker_did_not_hear(
    browser, do_jobs, world
):
    send(browser)
    case = deliver(do_jobs, world)
    closed = a_case(case.number, key=case.key, progress=Progress.CLOSED, closed=today())
    world.cases.files[BSN] = [a_case_file(closed)]

    assert NAME not in main_of(browser.get(f"/zaken/{case.key.id}/"))


def test_last_day_that_has_passed_is_told_as_passed(browser, sessions):
    task = links_of(send(browser))[NAME]
    with sessions() as database:
        database.execute(text("UPDATE own_task SET last_day = '2026-11-02'"))
        database.commit()

    assert "Dit moest uiterlijk 2 november 2026" in main_of(browser.get("/overzicht/"))
    assert "Doe het zo snel mogelijk, of bel ons." in main_of(browser.get(task))


def test_task_of_somebody_else_is_as_unknown_as_any_other(browser, other_browser, rows):
    task = links_of(send(browser))[NAME]

    assert other_browser.get(task).status_code == 404
    page = other_browser.get("/overzicht/")
    assert NAME not in main_of(page)


def test_what_was_sent_is_told_without_asking_the_register_of_tasks(browser, do_jobs, world, rows):
    receipt = send(browser)
    deliver(do_jobs, world)
    task = browser.get(links_of(receipt)[NAME])
    browser.submit(task, files=FILE)
    do_jobs()
    assert rows(TaskReply)[0].delivered_at
    world.tasks.is_down = True

    page = browser.get(task.request.path, follow_redirects=True)

    assert "U heeft dit al gestuurd." in words_of(page)


def test_it_stands_while_the_register_of_tasks_is_down(browser, world):
    send(browser)
    world.tasks.is_down = True

    words = main_of(browser.get("/overzicht/"))
    assert NAME in words
    assert "Wij kunnen nu niet zien of u iets moet doen." in words
