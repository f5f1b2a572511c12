"""One of several case systems, and what several of them answer together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

import structlog

from portal.domain.case_system import CaseSystem
from portal.domain.failures import MissingSystem, NotFound, SourceError
from portal.gateways.deadlines import Deadline
from portal.gateways.parallel import Pending

K = TypeVar("K")
T = TypeVar("T")
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class NamedCases:
    """One of several case systems."""

    cases: CaseSystem
    words: str
    """What it has cases of, in the municipality's words (Dutch)."""
    limit_s: float
    """Seconds that its answer may take."""


@dataclass(frozen=True, slots=True)
class Answers(Generic[K, T]):
    """What was answered, and why the others gave no answer."""

    values: dict[K, T]
    errors: dict[K, SourceError]


def ask_at_once(reads: Mapping[K, tuple[Deadline, Callable[[], T]]]) -> Answers[K, T]:
    """Ask all of these at the same time, each until its deadline.

    `NotFound` of one is raised.
    """
    pending = {key: Pending("cases", read, deadline) for key, (deadline, read) in reads.items()}
    for each in [*pending.values()][:-1]:
        each.start()
    answers: Answers[K, T] = Answers({}, {})
    # The last one is asked by this thread, while the others answer.
    for key, each in reversed(pending.items()):
        try:
            answers.values[key] = each.result()
        except SourceError as error:
            answers.errors[key] = error
    return answers


def or_none(read: Callable[[], T]) -> Callable[[], T | None]:
    """The same, with None for what isn't there."""
    return partial(_or_none, read)


def _or_none(read: Callable[[], T]) -> T | None:
    try:
        return read()
    except NotFound:
        return None


def missing_systems(
    systems: Mapping[str, NamedCases], errors: Mapping[str, SourceError]
) -> tuple[MissingSystem, ...]:
    """The systems that failed, for the page; the log says why. Raises where none answered."""
    if errors and len(errors) == len(systems):
        raise next(iter(errors.values()))
    for name, error in errors.items():
        log.warning(
            "case_system_failed", case_system=name, system=error.system, reason=error.reason
        )
    return tuple(
        MissingSystem(name, error.reason, systems[name].words) for name, error in errors.items()
    )
