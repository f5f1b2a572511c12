"""Ends of cases that no notification told of: asked after, or defined where nobody can be asked."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text

from portal.domain.days import day_of, today, utc_now
from portal.domain.retention import DAYS, KeptPart
from portal.storage import jobs
from portal.storage.case_ends import MISSED_FOR, SILENT_FOR, ask_after_silent
from portal.storage.consultations import ConsultationLine
from portal.storage.submissions import Submission
from tests.factories import BSN, a_case, a_case_file
from tests.forms_filled import MOVE, REPORT, send


@pytest.fixture
def delivered(browser, do_jobs, rows):
    """A submission that became a case."""
    send(browser)
    do_jobs()
    [submission] = rows(Submission)
    return submission


@pytest.fixture
def set_all(sessions):
    """Let something of all submissions be as it would be then."""

    def set_(**values) -> None:
        with sessions() as session:
            session.query(Submission).update(values)
            session.commit()

    return set_


@pytest.fixture
def ask(tasks):
    """Let the round ask after cases that nothing was heard of."""
    return lambda: tasks.tasks["worker.ask_after_cases"].func(timestamp=0)


def keep_case(world, submission, **changes):
    """Let the case system have the case of this submission."""
    case = a_case(key=submission.case_key, **changes)
    world.cases.files[BSN] = [a_case_file(case)]


def test_case_that_nothing_was_heard_of_for_long_is_asked_after_once(
    delivered, set_all, ask, do_jobs, world, rows
):
    ended = today() - timedelta(days=3)
    keep_case(world, delivered, closed=ended)
    set_all(case_heard_at=utc_now() - SILENT_FOR + timedelta(hours=1))
    ask()
    assert do_jobs() == []

    set_all(case_heard_at=utc_now() - SILENT_FOR)
    ask()
    ask()

    assert do_jobs().count(jobs.FOLLOW) == 1
    [submission] = rows(Submission)
    assert (submission.case_ended_on, submission.case_missed_on) == (ended, None)


@pytest.mark.parametrize("slug", [MOVE, REPORT])
def test_case_of_before_ends_were_noted_is_asked_after(
    slug, browser, visitor, do_jobs, set_all, ask, rows
):
    send(browser if slug == MOVE else visitor, slug)
    do_jobs()
    set_all(case_heard_at=None)

    ask()

    assert jobs.FOLLOW in do_jobs()
    assert rows(Submission)[0].case_heard_at > utc_now() - timedelta(minutes=1)


@pytest.mark.parametrize("slug", [MOVE, REPORT])
def test_case_that_is_not_there_ends_when_it_was_first_missed(
    slug, browser, visitor, do_jobs, tasks, rows, set_all
):
    send(browser if slug == MOVE else visitor, slug)
    do_jobs()
    [submission] = rows(Submission)
    tasks.tasks[jobs.FOLLOW].func(case=str(submission.case_key))
    [submission] = rows(Submission)
    assert (submission.case_ended_on, submission.case_missed_on) == (today(), today())

    before = today() - timedelta(days=70)
    set_all(case_ended_on=before, case_missed_on=before)
    tasks.tasks[jobs.FOLLOW].func(case=str(submission.case_key))

    [submission] = rows(Submission)
    assert (submission.case_ended_on, submission.case_missed_on) == (before, before)


def test_case_of_another_system_is_not_missed_as_nobody_was_asked(delivered, set_all, tasks, rows):
    set_all(case_system="elders")

    tasks.tasks[jobs.FOLLOW].func(case=f"elders:{delivered.case_key.id}")

    [submission] = rows(Submission)
    assert (submission.case_ended_on, submission.case_missed_on) == (None, None)


def test_report_that_becomes_somebodys_while_it_is_looked_at_is_not_missed(
    visitor, do_jobs, tasks, rows, world
):
    send(visitor, REPORT)
    do_jobs()
    [submission] = rows(Submission)

    def take_over(call: str) -> None:
        if call == "steps_of_report":
            keep_case(world, submission)

    world.cases.on_call = take_over
    tasks.tasks[jobs.FOLLOW].func(case=str(submission.case_key))

    [submission] = rows(Submission)
    assert world.cases.calls[-1] == "steps_of_report"
    assert (submission.case_ended_on, submission.case_missed_on) == (None, None)


def test_end_that_was_heard_of_stays_when_the_case_is_gone_later(delivered, set_all, tasks, rows):
    ended = today() - timedelta(days=20)
    set_all(case_ended_on=ended)

    tasks.tasks[jobs.FOLLOW].func(case=str(delivered.case_key))

    assert rows(Submission)[0].case_ended_on == ended


def test_case_that_was_missed_is_asked_after_again_and_goes_on_when_it_is_back(
    delivered, set_all, ask, do_jobs, world, rows
):
    missed = today() - MISSED_FOR
    set_all(case_ended_on=missed, case_missed_on=missed)
    set_all(case_heard_at=utc_now() - MISSED_FOR + timedelta(hours=1))
    keep_case(world, delivered)
    ask()
    assert do_jobs() == []

    set_all(case_heard_at=utc_now() - MISSED_FOR)
    ask()
    do_jobs()

    [submission] = rows(Submission)
    assert (submission.case_ended_on, submission.case_missed_on) == (None, None)


def test_case_that_ended_is_not_asked_after(delivered, set_all, database):
    set_all(case_ended_on=today() - timedelta(days=80), case_heard_at=utc_now() - 2 * SILENT_FOR)

    assert ask_after_silent(database) == 0


def test_at_most_a_batch_is_asked_after_the_longest_silent_first(app, do_jobs, sessions, rows):
    for _report in range(3):
        send(app.test_client(), REPORT)
    do_jobs()
    older, oldest, newest = sorted(rows(Submission), key=lambda each: each.made_at)
    with sessions() as session:
        for submission, months in ((older, 3), (oldest, 4), (newest, 0)):
            heard_at = utc_now() - timedelta(days=30 * months)
            session.merge(submission).case_heard_at = heard_at
        session.commit()
        assert ask_after_silent(session, batch=1) == 1
        subjects = session.scalars(text("SELECT args ->> 'case' FROM procrastinate_jobs")).all()

    assert subjects == [str(oldest.case_key)]


def test_nothing_is_asked_after_before_it_is_a_case(browser, database):
    send(browser)

    assert ask_after_silent(database) == 0


def test_what_was_handed_over_ended_that_day_and_goes_after_its_term(
    browser, rows, sessions, tasks
):
    send(browser)
    # In summer the same hour may be the day after here.
    then = utc_now() - timedelta(days=DAYS[KeptPart.SUBMISSION] + 2)
    with sessions() as session:
        session.merge(rows(Submission)[0]).hand_over(then, "Jo")
        session.commit()
    [submission] = rows(Submission)
    assert (submission.case_ended_on, submission.is_case) == (day_of(then), False)

    tasks.tasks["worker.retention"].func(timestamp=0)

    assert rows(Submission) == []


def test_look_at_a_case_that_is_gone_writes_no_line_about_anybody(delivered, tasks, rows):
    before = len(rows(ConsultationLine))

    tasks.tasks[jobs.FOLLOW].func(case=str(replace(delivered.case_key, id=uuid4())))

    assert len(rows(ConsultationLine)) == before
    assert rows(Submission)[0].case_missed_on is None
