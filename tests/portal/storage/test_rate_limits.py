"""Tries are counted within one stretch of time, and never below none."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.storage.rate_limits import RateLimit, TryCount, count_tries, forgive

TWO = TryCount("login", "somebody", most=2, seconds=60)


@pytest.fixture
def tries(database):
    """Tries so often; gives from when one may go on, None where one may now."""

    def tries_(count: int = 1) -> datetime | None:
        outcomes = [count_tries(database, [TWO]) for _ in range(count)]
        return outcomes[-1][1] if outcomes[-1] else None

    return tries_


def test_more_tries_put_the_end_off_no_further(database, tries):
    ends_at = tries(3)

    assert ends_at is not None
    assert tries() == ends_at
    assert database.query(RateLimit).one().tries == 4


def test_after_the_end_counting_begins_anew(database, tries):
    tries(3)
    database.query(RateLimit).update({"ends_at": datetime.now(UTC) - timedelta(seconds=1)})

    assert tries(2) is None
    assert tries() > datetime.now(UTC)


def test_what_is_forgiven_gives_no_credit(database, tries):
    tries()
    forgive(database, TWO)
    forgive(database, TWO)

    assert tries(2) is None
    assert tries() is not None
