"""One delivery at a time, also where two workers have its job."""

from uuid import uuid4

from portal.storage.delivery_lock import try_lease


def test_lease_is_for_one_at_a_time_and_ends_with_its_transaction(sessions):
    submission = uuid4()
    with sessions() as first, sessions() as second:
        assert try_lease(first, submission)
        assert not try_lease(second, submission)
        first.rollback()
        assert try_lease(second, submission)
