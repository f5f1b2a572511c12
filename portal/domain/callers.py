"""For whom an outside system is asked, and for what kind of work.

So that trouble of one person never becomes that of others, nor that of one kind of work that of
another. It goes along with a request or a job, also to the threads that read for it.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import StrEnum


class Work(StrEnum):
    """Kinds of work that don't close a system for each other."""

    PAGE = "page"
    DELIVERY = "delivery"
    FOLLOWING = "following"
    MAIL = "mail"


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
    request: str = ""
    """Id of the request that it began with; it goes to outside systems, jobs and log lines."""

    @property
    def headers(self) -> dict[str, str]:
        """What goes along with each call that is made for it."""
        return {"X-Request-ID": self.request} if self.request else {}


_current: ContextVar[Caller] = ContextVar("caller")
_NOBODY = Caller()


def caller() -> Caller:
    """Who asks now."""
    return _current.get(_NOBODY)


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
