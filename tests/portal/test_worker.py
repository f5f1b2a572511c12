"""The worker: tries again, gives up where it may, takes up what a killed one was doing."""

import asyncio
import os
import signal
import threading
from datetime import UTC, datetime, timedelta

import pytest
from procrastinate import App, PsycopgConnector
from procrastinate.jobs import Job
from sqlalchemy import text
from structlog.testing import capture_logs

from portal import worker
from portal.domain.callers import caller
from portal.domain.deliveries import FIRST_WAIT_S, LONGEST_WAIT_S, TRY_S
from portal.domain.failures import SourceUnavailable
from portal.printing import pdf
from portal.services.deliveries.tries import NextTry, Tries
from portal.storage import jobs
from portal.storage.deliveries import Errand, WaitingDelivery
from portal.storage.drafts import Draft
from portal.storage.submissions import Submission
from portal.web.edge.request_context import portal_of
from portal.worker import BackOff
from tests.forms_filled import fill, send
from tests.papers import words_of_pdf

DOWN = SourceUnavailable("zaaksysteem", "HTTP 503")


@pytest.fixture
def broken_typesetter(tmp_path, monkeypatch):
    """A typesetter that can't start."""
    broken = tmp_path / "typeset.py"
    broken.write_text("import typst_that_is_not_there", "utf-8")
    monkeypatch.setattr(pdf, "TYPESETTER", broken)


def job(attempts: int) -> Job:
    """A job that was tried so often."""
    return Job(
        id=1,
        queue="default",
        lock=None,
        queueing_lock=None,
        task_name=jobs.DELIVER,
        attempts=attempts,
        task_kwargs={"submission": "x"},
    )


def wait_of(decision) -> float:
    """Seconds until the next try."""
    return (decision.retry_at - datetime.now(UTC)).total_seconds()


def test_waiting_doubles_up_to_five_minutes_where_no_try_could_be_noted(sessions):
    strategy = BackOff(Tries(sessions))

    waits = [
        wait_of(strategy.get_retry_decision(exception=DOWN, job=job(attempts)))
        for attempts in range(12)
    ]

    assert waits[0] == pytest.approx(FIRST_WAIT_S, abs=1)
    assert waits[3] == pytest.approx(FIRST_WAIT_S * 8, abs=1)
    assert waits[-1] == pytest.approx(LONGEST_WAIT_S, abs=1)


def test_worker_says_at_its_start_that_nothing_can_be_printed(broken_typesetter):
    with capture_logs() as logs:
        worker.report_printing("demodam")

    [line] = logs
    assert (line["event"], line["log_level"]) == ("printing_broken", "error")
    assert "typst_that_is_not_there" in line["reason"]


def test_worker_says_nothing_when_it_can_print():
    with capture_logs() as logs:
        worker.report_printing("demodam")

    assert logs == []


def test_delivery_goes_on_with_a_plain_paper_while_none_can_be_typeset(
    browser, broken_typesetter, do_jobs, world, rows
):
    send(browser)
    with capture_logs() as logs:
        do_jobs()

    assert rows(Submission)[0].delivered_at is not None
    [case] = world.intake.made.values()
    assert case.is_complete
    paper = case.documents[case.new.documents[0].reference]
    assert "Sam Yilmaz" in words_of_pdf(paper)
    [line] = [line for line in logs if line["event"] == "paper_not_typeset"]
    assert "typst_that_is_not_there" in line["why"]


def test_what_could_not_be_noted_is_never_given_up(sessions):
    strategy = BackOff(Tries(sessions))

    decision = strategy.get_retry_decision(exception=DOWN, job=job(10_000))

    assert wait_of(decision) == pytest.approx(LONGEST_WAIT_S, abs=1)


def test_job_is_tried_again_when_its_try_was_noted_to_be_due(sessions):
    tries = Tries(sessions)
    strategy = BackOff(tries)
    errand = Errand.submission("x")

    tries.plan(errand, NextTry(timedelta(seconds=42)))
    planned = strategy.get_retry_decision(exception=DOWN, job=job(1))
    tries.plan(errand, NextTry(None))

    assert wait_of(planned) == pytest.approx(42, abs=1)
    assert strategy.get_retry_decision(exception=DOWN, job=job(1)) is None


@pytest.fixture
def work(app, plain_database):
    """Let a real worker do all that waits, but no rounds: the clock would say which it does."""

    def work_() -> None:
        async def do() -> None:
            queue = App(connector=PsycopgConnector(conninfo=plain_database))
            worker.register(queue, portal_of(app))
            queue.periodic_registry.periodic_tasks.clear()
            async with queue.open_async():
                await queue.run_worker_async(
                    wait=False, install_signal_handlers=False, delete_jobs="successful"
                )

        asyncio.run(do())

    return work_


