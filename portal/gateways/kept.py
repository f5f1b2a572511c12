"""Answers of outside systems that don't change: kept for hours, for all threads of a process.

Failures are never kept. When the system is down, what was kept is used for longer.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from portal.domain.failures import SourceUnavailable

KEPT_S = 4 * 60 * 60
CONFIRMED_S = 24 * 60 * 60
"""Seconds after which what stands in a system is read whole again, whatever it says of it: Open
Zaak has given one ETag to two versions of a case."""
MOST_KEPT = 5_000


def _always(_answer: object) -> bool:
    return True


@dataclass(slots=True)
class Kept:
    """Answers by what they answer; only about what is the same for everybody who may ask it."""

    clock: Callable[[], float] = time.monotonic
    most: int = MOST_KEPT
    """So many are kept; then it begins anew."""
    _answers: dict[str, tuple[float, Any]] = field(default_factory=dict)
    _read_at: dict[str, float] = field(default_factory=dict)
    """When each answer was last another one than before."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def fresh(self, key: str) -> Any:
        """The answer that is kept; None where it has to be read."""
        with self._lock:
            until, answer = self._answers.get(key, (0.0, None))
        return answer if self.clock() < until else None

    def last(self, key: str) -> Any:
        """The answer that was kept, also an old one: for the system to say that it still holds.

        None where there is none, and where it has stood for a day.
        """
        with self._lock:
            _, answer = self._answers.get(key, (0.0, None))
            read_at = self._read_at.get(key, 0.0)
        return answer if self.clock() < read_at + CONFIRMED_S else None

    def get(
        self, key: str, read: Callable[[], Any], is_final: Callable[[Any], bool] = _always
    ) -> Any:
        """The answer that was kept, or else read now; an old one when reading finds it down.

        What is not final is not kept: it may be another one at any moment. `read` may give the
        `last` one itself: it still holds then.
        """
        with self._lock:
            until, before = self._answers.get(key, (None, None))
        if until is not None and self.clock() < until:
            return before
        try:
            answer = read()
        except SourceUnavailable:
            if until is None:
                raise
            return before
        with self._lock:
            if not is_final(answer):
                self._answers.pop(key, None)
                return answer
            if len(self._answers) >= self.most:
                self._answers.clear()
                self._read_at.clear()
            now = self.clock()
            self._answers[key] = (now + KEPT_S, answer)
            if answer is not before:
                self._read_at[key] = now
        return answer
