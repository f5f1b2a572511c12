"""Where the bytes of what residents send are put, seen from the page."""

from uuid import UUID

import pytest

from portal.domain.contents import Content
from portal.domain.file_stores import FileStores, StoreName
from portal.gateways.files.folder import FolderFiles
from portal.handles import Portal
from portal.storage.file_stores import connect_stores
from portal.storage.uploads import Upload
from portal.web.edge.request_context import portal_of
from tests.browser import main_of
from tests.factories import BSN, a_task
from tests.files_made import a_docx, a_pdf
from tests.forms_filled import REPORT, fill, page_id
from tests.portal.features.submissions.test_no_lock_while_waiting import Watch
from tests.portal.features.submissions.test_uploads import add


@pytest.fixture
def folder(app, tmp_path):
    """The portal puts files in this folder."""
    portal: Portal = portal_of(app)
    before, folder = portal.sessions.kw["info"], FolderFiles(tmp_path / "files")
    folder.root.mkdir()
    connect_stores(portal.sessions, FileStores({StoreName.FOLDER: folder}, StoreName.FOLDER))
    yield folder
    portal.sessions.configure(info=before)


def files_in(folder):
    return [path.read_bytes() for path in folder.root.rglob("*") if path.is_file()]


def test_forms_take_what_tasks_take_and_one_that_takes_less_says_so(browser, world):
    task = a_task()
    world.tasks.tasks[BSN].append(task)
    limits = "Dit kan: pdf, jpg, png, heic, webp, avif, tiff, docx."
    assert limits in main_of(browser.get(f"/taken/{task.id}/"))
    assert limits in main_of(fill(browser, until="contract"))

    page = fill(browser, REPORT, until="foto")
    assert "Dit kan: jpg, png, heic, webp, avif." in main_of(page)
    files = {"photo": [("brief.docx", a_docx())]}
    answer = browser.submit(page, files=files, button=("action", "stay"))
    refused = "“brief.docx” kan hier niet. Dit kan: jpg, png, heic, webp, avif."
    assert refused in main_of(answer)


def test_without_scripts_the_page_says_how_a_file_is_added(browser):
    page = fill(browser, until="contract")
    assert "Kies daarna Voeg toe." in main_of(page)

    after = browser.submit(page, files={"contract": [("contract.pdf", a_pdf())]})

    assert page_id(after) == "contact"


def test_file_is_put_in_the_folder_sealed_and_delivered_from_it(browser, folder, world, do_jobs):
    add(browser, fill(browser, until="contract"), ("contract.pdf", a_pdf()))
    browser.submit(fill(browser, changes={"contract": {}}), form="send")

    do_jobs()

    [case] = world.intake.made.values()
    assert [(d.file_name, d.content().read()) for d in case.new.documents[1:]] == [
        ("contract.pdf", a_pdf())
    ]
    [sealed] = files_in(folder)
    assert b"%PDF" not in sealed


def test_file_that_can_not_be_stored_is_named_and_what_was_typed_stays(browser, folder, rows):
    page = fill(browser, until="contract")
    folder.root.rmdir()

    answer = add(browser, page, ("contract.pdf", a_pdf()))

    assert answer.status_code == 422
    assert "“contract.pdf” konden wij nu niet bewaren." in main_of(answer)
    assert rows(Upload) == []
    folder.root.mkdir()
    assert add(browser, answer, ("contract.pdf", a_pdf())).status_code == 200
    assert len(rows(Upload)) == 1


def test_file_for_a_task_that_can_not_be_stored_is_named(browser, folder, world, rows):
    task = a_task()
    world.tasks.tasks[BSN].append(task)
    folder.root.rmdir()

    page = browser.get(f"/taken/{task.id}/")
    answer = browser.submit(page, files={"documents": [("contract.pdf", a_pdf())]})

    assert "“contract.pdf” konden wij nu niet bewaren." in main_of(answer)
    assert rows(Upload) == []


def test_nothing_is_locked_while_a_store_is_slow(browser, folder, sessions, monkeypatch):
    page, watch, put = fill(browser, until="contract"), Watch(), FolderFiles.put

    def put_and_look(store: FolderFiles, key: UUID, content: Content) -> None:
        with sessions() as session:
            watch.look(session, "put")
        put(store, key, content)

    monkeypatch.setattr(FolderFiles, "put", put_and_look)
    add(browser, page, ("contract.pdf", a_pdf()))

    assert (watch.calls, watch.faults) == (["put"], [])
