"""What a worker looks after again and again."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from portal.domain.deliveries import NOTICES, WHAT_WAS_SENT
from portal.domain.failures import SourceUnavailable
from portal.services.deliveries.tries import record_failure
from portal.storage import deliveries, jobs
from portal.storage.base import do_each
from portal.storage.deliveries import Errand, WaitingDelivery
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
