"""A system that is back is noticed by one of those that wait for it, and then serves them all."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from portal.domain.days import utc_now
from portal.domain.failures import SourceUnavailable
from portal.services.deliveries.tries import record_success
from portal.storage import jobs
from portal.storage.consultations import ConsultationLine, end_left
from portal.storage.deliveries import WaitingDelivery
from portal.storage.submissions import Submission
from tests.case_keys import url_of
from tests.factories import BSN, a_case_file
from tests.forms_filled import REPORT, send

PLANNED = timedelta(minutes=5)


@pytest.fixture
def waiting(app, world, tasks, rows, sessions):
    """Three reports that the case system doesn't take; their jobs are due in five minutes."""
    world.intake.is_down = True
    for _report in range(3):
        send(app.test_client(), REPORT)
    for submission in rows(Submission):
        with pytest.raises(SourceUnavailable):
            tasks.tasks[jobs.DELIVER].func(submission=str(submission.id))
    with sessions() as session:
        session.execute(
            text("DELETE FROM procrastinate_jobs WHERE task_name <> 'submissions.deliver'")
        )
        session.execute(
            text("UPDATE procrastinate_jobs SET scheduled_at = now() + :wait"), {"wait": PLANNED}
        )
        a_moment_ago = utc_now() - timedelta(seconds=11)
        session.query(WaitingDelivery).update(
            {"next_try_at": utc_now() + PLANNED, "tried_at": a_moment_ago}
        )
        session.commit()
    return rows(WaitingDelivery)


@pytest.fixture
def due_submissions(due):
    """The submissions that a worker would try now."""
    return lambda: [submission for _task, submission in due() if submission]


@pytest.fixture
def probe(tasks):
    """Let a round look whether systems are back."""
    return lambda: tasks.tasks["worker.probe"].func(timestamp=0)


def test_one_of_those_that_wait_is_tried_and_it_uses_up_no_try(
    waiting, due_submissions, probe, tasks, rows
):
    assert due_submissions() == []
    probe()

    [subject] = due_submissions()
    with pytest.raises(SourceUnavailable):
        tasks.tasks[jobs.DELIVER].func(submission=subject)

    tried = next(row for row in rows(WaitingDelivery) if row.subject == subject)
    assert (tried.tries, tried.is_probe) == (1, False)
    assert tried.next_try_at - utc_now() > PLANNED - timedelta(seconds=30)


def test_what_failed_just_now_is_left_alone(waiting, due_submissions, probe, database):
    database.query(WaitingDelivery).update({"tried_at": utc_now()})
    database.commit()

    probe()

    assert due_submissions() == []


def test_another_one_is_tried_the_next_time(waiting, due_submissions, probe, tasks, sessions):
    tried = set()
    for _round in waiting:
        probe()
        [subject] = due_submissions()
        tried.add(subject)
        with pytest.raises(SourceUnavailable):
            tasks.tasks[jobs.DELIVER].func(submission=subject)
        with sessions() as session:
            session.execute(
                text("UPDATE procrastinate_jobs SET scheduled_at = now() + :wait"),
                {"wait": PLANNED},
            )
            session.commit()

    assert tried == {row.subject for row in waiting}


def test_success_of_one_frees_the_others(waiting, due_submissions, probe, tasks, world):
    probe()
    [subject] = due_submissions()
    world.intake.is_down = False

    tasks.tasks[jobs.DELIVER].func(submission=subject)

    assert sorted(due_submissions()) == sorted(row.subject for row in waiting)


def test_what_was_refused_is_not_freed_by_others(waiting, due_submissions, sessions, database):
    refused, back, _other = waiting
    database.merge(refused).fault = "refused"
    database.commit()

    record_success(sessions, back.errand)

    assert refused.subject not in due_submissions()
    assert len(due_submissions()) == 1


def test_also_what_is_stuck_is_tried_though_after_the_others(
    waiting, due_submissions, probe, database
):
    first, *others = waiting
    database.merge(first).stuck_at = utc_now()
    database.commit()
    probe()
    assert due_submissions()[0] in {row.subject for row in others}

    database.execute(text("DELETE FROM waiting_delivery WHERE stuck_at IS NULL"))
    database.commit()
    probe()
    assert first.subject in due_submissions()


def test_delivery_has_one_line_however_often_it_is_tried(browser, do_jobs, world, rows):
    send(browser)
    world.intake.is_down = True
    for _try in range(4):
        with pytest.raises(SourceUnavailable):
            do_jobs()
    world.intake.is_down = False
    world.intake.too_late = 2
    for _try in range(2):
        with pytest.raises(SourceUnavailable):
            do_jobs()
    shared = [line for line in rows(ConsultationLine) if line.action == "shared"]
    assert [line.outcome for line in shared] == ["failed"]

    do_jobs()

    [line] = [line for line in rows(ConsultationLine) if line.action == "shared"]
    assert (line.id, line.outcome) == (shared[0].id, "ok")
    assert line.made_at == shared[0].made_at
    assert line.ended_at > shared[0].ended_at


