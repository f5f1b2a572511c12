"""The summary of the last accessibility audit, as `make audit` wrote it."""

import json
from datetime import date
from pathlib import Path

from pydantic import ConfigDict

from portal.configuration.operator_files import BadFile, FilePart, Text, validated
from portal.domain.accessibility import Audit, Explained, Fault


class _Part(FilePart):
    model_config = ConfigDict(frozen=True, extra="ignore")
    """The summary holds more, for other readers."""


class CriterionPart(_Part):
    """A criterion that a fault breaks: its number, and its name by language."""

    number: Text
    names: dict[str, Text]


class KnownPart(_Part):
    """What is told of a known fault; see `Explained`."""

    what: dict[str, str]
    cause: dict[str, str]
    measure: dict[str, str]
    until: date


class FaultPart(_Part):
    """One fault; see `Fault`."""

    check: Text
    criteria: tuple[CriterionPart, ...]
    states: tuple[str, ...]
    known: KnownPart | None

    def fault(self) -> Fault:
        """The fault as the statement tells it."""
        criteria = tuple((part.number, part.names) for part in self.criteria)
        explained = Explained(**dict(self.known)) if self.known else None
        return Fault(check=self.check, criteria=criteria, states=self.states, known=explained)


class SummaryFile(_Part):
    """The whole file; see `Audit`."""

    date: date
    version: Text
    pages: int
    is_complete: bool
    faults: tuple[FaultPart, ...]


def load(path: Path) -> Audit | None:
    """The summary that `make audit` wrote; None where there is none. Raises `BadFile`."""
    try:
        values = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return None
    except ValueError as error:
        raise BadFile(f"{path}: {error}; make audit writes it anew") from error
    file = validated(path, SummaryFile, values)
    return Audit(
        made_on=file.date,
        version=file.version,
        pages=file.pages,
        is_complete=file.is_complete,
        # What breaks a rule of the house, but no criterion, is for us to mend and not to declare.
        faults=tuple(part.fault() for part in file.faults if part.criteria),
    )
