"""Reads that don't wait for each other, on one bounded pool of threads per process.

Only whoever answers a page starts reads here, never a read itself: so they can't starve each other.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from typing import Generic, TypeVar

from portal.domain.failures import SourceUnavailable
from portal.gateways.deadlines import Deadline

THREADS = 32
T = TypeVar("T")


class Pending(Generic[T]):
    """A read that was started."""

    def __init__(self, system: str, future: Future[T], deadline: Deadline) -> None:
        self._system = system
        self._future = future
        self._deadline = deadline

    def result(self) -> T:
        """Its answer; raises what it raised, or `SourceUnavailable` at the deadline."""
        try:
            return self._future.result(timeout=self._deadline.left)
        except TimeoutError:
            self._future.cancel()
            raise SourceUnavailable(self._system, "no answer before the deadline") from None


def start(system: str, deadline: Deadline, read: Callable[[], T]) -> Pending[T]:
    """Begin to read from this system."""
    return Pending(system, _threads().submit(read), deadline)


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(THREADS, thread_name_prefix="outside")