def test_look_at_a_case_has_one_line_however_often_it_is_tried(tasks, world, rows):
    case = a_case_file()
    world.cases.files[BSN].append(case)
    world.tasks.is_down = True
    for _try in range(3):
        with pytest.raises(SourceUnavailable):
            tasks.tasks[jobs.FOLLOW].func(case=str(case.case.key))
    world.tasks.is_down = False
    tasks.tasks[jobs.FOLLOW].func(case=str(case.case.key))
    tasks.tasks[jobs.FOLLOW].func(case=str(case.case.key))

    lines = [(line.source, line.outcome) for line in rows(ConsultationLine)]
    assert sorted(lines) == 2 * [("takenregister", "ok")] + 2 * [("zaaksysteem", "ok")]


def of_case(rows):
    """The lines of looks at the case system, the first one first."""
    lines = [line for line in rows(ConsultationLine) if line.source == "zaaksysteem"]
    return sorted(lines, key=lambda line: line.made_at)


def test_line_of_what_was_tried_again_has_the_moment_of_the_first_try(tasks, world, rows):
    case = a_case_file()
    world.cases.files[BSN].append(case)
    world.tasks.is_down = True
    with pytest.raises(SourceUnavailable):
        tasks.tasks[jobs.FOLLOW].func(case=str(case.case.key))
    first = {line.source: line for line in rows(ConsultationLine)}
    outcomes = {source: line.outcome for source, line in first.items()}
    assert outcomes == {"zaaksysteem": "ok", "takenregister": "failed"}
    world.tasks.is_down = False
    tasks.tasks[jobs.FOLLOW].func(case=str(case.case.key))

    lines = rows(ConsultationLine)
    assert len(lines) == len(first)
    for line in lines:
        before = first[line.source]
        assert (line.id, line.made_at, line.outcome) == (before.id, before.made_at, "ok")
        assert line.ended_at > before.ended_at


def test_case_that_was_read_was_read_also_where_the_next_try_fails(tasks, world, rows):
    case = a_case_file()
    world.cases.files[BSN].append(case)
    world.tasks.is_down = True
    with pytest.raises(SourceUnavailable):
        tasks.tasks[jobs.FOLLOW].func(case=str(case.case.key))

    def fail(call: str) -> None:
        world.cases.is_down = call == "case_file"

    world.cases.on_call = fail
    with pytest.raises(SourceUnavailable):
        tasks.tasks[jobs.FOLLOW].func(case=str(case.case.key))

    assert [line.outcome for line in of_case(rows)] == ["ok"]


def test_look_takes_up_no_line_of_another_look_that_is_younger(tasks, world, rows):
    case = a_case_file()
    world.cases.files[BSN].append(case)
    world.cases.is_down = True
    with pytest.raises(SourceUnavailable):
        tasks.tasks[jobs.FOLLOW].func(case=str(case.case.key))
    world.cases.is_down = False

    tasks.tasks[jobs.FOLLOW].func(case_url=url_of(case.case.key))
    tasks.tasks[jobs.FOLLOW].func(case=str(case.case.key))

    assert [line.outcome for line in of_case(rows)] == ["ok", "ok"]


def test_each_look_has_a_line_of_its_own_also_after_one_that_failed_for_good(
    tasks, world, rows, database
):
    case = a_case_file()
    world.cases.files[BSN].append(case)
    world.tasks.is_down = True
    with pytest.raises(SourceUnavailable):
        tasks.tasks[jobs.FOLLOW].func(case=str(case.case.key))
    database.query(WaitingDelivery).update({"stuck_at": utc_now()})
    database.commit()
    failed = of_case(rows)[0]

    with pytest.raises(SourceUnavailable):
        tasks.tasks[jobs.FOLLOW].func(case=str(case.case.key))
    world.tasks.is_down = False
    tasks.tasks[jobs.FOLLOW].func(case=str(case.case.key))

    first, later = of_case(rows)
    assert (first.id, first.made_at, first.outcome) == (failed.id, failed.made_at, "ok")
    assert first.ended_at == failed.ended_at
    assert later.outcome == "ok"
    assert rows(WaitingDelivery) == []


def test_lines_of_killed_processes_get_an_end(browser, rows, sessions, world):
    world.cases.files[BSN].append(a_case_file())
    browser.get("/zaken/")
    with sessions() as session:
        session.query(ConsultationLine).update(
            {"outcome": "begun", "ended_at": None, "made_at": utc_now() - timedelta(hours=2)}
        )
        end_left(session)
        session.commit()

    lines = [line for line in rows(ConsultationLine) if line.source == "zaaksysteem"]
    assert lines
    assert all(line.outcome == "left" and line.ended_at for line in lines)
