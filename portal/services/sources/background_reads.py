"""Reads of sources that go on when the page that began them does not wait any more.

A page has one term for all that it waits for. What is late by then is named on it; the read goes on
within a limit of its own, and what comes is kept for the login session, so that a retry shows it.
The same person asks the same only once at a time, whatever tabs and retries there are.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from typing import Any, Protocol
from uuid import UUID
from weakref import WeakValueDictionary

import structlog

from portal.domain.callers import CallTerm, PageWait, caller, calling
from portal.domain.failures import (
    MissingPart,
    NotFound,
    SourceAnswer,
    SourceError,
    SourceUnavailable,
)
from portal.gateways.parallel import BEGIN_S, in_thread
from portal.once import made_once

log = structlog.get_logger()
ReadKey = tuple[UUID, str, int]
"""Login session, name of the query, and the revision of the resident when it was asked."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one source said, or how it failed."""

    value: Any
    missing: tuple[MissingPart, ...] = ()
    error: SourceError | NotFound | None = None

    @property
    def outcome(self) -> str:
        """As the line tells it: that there is no such thing is an answer."""
        return "failed" if isinstance(self.error, SourceError) else "ok"

    @property
    def is_whole(self) -> bool:
        """Whether it can be kept."""
        return self.error is None and not self.missing


LATE = Answer(None)
"""Stands for an answer that is still on its way."""


class SourceRead(Protocol):
    """What is read, and what becomes of it where the page doesn't wait for it."""

    def read(self) -> SourceAnswer[Any]:
        """Ask the source; raises `SourceError`, `NotFound`."""

    def end_late(self, answer: Answer | None, asked_at: datetime) -> None:
        """End the line of a read that was late, and keep what came; None: it broke off."""

    def keep(self, answer: Answer, asked_at: datetime) -> None:
        """Keep what came after its line was ended."""


class BackgroundRead:
    """One read, to be started; `asked_at` is the moment (UTC) from which its answer is."""

    def __init__(self, key: ReadKey, before: Answer | None = None) -> None:
        self.key = key
        self.asked_at = datetime.now(UTC)
        self._before = before
        self._answer: Future[Answer] = Future()
        self._began = threading.Event()
        self._lock = threading.Lock()
        self._is_late = False
        self._run: Callable[[], None]
        self._thread: Future[None] | None = None

    def start(self, source_read: SourceRead) -> None:
        """Let a thread begin, once the line of the read was written."""
        self.asked_at = datetime.now(UTC)
        self._run = partial(self._read_for, source_read)
        wait = caller().page_wait
        with calling(replace(caller(), waiting=PageWait(wait) if wait else None)):
            self._thread = in_thread(self._run)

    def cancel(self) -> None:
        """Tell who joined that nothing is asked: its line could not be written."""
        self._answer.set_result(Answer(None, error=SourceUnavailable("portal", "not asked")))
        self.end()

    def answer(self, wait: CallTerm | None) -> Answer:
        """Its answer, for who began it; `LATE`: it ends its line by itself from now on."""
        assert self._thread is not None
        if not self._began.wait(BEGIN_S) and self._thread.cancel():
            with calling(replace(caller(), term=wait)):
                self._run()
        with suppress(TimeoutError):
            return self._answer.result(timeout=wait.left if wait else None)
        with self._lock:
            if not self._answer.done():
                self._is_late = True
                return LATE
        return self._answer.result()

    def wait(self, wait: CallTerm | None) -> Answer:
        """Its answer, for others who ask the same; `LATE`: it is not there yet."""
        with suppress(TimeoutError):
            return self._answer.result(timeout=wait.left if wait else None)
        return self._before or LATE

    def end(self) -> None:
        """Let nobody wait for it any more: what it gave is kept."""
        background_reads().remove(self)

    def _read_for(self, source_read: SourceRead) -> None:
        self._began.set()
        try:
            answer = answer_of(source_read.read)
        except BaseException as error:  # noqa: BLE001 -- the page raises it
            self._broke_off(source_read, error)
            return
        waiting = caller().waiting
        rest = self._rest(answer) if waiting and waiting.is_cut else None
        with self._lock:
            self._answer.set_result(answer)
            is_late = self._is_late
        if is_late:
            self._end_late(source_read, answer)
        if rest:
            rest.read_rest(source_read)

    def _rest(self, answer: Answer) -> "BackgroundRead | None":
        """The same once more, as the page had no time for all of it."""
        if self._is_late or answer.is_whole or isinstance(answer.error, NotFound):
            return None
        rest = BackgroundRead(self.key, None if answer.error else answer)
        return rest if background_reads().replace(self, rest) else None

    def read_rest(self, source_read: SourceRead) -> None:
        """Read what the page did without, and keep it. Its line stands, and was ended."""
        try:
            with calling(replace(caller(), waiting=PageWait(CallTerm(0)))):
                answer = answer_of(source_read.read)
            source_read.keep(answer, self.asked_at)
            self._answer.set_result(answer)
        except Exception as error:  # noqa: BLE001 -- nobody waits; who joined raises it
            _note("late_read_broke_off", error)
            self._answer.set_exception(error)
        finally:
            self.end()

    def _end_late(self, source_read: SourceRead, answer: Answer | None) -> None:
        try:
            source_read.end_late(answer, self.asked_at)
        except Exception as error:  # noqa: BLE001 -- the page is long there
            _note("late_answer_lost", error)
        finally:
            self.end()

    def _broke_off(self, source_read: SourceRead, error: BaseException) -> None:
        """A fault of ours: the page raises it."""
        with self._lock:
            self._answer.set_exception(error)
            is_late = self._is_late
        if is_late:
            _note("late_read_broke_off", error)
            self._end_late(source_read, None)


@dataclass(slots=True)
class BackgroundReads:
    """Who is asked what at this moment, by this process; it keeps none of them alive."""

    _reads: WeakValueDictionary[ReadKey, BackgroundRead] = field(
        default_factory=WeakValueDictionary
    )
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def join_or_make(self, key: ReadKey) -> tuple[BackgroundRead, bool]:
        """The read under way, or a new one that its caller has to start (True)."""
        with self._lock:
            read = self._reads.get(key)
            if read is not None:
                return read, False
            read = self._reads[key] = BackgroundRead(key)
            return read, True

    def replace(self, read: BackgroundRead, other: BackgroundRead) -> bool:
        """Let others find another one in its place; False: it wasn't there to be found."""
        with self._lock:
            if self._reads.get(read.key) is not read:
                return False
            self._reads[read.key] = other
            return True

    def remove(self, read: BackgroundRead) -> None:
        """Let nobody find it, unless another took its place."""
        with self._lock:
            if self._reads.get(read.key) is read:
                del self._reads[read.key]


def _note(event: str, error: BaseException) -> None:
    """Log a fault without what it was about, which may be personal."""
    log.error(event, kind=type(error).__name__)


@made_once
def background_reads() -> BackgroundReads:
    """The reads under way in this process."""
    return BackgroundReads()


def answer_of(read: Callable[[], SourceAnswer[Any]]) -> Answer:
    """What was read; a failure of a source is an answer here, any other is raised."""
    try:
        answer = read()
        return Answer(answer.value, answer.missing)
    except (SourceError, NotFound) as error:
        if isinstance(error, SourceError):
            log.warning("outside_failed", system=error.system, reason=error.reason)
        return Answer(None, error=error)
