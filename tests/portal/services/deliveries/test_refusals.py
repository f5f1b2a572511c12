"""Refusals that no other try mends: stuck at once, with what lacks named; others come later."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from portal.domain.days import utc_now
from portal.domain.deliveries import (
    LONGEST_WAIT_S,
    NOTICES,
    SLOW_WAIT_S,
    WHAT_WAS_SENT,
    FailureKind,
)
from portal.domain.failures import SourceRefused, SourceUnavailable
from portal.services.deliveries.tries import fault_of, record_failure
from portal.storage.deliveries import Errand, WaitingDelivery
from portal.storage.messages import Message
from portal.storage.submissions import Submission
from tests.forms_filled import send
from tests.portal.test_commands import run

__all__ = ["run"]
CAUSE = "HTTP 400 on POST zaken: waarde-incorrect-format (waarde), property verhuisdatum"
FINAL = SourceRefused("cases", CAUSE, status=400, is_final=True)
NO_SCOPE = SourceRefused("cases", "HTTP 403, needs scope zaken.aanmaken", status=403, is_final=True)
OLD_TOKEN = SourceRefused("cases", "HTTP 403 on POST zaken", status=403, code="jwt-expired")


@pytest.fixture
def refuse(sessions, browser, rows):
    """Let what a resident sent be refused like this; gives seconds until the next try."""
    send(browser)
    [submission] = rows(Submission)
    errand = Errand.submission(submission.id)

    def refuse_(error):
        return record_failure(sessions, errand, WHAT_WAS_SENT, error).after.total_seconds()

    return refuse_


@pytest.mark.parametrize("error", [FINAL, NO_SCOPE])
def test_final_refusal_is_stuck_at_once_and_goes_on_slowly(refuse, rows, error):
    assert refuse(error) == SLOW_WAIT_S

    [delivery] = rows(WaitingDelivery)
    assert delivery.stuck_at
    assert (delivery.fault, delivery.cause) == (FailureKind.REFUSED, error.reason)
    assert [message.kind for message in rows(Message) if message.kind == "delayed"] == ["delayed"]


def test_refusal_of_our_token_is_for_later(refuse, rows):
    assert refuse(OLD_TOKEN) == 4

    [delivery] = rows(WaitingDelivery)
    assert (delivery.fault, delivery.stuck_at) == (FailureKind.DOWN, None)


def test_operator_reads_what_to_mend_and_tries_again(
    refuse, run, environment, database_url, rows, do_jobs, world
):
    environment.setenv("PORTAL_DATABASE_URL", database_url)
    refuse(FINAL)
    [submission] = rows(Submission)

    for command in (("list", "--stuck"), ("show", submission.reference)):
        assert f"refused cases: {CAUSE}" in run("deliveries", *command)[1]
    assert run("deliveries", "retry", "--all")[1] == "1 will be tried now.\n"
    do_jobs()

    assert len(world.intake.made) == 1
    assert rows(WaitingDelivery) == []


def test_look_at_a_case_waits_for_a_scope_as_it_waits_for_an_outage(sessions, rows):
    look = Errand.look(case="zaken 1")

    assert record_failure(sessions, look, NOTICES, NO_SCOPE).after is not None

    assert fault_of(NO_SCOPE, NOTICES) is FailureKind.DOWN
    assert rows(WaitingDelivery)[0].stuck_at is None


@pytest.mark.parametrize(
    ("asked_s", "wait_s"), [(None, 4), (1, 4), (90, 90), (36_000, LONGEST_WAIT_S)]
)
def test_system_is_left_alone_as_long_as_it_wants_within_reason(refuse, asked_s, wait_s):
    assert refuse(SourceUnavailable("cases", "HTTP 429", retry_after_s=asked_s)) == wait_s


@pytest.mark.parametrize(("asked_s", "count"), [(90, 0), (None, 1)])
def test_no_probe_disturbs_a_system_that_wants_to_be_left_alone(
    refuse, sessions, due, tasks, asked_s, count
):
    refuse(SourceUnavailable("cases", "HTTP 429", retry_after_s=asked_s))
    with sessions() as session:
        session.execute(text("UPDATE procrastinate_jobs SET scheduled_at = now() + '1 hour'"))
        session.query(WaitingDelivery).update({"tried_at": utc_now() - timedelta(seconds=11)})
        session.commit()

    tasks.tasks["worker.probe"].func(timestamp=0)

    assert len([subject for _task, subject in due() if subject]) == count
