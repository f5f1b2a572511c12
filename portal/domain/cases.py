"""Cases: what a resident has asked of the municipality, as the case system keeps them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from portal.domain.case_keys import CaseKey, CaseNumber, DecisionKey
from portal.domain.consultations import ConsultationProof
from portal.domain.failures import MissingPart, SourceAnswer
from portal.domain.people import Ground, Level


class Progress(StrEnum):
    """How far a case is, in the words shown to residents."""

    RECEIVED = "received"
    IN_PROGRESS = "in_progress"
    WAITING_FOR_YOU = "waiting_for_you"
    SUSPENDED = "suspended"
    """The municipality put it off (opschorting): its term doesn't run."""
    CLOSED = "closed"


class Payment(StrEnum):
    """What was paid of the costs of a case (betalingsindicatie), where there are any."""

    NOTHING_YET = "nog_niet"
    IN_PART = "gedeeltelijk"
    ALL = "geheel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case of one resident, as in a list.

    Source: Zaak (ZGW Zaken API 1.5); `key` is its identity, `number` its `identificatie`.
    Dates are calendar days in Europe/Amsterdam.
    """

    key: CaseKey
    number: CaseNumber
    title: str
    """What it is, as the case type's name says it; empty where it has none."""
    description: str
    progress: Progress
    status: str
    """The municipality's own words (Dutch) for the present status; empty where it has none."""
    started: date
    closed: date | None
    """Day on which it ended; None exactly when its progress is not CLOSED."""
    expected: date | None
    """Planned day of the end, `einddatumGepland`; None where nothing was promised."""
    due: date | None
    """Last day by law to decide, `uiterlijkeEinddatumAfdoening`; None where no term applies."""
    result: str = ""
    """Name of how it ended; empty before that."""
    suspension: str | None = None
    """Why its term doesn't run now, '' where that is not told; None where it runs."""
    extension: str | None = None
    """Why its dates were put off, '' where that is not told; None where they were not."""
    payment: Payment | None = None

    @property
    def is_closed(self) -> bool:
        """Whether it has ended."""
        return self.progress is Progress.CLOSED or self.closed is not None


class StepState(StrEnum):
    """Where a step of a case stands."""

    DONE = "done"
    NOW = "now"
    NEXT = "next"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the timeline; `at` is the moment (UTC) it was reached."""

    name: str
    """The municipality's words for it (Dutch); empty where it has none, and `progress` says it."""
    state: StepState
    at: datetime | None
    note: str = ""
    progress: Progress = Progress.IN_PROGRESS
    """How far a case is that is in this step."""
    words: Mapping[str, str] = field(default_factory=dict)
    """The municipality's words for it in other languages, by code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDocument:
    """A document of a case that the resident may see. `id` is the document's UUID."""

    id: UUID
    title: str
    file_name: str
    media_type: str
    size: int | None
    """Bytes; None where that is not told."""
    added: date
    from_resident: bool
    kind: str
    """Name of the document type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """The named person who handles the case."""

    name: str
    phone: str
    email: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A decision (besluit) in a case. `last_day_to_object`: None where none applies (yet)."""

    title: str
    text: str
    sent: date | None
    last_day_to_object: date | None
    documents: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """One case with all that its page shows."""

    case: Case
    steps: tuple[Step, ...]
    documents: tuple[CaseDocument, ...]
    contact: Contact | None
    decisions: tuple[Decision, ...]
    unread_parts: tuple[MissingPart, ...] = ()
    """Names of the parts that could not be read just now ("documents", "decisions")."""


@dataclass(frozen=True, slots=True)
class Download:
    """The content of a document, to be streamed."""

    file_name: str
    media_type: str
    size: int | None
    chunks: Iterator[bytes]


