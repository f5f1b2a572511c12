"""Outages: what an operator writes down, what residents see of it, and what stays as proof."""

from datetime import datetime, time, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from portal.domain.days import AMSTERDAM, today, utc_now
from portal.domain.outages import Outage
from portal.domain.terms import extended, is_working_day
from portal.live_state import LiveState
from portal.storage import outages
from portal.storage.messages import Message, add_message
from portal.storage.outages import OutageNote
from portal.texts.words import words_in
from portal.web.edge.request_context import portal_of
from tests.browser import main_of
from tests.factories import BSN, a_case, a_case_file, a_decision, a_task
from tests.forms_filled import MOVE, REPORT
from tests.parts import change_parts, look_anew, put_back
from tests.portal.test_commands import run

__all__ = ["run"]
BANNER = "Er is een storing"
HOUR = timedelta(hours=1)
WHY = "U kreeg meer tijd, omdat er een storing was."


def local(moment):
    return f"{moment.astimezone(AMSTERDAM):%Y-%m-%d %H:%M}"


@pytest.fixture(autouse=True)
def here(environment, database_url):
    """The commands work on this database."""
    environment.setenv("PORTAL_DATABASE_URL", database_url)


@pytest.fixture
def out(app, database):
    """Writes down an outage, and this process knows it."""

    def write(ends_at=None, forms=(), begins_at=None):
        begins_at = begins_at or utc_now() - HOUR
        made = Outage(
            number=outages.next_number(database), begins_at=begins_at, ends_at=ends_at, forms=forms
        )
        outages.begin(database, made, OutageNote("Jo"))
        database.commit()
        look_anew(app)

    return write


def test_begin_end_and_correct_leave_all_of_it_as_proof(run, app):
    now = utc_now()
    code, said, _errors = run("outage", "begin", "--note", "stroom weg", "--by", "Jo")
    run("outage", "end", "1", "--by", "Sam")
    _code, corrected, _errors = run("outage", "end", "1", "--at", local(now + HOUR), "--by", "Jo")

    assert (code, said) == (0, "outage 1: begun\n")
    assert corrected == f"outage 1: ends {local(now + HOUR)}\n"
    first, second, third = run("outage", "list")[1].splitlines()
    assert first.startswith(f"1.1 | {local(now)[:10]}")
    assert " | ? | all | written " in first
    assert first.endswith("by Jo | stroom weg")
    assert second.endswith("by Sam")
    assert third.startswith("1.3 | ")
    assert f" | {local(now + HOUR)} | all | " in third


def test_one_that_was_written_by_mistake_moves_nothing(run, app, visitor, database):
    run("outage", "begin")

    assert run("outage", "end", "1", "--mistake")[1] == "outage 1: was a mistake\n"
    look_anew(app)
    [outage] = portal_of(app).live.current().outages
    assert extended(today(), (outage,)) == today()
    assert BANNER not in visitor.get("/").text
    assert len(outages.revisions(database)) == 2


def test_the_last_word_counts_in_each_process(run, app, visitor):
    run("outage", "begin")
    look_anew(app)
    lasting = visitor.get("/")
    run("outage", "end", "1")
    look_anew(app)

    assert BANNER in lasting.text
    assert BANNER not in visitor.get("/").text


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["begin", "--form", "vliegen"], "there is no 'vliegen'. Name one of: "),
        (["end", "7"], "there is no '7'"),
        (["begin", "--from", "morgen"], "'morgen' does not match"),
        (["begin", "--from", "0001-01-01 00:00"], "more than two years from now"),
        (["begin", "--until", "9999-12-31 23:59"], "more than two years from now"),
        (["end", "99999999999999999999"], "not in the range"),
        (["touched", "0"], "not in the range"),
        (["begin", "--from", "2026-11-29 12:00", "--until", "2026-11-29 11:00"], "after it began"),
    ],
)
def test_what_can_not_be_is_refused_and_not_written(run, app, database, words, why):
    code, _said, errors = run("outage", *words)

    assert code == 2
    assert why in errors
    assert outages.revisions(database) == []


def test_an_end_before_the_beginning_is_not_written(run, app, database):
    run("outage", "begin")

    assert run("outage", "end", "1", "--at", "2020-01-01 12:00")[0] == 2
    assert len(outages.revisions(database)) == 1


@pytest.mark.parametrize(
    "address", ["/", "/overzicht/", "/zaken/", "/berichten/", "/formulieren/", "/gegevensgebruik/"]
)
def test_an_outage_of_all_stands_on_every_page(browser, out, address):
    out()

    page = browser.get(address)

    assert page.status_code == 200
    assert BANNER in main_of(page)
    assert "Misschien kunt u nu niets versturen" in main_of(page)
    assert 'href="tel:' in page.text.partition('class="bands"')[2][:2000]


