"""Files for a task that take long to look into: their list comes by itself until it is done."""

import pytest

from portal.files import workshop
from portal.storage.task_replies import TaskReply
from tests.browser import main_of
from tests.files_made import a_picture
from tests.portal.features.cases.conftest import FILE

AGAIN = ("action", "stay")
HTMX = {"HX-Request": "true"}
IN_PROCESS, LOOK = "Wordt verwerkt", "Kijk of het klaar is"


@pytest.fixture(autouse=True)
def _no_time(monkeypatch):
    """No page has time to look into a file."""
    monkeypatch.setattr(workshop, "REQUEST_S", 0)


@pytest.fixture
def early(browser, page):
    """The page after files were sent of which one is still looked into."""
    return lambda files: browser.submit(page, files=files)


def test_list_of_files_comes_by_itself_until_all_are_ready(browser, early, do_jobs, rows):
    page = early(FILE)
    assert page.status_code == 422
    assert 'data-hx-trigger="click, load delay:2s"' in page.text

    waiting = browser.submit(page, button=AGAIN, headers=HTMX)
    assert "<main" not in waiting.text
    assert IN_PROCESS in waiting.text
    do_jobs()
    ready = browser.submit(page, button=AGAIN, headers=HTMX)

    assert "Klaar." in ready.text
    assert LOOK not in ready.text
    browser.submit(page)
    [reply] = rows(TaskReply)
    assert reply.sent_at is not None


def test_without_javascript_one_looks_oneself(browser, early, do_jobs):
    page = browser.submit(early(FILE), button=AGAIN)
    assert IN_PROCESS in main_of(page)
    assert "U kunt verder." not in main_of(page)
    do_jobs()

    ready = browser.submit(page, button=AGAIN)

    assert "Klaar." in main_of(ready)
    assert "htmx.min.js" not in ready.text


def test_why_a_file_is_of_no_use_is_said_in_its_place(browser, early, do_jobs):
    page = early({"documents": ("foto.jpg", a_picture("JPEG")[:200])})
    do_jobs()

    answer = browser.submit(page, button=AGAIN, headers=HTMX)

    assert answer.status_code == 422
    assert "<main" not in answer.text
    assert "foto.jpg" in answer.text
    assert 'id="documents-error" data-announce' in answer.text
