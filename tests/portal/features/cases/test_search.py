"""Searching in one's cases: by plain links and a plain form, honest about how far it went."""

from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select

from portal.domain.case_rows import MOST_ROWS
from portal.domain.cases import CASES_ON_PAGE, Progress
from portal.domain.failures import InvalidSourceAnswer, SourceUnavailable
from portal.domain.task_aims import AmountDue, TaskAim, TaskKind
from portal.storage.consultations import ConsultationLine
from tests.browser import hrefs_of, links_of, main_of
from tests.factories import BSN, OTHER_BSN, a_case, a_case_file, a_task

LIST = "/zaken/"
NEWEST = date(2026, 11, 28)
FORM = 'id="choice"'
CLOSED = {"progress": Progress.CLOSED, "status": "Afgerond"}


def number_of(index: int) -> str:
    """The number of a case; the newest one has index 0."""
    return f"ZAAK-{10_000 - index:05}"


@pytest.fixture
def have(world):
    """Let the resident have so many cases: each third one is over, each fifth one a tree."""

    def have_(count: int) -> None:
        world.cases.files[BSN] = []
        for index in range(count):
            started = NEWEST - timedelta(days=index)
            over = {**CLOSED, "closed": started} if index % 3 == 0 else {}
            kind = "Kapvergunning" if index % 5 == 0 else "Parkeervergunning"
            about = f"Beuk bij café nummer {index}" if index % 5 == 0 else ""
            case = a_case(number_of(index), started=started, title=kind, description=about, **over)
            world.cases.files[BSN].append(a_case_file(case))

    return have_


@pytest.fixture
def numbers(browser):
    """The numbers of the cases that the pages of a choice show, in their order."""

    def numbers_(query: str) -> list[str]:
        address, shown = f"{LIST}?{query}", []
        while address:
            page = browser.get(address)
            words = main_of(page).split("Zaaknummer ")[1:]
            shown += [each.split()[0] for each in words]
            address = links_of(page).get("Volgende zaken")
        return shown

    return numbers_


def test_who_has_few_cases_needs_no_search(browser, have):
    have(5)
    assert FORM not in browser.get(LIST).text
    have(6)
    assert FORM in browser.get(f"{LIST}?ververs=zaken").text


@pytest.mark.parametrize("count", [12, 60])
@pytest.mark.parametrize(
    ("query", "fits"),
    [
        ("welke=lopend", lambda index: index % 3),
        ("welke=afgerond", lambda index: index % 3 == 0),
        ("onderwerp=Kapvergunning", lambda index: index % 5 == 0),
        ("zoek=kapvergunning", lambda index: index % 5 == 0),
        ("zoek=CAFE+beuk", lambda index: index % 5 == 0),
        ("zoek=ZAAK-09995", lambda index: index == 5),
        ("zoek=09995&welke=afgerond", lambda _index: False),
        ("jaar=2026&onderwerp=Kapvergunning", lambda index: index % 5 == 0),
        ("jaar=2019", lambda _index: False),
        ("welke=onzin&volgorde=x&jaar=x&onderwerp=Kapvergunning", lambda index: index % 5 == 0),
    ],
)
def test_what_is_chosen_is_shown_and_nothing_else(browser, have, numbers, count, query, fits):
    have(count)
    expected = [number_of(index) for index in range(count) if fits(index)]

    assert numbers(query) == expected

    words = main_of(browser.get(f"{LIST}?{query}"))
    found = {0: "Geen zaken gevonden", 1: "1 zaak gevonden"}
    assert found.get(len(expected), f"{len(expected)} zaken gevonden") in words
    assert "Wij zochten in" not in words, "all of them were looked through"


def test_order_is_chosen_too(have, numbers):
    have(45)
    everything = [number_of(index) for index in range(45)]

    assert numbers("volgorde=oudste") == everything[::-1]
    trees = [number_of(index) for index in range(0, 45, 5)]
    others = [number for number in everything if number not in trees]
    assert numbers("volgorde=onderwerp") == [*trees, *others]


def test_only_the_newest_five_hundred_are_searched_and_that_is_said(browser, have, numbers):
    have(700)

    words = main_of(browser.get(f"{LIST}?zoek=beuk"))

    assert f"{MOST_ROWS // 5} zaken gevonden" in words
    assert "Wij zochten in uw nieuwste 500 zaken. Zoekt u een oudere zaak?" in words
    assert len(numbers("zoek=beuk")) == MOST_ROWS // 5
    assert "Wij zochten in uw oudste 500 zaken." in main_of(browser.get(f"{LIST}?volgorde=oudste"))
    assert numbers("volgorde=oudste")[0] == number_of(699)
    [older] = numbers(f"zoek={number_of(650)}")
    assert older == number_of(650), "a whole number is asked of the case system"
    assert numbers("jaar=2025&zoek=beuk")[-1] == number_of(695)


def test_choice_shows_what_is_chosen_and_keeps_it_from_page_to_page(browser, have):
    have(60)

    page = browser.get(f"{LIST}?welke=lopend&jaar=2026&volgorde=oudste&zoek=zaak")
    following = urlsplit(links_of(page)["Volgende zaken"])

    assert parse_qs(following.query) == {
        "welke": ["lopend"],
        "jaar": ["2026"],
        "volgorde": ["oudste"],
        "zoek": ["zaak"],
        "pagina": ["2"],
    }
    assert '<option value="lopend" selected>' in page.text
    assert '<option value="2026" selected>' in page.text
    assert 'value="zaak"' in page.text
    assert "Kapvergunning</option>" in page.text
    assert links_of(page)["Laat al uw zaken zien"] == LIST
    assert "Zoeken in mijn zaken" in page.text.split("</title>")[0]


