"""Terms of the Awb: the last ten vectors of `requirements-journeys-products.md` section 4, and laws
that hold for every day."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain import awb
from portal.domain.awb import TermExtension, TermSuspension, Timeliness
from portal.domain.terms import Term, is_working_day, last_day, moved

DAYS = st.dates(date(2024, 1, 1), date(2028, 6, 30))
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Statutory:
    """A term that a law gives."""

    weeks: int = 0
    months: int = 0
    law: str = "Wet x, artikel 1"


STATUTORY = st.builds(Statutory, weeks=st.integers(1, 12)) | st.builds(
    Statutory, months=st.integers(1, 3)
)


PAUSES = st.lists(st.tuples(st.integers(1, 46), st.integers(0, 10)), min_size=1, max_size=4)
"""Within eight weeks: days after the receipt, and how many days."""


def suspensions(start, pauses):
    """Those that begin so many days after this one, and last so many days."""
    return [
        TermSuspension(start + after * DAY, start + (after + days - 1) * DAY, "Awb 4:15")
        for after, days in pauses
    ]


def day(text):
    return date.fromisoformat(text)


def laws(reckoned):
    return [step.law for step in reckoned.steps]


@pytest.mark.parametrize(
    ("receipt", "expected"),
    [
        ("2025-11-06", "2026-01-05"),
        ("2026-02-06", "2026-04-07"),
        ("2026-03-10", "2026-05-06"),
        ("2026-03-20", "2026-05-18"),
        ("2026-10-30", "2026-12-28"),
        ("2027-03-11", "2027-05-10"),
        ("2028-03-02", "2028-05-01"),
    ],
)
def test_a_decision_is_due_within_eight_weeks(receipt, expected):
    reckoned = awb.decision(day(receipt))

    assert reckoned.day == day(expected)
    assert laws(reckoned)[:2] == ["Awb 4:13, tweede lid", "Atw 1"]
    assert reckoned == awb.decision(day(receipt), Statutory(8, law="Awb 4:13, tweede lid"))


@pytest.mark.parametrize(
    ("announced", "expected"), [("2026-03-23", "2026-05-04"), ("2026-03-24", "2026-05-06")]
)
def test_an_objection_is_made_within_six_weeks(announced, expected):
    assert awb.objection(day(announced)).day == day(expected)


def test_three_days_over_christmas_hold_two_working_days():
    assert last_day(day("2026-12-24"), Term(3)) == day("2026-12-29")


def test_what_is_sent_before_midnight_in_the_netherlands_is_received_that_day():
    before = datetime(2026, 7, 1, 21, 59, 59, tzinfo=UTC)

    assert awb.received(before).day == day("2026-07-01")
    assert awb.received(before + timedelta(seconds=1)).day == day("2026-07-02")
    assert laws(awb.received(before)) == ["Awb 2:17"]


def test_each_step_says_by_which_article_and_how_far():
    pause = awb.repair_suspension(day("2026-03-12"), day("2026-03-26"), day("2026-03-20"))
    longer = TermExtension(day("2026-05-11"), day("2026-06-20"))
    reckoned = awb.decision(day("2026-03-10"), None, [longer, pause])

    assert [(step.law, step.day.isoformat(), step.days) for step in reckoned.steps] == [
        ("Awb 4:13, tweede lid", "2026-05-05", 56),
        ("Awb 4:15, eerste lid, onder a", "2026-05-12", 7),
        ("Awb 4:14", "2026-06-20", 39),
    ]
    assert reckoned.day == day("2026-06-20")  # a Saturday that the municipality named itself


@pytest.mark.parametrize(
    ("completed", "days"), [(None, 14), ("2026-03-26", 13), ("2026-03-13", 0), ("2026-04-01", 14)]
)
def test_the_term_stands_still_from_the_day_after_the_request(completed, days):
    until = awb.repair(day("2026-03-12"), Term(days=14)).day
    pause = awb.repair_suspension(day("2026-03-12"), until, completed and day(completed))

    [_begun, step, *_atw] = awb.decision(day("2026-03-10"), None, [pause]).steps
    assert step.days == days
    assert pause.first == day("2026-03-13")


def test_four_weeks_are_left_to_say_that_it_is_left_as_it_is():
    assert awb.not_treated(day("2026-03-26")).day == day("2026-04-23")
    assert awb.not_treated(day("2026-03-26"), day("2026-03-09")).day == day("2026-04-07")


def test_what_begins_after_the_term_moves_nothing():
    usual = awb.decision(day("2026-03-10"))
    late = day("2026-05-07")
    events = [
        TermSuspension(late, late + 9 * DAY, "Awb 4:15"),
        TermExtension(late, day("2026-07-01")),
    ]

    reckoned = awb.decision(day("2026-03-10"), None, events)

    assert reckoned.day == usual.day == day("2026-05-06")
    assert [(step.law, step.days) for step in reckoned.steps[1:3]] == [
        ("Awb 4:15", 0),
        ("Awb 4:14", 0),
    ]


def test_an_extension_is_suspended_as_well():
    longer = TermExtension(day("2026-04-01"), day("2026-06-20"))
    pause = TermSuspension(day("2026-06-15"), day("2026-06-21"), "Awb 4:15")

    assert awb.decision(day("2026-03-10"), None, [longer, pause]).day == day("2026-06-29")


@pytest.mark.parametrize(
    ("came", "posted", "expected"),
    [
        ("2026-05-06", None, Timeliness.IN_TIME),
        ("2026-05-07", None, Timeliness.LATE),
        ("2026-05-13", "2026-05-06", Timeliness.BY_POST),
        ("2026-05-13", "2026-05-07", Timeliness.LATE),
        ("2026-05-14", "2026-05-06", Timeliness.LATE),
    ],
)
def test_a_late_objection_is_asked_why(came, posted, expected):
    judged = awb.timeliness(day("2026-03-24"), day(came), posted and day(posted))

    assert judged is expected
    assert judged.asks_why == (expected is Timeliness.LATE)


def test_a_penalty_is_owed_two_weeks_after_a_notice_of_default():
    notice, due = day("2026-06-01"), day("2026-05-29")
    last, owed = awb.default(notice, due), awb.penalty(notice, due)

    assert last.day == day("2026-06-15")
    assert owed.first_day == day("2026-06-16")
    after = [owed.cents(owed.first_day + n * DAY) for n in (-1, 0, 13, 14, 27, 28, 41, 42, 400)]
    assert after == [0, 2300, 32200, 35700, 81200, 85700, 144200, 144200, 144200]


def test_a_notice_of_default_that_came_too_early_counts_for_nothing():
    assert awb.default(day("2026-05-29"), day("2026-05-29")) is None
    assert awb.penalty(day("2026-05-29"), day("2026-05-29")) is None


def test_amounts_are_those_of_the_day_on_which_the_notice_came():
    def most(notice):
        owed = awb.penalty(day(notice), day("2009-01-01"))
        return owed and owed.cents(date.max)

    assert [most("2018-12-31"), most("2019-01-01")] == [126000, 144200]
    assert [most("2009-09-30"), most("2009-10-01")] == [None, 126000]


@given(DAYS, STATUTORY)
def test_a_last_day_is_never_a_day_off(start, statutory):
    for reckoned in (
        awb.decision(start),
        awb.decision(start, statutory),
        awb.objection(start),
        awb.not_treated(start),
        awb.default(start, start - DAY),
    ):
        assert is_working_day(reckoned.day)
        assert reckoned.steps[-1].day == reckoned.day


@given(DAYS, PAUSES)
def test_suspension_moves_by_exactly_its_days_before_the_atw(start, pauses):
    reckoned = awb.decision(start, None, suspensions(start, pauses))
    stopped = len({after + n for after, days in pauses for n in range(days)})

    assert sum(step.days for step in reckoned.steps if step.law == "Awb 4:15") == stopped
    end = awb.REASONABLE.end(start) + stopped * DAY
    assert reckoned.day == moved(start, end, awb.REASONABLE)


@given(DAYS, PAUSES, st.tuples(st.integers(-20, 150), st.integers(0, 60)))
def test_one_more_suspension_never_makes_it_earlier(start, pauses, more):
    before, after = suspensions(start, pauses), suspensions(start, [*pauses, more])

    assert awb.decision(start, None, after).day >= awb.decision(start, None, before).day
    assert is_working_day(awb.decision(start, None, after).day)


@given(DAYS, STATUTORY)
def test_what_is_received_later_is_never_due_earlier(start, statutory):
    later = start + DAY

    assert awb.decision(start, statutory).day <= awb.decision(later, statutory).day
    assert awb.objection(start).day <= awb.objection(later).day


@given(DAYS, st.integers(0, 60))
def test_a_penalty_never_falls(notice, days):
    owed = awb.penalty(notice, notice - DAY)
    on = owed.first_day + days * DAY

    assert 0 < owed.cents(on) <= owed.cents(on + DAY) <= owed.cents(date.max) == 144200
