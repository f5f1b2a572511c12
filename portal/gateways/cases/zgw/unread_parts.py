"""What of one case could not be read: told to the operator, and named on its page."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import structlog

from portal.domain.failures import MissingPart, SourceError, SourceRefused, may_pass
from portal.gateways.answers import ItemList, log_odd

log = structlog.get_logger()
T = TypeVar("T")
Read = TypeVar("Read")
SILENT_S = 24 * 3600.0
"""Seconds for which a process doesn't say again that a part is refused."""


@dataclass(slots=True)
class Refusals:
    """Parts that are refused until somebody mends something: told once a day, not by each case."""

    logged_at: dict[tuple[str, str, str], float] = field(default_factory=dict)
    """By system, part and its word for why, when it was logged last (monotonic).

    Not by the reason: that names the case where its address does.
    """

    def report(self, name: str, error: SourceError) -> None:
        """Log it, unless that was done."""
        why = f"{error.status} {error.code}" if isinstance(error, SourceRefused) else ""
        now, subject = time.monotonic(), (error.system, name, why)
        last = self.logged_at.get(subject)
        if last is None or now - last >= SILENT_S:
            self.logged_at[subject] = now
            log.error("part_refused", system=error.system, reason=error.reason)


REFUSALS = Refusals()


@dataclass(slots=True)
class UnreadParts:
    """What could not be read: told to the operator, and named on the page."""

    parts: dict[str, MissingPart] = field(default_factory=dict)

    def note(self, name: str, causes: Sequence[str]) -> None:
        """Add a part, where there are causes to."""
        if causes:
            log_odd(name, causes)
            self.parts.setdefault(name, MissingPart(name, causes[0]))

    def read(self, name: str, read: Callable[[], T]) -> T | None:
        """What was read; None, and its part noted, when it could not be."""
        try:
            return read()
        except SourceError as error:
            if may_pass(error):
                log_odd(name, (error.reason,))
            else:
                REFUSALS.report(name, error)
            self.parts[name] = MissingPart(name, error.reason, is_unavailable=may_pass(error))
            return None


def read_each(items: Iterable[T], read: Callable[[T], Read | None]) -> ItemList[Read]:
    """What was read of each, where there is anything; one that could not be read is odd."""
    results: list[Read] = []
    odd: list[str] = []
    for item in items:
        try:
            result = read(item)
        except SourceError as error:
            odd.append(error.reason)
        else:
            results += [] if result is None else [result]
    return ItemList(tuple(results), tuple(odd))