def test_an_outage_of_a_form_stands_on_its_pages_and_where_forms_begin(visitor, out):
    out(forms=(MOVE,))

    for address in (f"/formulieren/{MOVE}/", "/", "/formulieren/"):
        assert "Er is een storing bij: Verhuizing doorgeven" in visitor.get(address).text
    for address in (f"/formulieren/{REPORT}/", "/toegankelijkheid/"):
        assert BANNER not in visitor.get(address).text


def test_when_it_ends_is_told_where_it_is_known(visitor, out):
    out(ends_at=utc_now() + HOUR)
    known = visitor.get("/").text
    out()

    assert "Wij denken dat het op " in known
    assert "Wij denken dat het op " not in visitor.get("/").text


def test_in_english(visitor, out):
    out()
    visitor.get("/taal/?taal=en&next=/")

    assert "There is an outage" in visitor.get("/").text


def test_no_page_asks_the_database_for_it(visitor, out, app):
    """The state that each request takes anyhow has it."""
    out()
    visitor.get("/")

    reads = []
    live = portal_of(app).live
    live.read = lambda: reads.append(1)
    visitor.get("/")

    assert reads == []
    assert BANNER in visitor.get("/toegankelijkheid/").text


def test_an_error_page_comes_without_it(visitor, out):
    out()

    page = visitor.get("/bestaat-niet/")

    assert page.status_code == 404
    assert BANNER not in page.text


@pytest.fixture
def last():
    """The last working day: today, or the Friday before."""
    day = today()
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


@pytest.fixture
def moved():
    """The first working day after today."""
    day = today() + timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return words_in("nl").day(day)


@pytest.fixture
def out_since_then(out, last):
    """There is an outage since the last day."""
    return lambda: out(begins_at=datetime.combine(last, time(0, 1), AMSTERDAM))


def test_last_days_of_residents_move_and_the_page_says_why(
    browser, world, out_since_then, last, moved
):
    file = a_case_file(
        decisions=(a_decision(sent=last - timedelta(days=42), last_day_to_object=last),)
    )
    task = a_task(file.case, last_day=last)
    world.cases.files[BSN], world.tasks.tasks[BSN] = [file], [task]
    address = f"/zaken/{file.case.key.id}/"
    before = browser.get(address).text
    out_since_then()

    case, task_page = browser.get(address).text, browser.get(f"/taken/{task.id}/").text

    assert WHY not in before
    assert f"U kunt bezwaar maken tot en met {moved}." in case
    assert f"Doe dit uiterlijk {moved}" in case
    assert f"Doe dit uiterlijk {moved}" in task_page
    assert WHY in case
    assert WHY in task_page
    assert f"Doe dit uiterlijk {moved}" in browser.get("/overzicht/").text


def test_a_message_tells_the_moved_day_when_it_is_read(
    browser, out_since_then, database, resident, last, moved
):
    facts = {"task": "Stuur uw huurcontract", "number": "1", "task_id": str(uuid4())}
    add_message(database, resident.key, "task", about="x", facts=facts | {"last_day": f"{last}"})
    database.commit()
    [row] = database.scalars(select(Message))
    out_since_then()

    assert f"Doe dit uiterlijk {moved}." in browser.get(f"/berichten/{row.id}/").text


def test_what_the_municipality_promised_does_not_move(browser, out, world):
    file = a_case_file(a_case(expected=today() + timedelta(days=3), due=None))
    world.cases.files[BSN] = [file]
    before = main_of(browser.get(f"/zaken/{file.case.key.id}/"))
    out(begins_at=utc_now() - timedelta(minutes=1), ends_at=utc_now() + timedelta(days=5))
    after = main_of(browser.get(f"/zaken/{file.case.key.id}/"))

    promised = words_in("nl").day(today() + timedelta(days=3))
    assert promised in before
    assert promised in after


def test_without_a_database_a_page_that_needs_none_comes_without_banner(app, visitor):
    def away():
        raise OperationalError("SELECT", {}, Exception())

    usual = change_parts(app, live=LiveState(away))
    try:
        answers = visitor.get("/toegankelijkheid/"), visitor.get("/")
    finally:
        put_back(app, usual)

    assert [answer.status_code for answer in answers] == [200, 503]
    assert "0800 0999" in answers[1].text
    assert BANNER not in answers[0].text
