"""What was sent for a task, until it stands in its case."""

import pytest

from portal.services.tasks.delivery import deliver_task_reply
from portal.storage.delivery_lock import Busy, try_lease
from portal.storage.messages import Message
from portal.storage.task_replies import TaskReply
from tests.browser import form_on, main_of
from tests.factories import BSN, a_case, a_case_file
from tests.portal.features.cases.conftest import FILE
from tests.tree import text_of


def test_document_on_its_way_stands_on_the_page_of_its_case(browser, page, task, do_jobs, world):
    world.cases.files[BSN] = [a_case_file(documents=())]
    case = browser.submit(page, files=FILE)

    assert "contract.pdf U heeft dit gestuurd. Wij zetten het nog bij uw zaak." in main_of(case)
    assert "U heeft geen documenten gestuurd via deze website." not in main_of(case)
    do_jobs()
    assert "Wij zetten het nog" not in main_of(browser.get(f"/zaken/{task.case_key.id}/"))


def test_document_that_came_after_the_case_was_last_read_is_not_forgotten(
    browser, page, task, do_jobs, world
):
    browser.submit(page, files=FILE)
    world.cases.is_down = True
    do_jobs()

    assert "contract.pdf" in main_of(browser.get(f"/zaken/{task.case_key.id}/"))


def test_document_on_its_way_stands_in_no_other_case(browser, page, world):
    other = a_case_file(a_case("ZAAK-2026-0000000002"))
    world.cases.files[BSN].append(other)
    browser.submit(page, files=FILE)

    assert "contract.pdf" not in main_of(browser.get(f"/zaken/{other.case.key.id}/"))


def test_sending_that_another_worker_delivers_is_left_alone(
    browser, page, sessions, world, rows, database
):
    browser.submit(page, files=FILE)
    [sending] = rows(TaskReply)
    try_lease(database, sending.id)

    with pytest.raises(Busy):
        deliver_task_reply(sessions, world, sending.id)
    assert world.intake.added == {}
    database.rollback()
    deliver_task_reply(sessions, world, sending.id)
    assert len(world.intake.added) == 1


def test_task_goes_on_asking_for_a_file_with_malware(browser, page, task, do_jobs, world, rows):
    world.scanner.is_down = True
    browser.submit(page, files=FILE)
    world.scanner.is_down = False
    world.scanner.harm[b"%PDF"] = "Test.Harm"

    do_jobs()

    assert (world.intake.added, world.tasks.done) == ({}, [])
    [message] = [each for each in rows(Message) if each.kind == "file_infected"]
    words = main_of(browser.get(f"/berichten/{message.id}/"))
    assert "Onze virusscanner vond een virus in: contract.pdf." in words
    assert "Kies een foto of bestand" in main_of(browser.get(f"/taken/{task.id}/"))


def test_file_input_says_which_paper_it_is_for(page, task):
    [label] = form_on(page).iter("label")

    assert text_of(label) == f"Kies een foto of bestand voor: {task.title}"
