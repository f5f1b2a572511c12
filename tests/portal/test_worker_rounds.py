"""What a worker looks after again and again."""

import asyncio

import pytest
from procrastinate import App, PsycopgConnector
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from portal import worker
from portal.domain.deliveries import NOTICES, WHAT_WAS_SENT
from portal.domain.failures import SourceUnavailable
from portal.services.deliveries.tries import record_failure
from portal.storage import deliveries, jobs
from portal.storage.base import do_each
from portal.storage.deliveries import Errand, WaitingDelivery
from portal.web.edge.request_context import portal_of
from tests.forms_filled import send
from tests.portal.test_worker import waiting


def test_job_that_failed_before_tries_were_noted_is_stuck_as_well(browser, sessions, rows, tasks):
    send(browser)
    with sessions() as session:
        session.execute(text("UPDATE procrastinate_jobs SET status = 'failed'"))
        # As happens to a case that several notifications told of.
        columns = "queue_name, task_name, lock, args, status"
        session.execute(
            text(
                f"INSERT INTO procrastinate_jobs ({columns})"
                f" SELECT {columns} FROM procrastinate_jobs"
            )
        )
        session.commit()

    tasks.tasks["worker.reconcile"].func(timestamp=0)

    assert waiting(sessions) == []
    assert {row.task for row in rows(WaitingDelivery)} == {jobs.DELIVER, jobs.NOTIFY}
    assert all(row.stuck_at and row.subject for row in rows(WaitingDelivery))


def test_job_that_cannot_be_read_stops_no_delivery(browser, sessions, rows, tasks):
    send(browser)
    with sessions() as session:
        session.execute(text("UPDATE procrastinate_jobs SET status = 'failed', args = '[]'"))
        session.execute(text("UPDATE submission SET made_at = now() - '1 hour'::interval"))
        session.commit()
        record_failure(sessions, Errand.submission("no id"), WHAT_WAS_SENT, ValueError("bug"))

    with pytest.raises(DBAPIError):
        tasks.tasks["worker.reconcile"].func(timestamp=0)

    assert (jobs.DELIVER, "todo", 0) in waiting(sessions)
    assert [row.subject for row in rows(WaitingDelivery)] == ["no id"]


def test_every_round_does_all_it_can(sessions):
    done = []

    def fail(_session):
        raise ValueError("bug")

    with sessions() as session, pytest.raises(ValueError, match="bug"):
        do_each(session, done.append, fail, done.append)

    assert len(done) == 2


def test_look_that_gave_up_is_not_called_stuck_once_a_later_one_goes_on(sessions, rows, tasks):
    errand = Errand.look(case="zaken 1")
    with sessions() as session:
        deliveries.try_now(session, errand)
        session.execute(text("UPDATE procrastinate_jobs SET status = 'failed'"))
        deliveries.try_now(session, errand)
        session.commit()
    record_failure(sessions, errand, NOTICES, SourceUnavailable("zaaksysteem", "HTTP 503"))

    tasks.tasks["worker.reconcile"].func(timestamp=0)

    [later] = rows(WaitingDelivery)
    assert later.stuck_at is None


def test_failures_of_what_is_done_are_forgotten(browser, sessions, rows, tasks, do_jobs, world):
    send(browser)
    world.intake.is_down = True
    with pytest.raises(SourceUnavailable):
        do_jobs()
    [failed] = rows(WaitingDelivery)
    world.intake.is_down = False
    do_jobs()
    assert rows(WaitingDelivery) == []
    with sessions() as session:  # a worker that was killed between the case and this
        session.merge(failed)
        session.commit()

    tasks.tasks["worker.reconcile"].func(timestamp=0)

    assert rows(WaitingDelivery) == []


def rescue(app, database: str) -> None:
    """Do the round that looks for jobs that nobody does."""

    async def rescue_() -> None:
        queue = App(connector=PsycopgConnector(conninfo=database))
        worker.register(queue, portal_of(app))
        async with queue.open_async():
            await queue.tasks["worker.rescue"].func(timestamp=0)

    asyncio.run(rescue_())


def test_what_a_killed_worker_was_doing_is_taken_up_again(browser, app, sessions, plain_database):
    send(browser)
    with sessions() as session:  # a worker that was killed long ago holds the job
        session.execute(
            text(
                "INSERT INTO procrastinate_workers (last_heartbeat)"
                " VALUES (now() - '1 hour'::interval);"
                "UPDATE procrastinate_jobs SET status = 'doing', attempts = 0,"
                " worker_id = (SELECT max(id) FROM procrastinate_workers)"
            )
        )
        session.commit()

    rescue(app, plain_database)

    assert {status for _task, status, _attempts in waiting(sessions)} == {"todo"}


def test_job_that_a_living_worker_hangs_in_is_given_to_another(
    browser, app, sessions, plain_database
):
    send(browser)
    with sessions() as session:
        session.execute(
            text(
                "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now());"
                "UPDATE procrastinate_jobs SET status = 'doing',"
                " worker_id = (SELECT max(id) FROM procrastinate_workers);"
                "UPDATE procrastinate_events SET at = now() - make_interval(secs => 181)"
                " WHERE job_id = (SELECT id FROM procrastinate_jobs"
                "  WHERE task_name = 'submissions.deliver')"
            )
        )
        session.commit()

    rescue(app, plain_database)

    states = {task: status for task, status, _attempts in waiting(sessions)}
    assert states == {jobs.DELIVER: "todo", jobs.NOTIFY: "doing"}
