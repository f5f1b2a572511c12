"""One delivery at a time, also where two workers have its job."""

import time
from uuid import uuid4

from portal.domain.deliveries import HUNG_S, LEASE_S, TRY_S
from portal.storage import delivery_lock
from portal.storage.delivery_lock import try_lease

MOST_LOOKS, LOOK_S = 100, 0.05


def test_lease_is_for_one_at_a_time_and_ends_with_its_transaction(sessions):
    submission = uuid4()
    with sessions() as first, sessions() as second:
        assert try_lease(first, submission)
        assert not try_lease(second, submission)
        first.rollback()
        assert try_lease(second, submission)


def test_worker_that_hangs_gives_its_lease_back(sessions, monkeypatch):
    monkeypatch.setattr(delivery_lock, "LEASE_S", 0.1)
    submission = uuid4()
    with sessions() as hanging, sessions() as other:
        assert try_lease(hanging, submission)

        for _look in range(MOST_LOOKS):
            is_free = try_lease(other, submission)
            other.rollback()
            if is_free:
                break
            time.sleep(LOOK_S)

        assert is_free
        hanging.invalidate()  # the database ended it


def test_worker_asks_nothing_more_before_its_lease_ends():
    assert TRY_S < LEASE_S < HUNG_S
