"""A circuit breaker: a system that fails several people is left alone for a moment, then tried.

It spares residents the wait for a system that hangs. It never makes an answer of a failure: who
asks while it is open is told that the system is down. Failures of one person say nothing: odd data
of theirs must not close the system for others.
"""

import threading
import time
from collections.abc import Callable

from portal.domain.callers import Work
from portal.once import made_once

PERSONS = 3
"""Different people who met a failure, after which it opens."""
WITHIN_S = 10.0
"""Seconds within which they did, with no answer to anybody in between."""
REST_S = 5.0
"""Seconds until one call may try again; the others still don't."""


class Breaker:
    """Counts who met a failure of one system; for all threads of this process."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failed_at: dict[str, float] = {}
        self._open_until: float | None = None

    def allows_call(self) -> bool:
        """Whether the system may be asked now; while it rests, one call per `REST_S`."""
        with self._lock:
            if self._open_until is None:
                return True
            if self._clock() < self._open_until:
                return False
            self._open_until = self._clock() + REST_S
            return True

    def record_success(self) -> None:
        """The system answered, whatever it said."""
        with self._lock:
            self._failed_at.clear()
            self._open_until = None

    def record_failure(self, person: str) -> None:
        """The system did not answer this person, or something before it said that it doesn't."""
        with self._lock:
            now = self._clock()
            recent = {who: at for who, at in self._failed_at.items() if now - at < WITHIN_S}
            self._failed_at = {**recent, person: now}
            if len(self._failed_at) >= PERSONS or self._open_until is not None:
                self._open_until = now + REST_S


@made_once
def breaker_of(_system: str, _base_url: str, _work: Work) -> Breaker:
    """The one breaker of this system for this kind of work, in this process."""
    return Breaker()
