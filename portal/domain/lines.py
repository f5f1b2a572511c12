"""NewConsultation lines as they are read: the portal's own and those of other systems in one shape."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from portal.domain.consultations import Action, ConsultationProof, DataKind, HowChosen


class Who(StrEnum):
    """Who acted, as a class: never a person."""

    YOU = "you"
    REPRESENTATIVE = "representative"
    HELPER = "helper"
    EMPLOYEE = "employee"
    AUTOMATIC = "automatic"
    OTHER = "other"
    """Another organisation than the municipality."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One consultation of one resident.

    `at` is a moment in UTC. Words that another system wrote (`deed`, `reason`,
    `details`, `process`) are Dutch and shown as they are.
    """

    id: UUID
    at: datetime
    who: Who
    organisation: str = ""
    """Empty: the municipality itself."""
    activity_code: str = ""
    activity_id: UUID | None = None
    """The exact version, where the writer said so; else the one that held at `at`."""
    action: Action
    kinds: tuple[DataKind, ...]
    details: tuple[str, ...] = ()
    """What it was more exactly, such as `Huurcontract`."""
    deed: str = ""
    reason: str = ""
    source: str
    """The register or system; empty where the writer does not tell."""
    object_kind: str = ""
    object_ref: str = ""
    case_ref: str = ""
    """Number of the case; empty where it is about none, or the writer knows another name."""
    process_id: UUID | None = None
    """The case by its id in the case system."""
    process: str = ""
    """What the writer calls it."""
    document: UUID | None = None
    how_chosen: HowChosen = HowChosen.LAW
    recipient: str = ""
    has_failed: bool = False
    kept_until: date | None = None
    """The last day (in the Netherlands) on which it is kept; None: as its activity says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a page is about: everything, one case, or one document of a case."""

    case_ref: str = ""
    process: UUID | None = None
    """The case by its id in the case system."""
    document: UUID | None = None

    def fits(self, line: Line) -> bool:
        """Whether this line belongs on the page."""
        if self.document:
            return line.document == self.document
        if self.case_ref:
            return line.case_ref == self.case_ref or (
                line.process_id is not None and line.process_id == self.process
            )
        return True


class ConsultationLog(Protocol):
    """The municipality's own log of what employees and their systems look at.

    Raises `SourceError` when it can't be asked, so an empty list always means that there is
    nothing. Confidential lines never leave it.
    """

    def is_connected(self) -> bool:
        """Whether there is such a log at all; where there is none, pages say so."""
        ...

    def lines_of(self, proof: ConsultationProof, first: date, last: date) -> list[Line]:
        """The lines about this resident of these days, both included, newest first."""
        ...

    def line(self, proof: ConsultationProof, line_id: UUID) -> Line:
        """One line about this resident; raises `NotFound`."""
        ...
