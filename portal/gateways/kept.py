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
MOST_KEPT = 5_000


def _always(_answer: object) -> bool:
    return True


@dataclass(slots=True)
class Kept:
    """Answers by what they answer; only about what is the same for everybody who may ask it."""

    clock: Callable[[], float] = time.monotonic
    _answers: dict[str, tuple[float, Any]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def fresh(self, key: str) -> Any:
        """The answer that is kept; None where it has to be read."""
        with self._lock:
            until, answer = self._answers.get(key, (0.0, None))
        return answer if self.clock() < until else None

    def get(
        self, key: str, read: Callable[[], Any], is_final: Callable[[Any], bool] = _always
    ) -> Any:
        """The answer that was kept, or else read now; an old one when reading finds it down.

        What is not final is not kept: it may be another one at any moment.
        """
        with self._lock:
            until, answer = self._answers.get(key, (None, None))
        if until is not None and self.clock() < until:
            return answer
        try:
            answer = read()
        except SourceUnavailable:
            if until is None:
                raise
            return answer
        with self._lock:
            if not is_final(answer):
                self._answers.pop(key, None)
                return answer
            if len(self._answers) >= MOST_KEPT:
                self._answers.clear()
            self._answers[key] = (self.clock() + KEPT_S, answer)
        return answer
