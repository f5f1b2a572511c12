"""Mijn zaken: what there is, and what can be said while the case system is silent."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import update

from portal.domain.cases import Progress
from portal.storage.consultations import ConsultationLine
from portal.storage.session_answers import SessionAnswer
from tests.browser import links_of, main_of
from tests.case_keys import a_key
from tests.factories import BSN, a_case, a_case_file
from tests.forms_filled import send

NOTHING = "U heeft geen lopende zaken"


@pytest.fixture
def known(world):
    """The resident has a running case and a closed one."""
    running = a_case("ZAAK-2026-0000000007")
    closed = a_case(
        "ZAAK-2026-0000000003",
        title="Parkeervergunning",
        progress=Progress.CLOSED,
        status="Afgerond",
        closed=date(2026, 10, 2),
    )
    world.cases.files[BSN] += [a_case_file(running), a_case_file(closed)]


def test_running_and_closed_cases_stand_apart(browser, known):
    words = main_of(browser.get("/zaken/"))

    running, closed = words.split("Afgeronde zaken")
    assert "ZAAK-2026-0000000007" in running
    assert "12 december 2026" in running
    assert "Afgerond op 2 oktober 2026" in closed


def test_case_in_the_list_leads_to_its_page(browser, known):
    page = f"/zaken/{a_key('ZAAK-2026-0000000007').id}/"

    assert page in links_of(browser.get("/zaken/")).values()


def test_no_cases_is_said_when_the_case_system_says_so(browser):
    assert NOTHING in main_of(browser.get("/zaken/"))


@pytest.mark.parametrize("trouble", ["is_down", "is_mad", "refuses"])
def test_no_cases_is_never_said_when_the_case_system_fails(browser, world, trouble):
    setattr(world.cases, trouble, 403 if trouble == "refuses" else True)

    for path in ("/zaken/", "/overzicht/"):
        words = main_of(browser.get(path))
        assert NOTHING not in words
        assert "Wij kunnen uw zaken nu niet laten zien." in words


def test_list_says_what_it_knows_and_since_when_while_the_case_system_is_down(
    browser, known, world, sessions
):
    browser.get("/zaken/")
    with sessions() as session:
        session.execute(
            update(SessionAnswer).values(read_at=datetime(2026, 11, 20, 8, 5, tzinfo=UTC))
        )
        session.commit()
    world.cases.is_down = True

    words = main_of(browser.get("/zaken/"))

    assert "ZAAK-2026-0000000007" in words
    assert "20 november 2026, 09.05 uur" in words


def test_list_that_was_empty_is_not_called_empty_while_the_case_system_is_down(browser, world):
    assert NOTHING in main_of(browser.get("/zaken/"))
    world.cases.is_down = True

    words = main_of(browser.get("/zaken/"))

    assert NOTHING not in words
    assert "Wij weten nu niet of u lopende zaken heeft." in words


def test_failure_is_not_remembered(browser, known, world):
    world.cases.is_down = True
    browser.get("/zaken/")
    world.cases.is_down = False

    assert "ZAAK-2026-0000000007" in main_of(browser.get("/zaken/"))


def test_what_is_remembered_goes_with_the_login(browser, known, rows):
    browser.get("/zaken/")
    assert rows(SessionAnswer)

    browser.log_out()

    assert rows(SessionAnswer) == []


def test_what_one_login_remembers_another_does_not_show(browser, known, world, app):
    browser.get("/zaken/")
    world.cases.is_down = True

    elsewhere = app.test_client().log_in(BSN)

    assert "ZAAK-2026-0000000007" not in elsewhere.get("/zaken/").text


def test_what_was_sent_stands_in_the_list_before_it_is_a_case(browser):
    receipt = send(browser)

    page = browser.get("/zaken/")

    assert "Wij hebben uw aanvraag." in main_of(page)
    assert receipt.request.path in links_of(page).values()
    assert NOTHING not in main_of(page)


def test_form_can_be_sent_while_the_case_system_is_down(browser, world):
    world.cases.is_down = world.intake.is_down = True

    send(browser)

    assert "Wij hebben uw aanvraag." in main_of(browser.get("/zaken/"))


def test_page_waits_no_longer_than_the_source_does(browser, world):
    for fake in (world.cases, world.tasks, world.persons):
        fake.slow_s = 0.5

    began = datetime.now(UTC)
    page = browser.get("/overzicht/")

    # One after another they would take a second and a half.
    assert datetime.now(UTC) - began < timedelta(seconds=1.4)
    assert page.status_code == 200


def test_line_of_a_failed_read_says_so(browser, world, rows):
    world.cases.is_down = True

    browser.get("/zaken/")

    [line] = rows(ConsultationLine)
    assert (line.outcome, line.source) == ("failed", "zaaksysteem")
