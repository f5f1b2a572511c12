"""Days as people in the Netherlands count them."""

from datetime import UTC, date, datetime

import pytest

from portal.domain.days import day_of, months_later


@pytest.mark.parametrize(
    ("begin", "months", "end"),
    [
        (date(2026, 11, 30), 60, date(2031, 11, 30)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -12, date(2025, 1, 15)),
        (
            datetime(2026, 1, 31, 9, 30, tzinfo=UTC),
            1,
            datetime(2026, 2, 28, 9, 30, tzinfo=UTC),
        ),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_that_month(begin, months, end):
    assert months_later(begin, months) == end


def test_a_moment_has_the_day_that_it_is_in_the_netherlands():
    assert day_of(datetime(2026, 7, 1, 21, 59, tzinfo=UTC)) == date(2026, 7, 1)
    assert day_of(datetime(2026, 7, 1, 22, 0, tzinfo=UTC)) == date(2026, 7, 2)
    assert day_of(datetime(2026, 12, 31, 23, 0, tzinfo=UTC)) == date(2027, 1, 1)
