"""The overview: tasks first, and honest about what it can't know."""

import re
from datetime import date, timedelta

import pytest

from portal.domain.cases import CASES_ON_PAGE, Progress
from portal.domain.messages import MessageKind
from portal.storage.logins import LoginSession
from portal.storage.messages import Message, add_message
from portal.storage.session_answers import last_answer
from portal.web.edge.request_context import portal_of
from tests.browser import heading_of, hrefs_of, links_of, main_of, words_of
from tests.factories import BSN, THIRD_BSN, a_case, a_case_file, a_task
from tests.forms_filled import fill, send
from tests.statements import statements

PAGE = "/overzicht/"


def test_resident_with_nothing_reads_so(browser):
    words = main_of(browser.get(PAGE))

    assert heading_of(browser.get(PAGE)) == "Dag Noor de Wit"
    assert "U hoeft nu niets te doen." in words
    assert "U heeft geen lopende zaken" in words
    assert "U heeft geen nieuwe berichten." in words


def test_what_to_do_stands_first(browser, world):
    file = a_case_file()
    world.cases.files[BSN] = [file]
    world.tasks.tasks[BSN] = [a_task(file.case)]

    words = main_of(browser.get(PAGE))

    assert words.index("Stuur uw huurcontract") < words.index(file.case.number)
    task = world.tasks.tasks[BSN][0]
    assert f"/taken/{task.id}/" in hrefs_of(browser.get(PAGE))


def test_task_that_no_notification_told_of_is_told_now(browser, world, rows):
    world.tasks.tasks[BSN] = [a_task()]

    browser.get(PAGE)
    browser.get(PAGE)

    assert [message.kind for message in rows(Message)] == ["task"]


def test_everything_that_runs_is_there(browser, world):
    closed = a_case("ZAAK-2026-0000000002", closed=date(2026, 10, 1))
    world.cases.files[BSN] = [a_case_file(), a_case_file(closed)]
    send(browser)
    fill(browser, until="dag")

    words = main_of(browser.get(PAGE))

    assert "U heeft dit nog niet verstuurd." in words
    assert "U hoeft nu niets te doen." not in words
    assert "Verder met: Verhuizing doorgeven" in words
    assert "ZAAK-2026-0000000001" in words
    assert "ZAAK-2026-0000000002" not in words
    assert "Bekijk ook uw 1 afgeronde zaak" in words
    assert "Wij hebben ontvangen" in words


@pytest.fixture
def have(world):
    """Let the resident have so many cases, a day apart, of which these have ended."""

    def have_(count, has_ended):
        world.cases.files[BSN] = []
        for index in range(count):
            started = date(2026, 11, 28) - timedelta(days=index)
            ended = {"closed": started, "progress": Progress.CLOSED} if has_ended(index) else {}
            case = a_case(f"ZAAK-{1000 - index}", started=started, **ended)
            world.cases.files[BSN].append(a_case_file(case))

    return have_


@pytest.mark.parametrize("count", [60, 200])
def test_of_many_cases_the_newest_that_run_are_shown_and_the_rest_is_told(
    browser, world, have, count
):
    have(count, has_ended=lambda index: index % 3 == 0)

    page = browser.get(PAGE)

    shown = re.findall(r"Zaaknummer ZAAK-([0-9]+)", main_of(page))
    assert shown == [str(1000 - index) for index in range(CASES_ON_PAGE) if index % 3]
    assert "Hier staan alleen uw nieuwste zaken die nog lopen." in main_of(page)
    assert links_of(page)[f"Bekijk al uw {count} zaken"] == "/zaken/"
    assert "afgeronde zaak" not in main_of(page), "how many of all have ended is not known"
    assert (world.cases.calls, world.tasks.calls) == (["cases_of"], ["tasks_of"])


def test_where_none_of_the_newest_cases_runs_an_older_one_may(browser, have):
    have(60, has_ended=lambda index: index < 40)

    words = main_of(browser.get(PAGE))

    assert "Van uw nieuwste zaken loopt er nu geen. Misschien loopt een oudere zaak nog." in words
    assert "U heeft geen lopende zaken" not in words


def test_only_the_newest_messages_stand_here(browser, sessions, resident):
    with sessions() as session:
        for number in range(5):
            facts = {"title": f"Formulier {number}", "reference": "R"}
            add_message(session, resident.key, MessageKind.RECEIVED, about=str(number), facts=facts)
        session.commit()

    assert browser.get(PAGE).text.count('class="card card--message') == 3


def test_every_source_may_be_down_at_once(browser, world):
    world.goes_down()

    page = browser.get(PAGE)

    words = main_of(page)
    assert page.status_code == 200
    assert "Wij kunnen nu niet zien of u iets moet doen." in words
    assert "Wij kunnen uw zaken nu niet laten zien." in words
    assert "U hoeft nu niets te doen." not in words


def test_what_was_known_is_shown_while_sources_are_down(browser, world):
    file = a_case_file()
    world.cases.files[BSN] = [file]
    world.tasks.tasks[BSN] = [a_task(file.case)]
    browser.get(PAGE)
    world.goes_down()

    words = main_of(browser.get(PAGE))

    assert heading_of(browser.get(PAGE)) == "Dag Noor de Wit"
    assert words.count("Bijgewerkt") == 2
    assert "Stuur uw huurcontract" in words
    assert file.case.number in words


def test_somebody_whom_the_register_does_not_know_is_greeted_too(app):
    stranger = app.test_client().log_in(THIRD_BSN)

    assert heading_of(stranger.get(PAGE)) == "Dag inwoner"


def test_name_stands_on_every_page_once_it_is_known(browser):
    assert "U bent ingelogd" in words_of(browser.get("/berichten/"))

    browser.get(PAGE)

    assert "Ingelogd als Noor de Wit" in words_of(browser.get("/berichten/"))


def test_to_greet_somebody_only_their_name_is_read_and_kept(browser, world, database):
    browser.get(PAGE)

    assert world.persons.calls == ["name_of"]
    [login] = database.query(LoginSession)
    assert last_answer(database, login.id, "name")[0] == "Noor de Wit"
    assert last_answer(database, login.id, "person") is None


def test_round_trips_to_the_database_are_few_however_much_there_is(browser, world, app):
    file = a_case_file()
    world.cases.files[BSN] = [file, a_case_file(a_case("ZAAK-2026-0000000002"))]
    world.tasks.tasks[BSN] = [a_task(file.case), a_task(file.case, title="Nog iets")]
    send(browser)
    fill(browser, until="dag")
    browser.get(PAGE)

    with statements(portal_of(app).sessions.kw["bind"]) as sent:
        browser.get(PAGE)

    asking, keeping = "INSERT", "WITH"
    assert sent == ["SELECT", asking, keeping, "SELECT"]
