"""A bulkhead: however slow a system is, only some of the threads of a process wait for it.

The others go on with other work, and their pages show what is remembered. It holds for pages only;
the worker has its own threads, and nobody waits for those.

A read that goes on when its page doesn't wait any more holds up no thread that makes pages: it
takes no place of theirs. Of such reads one person has a few at most of each part of a system, so
that what hangs for one of them still has room for the others.
"""

import math
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from portal.domain.callers import Caller, caller
from portal.domain.failures import SourceUnavailable
from portal.once import made_once

STUCK_S = 1.0
"""Seconds after which who waits is taken to be stuck: a system that is only busy answers before."""
PATIENCE_S = 2.0
"""Seconds that a caller stands in line at most, also where the line moves."""
LATE_OF_ONE = 4
"""So many pages of one person may have gone on without one part, which is still waited for."""
MOST_LATE = 16
"""So many reads of one part go on without a page: half of the threads that read."""


@dataclass(frozen=True, slots=True, eq=False)
class Waiting:
    """One thread that waits for the system."""

    place: object
    person: str
    part: str
    """Of the system, that it asks."""
    page_goes_on_at: float
    """By the monotonic clock; infinite: its page waits however long it takes."""
    since: float = field(default_factory=time.monotonic)


class Bulkhead:
    """The callers that wait for one system; for all threads of this process."""

    def __init__(self, stuck_s: float = STUCK_S) -> None:
        self._stuck_s = stuck_s
        self._changed = threading.Condition()
        self._threads: set[Waiting] = set()

    @contextmanager
    def place_of(self, asker: Caller, part: str = "") -> Iterator[bool]:
        """A place for this caller, who may wait on several threads; False: there is none.

        Told at once where all who have a place are stuck; else one comes free in a moment.
        """
        if not asker.most_waiting:
            yield True
            return
        waiting = self._enter(asker, part)
        try:
            yield waiting is not None
        finally:
            if waiting:
                self._leave(waiting)

    def _enter(self, asker: Caller, part: str) -> Waiting | None:
        gives_up_at = time.monotonic() + _patience(asker)
        with self._changed:
            while not _is_late(asker):
                now = time.monotonic()
                late = [each for each in self._threads if each.page_goes_on_at <= now]
                if _are_many([each for each in late if each.part == part], asker):
                    return None
                pages = self._threads.difference(late)
                if _has_room(pages, asker):
                    break
                stuck_at = max(each.since for each in pages) + self._stuck_s
                next_goes_on_at = min(each.page_goes_on_at for each in pages)
                if min(stuck_at, gives_up_at) <= now:
                    return None
                self._changed.wait(min(stuck_at, gives_up_at, next_goes_on_at) - now)
            waiting = Waiting(asker.place, asker.person, part, _page_goes_on_at(asker))
            self._threads.add(waiting)
        return waiting

    def _leave(self, waiting: Waiting) -> None:
        with self._changed:
            self._threads.remove(waiting)
            self._changed.notify_all()


def _is_late(asker: Caller) -> bool:
    """Whether its page went on, and has taken what it waits for into account."""
    return asker.waiting is not None and not asker.waiting.term.left


def _page_goes_on_at(asker: Caller) -> float:
    return time.monotonic() + asker.waiting.term.left if asker.waiting else math.inf


def _has_room(pages: set[Waiting], asker: Caller) -> bool:
    places = {each.place for each in pages}
    return asker.place in places or len(places) < asker.most_waiting


def _are_many(late: list[Waiting], asker: Caller) -> bool:
    """Whether enough is waited for already of which no page waits."""
    own = {each.place for each in late if each.person == asker.person} - {asker.place}
    return len(late) >= MOST_LATE or len(own) >= LATE_OF_ONE


def _patience(asker: Caller) -> float:
    """Seconds: no more than what a page has left, unless it goes on without this."""
    if asker.page is None or asker.waiting:
        return PATIENCE_S
    return min(PATIENCE_S, asker.page.left)


@contextmanager
def waiting_for(system: str, part: str = "") -> Iterator[None]:
    """Wait for this part of a system; raises `SourceUnavailable` where enough others do."""
    with bulkhead_of(system).place_of(caller(), part) as is_in:
        if not is_in:
            raise SourceUnavailable(part or system, "enough others wait for it")
        yield


@made_once
def bulkhead_of(_system: str) -> Bulkhead:
    """The one bulkhead of this system in this process."""
    return Bulkhead()
