"""Fields that the BRP may refuse: asked along where they may be, else done without."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

import structlog

from portal.domain.failures import SourceRefused

T = TypeVar("T")
log = structlog.get_logger()
NOT_ALLOWED = frozenset({400, 403})
"""How the BRP refuses a whole question for one field: not authorised, or no such field."""
WAIT_S = 3600.0


class OptionalFields:
    """Remembers which fields were refused, so that not each question is asked twice.

    After an hour they are asked for anew: an authorisation that was given counts without a restart.
    """

    def __init__(self) -> None:
        self._refused_at: dict[tuple[str, ...], float] = {}
        self._lock = threading.Lock()

    def asked_along(
        self,
        read: Callable[[tuple[str, ...]], T],
        fields: tuple[str, ...],
        optional: tuple[str, ...],
    ) -> T:
        """What `read` gives for all these fields, or without the optional ones; `SourceError`."""
        if self._is_refused(optional):
            return read(fields)
        try:
            return read(fields + optional)
        except SourceRefused as error:
            if error.status not in NOT_ALLOWED:
                raise
            answer = read(fields)
            self._note(optional)
            log.warning("brp_fields_refused", fields=list(optional), status=error.status)
            return answer

    def _is_refused(self, optional: tuple[str, ...]) -> bool:
        with self._lock:
            refused_at = self._refused_at.get(optional)
        return refused_at is not None and time.monotonic() - refused_at < WAIT_S

    def _note(self, optional: tuple[str, ...]) -> None:
        with self._lock:
            self._refused_at[optional] = time.monotonic()
