"""Rule 1: nothing and not-known are different answers."""

import pytest

from portal.storage.submissions import Submission
from tests.browser import main_of
from tests.case_keys import a_key
from tests.factories import BSN, OTHER_BSN, REPORT_STEPS, a_case_file, a_task, missing
from tests.forms_filled import begin, fill

OVERVIEW, CASES, CASE = "/overzicht/", "/zaken/", f"/zaken/{a_key().id}/"
TROUBLES = {"is_down": True, "is_mad": True, "refuses": 500, "slow_s": 0.2}

SAYS_NOTHING = {
    (OVERVIEW, "cases"): "U heeft geen lopende zaken",
    (OVERVIEW, "tasks"): "U hoeft nu niets te doen.",
    (CASES, "cases"): "U heeft geen lopende zaken",
}
SAYS_UNKNOWN = {
    (OVERVIEW, "cases"): "Wij kunnen uw zaken nu niet laten zien.",
    (OVERVIEW, "tasks"): "Wij kunnen nu niet zien of u iets moet doen.",
    (CASES, "cases"): "Wij kunnen uw zaken nu niet laten zien.",
}
SAYS_PARTLY = {
    "cases": "Wij kunnen 2 zaken nu niet laten zien. Bel ons als u er een mist.",
    "tasks": "Misschien moet u nog iets doen dat wij nu niet kunnen laten zien.",
}


@pytest.mark.parametrize(("path", "source"), SAYS_NOTHING)
def test_rule_01_nothing_is_said_when_the_source_said_it(browser, path, source):
    words = main_of(browser.get(path))

    assert SAYS_NOTHING[path, source] in words
    assert SAYS_UNKNOWN[path, source] not in words


@pytest.mark.parametrize("trouble", TROUBLES)
@pytest.mark.parametrize(("path", "source"), SAYS_NOTHING)
def test_rule_01_a_source_that_fails_is_named_and_nothing_is_not_said(
    browser, world, path, source, trouble
):
    setattr(getattr(world, source), trouble, TROUBLES[trouble])

    words = main_of(browser.get(path))

    assert SAYS_NOTHING[path, source] not in words
    assert SAYS_UNKNOWN[path, source] in words


@pytest.mark.parametrize("is_empty", [False, True])
@pytest.mark.parametrize(("path", "source"), SAYS_NOTHING)
def test_rule_01_an_odd_item_is_told_and_hides_no_other(browser, world, path, source, is_empty):
    file = a_case_file()
    if not is_empty:
        world.cases.files[BSN], world.tasks.tasks[BSN] = [file], [a_task(file.case)]
    getattr(world, source).odd = missing("odd", "odd")

    words = main_of(browser.get(path))

    assert SAYS_NOTHING[path, source] not in words
    assert SAYS_UNKNOWN[path, source] not in words
    assert SAYS_PARTLY[source] in words
    assert (file.case.number in words) is not is_empty


@pytest.mark.parametrize(("path", "source"), SAYS_NOTHING)
def test_rule_01_the_time_of_what_is_shown_is_told(browser, world, path, source):
    file = a_case_file()
    world.cases.files[BSN], world.tasks.tasks[BSN] = [file], [a_task(file.case)]
    browser.get(path)
    getattr(world, source).is_down = True

    words = main_of(browser.get(path))

    assert "Bijgewerkt" in words
    assert ("Stuur uw huurcontract" if source == "tasks" else file.case.number) in words


def test_rule_01_a_failure_is_never_cached(browser, world):
    world.cases.files[BSN] = [a_case_file()]
    world.cases.is_down = True
    assert "ZAAK" not in main_of(browser.get(CASES))
    world.cases.is_down = False

    assert "Bijgewerkt" not in main_of(browser.get(CASES))
    assert "ZAAK" in main_of(browser.get(CASES))


def test_rule_01_an_empty_answer_of_earlier_is_not_nothing_now(browser, world):
    browser.get(CASES)
    world.cases.is_down = True

    assert SAYS_NOTHING[CASES, "cases"] not in main_of(browser.get(CASES))


def test_rule_01_an_unknown_household_is_not_an_empty_one(browser, world):
    world.persons.is_down = True
    begin(browser)

    page = browser.submit(begin(browser))

    assert "Zet elke naam op een eigen regel" in main_of(page)


def test_rule_01_an_address_register_that_is_down_does_not_call_an_address_unknown(browser, world):
    page = fill(browser, until="adres")
    world.addresses.is_down = True

    after = browser.submit(page, {"new_address-postcode": "9999 ZZ", "new_address-number": "9"})

    assert after.status_code == 200
    assert "Wij vinden dit adres niet" not in main_of(after)


def test_rule_01_a_case_that_can_not_be_read_is_not_a_case_that_is_not_there(
    browser, other_browser, world
):
    world.cases.files[OTHER_BSN] = [a_case_file()]
    assert browser.get(CASE).status_code == 404
    world.cases.is_down = True

    assert browser.get(CASE).status_code == 503
    assert other_browser.get(CASE).status_code == 503


def test_rule_01_parts_of_a_case_that_can_not_be_read_are_named(browser, world):
    world.cases.files[BSN] = [a_case_file(documents=(), unread_parts=missing("documents"))]

    words = main_of(browser.get(CASE))

    assert "Wij kunnen de documenten nu niet laten zien." in words
    assert "Er zijn nog geen documenten" not in words


def test_rule_01_a_report_without_known_steps_does_not_say_that_nothing_happened(
    visitor, world, rows, do_jobs, mine
):
    do_jobs()
    path = f"/volgen/{mine.token}/"
    world.cases.reports = dict.fromkeys(
        (submission.case_key for submission in rows(Submission)), REPORT_STEPS
    )
    assert "Ingepland" in main_of(visitor.get(path))
    world.cases.is_down = True

    words = main_of(visitor.get(path))

    assert "Wij kunnen nu niet zien hoe het staat." in words
    assert "Wij kijken er snel naar" not in words


def test_rule_01_an_odd_line_of_the_log_is_told(browser, world):
    world.consultations.odd = missing("line")

    words = main_of(browser.get("/gegevensgebruik/"))

    assert "Niet alles in het logboek van de medewerkers is leesbaar." in words


def test_rule_01_an_odd_document_hides_no_other(browser, world):
    world.cases.files[BSN] = [a_case_file(unread_parts=missing("documents"))]

    words = main_of(browser.get(CASE))

    assert "Wij kunnen nu niet alle documenten laten zien." in words
    assert "Brief over uw verhuizing" in words
    assert "Er zijn nog geen documenten" not in words
    assert "U heeft geen documenten gestuurd" not in words