def waiting(sessions) -> list[tuple[str, str, int]]:
    """(task, status, attempts) of every job of ours."""
    query = text(
        "SELECT task_name, CAST(status AS text), attempts FROM procrastinate_jobs"
        " WHERE task_name NOT LIKE 'worker.%' ORDER BY id"
    )
    with sessions() as session:
        return [tuple(row) for row in session.execute(query)]


def test_real_worker_makes_the_case_and_leaves_nothing_in_the_queue(
    browser, work, world, sessions, rows
):
    send(browser)

    work()

    assert waiting(sessions) == []
    assert world.intake.made[rows(Submission)[0].number].is_complete
    assert len(world.mailer.sent) == 1


def test_real_worker_tries_again_later_what_failed(browser, work, world, sessions):
    send(browser)
    world.intake.is_down = True

    work()

    assert waiting(sessions) == [(jobs.DELIVER, "todo", 1)]
    world.intake.is_down = False
    with sessions() as session:
        session.execute(text("UPDATE procrastinate_jobs SET scheduled_at = now()"))
        session.commit()
    work()
    assert waiting(sessions) == []
    assert len(world.intake.made) == 1


def test_mail_that_was_given_up_is_stuck_and_leaves_no_failed_job(
    browser, work, world, sessions, rows, tasks
):
    send(browser)
    world.mailer.is_down = True
    work()
    with sessions() as session:
        session.execute(text("UPDATE procrastinate_jobs SET scheduled_at = now()"))
        session.query(WaitingDelivery).update(
            {"since": datetime.now(UTC) - timedelta(days=3, minutes=1)}
        )
        session.commit()

    work()

    assert waiting(sessions) == [(jobs.NOTIFY, "failed", 2)]
    tasks.tasks["worker.reconcile"].func(timestamp=0)
    assert waiting(sessions) == []
    [mail] = rows(WaitingDelivery)
    assert (mail.task, mail.fault, mail.tries) == (jobs.NOTIFY, "down", 2)
    assert mail.stuck_at is not None


def test_outside_calls_of_a_try_end_before_its_lease(browser, do_jobs, world, monkeypatch):
    terms = []
    monkeypatch.setattr(world.intake, "on_deliver", lambda _new: terms.append(caller().term))
    send(browser)
    do_jobs()

    [term] = terms
    assert TRY_S - 60 < term.left <= TRY_S


def test_what_has_no_job_is_queued_again_once(browser, tasks, sessions, do_jobs, world, rows):
    send(browser)
    with sessions() as session:
        session.execute(text("DELETE FROM procrastinate_jobs"))
        session.query(Submission).update({"made_at": datetime.now(UTC) - timedelta(minutes=5)})
        session.commit()

    tasks.tasks["worker.reconcile"].func(timestamp=0)
    tasks.tasks["worker.reconcile"].func(timestamp=0)

    assert [task for task, *_rest in waiting(sessions)] == [jobs.DELIVER]
    with sessions() as session:
        request = session.scalar(text("SELECT args ->> 'request' FROM procrastinate_jobs"))
    assert request, "its log lines and outside calls name the request that it was sent with"
    assert request == rows(Submission)[0].request
    do_jobs()
    assert len(world.intake.made) == 1


def test_what_was_just_sent_is_not_queued_twice(browser, tasks, sessions):
    send(browser)

    tasks.tasks["worker.reconcile"].func(timestamp=0)

    assert [task for task, *_rest in waiting(sessions)].count(jobs.DELIVER) == 1


def test_housekeeping_removes_what_is_too_old(browser, tasks, sessions, rows):
    fill(browser, until="dag")
    with sessions() as session:
        session.query(Draft).update({"changed_at": datetime.now(UTC) - timedelta(days=31)})
        session.commit()

    tasks.tasks["worker.housekeeping"].func(timestamp=0)

    assert rows(Draft) == []


def test_every_job_of_the_storage_has_its_task(tasks):
    assert {jobs.DELIVER, jobs.NOTIFY, jobs.FOLLOW, jobs.SEND_DOCUMENT} <= set(tasks.tasks)


@pytest.mark.slow
def test_running_worker_does_jobs_until_it_is_told_to_stop(browser, app, world, sessions):
    send(browser)

    def stop_when_done() -> None:
        until = datetime.now(UTC) + timedelta(seconds=20)
        while waiting(sessions) and datetime.now(UTC) < until:
            threading.Event().wait(0.1)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=stop_when_done).start()
    asyncio.run(worker._until_stopped(portal_of(app)))

    assert waiting(sessions) == []
    assert len(world.intake.made) == 1
