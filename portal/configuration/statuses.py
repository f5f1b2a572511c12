"""The file with the words for statuses of cases (`PORTAL_STATUSES_FILE`)."""

from enum import StrEnum
from pathlib import Path

from pydantic import Field

from portal.configuration.languages import DUTCH, LANGUAGES
from portal.configuration.operator_files import BadFile, FilePart, Text, read_toml
from portal.domain.cases import Progress
from portal.domain.status_words import StatusRegister, StatusWords


class Phase(StrEnum):
    """How far a case is in a status. That it has ended, its end status and end date say."""

    RECEIVED = Progress.RECEIVED.value
    IN_PROGRESS = Progress.IN_PROGRESS.value
    WAITING_FOR_YOU = Progress.WAITING_FOR_YOU.value


class StatusPart(FilePart):
    """One status; see `StatusWords`."""

    phase: Phase | None = None
    words: dict[Text, Text]


class StatusesFile(FilePart):
    """The whole file: by case type, then by name or number of the status."""

    status: dict[Text, dict[Text, StatusPart]] = Field(default_factory=dict)


def load(path: Path) -> StatusRegister:
    """The words in this file; raises `BadFile`, which says what to mend."""
    file = read_toml(path, StatusesFile, setting="PORTAL_STATUSES_FILE")
    return StatusRegister(
        {
            case_type: {
                name: _status_words(path, f"status.{case_type}.{name}", part)
                for name, part in parts.items()
            }
            for case_type, parts in file.status.items()
        }
    )


def _status_words(path: Path, place: str, part: StatusPart) -> StatusWords:
    if DUTCH.code not in part.words:
        raise BadFile(f"{path}: {place}: no {DUTCH.code} in words; add it")
    for code in part.words:
        if code not in LANGUAGES:
            codes = ", ".join(LANGUAGES)
            raise BadFile(f"{path}: {place}: unknown language {code} in words; write {codes}")
    return StatusWords(
        words=part.words, progress=Progress(part.phase.value) if part.phase else None
    )
