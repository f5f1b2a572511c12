"""What a worker looks after again and again."""

import pytest
from sqlalchemy import text

from portal.domain.failures import SourceUnavailable
from portal.storage import jobs
from portal.storage.deliveries import WaitingDelivery
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
