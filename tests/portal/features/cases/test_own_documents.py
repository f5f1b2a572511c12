"""Whose a document is that came through the portal: the page and the download ask by the owner."""

import pytest

from portal.storage.submissions import Submission
from portal.storage.task_replies import TaskReply
from tests.factories import BSN, a_case_file, a_task, a_task_reply
from tests.forms_filled import send


@pytest.fixture
def file(world):
    known = a_case_file()
    world.cases.files[BSN] = [known]
    world.tasks.tasks[BSN] = [a_task(known.case)]
    return known


@pytest.mark.parametrize("path", ["", "documenten/{document}", "gegevensgebruik/"])
def test_a_case_is_read_with_what_its_resident_sent(
    browser, world, rows, sessions, resident, other_resident, file, path
):
    send(browser)
    mine = resident.key
    with sessions.begin() as session:
        session.add_all([a_task_reply(mine), a_task_reply(other_resident.key)])
    [submission], replies = rows(Submission), rows(TaskReply)
    [reply] = [each for each in replies if each.owner_id == mine]

    page = f"/zaken/{file.case.key.id}/"
    browser.get(page + path.format(document=file.documents[0].id))

    assert world.cases.own == {submission.id, reply.id}
