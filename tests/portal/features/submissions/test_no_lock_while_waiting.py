"""While an outside system is waited for, no draft is locked and no transaction is open."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError

from portal.storage.drafts import Draft
from portal.storage.submissions import Submission
from tests.case_keys import url_of
from tests.factories import BSN, a_case, a_case_file, a_task
from tests.forms_filled import ADDRESS, CONTRACT, REPORT, begin, fill, open_page, send
from tests.portal.features.cases.conftest import FILE
from tests.portal.features.cases.test_notifications import about, notify
from tests.remission import FETCH, applicant, fetching, know
from tests.remission import fill as fill_remission
from tests.witness import Fake

OPEN_TRANSACTIONS = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    " AND pid <> pg_backend_pid() AND state LIKE 'idle in transaction%'"
    " AND query NOT LIKE 'SELECT pg_try_advisory_xact_lock%'"  # a lease is held on purpose (D-16)
)
LONG_AGO = timedelta(minutes=16)
SIXTEEN_B = {"new_address-postcode": "1234 AB", "new_address-number": "16 B"}
UNFINISHED = {"new_address-postcode": "1234 AB", "new_address-number": "999"}


@dataclass
class Watch:
    """What the database looked like from another connection, at each call outside."""

    calls: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def clear(self):
        self.calls.clear()
        self.faults.clear()

    def look(self, session, call):
        self.calls.append(call)
        try:
            session.execute(select(Draft.id).with_for_update(nowait=True))
        except OperationalError:
            self.faults.append(f"{call}: a draft is locked")
            session.rollback()
        if session.scalar(OPEN_TRANSACTIONS):
            self.faults.append(f"{call}: a transaction is open")


@pytest.fixture
def watch(sessions, monkeypatch):
    """Looks from inside every fake of an outside system."""
    watch, usual = Watch(), Fake._meet

    def meet(fake, call, recorded=None):
        with sessions() as session:
            watch.look(session, f"{type(fake).__name__}.{call}")
        usual(fake, call, recorded)

    monkeypatch.setattr(Fake, "_meet", meet)
    return watch


def test_the_watch_sees_a_lock_and_a_transaction(browser, watch, world, sessions):
    begin(browser)
    watch.clear()
    with sessions() as session:
        session.execute(select(Draft.id).with_for_update())
        world.addresses.find("1234 AB", 14)

    assert watch.calls == ["FakeAddresses.find"]
    assert watch.faults == [
        "FakeAddresses.find: a draft is locked",
        "FakeAddresses.find: a transaction is open",
    ]


def test_what_registers_say_of_the_resident(browser, watch, world):
    world.persons.is_down = True
    page = begin(browser)
    browser.submit(page)

    assert watch.calls.count("FakePersons.person") == 3
    assert watch.faults == []


@pytest.mark.parametrize("number", ["14", "16", "999"])
@pytest.mark.parametrize("button", [None, ("look_up", "new_address")])
def test_an_address(browser, watch, number, button):
    page = fill(browser, until="adres")
    watch.clear()

    browser.submit(page, ADDRESS | {"new_address-number": number}, button=button)

    assert watch.calls == ["FakeAddresses.find"]
    assert watch.faults == []


def test_an_address_that_another_tab_answered_otherwise(browser, watch):
    fill(browser, until="dag")
    mine, theirs = open_page(browser, "adres"), open_page(browser, "adres")
    browser.submit(theirs, SIXTEEN_B)
    watch.clear()

    choice = browser.submit(mine, ADDRESS)

    assert choice.status_code == 409
    assert watch.calls == ["FakeAddresses.find"]
    assert watch.faults == []


def test_an_address_that_another_tab_left_unfinished(browser, watch):
    fill(browser, until="dag")
    mine, theirs = open_page(browser, "adres"), open_page(browser, "adres")
    browser.submit(theirs, UNFINISHED)
    watch.clear()

    choice = browser.submit(mine, ADDRESS)

    assert choice.status_code == 409
    assert watch.calls == ["FakeAddresses.find"] * 2
    assert watch.faults == []


@pytest.mark.parametrize("action", ["stop", "stay"])
def test_an_address_that_is_not_judged_is_looked_up_for_the_choice_only(browser, watch, action):
    fill(browser, until="dag")
    mine, theirs = open_page(browser, "adres"), open_page(browser, "adres")
    browser.submit(theirs, SIXTEEN_B)
    watch.clear()

    choice = browser.submit(mine, ADDRESS, button=("action", action))

    assert choice.status_code == 409
    assert "FakeAddresses.find" in watch.calls
    assert watch.faults == []


def test_an_address_that_was_typed_in_a_session_that_is_over(browser, pass_time, watch):
    fill(browser, until="dag")
    mine, theirs = open_page(browser, "adres"), open_page(browser, "adres")
    browser.submit(theirs, SIXTEEN_B)
    pass_time(idle=LONG_AGO, in_all=LONG_AGO)
    browser.submit(mine, ADDRESS)
    browser.log_in()
    watch.clear()

    choice = open_page(browser, "adres")

    assert choice.status_code == 409
    assert "FakeAddresses.find" in watch.calls
    assert watch.faults == []


def test_a_page_with_files(browser, watch):
    page = fill(browser, until="contract")
    watch.clear()

    browser.submit(page, files=CONTRACT)

    assert watch.faults == []


def test_data_that_is_fetched_by_choice(app, world, watch):
    know(world)

    fill_remission(applicant(app), fetching("inkomen", "auto"))

    assert watch.calls.count("FakeSources.fetch") == 2
    assert watch.faults == []


def test_data_that_is_fetched_once_more(app, world, watch):
    know(world)
    applying = applicant(app)
    world.sources.is_down = True
    page = fill_remission(applying, fetching("inkomen"), until="inkomen_opgehaald")
    watch.clear()

    applying.submit(page, button=("action", FETCH))

    assert "FakeSources.fetch" in watch.calls
    assert watch.faults == []


def test_sending(browser, watch):
    send(browser)

    assert watch.faults == []


def test_a_submission_that_becomes_a_case(browser, watch, do_jobs):
    send(browser)
    watch.clear()

    do_jobs()

    assert "FakeIntake.deliver" in watch.calls
    assert watch.faults == []


def test_a_report_without_login_that_becomes_a_case(visitor, watch, do_jobs):
    send(visitor, REPORT)
    watch.clear()

    do_jobs()

    assert "FakeIntake.deliver" in watch.calls
    assert watch.faults == []


def test_a_report_without_login_that_moves_on(visitor, watch, do_jobs, world, rows):
    send(visitor, REPORT)
    do_jobs()
    key = rows(Submission)[0].case_key
    world.cases.reports[key] = a_case_file().steps
    notify(visitor, {"kanaal": "zaken", "hoofdObject": url_of(key), "resource": "status"})
    watch.clear()

    do_jobs()

    assert "FakeCases.steps_of_report" in watch.calls
    assert watch.faults == []


def test_a_case_that_is_followed(visitor, watch, do_jobs, world):
    file = a_case_file()
    world.cases.files[BSN] = [file]
    notify(visitor, about(file))
    watch.clear()

    do_jobs()

    assert "FakeTasks.tasks_of" in watch.calls
    assert watch.faults == []


def test_files_for_a_task(browser, watch, do_jobs, world):
    case = a_case()
    task = a_task(case_key=case.key, case_number=case.number)
    world.cases.files[BSN], world.tasks.tasks[BSN] = [a_case_file(case)], [task]
    browser.submit(browser.get(f"/taken/{task.id}/"), files=FILE)
    watch.clear()

    do_jobs()

    assert {"FakeIntake.add_document", "FakeTasks.complete"} <= set(watch.calls)
    assert watch.faults == []
