"""What of one case could not be read: told to the operator, and named on its page."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from portal.domain.failures import (
    InvalidSourceAnswer,
    MissingPart,
    SourceError,
    SourceUnavailable,
)
from portal.gateways.answers import ItemList, log_odd

T = TypeVar("T")
Read = TypeVar("Read")


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
            log_odd(name, (error.reason,))
            is_unavailable = isinstance(error, SourceUnavailable | InvalidSourceAnswer)
            self.parts[name] = MissingPart(name, error.reason, is_unavailable=is_unavailable)
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
