"""How an outside system fails us. "There is nothing" is never one of these: that is an answer."""

from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")


class SourceError(Exception):
    """Something went wrong at an outside system; `system` names it for the log and the page."""

    def __init__(self, system: str, reason: str) -> None:
        super().__init__(f"{system}: {reason}")
        self.system = system
        self.reason = reason


class SourceUnavailable(SourceError):
    """No answer in time, or a 5xx: trying again later may help. Shown as 503.

    `retry_after_s`: seconds for which it wants to be left alone; None where it doesn't say.
    """

    def __init__(self, system: str, reason: str, *, retry_after_s: float | None = None) -> None:
        super().__init__(system, reason)
        self.retry_after_s = retry_after_s


class SourceResting(SourceUnavailable):
    """It was not asked at all: it is left alone for a moment after several failures."""


class SourceRefused(SourceError):
    """A 4xx: the system understood us and said no. `code` is its own word for why.

    `is_final`: it will say so again, until a person mends something there or here.
    """

    def __init__(
        self, system: str, reason: str, *, status: int, code: str = "", is_final: bool = False
    ) -> None:
        super().__init__(system, reason)
        self.status = status
        self.code = code
        self.is_final = is_final

    def naming(self, subject: str) -> "SourceRefused":
        """The same, that names what has to be mended; never what a resident filled in."""
        return SourceRefused(
            self.system,
            f"{self.reason}, {subject}",
            status=self.status,
            code=self.code,
            is_final=self.is_final,
        )


AVAILABLE_LATER = frozenset({401, 403, 408, 423, 425, 429})
"""Refusals that say something of the moment or of our access, nothing of what was asked."""


def may_pass(error: SourceError) -> bool:
    """Whether asking again may give an answer though nobody mended anything for it."""
    if isinstance(error, SourceRefused):
        return error.status in AVAILABLE_LATER and not error.is_final
    return True


class InvalidSourceAnswer(SourceError):
    """An answer of another shape than the standard says. Treated as down, logged as an error."""


class NotFound(LookupError):
    """It does not exist, or is somebody else's; nobody can tell which. Shown as 404."""


class OfSomebodyElse(NotFound):
    """It exists and is somebody else's: only the log of security events is told the difference."""


@dataclass(frozen=True, slots=True)
class MissingPart:
    """A part that an answer lacks; the rest of it holds. `reason` is for the log."""

    name: str
    reason: str
    is_unavailable: bool = field(default=False, kw_only=True)
    """Whether asking again may give it: see `may_pass`."""


@dataclass(frozen=True, slots=True)
class MissingSystem(MissingPart):
    """One of several systems, all of whose part an answer lacks.

    `words`: what it has, in the municipality's words (Dutch), as its settings name it.
    """

    words: str


@dataclass(frozen=True, slots=True)
class SourceAnswer(Generic[T]):
    """What a source said, and the parts of it that could not be read: all of it, where none is."""

    value: T
    missing: tuple[MissingPart, ...] = ()
