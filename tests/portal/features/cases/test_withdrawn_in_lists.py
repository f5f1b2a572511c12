"""Lists say in words which cases the resident withdrew, and claim no day for them."""

from tests.browser import main_of
from tests.factories import BSN, a_case_file

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

    do_jobs()

    for path in lists:
        words = main_of(browser.get(path))
        assert (WITHDRAWN in words, ON_ITS_WAY in words) == (True, False), path
