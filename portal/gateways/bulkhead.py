"""A bulkhead: however slow a system is, only some of the threads of a process wait for it.

The others go on with other work, and their pages show what is remembered. It holds for pages only;
the worker has its own threads, and nobody waits for those.
"""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from portal.domain.callers import Caller, caller
from portal.domain.failures import SourceUnavailable

PATIENCE_S = 0.2
"""Seconds in which a place may come free: a system that is only busy gives one in time."""


class Bulkhead:
    """The callers that wait for one system; for all threads of this process."""

    def __init__(self, patience_s: float = PATIENCE_S) -> None:
        self._patience_s = patience_s
        self._changed = threading.Condition()
        self._waiting: Counter[Caller] = Counter()

    @contextmanager
    def place_of(self, asker: Caller) -> Iterator[bool]:
        """A place for this caller, who may wait on several threads; False: there is none now."""
        if not asker.most_waiting:
            yield True
            return
        with self._changed:
            is_in = self._changed.wait_for(lambda: self._has_room(asker), self._patience_s)
            if is_in:
                self._waiting[asker] += 1
        try:
            yield is_in
        finally:
            if is_in:
                self._leave(asker)

    def _leave(self, asker: Caller) -> None:
        with self._changed:
            self._waiting[asker] -= 1
            if not self._waiting[asker]:
                del self._waiting[asker]
            self._changed.notify_all()

    def _has_room(self, asker: Caller) -> bool:
        return asker in self._waiting or len(self._waiting) < asker.most_waiting


@contextmanager
def waiting_for(system: str) -> Iterator[None]:
    """Wait for this system; raises `SourceUnavailable` where enough others do."""
    with bulkhead_of(system).place_of(caller()) as is_in:
        if not is_in:
            raise SourceUnavailable(system, "enough others wait for it")
        yield


@cache
def bulkhead_of(_system: str) -> Bulkhead:
    """The one bulkhead of this system in this process."""
    return Bulkhead()
