"""Reads that don't wait for each other, on one bounded pool of threads per process.

A read may start others here: who waits for one that no thread began yet does it itself, so that
however busy the pool is, nobody waits for a free thread.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from typing import Generic, Self, TypeVar

from portal.domain.failures import SourceUnavailable
from portal.gateways.deadlines import Deadline
from portal.once import made_once

THREADS = 32
T = TypeVar("T")


class Pending(Generic[T]):
    """A read to be done: by a thread of the pool once it is started, else by who waits for it."""

    def __init__(
        self, system: str, read: Callable[[], T], deadline: Deadline | None = None
    ) -> None:
        self._system = system
        self._read = read
        self._deadline = deadline
        self._future: Future[T] | None = None

    def start(self) -> Self:
        """Let a thread begin; what belongs to the request at hand goes with it."""
        self._read = partial(copy_context().run, self._read)
        self._future = _threads().submit(self._read)
        return self

    def result(self) -> T:
        """Its answer; raises what it raised, or `SourceUnavailable` at the deadline."""
        left = self._deadline.left if self._deadline else None
        if self._future is None or self._future.cancel():
            if left == 0:
                raise self._too_late()
            return self._read()
        try:
            return self._future.result(timeout=left)
        except TimeoutError:
            raise self._too_late() from None

    def _too_late(self) -> SourceUnavailable:
        return SourceUnavailable(self._system, "no answer before the deadline")


def start(system: str, deadline: Deadline, read: Callable[[], T]) -> Pending[T]:
    """Begin to read from this system."""
    return Pending(system, read, deadline).start()


@made_once
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(THREADS, thread_name_prefix="outside")
