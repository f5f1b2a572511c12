"""Lists say in words which cases the resident withdrew, and claim no day for them."""

from tests.browser import hrefs_of, main_of
from tests.factories import BSN, a_case_file, a_task

WITHDRAWN = "U heeft deze aanvraag ingetrokken."
ON_ITS_WAY = "Wij geven uw intrekking door. U hoeft niets te doen."


def test_lists_say_that_a_case_was_withdrawn_and_how_that_stands(browser, world, do_jobs):
    file = a_case_file(documents=())
    world.cases.files[BSN] = [file]
    lists = ("/overzicht/", "/zaken/", f"/zaken/?zoek={file.case.number}")
    for path in lists:
        assert WITHDRAWN not in main_of(browser.get(path)), path

    browser.submit(browser.get(f"/zaken/{file.case.key.id}/intrekken/"))

    for path in lists:
        words = main_of(browser.get(path))
        assert f"{WITHDRAWN} {ON_ITS_WAY}" in words, path
        assert "Wij verwachten dat dit klaar is" not in words, path
        assert ("Door u ingetrokken" in words, "Wij zijn ermee bezig" in words) == (True, False)

    do_jobs()

    for path in lists:
        words = main_of(browser.get(path))
        assert (WITHDRAWN in words, ON_ITS_WAY in words) == (True, False), path


def test_no_documents_are_asked_for_what_was_withdrawn(browser, world, do_jobs):
    file = a_case_file(documents=())
    world.cases.files[BSN] = [file]
    task = a_task(file.case)
    world.tasks.tasks[BSN] = [task]
    pages = "/overzicht/", f"/zaken/{file.case.key.id}/", "/zaken/?welke=doen"
    assert all(file.case.number in main_of(browser.get(path)) for path in pages)
    link = f"/taken/{task.id}/"
    assert all(link in hrefs_of(browser.get(path)) for path in pages[:2])

    browser.submit(browser.get(f"/zaken/{file.case.key.id}/intrekken/"))

    for late in (False, True):
        if late:
            do_jobs()
        assert not [path for path in pages[:2] if link in hrefs_of(browser.get(path))]
        assert file.case.number not in main_of(browser.get(pages[2]))
