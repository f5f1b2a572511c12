"""What the case worker's page sees of a case: plain values, no JSON."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """One case in the case worker's list; moments are UTC, dates are days in Demodam."""

    id: UUID
    number: str
    """The case number that the resident knows (`identificatie`)."""
    case_type: str
    """Code of the case type, for example `VERHUIZING`."""
    case_type_name: str
    subject: str
    """One line about this case (`omschrijving`)."""
    applicant_bsn: str
    """BSN of the initiator; empty for a case without one (an anonymous report)."""
    applicant_name: str
    status: str
    """Empty while the case has no status: then it is still being sent."""
    status_since: datetime | None
    started: date
    due: date | None
    closed: date | None
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One thing the case worker can choose from: a status, a result or a document type."""

    id: UUID
    name: str
    is_end: bool = False
    """For a status: whether it closes the case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusLine:
    """One status that the case has had."""

    name: str
    since: datetime
    explanation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentLine:
    """One document of the case."""

    id: UUID
    title: str
    document_type: str
    file_name: str
    media_type: str
    size_bytes: int
    created: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionLine:
    """One decision on the case."""

    id: UUID
    number: str
    kind: str
    decided: date
    explanation: str
    sent: date | None
    object_until: date | None
    ends: date | None
    """The day from which it doesn't hold any more; None where none is set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleLine:
    """Somebody who has to do with the case."""

    id: UUID
    kind: str
    """What they are in it: `Aanvrager`, `Belanghebbende`, `Gemachtigde` and others."""
    name: str
    bsn: str
    """Empty for who is no person that is known by it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskLine:
    """One thing that was asked of the resident."""

    id: UUID
    title: str
    status: str
    """`open`, `afgerond`, `verwerkt` or `gesloten`."""
    due: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """Everything about one case that the case worker's page shows or lets choose."""

    line: CaseLine
    answers: tuple[tuple[str, str], ...]
    """The properties (`zaakeigenschappen`) with their values."""
    statuses: tuple[StatusLine, ...]
    """Newest first."""
    documents: tuple[DocumentLine, ...]
    decisions: tuple[DecisionLine, ...]
    tasks: tuple[TaskLine, ...]
    possible_statuses: tuple[Choice, ...]
    """In their order; empty for a closed case."""
    possible_results: tuple[Choice, ...]
    possible_documents: tuple[Choice, ...]
    """Types of document that may be asked for."""
    possible_papers: tuple[Choice, ...]
    """Types of document that may be put in it; empty for a closed case."""
    extension: str
    """Why it takes longer; empty where it doesn't."""
    suspension: str | None
    """Why it stands still; None where it goes on."""
    sub_cases: tuple[Choice, ...]
    """Its parts, by what they are about."""
    possible_parts: tuple[Choice, ...]
    """The kinds of case that a part can be of; empty for a closed case, and for a part."""
    payment: str
    """What was paid (`betalingsindicatie`); empty where nobody said."""
    roles: tuple[RoleLine, ...]
    confidentiality: str
    """How secret it is (`vertrouwelijkheidaanduiding`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentContent:
    """A document itself."""

    file_name: str
    media_type: str
    content: bytes


class NotPossible(Exception):
    """The action can't be done on this case; the message says why, in Dutch."""


class NoSuchCase(NotPossible):
    """There is no such case, document or choice."""
