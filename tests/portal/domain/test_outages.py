"""What an outage does to a last day of a resident (Awb 2:21)."""

from datetime import UTC, date, datetime

import pytest

from portal.domain import outages, terms
from portal.domain.outages import Outage
from portal.domain.terms import due_day, extended

FRIDAY, SATURDAY, SUNDAY = date(2026, 11, 27), date(2026, 11, 28), date(2026, 11, 29)
MONDAY, TUESDAY, WEDNESDAY = date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 2)


def at(day, hour=12, minute=0):
    """This hour in the Netherlands in winter."""
    return datetime(day.year, day.month, day.day, hour - 1, minute, tzinfo=UTC)


def outage(begins_at, ends_at=None, **more):
    return Outage(number=1, begins_at=begins_at, ends_at=ends_at, **more)


MIDNIGHT = datetime(2026, 11, 30, 23, tzinfo=UTC)
"""As Tuesday begins in the Netherlands."""


@pytest.fixture(autouse=True)
def now(monkeypatch):
    """It is Wednesday noon."""
    monkeypatch.setattr(outages, "utc_now", lambda: at(WEDNESDAY))
    for module in (outages, terms):
        monkeypatch.setattr(module, "today", lambda: WEDNESDAY)


@pytest.mark.parametrize(
    ("last", "begins_at", "ends_at", "moved"),
    [
        pytest.param(MONDAY, at(MONDAY, 18), at(MONDAY, 21, 30), TUESDAY, id="on the last day"),
        pytest.param(MONDAY, at(FRIDAY, 9), at(TUESDAY, 9), WEDNESDAY, id="past the last day"),
        pytest.param(FRIDAY, at(FRIDAY, 23), at(SATURDAY, 1), MONDAY, id="a weekend follows"),
        pytest.param(SATURDAY, at(SATURDAY, 9), at(SATURDAY, 10), MONDAY, id="in a weekend"),
        pytest.param(MONDAY, at(FRIDAY, 9), at(SUNDAY, 9), MONDAY, id="over before the last day"),
        pytest.param(MONDAY, at(TUESDAY, 9), at(TUESDAY, 10), MONDAY, id="after the last day"),
        pytest.param(TUESDAY, at(MONDAY, 9), None, date(2026, 12, 3), id="it still lasts"),
        pytest.param(date(2026, 12, 9), at(MONDAY, 9), None, date(2026, 12, 9), id="far ahead"),
        pytest.param(
            MONDAY, at(MONDAY, 9), at(date(2026, 12, 24)), date(2026, 12, 3), id="planned"
        ),
        pytest.param(MONDAY, at(SUNDAY, 23, 30), at(MONDAY, 1), TUESDAY, id="by night"),
        pytest.param(TUESDAY, at(MONDAY, 18), MIDNIGHT, TUESDAY, id="over as the day begins"),
        pytest.param(WEDNESDAY, at(WEDNESDAY, 23), None, WEDNESDAY, id="not begun"),
    ],
)
def test_a_last_day_without_portal_moves_to_the_next_working_day(last, begins_at, ends_at, moved):
    assert extended(last, (outage(begins_at, ends_at),)) == moved


def test_a_second_outage_on_the_new_day_moves_it_again():
    first = outage(at(FRIDAY, 18), at(FRIDAY, 20))
    second = outage(at(MONDAY, 18), at(MONDAY, 20))

    assert extended(FRIDAY, (second, first)) == TUESDAY


def test_an_outage_of_some_forms_moves_no_last_day():
    assert extended(MONDAY, (outage(at(MONDAY), None, forms=("verhuizen",)),)) == MONDAY


def test_holidays_are_no_working_days_here_either():
    christmas_eve = date(2025, 12, 24)

    assert extended(christmas_eve, (outage(at(christmas_eve), at(christmas_eve, 13)),)) == date(
        2025, 12, 29
    )


def test_a_due_day_says_that_it_was_moved():
    last = due_day(MONDAY, outages=(outage(at(MONDAY), at(MONDAY, 13)),))

    assert (last.day, last.has_passed, last.is_extended) == (TUESDAY, True, True)
    assert due_day(MONDAY).is_extended is False
    assert due_day(SATURDAY, is_legal=True).is_extended is False


def test_it_lasts_from_its_beginning_to_its_end():
    lasting = outage(at(MONDAY, 9), at(WEDNESDAY, 13))
    others = (
        outage(at(MONDAY, 9), at(WEDNESDAY, 12)),
        outage(at(WEDNESDAY, 12, 1), None),
    )

    assert outages.current_outages((*others, lasting)) == (lasting,)
    assert lasting.last_day == WEDNESDAY
