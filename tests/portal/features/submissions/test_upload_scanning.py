"""Files scanned while a form or task is filled in: harm is refused, silence holds nobody up."""

from portal.storage.uploads import Upload
from tests.browser import main_of
from tests.factories import BSN, a_task
from tests.files_made import a_pdf
from tests.forms_filled import fill
from tests.portal.features.submissions.test_uploads import add

HARM = b"\n% x-harm"


def test_file_with_malware_is_refused_while_the_others_stay(browser, world, rows):
    world.scanner.harm[HARM] = "Test.Harm"
    page = fill(browser, until="contract")

    answer = add(browser, page, ("goed.pdf", a_pdf()), ("kwaad.pdf", a_pdf() + HARM))

    assert answer.status_code == 422
    assert "“kwaad.pdf” kunnen wij niet aannemen: onze virusscanner" in main_of(answer)
    [upload] = rows(Upload)
    assert upload.scanned_at is not None


def test_who_sends_a_file_does_not_wait_for_a_silent_scanner(browser, world, rows):
    world.scanner.is_down = True
    page = fill(browser, until="contract")

    answer = add(browser, page, ("contract.pdf", a_pdf()))

    assert answer.status_code == 200
    [upload] = rows(Upload)
    assert upload.scanned_at is None


def test_file_for_a_task_is_scanned_too(browser, world, rows):
    world.scanner.harm[HARM] = "Test.Harm"
    task = a_task()
    world.tasks.tasks[BSN].append(task)
    page = browser.get(f"/taken/{task.id}/")

    answer = browser.submit(page, files={"documents": [("kwaad.pdf", a_pdf() + HARM)]})

    assert "onze virusscanner" in main_of(answer)
    assert rows(Upload) == []
