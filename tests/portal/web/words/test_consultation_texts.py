"""What a page says about one consultation line."""

from datetime import UTC, date, datetime

import pytest

from portal.web.words.consultation_texts import kept_until
from tests.factories import a_line


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2026, 11, 30, 12, tzinfo=UTC), date(2031, 11, 30)),
        (datetime(2026, 11, 29, 23, 30, tzinfo=UTC), date(2031, 11, 30)),
        (datetime(2024, 2, 29, 12, tzinfo=UTC), date(2029, 2, 28)),
        (datetime(9995, 1, 1, 12, tzinfo=UTC), None),
    ],
    ids=["the 30th", "half past midnight", "leap day", "after the calendar"],
)
def test_a_line_is_kept_for_whole_months_of_the_dutch_calendar(app, at, day):
    with app.test_request_context():
        assert kept_until(a_line(at=at)) == day
