"""Faults that are known and not mended yet, with what the statement says of each."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from portal.configuration import languages

FILE = Path(__file__).parent / "known.toml"
LANGUAGES = frozenset(languages.LANGUAGES)


class BadKnownFault(ValueError):
    """An entry lacks what the statement must tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A fault that is known."""

    check: str
    until: date
    what: Mapping[str, str]
    cause: Mapping[str, str]
    measure: Mapping[str, str]
    states: tuple[str, ...] = ()

    def covers(self, check: str, state: str, today: date) -> bool:
        """Whether this is that fault, and the date that was promised is not over."""
        in_states = not self.states or state in self.states
        return self.check == check and in_states and today <= self.until


def load(path: Path = FILE) -> tuple[Known, ...]:
    """All known faults; raises `BadKnownFault`."""
    entries = tomllib.loads(path.read_text("utf-8")).get("fault", [])
    return tuple(_known(entry) for entry in entries)


def _known(entry: dict[str, object]) -> Known:
    try:
        known = Known(**{**entry, "states": tuple(entry.get("states", ()))})  # type: ignore[arg-type]
    except TypeError as error:
        raise BadKnownFault(f"{FILE.name}: {error}") from error
    for words in (known.what, known.cause, known.measure):
        if set(words) != LANGUAGES:
            raise BadKnownFault(f"{FILE.name}: {known.check}: told in nl and en, not in {words}")
    return known
