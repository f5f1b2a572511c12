"""For whom an outside system is asked, and for what kind of work.

So that trouble of one person never becomes that of others, nor that of one kind of work that of
another. It goes along with a request or a job, also to the threads that read for it.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from enum import StrEnum


class Work(StrEnum):
    """Kinds of work that don't close a system for each other."""

    PAGE = "page"
    DELIVERY = "delivery"
    FOLLOWING = "following"
    MAIL = "mail"
    POLLING = "polling"


@dataclass(frozen=True, slots=True)
class CallTerm:
    """How long something may take, also where the process or its whole host stands still.

    A host that was paused may not count that time by its own clock, and is then set right.
    """

    seconds: float
    began: float = field(default_factory=time.monotonic)
    began_at: float = field(default_factory=time.time)
    """The same by the clock of the day."""

    @property
    def left(self) -> float:
        """Seconds that are left; zero when it is over."""
        took = max(time.monotonic() - self.began, time.time() - self.began_at)
        return max(0.0, self.seconds - took)


@dataclass(slots=True, eq=False)
class PageWait:
    """How long a page still waits for one of its reads."""

    term: CallTerm
    is_cut: bool = False
    """Whether a part of the read was late, so that the page goes without it."""

    @property
    def left(self) -> float:
        """Seconds in which parts can still come in time; zero when nobody waits any more."""
        return max(0.0, self.term.left - PARTS_BEFORE_S)


PARTS_BEFORE_S = 0.1
"""Seconds before the page goes on that a read gives what it has."""


@dataclass(frozen=True, slots=True, eq=False)
class Caller:
    """One request or job; each is a caller of its own."""

    work: Work = Work.PAGE
    person: str = ""
    """Who it is done for, by a name that tells nothing; '' where nobody knows."""
    most_waiting: int = 0
    """So many callers of this process may wait for one system at a time; 0: no limit."""
    term: CallTerm | None = None
    """In which all outside calls for it end; None: each has its own limit only."""
    page: CallTerm | None = None
    """In which a page that only shows something is answered, whatever it waits for."""
    answer_s: float = 0.0
    """Seconds that any page waits for its reads; 0: as long as those may take."""
    late_s: float = 0.0
    """Seconds that a read of a page may take, which goes on when that waits no more."""
    waiting: PageWait | None = None
    """Set for one read of a page: how long that waits for it."""
    place: object = field(default_factory=object)
    """Stands in line for it, and for all that is read for it at the same time."""
    request: str = ""
    """Id of the request that it began with; it goes to outside systems, jobs and log lines."""

    @property
    def page_wait(self) -> CallTerm | None:
        """How long the page at hand waits for what it asks now; None: it has no limit of its own.

        One that only shows something has one term for all; what is sent to a page may have been
        looked into before, for long.
        """
        return self.page or (CallTerm(self.answer_s) if self.answer_s else None)

    @property
    def headers(self) -> dict[str, str]:
        """What goes along with each call that is made for it."""
        return {"X-Request-ID": self.request} if self.request else {}


_current: ContextVar[Caller] = ContextVar("caller")
_NOBODY = Caller()


def caller() -> Caller:
    """Who asks now."""
    return _current.get(_NOBODY)


def call_limit(seconds: float) -> float:
    """The limit of a call that usually may take so long: longer where a page goes on without it."""
    now = caller()
    return max(seconds, now.late_s) if now.waiting else seconds


def request_id() -> str:
    """Id of the request that what is done now began with; empty: there was none."""
    return caller().request


def begin_call(new: Caller) -> None:
    """Let what this thread does from now on be done for this caller."""
    _current.set(new)


@contextmanager
def calling(new: Caller) -> Iterator[None]:
    """Let what is done here be done for this caller."""
    token = _current.set(new)
    try:
        yield
    finally:
        _current.reset(token)


@contextmanager
def ending_with_page() -> Iterator[None]:
    """Let all outside calls here end in time for the page at hand, which can't do without them.

    What is sent to a page has that time anew. Where there is no page, nothing changes.
    """
    now = caller()
    with calling(replace(now, term=now.page_wait or now.term)):
        yield
