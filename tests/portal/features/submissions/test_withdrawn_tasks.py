"""Nothing is asked of a resident for what they withdrew, as a case or before it was one."""

import pytest

from portal.storage.own_tasks import OwnTask
from portal.storage.task_replies import TaskReply
from portal.texts.words import words_in
from tests.browser import links_of, main_of, words_of
from tests.factories import BSN, a_case_file, a_task
from tests.files_made import a_pdf
from tests.forms_filled import send
from tests.portal.features.submissions.test_brought_tasks import say
from tests.portal.features.submissions.test_own_tasks import FILE, NAME, deliver

FREE = "U hoeft dit niet meer te sturen."
KEPT = "Wat u koos, is niet verstuurd."


def why(rows) -> str:
    """What the page of a task says of it."""
    [withdrawal] = [reply for reply in rows(TaskReply) if reply.is_withdrawal]
    return f"U heeft deze aanvraag ingetrokken op {words_in('nl').day(withdrawal.sent_at)}."


@pytest.fixture(params=["a case", "no case yet"])
def withdraw(request, browser, do_jobs, world):
    """Withdraw what was sent, and let all else happen; gives the receipt, task and case."""

    def act():
        receipt = send(browser)
        if request.param == "a case":
            case = deliver(do_jobs, world)
        task = browser.get(links_of(receipt)[NAME])
        about = f"/zaken/{case.key.id}/" if request.param == "a case" else receipt.request.path
        browser.submit(browser.get(f"{about}intrekken/"))
        assert NAME not in main_of(browser.get("/overzicht/")), "also before the worker came by"
        if request.param != "a case":
            assert NAME not in main_of(browser.get(about))
            case = deliver(do_jobs, world)
        do_jobs()
        return receipt, task, case

    return act


def test_what_comes_later_is_listed_nowhere_once_it_is_withdrawn(browser, withdraw):
    receipt, _task, case = withdraw()

    page = f"/zaken/{case.key.id}/"
    for path in ("/overzicht/", page, f"{page}?ververs=taken", receipt.request.path):
        assert NAME not in main_of(browser.get(path)), path
    assert case.number not in main_of(browser.get("/zaken/?welke=doen"))


def test_nothing_is_taken_for_what_was_withdrawn_and_its_page_says_why(browser, withdraw, rows):
    _receipt, task, _case = withdraw()

    words = main_of(browser.get(task.request.path))
    assert (FREE in words, why(rows) in words) == (True, True)
    assert "Doe dit uiterlijk" not in words
    refused = browser.submit(task, files=FILE)
    assert refused.status_code == 422
    assert (FREE in main_of(refused), KEPT in main_of(refused)) == (True, True)
    said = main_of(say(browser, task))
    assert FREE in said
    [own] = rows(OwnTask)
    assert (own.brought_at, own.fulfilled_at) == (None, None)
    assert [reply.is_withdrawal for reply in rows(TaskReply)] == [True]


def test_what_was_withdrawn_asks_for_nothing_again_where_a_file_turned_out_harmful(
    browser, do_jobs, world, rows
):
    receipt = send(browser)
    case = deliver(do_jobs, world)
    task = browser.get(links_of(receipt)[NAME])
    world.scanner.is_down = True
    browser.submit(task, files=FILE)
    world.scanner.is_down = False
    world.scanner.harm[b"%PDF"] = "Test.Harm"
    browser.submit(browser.get(f"/zaken/{case.key.id}/intrekken/"))
    do_jobs()

    assert rows(OwnTask)[0].fulfilled_at is None
    assert NAME not in main_of(browser.get("/overzicht/"))
    assert why(rows) in main_of(browser.get(task.request.path))


def test_task_of_the_register_takes_nothing_either(browser, world, rows):
    file = a_case_file(documents=())
    world.cases.files[BSN] = [file]
    task = a_task(file.case)
    world.tasks.tasks[BSN] = [task]
    page = browser.get(f"/taken/{task.id}/")
    browser.submit(browser.get(f"/zaken/{file.case.key.id}/intrekken/"))

    assert why(rows) in main_of(browser.get(page.request.path))
    refused = browser.submit(page, files={"documents": ("huur.pdf", a_pdf())})
    assert (refused.status_code, KEPT in words_of(refused)) == (422, True)
    assert [reply.is_withdrawal for reply in rows(TaskReply)] == [True]
