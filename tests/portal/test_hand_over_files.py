"""Handing over by hand where a file can't be read: it is named to the operator and its sender."""

import json

import pytest
from sqlalchemy import text

from portal.domain.days import today
from portal.storage.messages import Message
from portal.storage.submissions import Submission
from portal.storage.task_replies import TaskReply
from tests.browser import links_of, main_of
from tests.factories import BSN, a_case_file, a_task
from tests.files_made import a_pdf
from tests.forms_filled import MOVE, send
from tests.papers import words_of_pdf
from tests.portal.test_commands import run
from tests.portal.test_delivery_commands import here, stuck

__all__ = ["here", "run", "stuck"]
DESTROYED = "store = NULL, content_id = NULL, sealed_key = NULL, sealed_content = ''"
HARM = {
    "gone": ("DELETE FROM file_content", "01-contract.pdf: "),
    "cut off": ("UPDATE file_piece SET content = ''", "01-contract.pdf: no key opens its bytes"),
    "infected": (f"UPDATE upload SET infected_at = now(), {DESTROYED}", "malware was seen"),
    "faulty": (f"UPDATE upload SET fault = 'unreadable', {DESTROYED}", "unreadable"),
    "without a name": ("UPDATE upload SET sealed_name = 'k9:x'", "bestand 1: no key 'k9'"),
    "half a name": ("UPDATE upload SET sealed_name = 'k'", "bestand 1: no key opens its bytes"),
}


@pytest.mark.parametrize("harm", HARM)
def test_a_file_that_cannot_be_read_is_named_and_the_operator_decides(
    run, stuck, rows, sessions, tmp_path, browser, harm
):
    statement, fault = HARM[harm]
    name = "bestand 1" if "name" in harm else "contract.pdf"
    with sessions.begin() as session:
        session.execute(text(statement))
    hand_over = ("deliveries", "hand-over", stuck.reference, str(tmp_path), "--by", "Jo")

    code, said, errors = run(*hand_over)
    assert (code, said) == (2, "")
    assert f"{stuck.reference} was not handed over: " in errors
    assert fault in errors
    assert [row.handed_over_at for row in rows(Submission)] == [None]

    assert run(*hand_over, "--without-unreadable")[0] == 0
    assert [row.handed_over_by for row in rows(Submission)] == ["Jo"]
    folder = tmp_path / stuck.reference
    [lacking] = json.loads((folder / "gegevens.json").read_text("utf-8"))["ontbrekende bestanden"]
    assert lacking.endswith(name)
    assert not list(folder.glob("*contract*"))
    [message] = [message for message in rows(Message) if message.kind == "handed_over"]
    words = main_of(browser.get(f"/berichten/{message.id}/"))
    cause = "vond een virus in" if harm == "infected" else "Dit konden wij niet gebruiken"
    assert f"{cause}: {name}." in words
    assert "Breng het langs of stuur het met de post." in words
    assert "Er gaat niets verloren" not in words
    paper = folder / f"{MOVE}-{stuck.reference}.pdf"
    own = browser.get(f"/formulieren/{MOVE}/ontvangen/{stuck.reference}/antwoorden.pdf").data
    for said in map(words_of_pdf, (paper.read_bytes(), own)):
        assert f"Niet doorgestuurd {name}" in said
        assert "Breng het langs of stuur het met de post." in said


def answer(browser, address):
    """Send a file for the task with this address."""
    return browser.submit(browser.get(address), files={"documents": ("contract.pdf", a_pdf())})


def hand_over_without_files(run, sessions, rows, folder):
    """Hand over the only answer to a task, of which no file can be read; gives its message."""
    with sessions.begin() as session:
        session.execute(text("DELETE FROM file_content"))
    [reply] = rows(TaskReply)
    words = "deliveries", "hand-over", str(reply.id), str(folder)
    assert run(*words)[0] == 2
    assert run(*words, "--without-unreadable")[0] == 0
    return next(message for message in rows(Message) if message.kind == "handed_over")


def test_what_an_answer_lacks_is_asked_for_by_its_task_again(
    run, browser, world, rows, sessions, tmp_path, do_jobs
):
    file = a_case_file(documents=())
    task = a_task(file.case)
    world.cases.files[BSN], world.tasks.tasks[BSN] = [file], [task]
    address, case = f"/taken/{task.id}/", f"/zaken/{file.case.key.id}/"
    answer(browser, address)
    assert task.title not in main_of(browser.get(case))

    message = browser.get(
        f"/berichten/{hand_over_without_files(run, sessions, rows, tmp_path).id}/"
    )

    words = main_of(message)
    assert "Dit konden wij niet gebruiken: contract.pdf." in words
    assert "Wij hebben dit nog van u nodig. U kunt het hier opnieuw sturen." in words
    assert "met de post" not in words
    assert links_of(message)["Stuur het opnieuw"] == address
    for page in ("/overzicht/", case):
        assert task.title in main_of(browser.get(page))
    assert "Wij zetten het nog" not in main_of(browser.get(case))
    answer(browser, address)
    do_jobs()
    assert len(world.intake.added) == 1
    assert world.tasks.done == [task.id]


@pytest.mark.parametrize("ended", [False, True])
def test_a_task_of_our_own_is_open_again_while_its_case_goes_on(
    run, browser, world, rows, sessions, tmp_path, do_jobs, ended
):
    address = links_of(send(browser))["Stuur nog: Huurcontract"]
    do_jobs()
    answer(browser, address)
    if ended:
        with sessions.begin() as session:
            session.execute(
                text("UPDATE submission SET case_ended_on = :today"), {"today": today()}
            )

    message = browser.get(
        f"/berichten/{hand_over_without_files(run, sessions, rows, tmp_path).id}/"
    )

    assert ("Stuur het opnieuw" in links_of(message)) != ended
    assert ("Breng het langs of stuur het met de post." in main_of(message)) == ended
    assert ("Stuur nog: Huurcontract" in main_of(browser.get("/overzicht/"))) != ended


def test_where_the_submission_itself_went_on_by_hand_its_task_stays_shut(
    run, browser, rows, sessions, tmp_path
):
    address = links_of(send(browser))["Stuur nog: Huurcontract"]
    answer(browser, address)
    [submission] = rows(Submission)
    run("deliveries", "hand-over", submission.reference, str(tmp_path))

    hand_over_without_files(run, sessions, rows, tmp_path)

    messages = [each for each in rows(Message) if each.kind == "handed_over"]
    pages = [browser.get(f"/berichten/{message.id}/") for message in messages]
    assert not any("Stuur het opnieuw" in links_of(page) for page in pages)
    assert any("Breng het langs of stuur het met de post." in main_of(page) for page in pages)
