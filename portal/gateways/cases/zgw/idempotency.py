"""Writing to an API without idempotency keys, so that repeating it changes nothing twice.

Every write is: look it up by its natural key; if it isn't there, make it. Whatever goes wrong with
making it (refused as a duplicate, a 5xx, no answer in time) says nothing about whether it was done,
so it is looked up again.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from portal.domain.failures import SourceError

T = TypeVar("T")
_LOCKS = tuple(threading.Lock() for _ in range(64))


def find_or_create(find: Callable[[], T | None], make: Callable[[], T]) -> T:
    """What `find` finds, before or after `make`; raises the `SourceError` of a vain `make`."""
    item = find()
    return create_or_find(make, find) if item is None else item


def create_or_find(make: Callable[[], T], find: Callable[[], T | None]) -> T:
    """The same, for who already looked and found nothing."""
    try:
        return make()
    except SourceError:
        item = find()
        if item is None:
            raise
        return item


@contextmanager
def single_flight(key: str) -> Iterator[None]:
    """One at a time in this process: some writes have no natural key to keep two from doubling.

    Between processes the worker's lease on the submission or the task reply does the same.
    """
    with _LOCKS[hash(key) % len(_LOCKS)]:
        yield
