"""What makes remembered answers of outside systems old: acts of the person, news of their cases."""

import pytest

from portal.storage.owners import revision_of
from tests.case_keys import url_of
from tests.factories import BSN, NOTIFICATION_TOKEN, a_case_file, a_task
from tests.forms_filled import send
from tests.portal.features.cases.conftest import FILE


@pytest.fixture
def revisions(sessions, resident, other_resident):
    """The revision of the resident, and of another one."""

    def revisions_() -> tuple[int, int]:
        with sessions() as session:
            return revision_of(session, resident.key), revision_of(session, other_resident.key)

    return revisions_


def test_sending_a_form_and_its_delivery_raise_it(browser, do_jobs, revisions):
    send(browser)
    assert revisions() == (1, 0)

    do_jobs()
    assert revisions() == (2, 0)


def test_answering_a_task_and_its_delivery_raise_it(browser, world, do_jobs, revisions):
    file = a_case_file()
    task = a_task(file.case)
    world.cases.files[BSN], world.tasks.tasks[BSN] = [file], [task]
    browser.submit(browser.get(f"/taken/{task.id}/"), files=FILE)
    assert revisions() == (1, 0)

    do_jobs()
    assert revisions() == (2, 0)


def test_notification_about_a_case_raises_it(visitor, world, do_jobs, revisions):
    file = a_case_file()
    world.cases.files[BSN] = [file]
    visitor.post(
        "/api/notificaties",
        json={"kanaal": "zaken", "hoofdObject": url_of(file.case.key), "resource": "status"},
        headers={"Authorization": f"Bearer {NOTIFICATION_TOKEN}"},
    )
    do_jobs()

    assert revisions() == (1, 0)


def test_looking_leaves_it(browser, revisions):
    browser.get("/overzicht/")
    browser.get("/zaken/")

    assert revisions() == (0, 0)
