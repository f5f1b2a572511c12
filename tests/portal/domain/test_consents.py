"""How long a yes holds: until its last day in the Netherlands is over."""

from datetime import UTC, datetime

import pytest

from portal.domain.consents import holds_until
from portal.domain.days import AMSTERDAM


@pytest.mark.parametrize(
    ("given", "last_day"),
    [
        (datetime(2026, 3, 5, 12, 0, tzinfo=UTC), (2027, 3, 5)),
        # In Amsterdam it is the next day already, in winter and in summer
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), (2028, 1, 1)),
        (datetime(2026, 6, 30, 22, 30, tzinfo=UTC), (2027, 7, 1)),
        (datetime(2028, 2, 29, 12, 0, tzinfo=UTC), (2029, 2, 28)),
    ],
)
def test_a_yes_holds_until_the_end_of_its_last_day(given, last_day):
    until = holds_until(given, months=12)

    there = until.astimezone(AMSTERDAM)
    assert (there.year, there.month, there.day) == last_day
    assert (there.hour, there.minute, there.second) == (23, 59, 59)
    assert until.tzinfo is UTC
