"""A bulkhead: however slow a system is, only some of the threads of a process wait for it.

The others go on with other work, and their pages show what is remembered. It holds for pages only;
the worker has its own threads, and nobody waits for those.
"""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from portal.domain.callers import Caller, caller
from portal.domain.failures import SourceUnavailable
from portal.once import made_once

STUCK_S = 1.0
"""Seconds after which who waits is taken to be stuck: a system that is only busy answers before."""
PATIENCE_S = 2.0
"""Seconds that a caller stands in line at most, also where the line moves."""


class Bulkhead:
    """The callers that wait for one system; for all threads of this process."""

    def __init__(self, stuck_s: float = STUCK_S) -> None:
        self._stuck_s = stuck_s
        self._changed = threading.Condition()
        self._threads_of: Counter[object] = Counter()
        self._since: dict[object, float] = {}

    @contextmanager
    def place_of(self, asker: Caller) -> Iterator[bool]:
        """A place for this caller, who may wait on several threads; False: there is none.

        Told at once where all who have a place are stuck; else one comes free in a moment.
        """
        if not asker.most_waiting:
            yield True
            return
        is_in = self._enter(asker)
        try:
            yield is_in
        finally:
            if is_in:
                self._leave(asker)

    def _enter(self, asker: Caller) -> bool:
        gives_up_at = time.monotonic() + _patience(asker)
        with self._changed:
            while not self._has_room(asker):
                stuck_at = max(self._since.values()) + self._stuck_s
                left = min(stuck_at, gives_up_at) - time.monotonic()
                if left <= 0:
                    return False
                self._changed.wait(left)
            self._threads_of[asker.place] += 1
            self._since.setdefault(asker.place, time.monotonic())
        return True

    def _leave(self, asker: Caller) -> None:
        with self._changed:
            self._threads_of[asker.place] -= 1
            if not self._threads_of[asker.place]:
                del self._threads_of[asker.place], self._since[asker.place]
            self._changed.notify_all()

    def _has_room(self, asker: Caller) -> bool:
        return asker.place in self._since or len(self._since) < asker.most_waiting


def _patience(asker: Caller) -> float:
    """Seconds: no more than what a page has left, unless it goes on without this."""
    if asker.page is None or asker.waiting:
        return PATIENCE_S
    return min(PATIENCE_S, asker.page.left)


@contextmanager
def waiting_for(system: str) -> Iterator[None]:
    """Wait for this system; raises `SourceUnavailable` where enough others do."""
    with bulkhead_of(system).place_of(caller()) as is_in:
        if not is_in:
            raise SourceUnavailable(system, "enough others wait for it")
        yield


@made_once
def bulkhead_of(_system: str) -> Bulkhead:
    """The one bulkhead of this system in this process."""
    return Bulkhead()
