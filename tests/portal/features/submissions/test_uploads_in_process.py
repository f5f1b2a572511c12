"""Files that take long to look into: no page waits for the worker that does it, sending does."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, text, update

from portal.domain.days import utc_now
from portal.files import workshop
from portal.services.uploads import processing
from portal.storage import housekeeping, jobs
from portal.storage.file_contents import FileContent, FilePiece
from portal.storage.submissions import Submission
from portal.storage.uploads import Upload, name_of
from tests.browser import main_of
from tests.factories import BSN, a_task
from tests.files_made import a_pdf, a_picture
from tests.forms_filled import MOVE, fill
from tests.portal.features.submissions.test_upload_scanning import HARM
from tests.portal.features.submissions.test_uploads import add
from tests.stored_files import content_of

CONTRACT_PAGE = f"/formulieren/{MOVE}/contract/"
IN_PROCESS, LOOK, WAIT = "Wordt verwerkt", "Kijk of het klaar is", "Wacht tot"
HTMX = {"HX-Request": "true"}
HALF = a_picture("JPEG")[:200]


def asks_by_itself(page):
    """Whether htmx asks for the list of files without a press."""
    return 'data-hx-trigger="click, load delay:2s"' in page.text


@pytest.fixture(autouse=True)
def _no_time(monkeypatch):
    """No page has time to look into a file."""
    monkeypatch.setattr(workshop, "REQUEST_S", 0)


def test_page_does_not_wait_and_sending_does(browser, world, rows, database, do_jobs):
    page = add(browser, fill(browser, until="contract"), ("foto.heic", a_picture("HEIC")))
    assert IN_PROCESS in main_of(page)
    assert LOOK in main_of(page)

    early = browser.submit(page)
    assert early.status_code == 422
    assert "Wacht tot “foto.heic” klaar is." in main_of(early)
    assert IN_PROCESS in main_of(browser.submit(early, button=("action", "stay")))
    assert browser.get(f"/formulieren/{MOVE}/controleren/").location == CONTRACT_PAGE

    assert do_jobs() == [jobs.LOOK_INTO]

    ready = browser.submit(early, button=("action", "stay"))
    assert "Klaar." in main_of(ready)
    assert not {IN_PROCESS, LOOK} & set(main_of(ready).split("\n"))
    [upload] = rows(Upload)
    assert (name_of(database, upload), upload.media_type) == ("foto.jpg", "image/jpeg")
    assert browser.submit(ready).status_code == 200
    browser.submit(fill(browser, changes={"contract": {}}), form="send")
    do_jobs()
    [case] = world.intake.made.values()
    assert [document.file_name for document in case.new.documents[1:]] == ["foto.jpg"]
    assert case.new.documents[1].content().read().startswith(b"\xff\xd8")


def test_list_of_files_comes_by_itself_until_all_are_ready(browser, database, do_jobs):
    page = add(browser, fill(browser, until="contract"), ("contract.pdf", a_pdf()))
    assert asks_by_itself(page)

    waiting = browser.submit(page, button=("action", "stay"), headers=HTMX)
    assert "<main" not in waiting.text
    assert IN_PROCESS in waiting.text
    assert asks_by_itself(waiting)
    database.execute(text("UPDATE upload SET processing_since = now() - interval '3 minutes'"))
    database.commit()
    late = browser.get(CONTRACT_PAGE)
    assert LOOK in main_of(late)
    assert not asks_by_itself(late)
    do_jobs()

    ready = browser.submit(late, button=("action", "stay"), headers=HTMX)
    assert "Klaar." in ready.text
    assert LOOK not in ready.text
    assert "Wat u invulde, is bewaard" not in main_of(browser.get(CONTRACT_PAGE))
    assert "htmx.min.js" not in browser.get(CONTRACT_PAGE).text


def test_next_with_a_new_file_waits_for_it_and_keeps_it(browser, rows):
    page = fill(browser, until="contract")

    answer = browser.submit(page, files={"contract": [("contract.pdf", a_pdf())]})

    assert answer.status_code == 422
    assert WAIT in main_of(answer)
    assert len(rows(Upload)) == 1


def test_file_that_can_not_be_used_says_why_and_what_to_do(browser, rows, database, do_jobs):
    page = add(browser, fill(browser, until="contract"), ("foto.jpg", HALF))
    do_jobs()

    failed = browser.submit(page, button=("action", "stay"))
    assert "Mislukt." in main_of(failed)
    assert "“foto.jpg” is beschadigd. Maak de foto opnieuw." in main_of(failed)
    [upload] = rows(Upload)
    assert content_of(database, upload) == b""
    assert rows(FileContent) == []

    refused = browser.submit(failed)
    assert refused.status_code == 422
    assert "Haal “foto.jpg” weg." in main_of(refused)
    gone = browser.submit(refused, button=("remove", str(upload.id)))
    assert "foto.jpg" not in main_of(gone)
    assert rows(Upload) == []


def test_what_the_scanner_knows_is_found_later_too(browser, world, rows, do_jobs):
    world.scanner.harm[HARM] = "Test.Harm"
    page = add(browser, fill(browser, until="contract"), ("kwaad.pdf", a_pdf() + HARM))

    do_jobs()

    assert "onze virusscanner" in main_of(browser.submit(page, button=("action", "stay")))
    assert rows(FileContent) == []


def test_file_that_was_taken_off_is_not_looked_into(browser, rows, do_jobs):
    page = add(browser, fill(browser, until="contract"), ("contract.pdf", a_pdf()))
    browser.submit(page, button=("remove", str(rows(Upload)[0].id)))

    assert do_jobs() == [jobs.LOOK_INTO]

    assert rows(Upload) == []


def test_file_that_is_taken_off_meanwhile_leaves_no_bytes(
    browser, rows, sessions, do_jobs, monkeypatch
):
    add(browser, fill(browser, until="contract"), ("foto.jpg", a_picture("JPEG")))
    [upload] = rows(Upload)
    put = processing.put_content

    def put_too_late(database, content):
        with sessions.begin() as session:
            session.execute(delete(Upload))
        return put(database, content)

    monkeypatch.setattr(processing, "put_content", put_too_late)
    do_jobs()

    assert rows(Upload) == []
    assert [row.id for row in rows(FileContent)] == [upload.content_id]  # the sweep takes these


def test_look_that_was_lost_is_queued_again_once(browser, database, do_jobs):
    page = add(browser, fill(browser, until="contract"), ("contract.pdf", a_pdf()))
    database.execute(text("DELETE FROM procrastinate_jobs"))
    database.query(Upload).update({"processing_since": utc_now() - timedelta(minutes=3)})
    database.commit()

    for _round in range(2):
        housekeeping.reconcile(database)

    assert do_jobs() == [jobs.LOOK_INTO]
    assert "Klaar." in main_of(browser.submit(page, button=("action", "stay")))


def test_two_looks_are_one(browser, rows, tasks, do_jobs):
    add(browser, fill(browser, until="contract"), ("contract.pdf", a_pdf()))
    do_jobs()
    [before] = rows(Upload)

    tasks.tasks[jobs.LOOK_INTO].func(upload=str(before.id))

    assert rows(Upload)[0].content_id == before.content_id
    assert len(rows(FileContent)) == 1


def test_names_stay_apart_when_an_ending_changes(browser, rows, database, do_jobs):
    page = add(browser, fill(browser, until="contract"), ("foto.jpg", a_picture("JPEG")))
    add(browser, page, ("foto.heic", a_picture("HEIC")))

    do_jobs()

    assert {name_of(database, upload) for upload in rows(Upload)} == {"foto.jpg", "foto (2).jpg"}


def test_look_for_which_there_was_no_room_is_tried_again(browser, rows, tasks, monkeypatch):
    page = add(browser, fill(browser, until="contract"), ("contract.pdf", a_pdf()))
    monkeypatch.setattr(processing, "WORKER_S", 0)
    [upload] = rows(Upload)

    with pytest.raises(processing.NotLookedInto):
        tasks.tasks[jobs.LOOK_INTO].func(upload=str(upload.id))

    assert IN_PROCESS in main_of(browser.submit(page, button=("action", "stay")))


@pytest.fixture
def task(world):
    task = a_task()
    world.tasks.tasks[BSN].append(task)
    return task


def test_what_is_sent_for_a_task_waits_for_its_files(browser, world, task, do_jobs):
    page = browser.get(f"/taken/{task.id}/")

    early = browser.submit(page, files={"documents": [("contract.pdf", a_pdf())]})
    assert "Wacht tot “contract.pdf” klaar is." in main_of(early)
    assert IN_PROCESS in main_of(early)
    do_jobs()
    browser.submit(early)
    do_jobs()

    [(_key, content)] = world.intake.added.values()
    assert content.startswith(b"%PDF-")


def test_file_for_a_task_that_can_not_be_used_is_told_once(browser, rows, task, do_jobs):
    page = browser.get(f"/taken/{task.id}/")
    early = browser.submit(page, files={"documents": [("foto.jpg", HALF)]})
    do_jobs()

    told = browser.submit(early)

    assert "“foto.jpg” is beschadigd." in main_of(told)
    assert rows(Upload) == []
    assert "Wacht tot “contract.pdf”" in main_of(
        browser.submit(told, files={"documents": [("contract.pdf", a_pdf())]})
    )


@pytest.mark.parametrize("harm", [delete(FileContent), update(FilePiece).values(content=b"")])
def test_file_whose_bytes_are_gone_fails_and_is_looked_into_no_more(
    browser, database, do_jobs, harm
):
    page = add(browser, fill(browser, until="contract"), ("foto.jpg", a_picture("JPEG")))
    database.execute(harm)
    database.commit()

    assert do_jobs() == [jobs.LOOK_INTO]

    assert "Mislukt." in main_of(browser.submit(page, button=("action", "stay")))
    assert do_jobs() == []


def test_draft_with_a_file_that_is_not_ready_is_not_sent(browser, database, rows, do_jobs):
    add(browser, fill(browser, until="contract"), ("contract.pdf", a_pdf()))
    do_jobs()
    check = fill(browser, changes={"contract": {}})
    # As where a process of before took the page, which knows nothing of looks.
    database.execute(text("UPDATE upload SET processing_since = now()"))
    database.commit()

    answer = browser.submit(check, form="send")

    assert rows(Submission) == []
    assert answer.request.path == CONTRACT_PAGE


def test_looks_go_after_all_else_and_two_at_a_time(browser, database):
    add(browser, fill(browser, until="contract"), ("contract.pdf", a_pdf()))

    query = text("SELECT priority, lock FROM procrastinate_jobs WHERE task_name = :task")
    [(priority, lock)] = database.execute(query, {"task": jobs.LOOK_INTO})

    assert priority < 0
    assert lock in {f"{jobs.LOOK_INTO}:0", f"{jobs.LOOK_INTO}:1"}
