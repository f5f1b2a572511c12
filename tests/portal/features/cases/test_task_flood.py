"""How much one may send for tasks in an hour: as much as with forms, by the same count."""

from portal.storage.uploads import Upload
from tests.browser import main_of
from tests.parts import change_settings
from tests.portal.features.cases.conftest import FILE


def test_files_of_a_task_count_for_what_one_may_send_in_an_hour(app, browser, page, rows):
    refused = {"documents": [FILE["documents"], ("a.exe", b"MZ")]}
    assert browser.submit(page, files=refused).status_code == 422
    change_settings(app, files_hour_mb=0)

    answer = browser.submit(browser.get(page.request.path), files=refused)

    assert "U heeft veel bestanden gestuurd." in main_of(answer)
    assert len(rows(Upload)) == 1
