"""An answer of a moment ago is shown with its time, and not asked for again."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from portal.services.cases.following import follow
from portal.storage.base import FRESH_FOR
from portal.storage.consultations import ConsultationLine
from portal.storage.messages import Message
from portal.storage.owners import bump_revision
from portal.storage.session_answers import SessionAnswer
from portal.web.edge.request_context import portal_of
from tests.browser import hrefs_of, main_of
from tests.factories import BSN, a_case_file, missing
from tests.forms_filled import send
from tests.statements import statements

OVERVIEW, CASES = "/overzicht/", "/zaken/"
THIRTY = timedelta(seconds=30)


@pytest.fixture(autouse=True)
def fresh_for_30_seconds(app):
    """As it is by default; other tests change the world between two pages."""
    info = portal_of(app).sessions.kw["info"]
    before, info[FRESH_FOR] = info[FRESH_FOR], THIRTY
    yield
    info[FRESH_FOR] = before


@pytest.fixture
def grow_older(sessions):
    """Let time pass for all answers that were given."""

    def grow_older_(by: timedelta) -> None:
        with sessions() as session:
            session.execute(update(SessionAnswer).values(read_at=SessionAnswer.read_at - by))
            session.commit()

    return grow_older_


def lines(rows) -> int:
    """How many lines there are of what the resident looked at."""
    return sum(line.action == "viewed" for line in rows(ConsultationLine))


def test_what_was_asked_a_moment_ago_is_not_asked_again_and_says_so(browser, world, file, rows):
    first = main_of(browser.get(OVERVIEW))
    written = lines(rows)
    page = browser.get(OVERVIEW)

    assert world.cases.calls == ["cases_of"]
    assert world.tasks.calls == ["tasks_of"]
    assert world.persons.calls == ["name_of"]
    assert lines(rows) == written, "its line was written when it was read"
    assert "Bijgewerkt" not in first
    assert main_of(page).count("Bijgewerkt") == 2
    assert file.case.number in main_of(page)
    assert "Stuur uw huurcontract" in main_of(page)


def test_another_page_shows_the_same_answer(browser, world, file):
    browser.get(OVERVIEW)

    assert file.case.number in main_of(browser.get(CASES))
    assert world.cases.calls == ["cases_of"]


def test_after_thirty_seconds_it_is_asked_again(browser, world, file, grow_older):
    browser.get(CASES)
    grow_older(THIRTY)

    assert "Bijgewerkt" not in main_of(browser.get(CASES))
    assert world.cases.calls == ["cases_of"] * 2


def test_a_resident_can_ask_anew(browser, world, file, rows):
    browser.get(CASES)
    page = browser.get(CASES)
    assert f"{CASES}?ververs=zaken" in hrefs_of(page)
    written = lines(rows)

    page = browser.get(f"{CASES}?ververs=1")

    assert "Bijgewerkt" not in main_of(page)
    assert world.cases.calls == ["cases_of"] * 2
    assert lines(rows) == written + 1


@pytest.mark.parametrize("is_refreshed", [True, False])
def test_where_the_source_is_down_what_was_known_is_shown_with_its_time(
    browser, world, file, grow_older, is_refreshed
):
    browser.get(CASES)
    world.goes_down()
    grow_older(timedelta() if is_refreshed else THIRTY)

    words = main_of(browser.get(f"{CASES}?ververs=1" if is_refreshed else CASES))

    assert "Wij kunnen ons systeem nu niet bereiken." in words
    assert file.case.number in words


def test_a_failure_is_never_fresh(browser, world):
    world.cases.is_down = True
    browser.get(CASES)
    world.cases.is_down = False

    assert "U heeft geen lopende zaken" in main_of(browser.get(CASES))


def test_what_lacks_a_part_is_never_fresh(browser, world, file):
    world.cases.files[BSN] = [a_case_file(file.case, unread_parts=missing("documents"))]
    page = f"{CASES}{file.case.key.id}/"
    browser.get(page)
    browser.get(page)

    assert world.cases.calls == ["case_file"] * 2
    assert world.tasks.calls == ["tasks_of"]


def test_an_act_of_the_same_person_elsewhere_drops_it(app, browser, world, file):
    browser.get(CASES)

    send(app.test_client().log_in(BSN))

    browser.get(CASES)
    assert world.cases.calls == ["cases_of"] * 2


def test_an_act_of_somebody_else_drops_nothing(browser, other_browser, world, file):
    browser.get(CASES)

    send(other_browser)

    browser.get(CASES)
    assert world.cases.calls == ["cases_of"]


def test_delivery_drops_it(browser, world, file, do_jobs):
    send(browser)
    browser.get(CASES)
    do_jobs()
    asked = world.cases.calls.count("cases_of")

    browser.get(CASES)

    assert world.cases.calls.count("cases_of") == asked + 1


def test_a_notification_about_one_of_their_cases_drops_it(browser, world, file, sessions, rows):
    browser.get(CASES)
    follow(sessions, world, file.case.key)
    asked = world.cases.calls.count("cases_of")

    browser.get(CASES)

    assert world.cases.calls.count("cases_of") == asked + 1
    assert rows(Message)


def test_what_was_asked_before_an_act_and_kept_after_it_is_not_fresh(
    browser, world, file, sessions, resident
):
    # The act comes while the source is asked: its answer may be of before.
    def act(_call: str) -> None:
        with sessions() as session:
            bump_revision(session, resident.key)
            session.commit()

    world.cases.on_call = act
    browser.get(CASES)
    world.cases.on_call = lambda _call: None

    browser.get(CASES)

    assert world.cases.calls == ["cases_of"] * 2


def test_another_login_session_asks_for_itself(app, browser, world, file):
    browser.get(CASES)

    app.test_client().log_in(BSN).get(CASES)

    assert world.cases.calls == ["cases_of"] * 2


def test_round_trips_of_a_fresh_overview(app, browser, file):
    browser.get(OVERVIEW)

    with statements(portal_of(app).sessions.kw["bind"]) as sent:
        browser.get(OVERVIEW)

    assert sent == ["SELECT", "SELECT", "SELECT"]
