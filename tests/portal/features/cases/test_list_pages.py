"""Mijn zaken, page by page: the newest first, and as honest as the one page was."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from portal.domain.cases import CASES_ON_PAGE, Progress
from portal.storage.consultations import ConsultationLine
from portal.storage.session_answers import SessionAnswer
from portal.web.edge.request_context import portal_of
from tests.browser import hrefs_of, links_of, main_of
from tests.factories import BSN, a_case, a_case_file, a_task, missing
from tests.forms_filled import send
from tests.statements import statements

LIST, OVERVIEW = "/zaken/", "/overzicht/"
NEWEST = date(2026, 11, 28)
CLOSED = {"progress": Progress.CLOSED, "status": "Afgerond"}


def number_of(index: int) -> str:
    """The number of a case; the newest one has index 0."""
    return f"ZAAK-{10_000 - index:05}"


@pytest.fixture
def have(world):
    """Let the resident have so many cases; those from `closed` on are over."""

    def have_(count: int, closed: int | None = None) -> None:
        world.cases.files[BSN] = []
        for index in range(count):
            started = NEWEST - timedelta(days=index)
            is_closed = closed is not None and index >= closed
            over = {**CLOSED, "closed": started} if is_closed else {}
            case = a_case(number_of(index), started=started, **over)
            world.cases.files[BSN].append(a_case_file(case))

    return have_


def numbers_on(page) -> list[str]:
    """The numbers of the cases on a page, as they stand there."""
    return re.findall(r"Zaaknummer (ZAAK-\d{5})", main_of(page))


def test_resident_goes_through_all_cases_by_plain_links(browser, have):
    have(45)
    page = browser.get(LIST)
    assert "U heeft 45 zaken. Dit zijn de nieuwste." in main_of(page)
    assert "Nieuwere zaken" not in links_of(page)

    shown = numbers_on(page)
    for number in (2, 3):
        page = browser.get(links_of(page)["Oudere zaken"])
        assert f"Dit is pagina {number}." in main_of(page)
        assert f"pagina {number}" in page.text.split("<title>")[1].split("</title>")[0]
        shown += numbers_on(page)

    assert shown == [number_of(index) for index in range(45)]
    assert "Oudere zaken" not in links_of(page)
    assert links_of(browser.get(links_of(page)["Nieuwere zaken"]))["Nieuwere zaken"] == LIST


def test_resident_with_one_page_reads_nothing_of_pages(browser, have):
    have(CASES_ON_PAGE)

    page = browser.get(LIST)

    assert len(numbers_on(page)) == CASES_ON_PAGE
    assert "pagina" not in main_of(page)
    assert not {"Oudere zaken", "Nieuwere zaken"} & links_of(page).keys()


@pytest.mark.parametrize("number", ["0", "-1", "x", "", "1"])
def test_page_number_that_makes_no_sense_is_the_first(browser, have, number):
    have(21)

    assert numbers_on(browser.get(f"{LIST}?pagina={number}"))[0] == number_of(0)


@pytest.mark.parametrize("number", ["3", "999999", "9" * 30])
def test_page_that_is_no_more_leads_to_the_first(browser, have, number):
    have(21)

    answer = browser.get(f"{LIST}?pagina={number}")

    assert (answer.status_code, answer.location) == (303, LIST)


def test_page_that_can_not_be_read_says_so_and_leads_on(browser, world, have):
    have(45)
    world.cases.is_down = True

    page = browser.get(f"{LIST}?pagina=2")

    assert "Wij kunnen uw zaken nu niet laten zien." in main_of(page)
    assert "geen lopende zaken" not in main_of(page)
    assert links_of(page)["Nieuwere zaken"] == LIST
    assert links_of(page)["Probeer opnieuw : uw zaken"] == f"{LIST}?pagina=2&ververs=zaken&poging=1"


def test_each_page_is_remembered_by_itself(browser, world, have, database):
    have(45)
    for number in (1, 2):
        browser.get(f"{LIST}?pagina={number}")
    world.cases.is_down = True

    assert numbers_on(browser.get(LIST))[0] == number_of(0)
    assert numbers_on(browser.get(f"{LIST}?pagina=2"))[0] == number_of(CASES_ON_PAGE)
    words = main_of(browser.get(f"{LIST}?pagina=3"))
    assert "Wij weten nu niet of u lopende zaken heeft." in words
    assert set(database.scalars(select(SessionAnswer.name))) == {"cases", "cases:2"}


def test_page_is_asked_anew_by_itself(browser, world, have):
    have(45)
    browser.get(f"{LIST}?pagina=2")

    page = browser.get(f"{LIST}?pagina=2&ververs=zaken", headers={"HX-Request": "true"})

    assert number_of(CASES_ON_PAGE) in page.text
    assert "<main" not in page.text
    assert world.cases.calls == ["cases_of"] * 2


def test_page_without_running_cases_does_not_say_that_there_are_none(browser, have):
    have(45, closed=0)

    words = main_of(browser.get(LIST))

    assert "Op deze pagina staan geen lopende zaken." in words
    assert "U heeft geen lopende zaken" not in words


def test_what_was_just_sent_stands_on_the_first_page_only(browser, have):
    have(45)
    send(browser)
    receipt = "Wij hebben uw aanvraag."

    assert receipt in main_of(browser.get(LIST))
    assert receipt not in main_of(browser.get(f"{LIST}?pagina=2"))


def test_count_that_nobody_knows_is_not_told(browser, world, have, monkeypatch):
    have(45)
    cases_of = world.cases.cases_of

    def uncounted(proof, number):
        answer = cases_of(proof, number)
        object.__setattr__(answer.value, "count", None)
        return answer

    monkeypatch.setattr(world.cases, "cases_of", uncounted)

    for page in (browser.get(LIST), browser.get(OVERVIEW)):
        assert "45" not in main_of(page)
    assert "Bekijk al uw zaken" in main_of(browser.get(OVERVIEW))


def test_overview_has_the_newest_cases_that_run_and_leads_to_all(browser, have):
    have(45, closed=15)

    page = browser.get(OVERVIEW)

    assert numbers_on(page) == [number_of(index) for index in range(15)]
    assert "Hier staan alleen uw nieuwste zaken die nog lopen." in main_of(page)
    assert links_of(page)["Bekijk al uw 45 zaken"] == LIST


def test_overview_without_a_running_case_among_the_newest_does_not_say_that_none_runs(
    browser, have
):
    have(1_045, closed=0)

    page = browser.get(OVERVIEW)

    assert "U heeft geen lopende zaken" not in main_of(page)
    assert "Misschien loopt een oudere zaak nog." in main_of(page)
    assert "Bekijk al uw 1.045 zaken" in links_of(page)


def test_task_of_a_case_that_is_not_among_the_newest_stands_on_the_overview(browser, world, have):
    have(45)
    oldest = world.cases.files[BSN][-1].case
    task = a_task(oldest)
    world.tasks.tasks[BSN] = [task]

    page = browser.get(OVERVIEW)

    assert "Stuur uw huurcontract" in main_of(page)
    assert f"Voor: {oldest.number}" in main_of(page)
    assert f"/taken/{task.id}/" in hrefs_of(page)
    assert "Stuur uw huurcontract" in main_of(browser.get(f"{LIST}{oldest.key.id}/"))


def test_old_address_by_number_asks_for_that_case_alone(browser, world, have):
    have(45)
    oldest = world.cases.files[BSN][-1].case

    answer = browser.get(f"{LIST}{oldest.number}/")

    assert answer.location == f"{LIST}{oldest.key.id}/"
    assert world.cases.calls == ["cases_with_number"]


def test_number_is_asked_each_time_and_kept_under_no_name_of_its_own(
    browser, world, have, database
):
    have(45)
    for index in (3, 40):
        assert browser.get(f"{LIST}{number_of(index)}/").status_code == 303

    assert world.cases.calls == ["cases_with_number"] * 2
    assert set(database.scalars(select(SessionAnswer.name))) == {"cases-with-number"}


def test_what_a_page_lacks_is_told_on_that_page(browser, world, have):
    have(45)
    world.cases.odd = missing("case")

    assert "Wij kunnen 1 zaak nu niet laten zien." in main_of(browser.get(f"{LIST}?pagina=2"))


@pytest.mark.parametrize("path", [LIST, f"{LIST}?pagina=2", OVERVIEW])
def test_calls_and_round_trips_are_the_same_for_few_cases_and_many(
    browser, app, world, have, rows, path
):
    costs = set()
    for count in (40, 200, 1_000, 10_000):
        have(count)
        browser.get(path)
        world.cases.calls.clear()
        lines = len(rows(ConsultationLine))
        with statements(portal_of(app).sessions.kw["bind"]) as sent:
            page = browser.get(path)
        assert len(numbers_on(page)) == CASES_ON_PAGE
        costs.add((*sent, *world.cases.calls, len(rows(ConsultationLine)) - lines))

    [cost] = costs
    assert cost.count("cases_of") == 1