def test_past_the_last_page_is_the_last_one(browser, have):
    have(60)

    words = main_of(browser.get(f"{LIST}?volgorde=oudste&pagina=99"))

    assert words.count("Zaaknummer") == CASES_ON_PAGE
    assert number_of(0) in words


@pytest.mark.parametrize("count", [12, 60])
def test_cases_for_which_something_has_to_be_done(browser, have, numbers, world, count):
    have(count)
    waiting = a_case("ZAAK-WAITS", started=NEWEST, progress=Progress.WAITING_FOR_YOU)
    world.cases.files[BSN].append(a_case_file(waiting))
    asking = world.cases.files[BSN][4].case
    world.tasks.tasks[BSN].append(a_task(case_key=asking.key, case_number=asking.number))

    assert sorted(numbers("welke=doen")) == sorted([asking.number, "ZAAK-WAITS"])

    world.tasks.is_down = True
    words = main_of(browser.get(f"{LIST}?welke=doen&ververs=zaken"))
    assert "Zaaknummer ZAAK-WAITS" in words


@pytest.mark.parametrize("count", [12, 60])
@pytest.mark.parametrize(
    ("aim", "is_found"),
    [
        (TaskAim(kind=TaskKind.DOCUMENT), False),
        (TaskAim(kind=TaskKind.PAYMENT, due=AmountDue(cents=100, reference="x")), True),
    ],
    ids=["documents", "payment"],
)
def test_a_case_that_has_ended_takes_no_documents_and_may_still_cost(
    have, numbers, world, count, aim, is_found
):
    have(count)
    ended = world.cases.files[BSN][3].case
    world.tasks.tasks[BSN].append(a_task(ended, aim=aim))

    assert ended.is_closed
    assert numbers("welke=doen") == [ended.number] * is_found


def test_a_case_with_a_task_is_found_past_the_newest_and_it_is_told_how_far_was_searched(
    browser, have, numbers, world
):
    have(MOST_ROWS + 20)
    old = next(file.case for file in reversed(world.cases.files[BSN]) if not file.case.is_closed)
    world.tasks.tasks[BSN].append(a_task(case_key=old.key, case_number=old.number))

    assert numbers("welke=doen") == [old.number]
    assert f"Wij zochten in uw nieuwste {MOST_ROWS} zaken." in main_of(
        browser.get(f"{LIST}?welke=doen")
    )


@pytest.mark.parametrize("count", [12, 60])
def test_without_the_tasks_it_is_not_said_that_nothing_has_to_be_done(browser, have, world, count):
    have(count)
    world.tasks.is_down = True

    words = main_of(browser.get(f"{LIST}?welke=doen"))

    assert "Geen zaken gevonden" not in words
    assert "Kijk of u het goed heeft getypt" not in words
    assert "Wij weten nu niet zeker voor welke zaken u iets moet doen." in words


@pytest.mark.parametrize("call", ["rows_of", "cases_with_keys"])
@pytest.mark.parametrize("trouble", [SourceUnavailable, InvalidSourceAnswer])
def test_what_can_not_be_searched_is_not_nothing(browser, have, world, call, trouble):
    def fail(asked):
        if asked == call:
            raise trouble("zaaksysteem", "on purpose")

    have(60)
    world.cases.on_call = fail

    words = main_of(browser.get(f"{LIST}?zoek=kap"))

    assert "Wij kunnen uw zaken nu niet laten zien." in words
    assert "Geen zaken gevonden" not in words


def test_a_row_of_somebody_else_is_never_shown(browser, have, world, monkeypatch):
    have(60)
    theirs = a_case("ZAAK-THEIRS", title="Geheim", started=NEWEST)
    world.cases.files[OTHER_BSN] = [a_case_file(theirs)]
    rows_of = world.cases.rows_of

    def unfiltered(proof, selection):
        world.cases.files[BSN].append(a_case_file(theirs))
        try:
            return rows_of(proof, selection)
        finally:
            world.cases.files[BSN].pop()

    monkeypatch.setattr(world.cases, "rows_of", unfiltered)

    assert "ZAAK-THEIRS" not in main_of(browser.get(f"{LIST}?zoek=geheim"))


def test_searching_writes_its_lines_and_none_with_the_words(browser, have, sessions):
    have(60)

    browser.get(f"{LIST}?zoek=beuk")

    with sessions() as session:
        lines = list(session.scalars(select(ConsultationLine)))
    assert {line.object_kind for line in lines} >= {"cases"}
    assert not any("beuk" in str(vars(line)) for line in lines)


def test_nothing_found_says_what_to_do(browser, have):
    have(12)

    page = browser.get(f"{LIST}?zoek=onvindbaar")

    words = main_of(page)
    assert "Geen zaken gevonden" in words
    assert "Kijk of u het goed heeft getypt. Of kies minder." in words
    assert LIST in hrefs_of(page)


def test_htmx_gets_the_list_alone(browser, have):
    have(12)

    block = browser.get(f"{LIST}?zoek=beuk", headers={"HX-Request": "true"}).text

    assert block.lstrip().startswith('<div id="source-zaken">')
    assert 'id="found-title" data-announce' in block
    assert "<h1" not in block
