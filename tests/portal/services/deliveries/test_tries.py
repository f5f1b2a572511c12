"""Tries of jobs: which count, when what was sent is stuck, and who is told."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.domain.deliveries import (
    LONGEST_WAIT_S,
    MOST_TRIES,
    NOTICES,
    REST_WAIT_S,
    SLOW_WAIT_S,
    WHAT_WAS_SENT,
    FailureKind,
    wait_after,
)
from portal.domain.failures import (
    InvalidSourceAnswer,
    SourceRefused,
    SourceResting,
    SourceUnavailable,
)
from portal.services.deliveries.tries import Tries, fault_of, record_failure
from portal.storage import jobs
from portal.storage.deliveries import Errand, WaitingDelivery
from portal.storage.delivery_lock import Busy
from portal.storage.messages import Message
from portal.storage.submissions import Submission
from tests.browser import links_of, main_of
from tests.forms_filled import EMAIL, REPORT, send

DOWN = SourceUnavailable("zaaksysteem", "HTTP 503")
RESTING = SourceResting("zaaksysteem", "left alone")
REFUSED = SourceRefused("zaaksysteem", "HTTP 400: invalid", status=400)
ERRAND = Errand.submission("00000000-0000-0000-0000-000000000001")


@pytest.fixture
def fail(sessions):
    """Let a try of an errand fail; gives when the next one is."""

    def fail_(error=DOWN, errand=ERRAND, rule=WHAT_WAS_SENT):
        return record_failure(sessions, errand, rule, error).after

    return fail_


@pytest.fixture
def age(sessions):
    """Let all failures be older."""

    def age_(by: timedelta) -> None:
        with sessions() as session:
            session.query(WaitingDelivery).update({"since": datetime.now(UTC) - by})
            session.commit()

    return age_


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (DOWN, FailureKind.DOWN),
        (RESTING, FailureKind.DOWN),
        (REFUSED, FailureKind.REFUSED),
        (SourceRefused("zaaksysteem", "HTTP 401", status=401), FailureKind.DOWN),
        (SourceRefused("zaaksysteem", "HTTP 403", status=403), FailureKind.DOWN),
        (InvalidSourceAnswer("zaaksysteem", "no JSON"), FailureKind.UNREADABLE),
        (ValueError("bug"), FailureKind.OURS),
    ],
)
def test_each_failure_is_somebodys_fault(error, fault):
    assert fault_of(error) is fault


def test_waits_double_up_to_five_minutes(fail):
    waits = [fail().total_seconds() for _try in range(12)]

    assert waits == [wait_after(number).total_seconds() for number in range(1, 13)]
    assert waits[-1] == LONGEST_WAIT_S


def test_system_that_rests_uses_up_no_try(fail, rows):
    fail()
    waits = [fail(RESTING) for _look in range(20)]

    [delivery] = rows(WaitingDelivery)
    assert (delivery.tries, delivery.stuck_at) == (1, None)
    assert {wait.total_seconds() for wait in waits} == {REST_WAIT_S}


def test_system_that_rests_at_the_first_look_is_named_all_the_same(fail, rows):
    fail(RESTING)

    [delivery] = rows(WaitingDelivery)
    assert (delivery.tries, delivery.system, delivery.cause) == (0, "zaaksysteem", "left alone")


def test_delivery_that_somebody_else_does_is_no_failure(sessions, rows):
    tries = Tries(sessions)

    with pytest.raises(Busy), tries.of(ERRAND):
        raise Busy(ERRAND.subject)

    assert rows(WaitingDelivery) == []
    assert tries.take_next(jobs.DELIVER, [ERRAND.subject]).after.total_seconds() == 5


@pytest.mark.parametrize(
    ("error", "most"),
    [(REFUSED, MOST_TRIES[FailureKind.REFUSED]), (ValueError("bug"), MOST_TRIES[FailureKind.OURS])],
)
def test_what_another_try_will_not_help_is_stuck(fail, rows, error, most):
    for number in range(1, most + 1):
        wait = fail(error)
        [delivery] = rows(WaitingDelivery)
        assert (delivery.stuck_at is not None) == (number == most)

    assert wait.total_seconds() == SLOW_WAIT_S


def test_refusals_count_in_a_row_only(fail, rows):
    for error in (REFUSED, REFUSED, DOWN, REFUSED, REFUSED):
        fail(error)

    [delivery] = rows(WaitingDelivery)
    assert (delivery.tries, delivery.stuck_at) == (2, None)


def test_outage_of_four_hours_makes_it_stuck_and_it_is_tried_on(fail, age, rows):
    fail()
    age(timedelta(hours=3, minutes=59))
    fail()
    assert rows(WaitingDelivery)[0].stuck_at is None
    age(timedelta(hours=4))

    waits = [fail() for _try in range(50)]

    assert rows(WaitingDelivery)[0].stuck_at is not None
    assert {wait.total_seconds() for wait in waits} == {SLOW_WAIT_S}


def test_what_can_not_be_read_is_waited_for_as_an_outage_and_named_so(fail, age, rows):
    unreadable = InvalidSourceAnswer("cases", "kenmerken: missing")
    waits = [fail(error).total_seconds() for error in (unreadable, DOWN, *[unreadable] * 20)]

    [delivery] = rows(WaitingDelivery)
    assert waits == [wait_after(number).total_seconds() for number in range(1, 23)]
    assert (delivery.fault, delivery.stuck_at) == (FailureKind.UNREADABLE, None)
    assert (delivery.system, delivery.cause) == ("cases", "kenmerken: missing")

    age(timedelta(hours=4))
    fail(unreadable)

    assert rows(WaitingDelivery)[0].stuck_at is not None


def test_notice_waits_for_an_operator_after_three_days(fail, age, rows):
    errand = Errand.notice("00000000-0000-0000-0000-000000000002")
    fail(errand=errand, rule=NOTICES)
    age(timedelta(days=2, hours=23))
    assert fail(errand=errand, rule=NOTICES) is not None
    age(timedelta(days=3))

    assert fail(errand=errand, rule=NOTICES) is None
    assert rows(WaitingDelivery)[0].stuck_at is not None


def test_later_look_is_not_judged_by_the_failures_of_one_that_is_stuck(fail, sessions, rows):
    look, tries = Errand.look(case="zaken 1"), Tries(sessions)
    for _try in range(MOST_TRIES[FailureKind.REFUSED]):
        fail(REFUSED, look, NOTICES)
    [stuck] = rows(WaitingDelivery)
    assert stuck.stuck_at

    for error, wait in ((RESTING, REST_WAIT_S), (DOWN, 4)):
        with pytest.raises(SourceUnavailable), tries.of(look, NOTICES):
            raise error
        assert tries.take_next(jobs.FOLLOW, [look.subject]).after.total_seconds() == wait

    [later] = rows(WaitingDelivery)
    assert (later.tries, later.fault, later.stuck_at) == (1, FailureKind.DOWN, None)
    assert later.since > stuck.tried_at


def test_what_a_resident_sent_stays_stuck_however_it_is_tried(fail, sessions, rows):
    for _try in range(MOST_TRIES[FailureKind.REFUSED]):
        fail(REFUSED)
    [stuck] = rows(WaitingDelivery)

    with pytest.raises(SourceUnavailable), Tries(sessions).of(ERRAND):
        raise DOWN

    [delivery] = rows(WaitingDelivery)
    assert (delivery.since, delivery.stuck_at) == (stuck.since, stuck.stuck_at)


def test_probe_that_met_a_refusal_is_counted(fail, database, rows):
    fail()
    database.query(WaitingDelivery).update({"is_probe": True})
    database.commit()

    wait = fail(REFUSED)

    [delivery] = rows(WaitingDelivery)
    assert (delivery.fault, delivery.tries) == (FailureKind.REFUSED, 1)
    assert (delivery.is_probe, wait) == (False, wait_after(1))


def test_job_about_nothing_that_could_be_is_stuck_and_tells_nobody(fail, rows):
    for _try in range(MOST_TRIES[FailureKind.OURS]):
        fail(ValueError("badly formed"), Errand.submission("no id"))

    [delivery] = rows(WaitingDelivery)
    assert delivery.stuck_at
    assert rows(Message) == []


def test_sender_is_told_once_in_the_portal_and_by_mail(browser, do_jobs, fail, rows, world):
    send(browser)
    do_jobs()
    [submission] = rows(Submission)
    world.mailer.sent.clear()

    for _try in range(MOST_TRIES[FailureKind.REFUSED] + 3):
        fail(REFUSED, Errand.submission(submission.id))
    do_jobs()

    delays = [message for message in rows(Message) if message.kind == "delayed"]
    assert len(delays) == 1
    [mail] = world.mailer.sent.values()
    assert (mail.to, mail.reference) == (EMAIL, str(delays[0].id))
    assert mail.subject.endswith("het duurt langer")
    links = links_of(browser.get("/berichten/"))
    link = next(url for words, url in links.items() if "duurt langer" in words)
    words = main_of(browser.get(link))
    assert "Het duurt langer. Wij kijken ernaar." in words
    assert submission.reference in words


def test_lists_of_what_is_stuck_say_so_until_it_is_delivered(browser, do_jobs, fail, rows):
    send(browser)
    [submission] = rows(Submission)
    for _try in range(MOST_TRIES[FailureKind.REFUSED]):
        fail(REFUSED, Errand.submission(submission.id))

    for page in ("/zaken/", "/overzicht/"):
        words = main_of(browser.get(page))
        assert "Het duurt langer. Wij kijken ernaar." in words
        assert "Wij hebben uw aanvraag." not in words

    do_jobs()
    for page in ("/zaken/", "/overzicht/"):
        assert "Wij kijken ernaar" not in main_of(browser.get(page))


def test_pages_of_what_is_stuck_say_so_until_it_is_delivered(visitor, do_jobs, fail, rows, world):
    receipt = send(visitor, REPORT)
    track = links_of(receipt)["Volg uw melding"]
    [submission] = rows(Submission)
    for _try in range(MOST_TRIES[FailureKind.REFUSED]):
        fail(REFUSED, Errand.submission(submission.id))

    for page in (visitor.get(track), visitor.get(receipt.request.path)):
        words = main_of(page)
        assert "Het duurt langer. Wij kijken ernaar." in words
        assert "Wij hebben uw aanvraag." not in words
        assert submission.reference in words

    do_jobs()
    assert "Het duurt langer" not in main_of(visitor.get(track))
    assert len(world.intake.made) == 1
