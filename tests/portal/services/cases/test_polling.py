"""Cases are polled only while no notification comes: seldom, spread, and harmlessly."""

from dataclasses import replace
from datetime import timedelta

import pytest
from prometheus_client import REGISTRY

from portal.domain.case_keys import ONLY_SYSTEM
from portal.domain.days import today, utc_now
from portal.services.cases import polling
from portal.services.cases.polling import MOST_IN_ROUND, ROUNDS_A_DAY, share_of
from portal.storage import jobs
from portal.storage.consultations import ConsultationLine
from portal.storage.heard import NotificationHeard, note_heard
from portal.storage.messages import Message
from portal.storage.polling import take_unheard
from portal.storage.submissions import Submission
from tests.case_keys import url_of
from tests.factories import BSN, NOTIFICATION_TOKEN, a_case, a_case_file
from tests.forms_filled import MOVE, send

HOURS = timedelta(hours=1)


@pytest.fixture
def case(browser, do_jobs, rows, world):
    """The case that a submission of the resident became, an hour and a day ago."""
    send(browser)
    do_jobs()
    [submission] = rows(Submission)
    key = submission.case_key
    world.cases.files[BSN] = [a_case_file(a_case(key=key))]
    world.cases.calls.clear()
    return key


@pytest.fixture
def clock(sessions):
    """Let so much time have gone by since all that was heard."""

    def clock_(passed: timedelta) -> None:
        with sessions() as session:
            for submission in session.query(Submission):
                submission.case_heard_at = (submission.case_heard_at or utc_now()) - passed
            for heard in session.query(NotificationHeard):
                heard.at -= passed
            session.commit()

    return clock_


@pytest.fixture
def round_(tasks, world):
    """Let the worker's round be; gives which calls it made."""

    def round_of() -> list[str]:
        world.cases.calls.clear()
        tasks.tasks["worker.poll_cases"].func(timestamp=0)
        return list(world.cases.calls)

    return round_of


@pytest.fixture
def notify(visitor):
    def notify_(key):
        body = {"kanaal": "zaken", "hoofdObject": url_of(key), "resource": "status"}
        headers = {"Authorization": f"Bearer {NOTIFICATION_TOKEN}"}
        assert visitor.post("/api/notificaties", json=body, headers=headers).status_code == 204

    return notify_


def polls(outcome):
    name = "portal_cases_polled_total"
    return REGISTRY.get_sample_value(name, {"outcome": outcome}) or 0


def test_a_day_without_notifications_is_one_call_and_one_line_for_a_case(
    case, clock, round_, do_jobs, rows
):
    assert round_() == [], "it was heard of today"
    clock(25 * HOURS)
    before = len(rows(ConsultationLine))

    assert round_() == ["mark_of"]
    assert round_() == [], "once a day"

    [line] = rows(ConsultationLine)[before:]
    assert (line.actor_class, line.data_kinds, line.outcome) == ("system", ["case"], "ok")
    assert (line.case_system, line.case_id) == (case.system, case.id)
    assert line.ended_at is not None


def test_what_changed_is_looked_at_and_told_and_what_did_not_is_left(
    case, clock, round_, do_jobs, rows, world
):
    same, changed = polls("same"), polls("changed")
    clock(25 * HOURS)
    round_()
    do_jobs()
    told = len(rows(Message))
    assert told, "the first time nobody knows how it stood"

    clock(25 * HOURS)
    assert round_() == ["mark_of"]
    assert jobs.FOLLOW not in do_jobs()

    [file] = world.cases.files[BSN]
    world.cases.files[BSN] = [replace(file, case=replace(file.case, closed=today()))]
    clock(25 * HOURS)
    round_()
    assert jobs.FOLLOW in do_jobs()
    [submission] = rows(Submission)
    assert submission.case_ended_on == today()
    clock(25 * HOURS)
    assert round_() == [], "one that ended is polled no more"
    assert (polls("same") - same, polls("changed") - changed) == (1, 2)


def test_nothing_is_polled_while_notifications_come_and_their_return_does_no_harm(
    case, clock, round_, do_jobs, rows, notify, sessions
):
    notify(a_case().key)
    clock(5 * HOURS)
    with sessions() as session:
        session.query(Submission).update({"case_heard_at": utc_now() - 48 * HOURS})
        session.commit()
    assert round_() == [], "five hours is not long"

    clock(2 * HOURS)
    assert round_() == ["mark_of"]
    notify(case)
    do_jobs()
    told = [message.about for message in rows(Message)]
    notify(case)
    do_jobs()

    assert [message.about for message in rows(Message)] == told, "told once"
    assert len(told) == len(set(told))
    clock(5 * HOURS)
    assert round_() == []


def test_a_notification_in_the_middle_ends_the_round(
    case, clock, tasks, world, sessions, monkeypatch
):
    clock(25 * HOURS)
    mark_of = world.cases.mark_of

    def told_meanwhile(key):
        with sessions() as session:
            note_heard(session, ONLY_SYSTEM)
            session.commit()
        return mark_of(key)

    monkeypatch.setattr(world.cases, "mark_of", told_meanwhile)
    with sessions() as session:
        assert polling._poll_system(session, world.cases, ONLY_SYSTEM, 1, _Term()) == 1
        assert polling._poll_system(session, world.cases, ONLY_SYSTEM, 1, _Term()) == 0


class _Term:
    left = 1.0


def test_a_system_that_is_down_is_asked_once_and_left_for_tomorrow(
    case, clock, round_, rows, world
):
    clock(25 * HOURS)
    world.cases.is_down = True
    before = polls("down")

    assert round_() == ["mark_of"]
    assert round_() == []

    assert polls("down") - before == 1
    assert rows(ConsultationLine)[-1].outcome == "failed"


def test_a_case_that_is_gone_is_looked_at(case, clock, round_, do_jobs, world):
    world.cases.files.clear()
    clock(25 * HOURS)
    before = polls("gone")
    round_()

    assert jobs.FOLLOW in do_jobs()
    assert polls("gone") - before == 1


@pytest.mark.parametrize(
    ("open_cases", "share"),
    [(0, 0), (1, 1), (ROUNDS_A_DAY, 1), (ROUNDS_A_DAY + 1, 2), (1_000_000, MOST_IN_ROUND)],
)
def test_the_cases_of_a_day_are_spread_over_its_rounds(open_cases, share):
    assert share_of(open_cases) == share


def test_those_that_waited_longest_come_first_and_no_more_than_the_share(
    browser, do_jobs, rows, sessions
):
    for _ in range(3):
        send(browser, MOVE)
    do_jobs()
    with sessions() as session:
        keys = []
        for days, submission in enumerate(session.query(Submission), start=2):
            submission.case_heard_at = utc_now() - timedelta(days=days)
            keys.insert(0, submission.case_key)
        session.commit()

        assert [each.key for each in take_unheard(session, ONLY_SYSTEM, 2)] == keys[:2]
        assert [each.key for each in take_unheard(session, ONLY_SYSTEM, 2)] == keys[2:]
        assert take_unheard(session, "another", 2) == []


def test_how_long_it_was_silent_is_a_figure(visitor, notify, clock):
    notify(a_case().key)
    clock(7 * HOURS)

    metrics = visitor.get("/metrics/database").text

    [line] = [each for each in metrics.splitlines() if each.startswith("portal_notifications_sil")]
    assert f'system="{ONLY_SYSTEM}"' in line
    assert 7 * 3600 <= float(line.split()[-1]) < 7 * 3600 + 600
