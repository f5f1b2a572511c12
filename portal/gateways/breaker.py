"""A circuit breaker: a system that keeps failing is left alone for a moment, then tried again.

It spares residents the wait for a system that hangs. It never makes an answer of a failure: who
asks while it is open is told that the system is down.
"""

import threading
import time
from collections.abc import Callable
from functools import cache

FAILURES = 5
"""Failures in a row after which it opens."""
REST_S = 5.0
"""Seconds until one call may try again; the others still don't."""


class Breaker:
    """Counts the failures in a row of one system; for all threads of this process."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._rests_until = 0.0

    def lets_through(self) -> bool:
        """Whether the system may be asked now; while it rests, one call per `REST_S`."""
        with self._lock:
            if self._failures < FAILURES:
                return True
            if self._clock() < self._rests_until:
                return False
            self._rests_until = self._clock() + REST_S
            return True

    def answered(self) -> None:
        """The system answered, whatever it said."""
        with self._lock:
            self._failures = 0

    def failed(self) -> None:
        """The system did not answer, or something before it said that it doesn't."""
        with self._lock:
            self._failures += 1
            self._rests_until = self._clock() + REST_S


@cache
def breaker_of(_system: str, _base_url: str) -> Breaker:
    """The one breaker of this system in this process."""
    return Breaker()
