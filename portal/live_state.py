"""What changes while the portal runs, as one value of one moment, and the handle that gives it."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

import structlog
from sqlalchemy.exc import SQLAlchemyError

from forms import Catalogue, Form, UnknownForm
from forms.keys import FormSlug
from portal.domain.outages import Outage

log = structlog.get_logger()
READ_EVERY_S = 5.0
TOO_OLD_S = 10.0
"""From this age on a thread waits for the one that reads: after a quiet hour, say."""
MOST_WAIT_S = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrentState:
    """What counts now. A request takes it once, so that it never sees two."""

    catalogue: Catalogue
    """The forms that are published, also those that are off."""
    retired: Catalogue = field(default_factory=lambda: Catalogue({}))
    """The last version of forms that nobody begins any more; who began goes on, mostly."""
    forms_ended: frozenset[str] = frozenset()
    """Slugs of those of them that who began can't finish either."""
    forms_off: frozenset[str]
    """Slugs of forms that nobody can begin; who began goes on and sends."""
    sources_off: frozenset[str]
    """Names of sources that are not asked."""
    outages: tuple[Outage, ...] = ()
    """Outages that last, or did not too long ago."""

    def can_begin(self, slug: FormSlug) -> bool:
        """Whether this form is published, and not off."""
        return self.is_published(slug) and slug not in self.forms_off

    def is_published(self, slug: FormSlug) -> bool:
        """Whether residents are offered this form, also where it is off."""
        try:
            return bool(self.catalogue.form(slug))
        except UnknownForm:
            return False

    def form(self, slug: FormSlug) -> Form:
        """The newest version of this form, also of a retired one; raises `UnknownForm`."""
        return (self.catalogue if self.is_published(slug) else self.retired).form(slug)


class LiveState:
    """Gives the current state; reads it at most once in so many seconds.

    While the database is away it goes on giving what it last read.
    """

    def __init__(
        self,
        read: Callable[[], CurrentState],
        clock: Callable[[], float] = time.monotonic,
        every_s: float = READ_EVERY_S,
    ) -> None:
        """`read` reads the database, one thread at a time; `clock` gives seconds."""
        self.read, self._clock, self._every_s = read, clock, every_s
        self._lock = Lock()
        self._state: CurrentState | None = None
        self._read_at = 0.0

    def current(self) -> CurrentState:
        """What counts now, at most so many seconds old.

        Raises what the database raises where it is away and nothing was read yet.
        """
        state = self._state
        if state is None:
            with self._lock:  # the first ones wait for it
                return self._state or self._read_anew()
        wait_s = MOST_WAIT_S if self._age_s() >= TOO_OLD_S else 0
        if self._is_old() and self._lock.acquire(timeout=wait_s):
            try:
                state = self._state or state  # another thread may have read it meanwhile
                return self._read_or_keep(state) if self._is_old() else state
            finally:
                self._lock.release()
        return state

    def _age_s(self) -> float:
        return self._clock() - self._read_at

    def _is_old(self) -> bool:
        return self._age_s() >= self._every_s

    def _read_anew(self) -> CurrentState:
        read_at = self._clock()  # before: what changes meanwhile is read the next time
        self._state = self.read()
        self._read_at = read_at
        return self._state

    def _read_or_keep(self, state: CurrentState) -> CurrentState:
        try:
            return self._read_anew()
        except SQLAlchemyError as error:
            log.warning("live_state_not_read", kind=type(error).__name__)
            self._read_at = self._clock()
            return state