class CaseSystem(Protocol):
    """What residents need of a case system.

    Every method raises `SourceError` when it can't be asked, so an empty list always means that
    there is nothing. Each takes the resident from the line; somebody else's case and an unknown
    one both raise `NotFound`.
    """

    def cases_of(self, proof: ConsultationProof) -> SourceAnswer[list[Case]]:
        """All cases that this resident started, newest first; what is odd is missing."""
        ...

    def case_file(self, proof: ConsultationProof, key: CaseKey) -> CaseFile:
        """One case of this resident with its steps, documents, contact and decisions."""
        ...

    def download(self, proof: ConsultationProof, key: CaseKey, document: UUID) -> Download:
        """A document that the resident may see in this case."""
        ...

    def steps_of_report(self, key: CaseKey) -> tuple[Step, ...]:
        """The steps of a case that nobody is the initiator of: no personal data, so no line.

        Raises `OfSomebodyElse` where somebody is the initiator after all.
        """
        ...

    def key_of(self, url: str) -> CaseKey | DecisionKey | None:
        """What a notification is about, by its URL; None for a URL of nothing that we know.

        Nothing is asked: it is the one place where a URL from outside becomes a key.
        """
        ...

    def case_of(self, decision: DecisionKey) -> CaseKey | None:
        """The case that this decision was taken in; None where it has none, or is gone."""
        ...

    def subject_of(self, key: CaseKey) -> str | None:
        """BSN of the initiator of this case: for telling whom a notification concerns.

        None where the case has no initiator with a BSN. Shown to nobody. Raises `NotFound` only
        for the case of another case system, which is not asked.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiator:
    """Who asked, for the case's initiator role. An anonymous report has no BSN and maybe no name.

    `ground` and `level` tell the case system truthfully who acted (rule 9).
    """

    bsn: str | None
    name: str
    email: str
    phone: str
    ground: Ground
    level: Level


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDocument:
    """A file for a case. `reference` is its natural key (at most 40 characters)."""

    reference: str
    title: str
    file_name: str
    media_type: str
    kind: str
    """Name of the document type in the catalogue (`omschrijving`)."""
    content: Callable[[], bytes]
    """Read only when it is sent, so that one file at a time is in memory."""
    received: date
    description: str = ""
    """What who opens it must know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCase:
    """Everything that makes a submission a case; all keys come from the stored submission."""

    submission: UUID
    number: CaseNumber
    case_type: str
    """The case type's `identificatie` in the catalogue."""
    description: str
    started: date
    sent_at: datetime
    """Moment (UTC) of sending: the fixed moment of the first status, its natural key."""
    initiator: Initiator
    properties: tuple[tuple[str, str], ...]
    documents: tuple[NewDocument, ...]


class CaseIntake(Protocol):
    """How submissions become cases: every method may be repeated and changes nothing twice."""

    def number_of(self, submission: UUID, answers: str) -> CaseNumber | None:
        """The number of the case that this submission became before; None where it became none.

        A database that was restored, or a standby that lagged, doesn't know it any more. `answers`:
        the reference of the document with its answers, which only that case has.
        """
        ...

    def reserve_number(self) -> CaseNumber | None:
        """An official case number; None where the case system doesn't hand them out."""
        ...

    def deliver(self, new: NewCase) -> CaseKey:
        """Make (or complete) the case and give its key; exactly one, however often called.

        Raises `SourceError`; call again later.
        """
        ...

    def add_document(self, key: CaseKey, document: NewDocument) -> None:
        """Add a document to a case; twice is once. Raises `SourceError`."""
        ...

    def lacks(self, needs: "CatalogueNeeds") -> list[str]:
        """What the catalogue lacks for these needs, in plain sentences; empty: nothing."""
        ...

    def without_words(self) -> list[str]:
        """Each status for which residents get no words of the municipality, in plain sentences.

        And each entry of the file with such words that is of no status; empty: all agree.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueNeeds:
    """What one form asks of the catalogue."""

    case_type: str
    properties: tuple[str, ...]
    document_types: tuple[str, ...]
    first_status: str = ""
    """Name that the first status type should have; empty: any."""
