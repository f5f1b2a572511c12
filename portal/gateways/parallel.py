"""Reads that don't wait for each other, on one bounded pool of threads per process.

A read may start others here: who waits for one that no thread began yet does it itself, so that
however busy the pool is, nobody waits for a free thread.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from contextvars import copy_context
from dataclasses import replace
from functools import partial
from typing import Generic, Self, TypeVar

from portal.domain.callers import CallTerm, PageWait, caller, calling
from portal.domain.failures import SourceUnavailable
from portal.gateways.deadlines import Deadline
from portal.once import made_once

THREADS = 32
BEGIN_S = 0.05
"""Seconds in which a thread that is free has begun."""
T = TypeVar("T")


class Pending(Generic[T]):
    """A read to be done: by a thread of the pool once it is started, else by who waits for it."""

    def __init__(
        self, system: str, read: Callable[[], T], deadline: Deadline | None = None
    ) -> None:
        self._system = system
        self._read = self._plain_read = read
        self._deadline = deadline
        self._future: Future[T] | None = None

    def start(self) -> Self:
        """Let a thread begin; what belongs to the request at hand goes with it."""
        self._read = partial(copy_context().run, self._plain_read)
        self._future = _threads().submit(self._read)
        return self

    def result(self) -> T:
        """Its answer; raises what it raised, or `SourceUnavailable` at the deadline.

        Where a page waits for what this is a part of, it is given up in time for the page.
        """
        waiting = caller().waiting
        if waiting and waiting.left:
            return self._result_for_page(waiting)
        left = self._deadline.left if self._deadline else None
        if self._future is None or self._future.cancel():
            if left == 0:
                raise self._too_late()
            return self._read()
        try:
            return self._future.result(timeout=left)
        except TimeoutError:
            raise self._too_late() from None

    def _result_for_page(self, waiting: PageWait) -> T:
        self._future = self._future or in_thread(self._plain_read)
        left = min(waiting.left, self._deadline.left) if self._deadline else waiting.left
        with suppress(TimeoutError):
            return self._future.result(timeout=min(left, BEGIN_S))
        if self._future.cancel():
            with calling(replace(caller(), term=CallTerm(waiting.left))):
                return self._plain_read()
        try:
            return self._future.result(timeout=waiting.left)
        except TimeoutError:
            waiting.is_cut = True
            raise self._too_late() from None

    def _too_late(self) -> SourceUnavailable:
        return SourceUnavailable(self._system, "no answer before the deadline")


def start(system: str, deadline: Deadline, read: Callable[[], T]) -> Pending[T]:
    """Begin to read from this system."""
    return Pending(system, read, deadline).start()


def in_thread(read: Callable[[], T]) -> Future[T]:
    """Let a thread of the pool read; what belongs to the request at hand goes with it."""
    return _threads().submit(copy_context().run, read)


@made_once
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(THREADS, thread_name_prefix="outside")
