"""How submissions become cases: what is handed to the case system, and what it must offer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from forms.case_objects import AnsweredObject, CasePoint
from forms.properties import PropertyShape, PropertyValue
from portal.domain.case_keys import CaseKey, CaseNumber
from portal.domain.case_rules import CaseRules
from portal.domain.contents import Content
from portal.domain.document_rules import DocumentRules
from portal.domain.failures import SourceRefused
from portal.domain.people import Ground, Level
from portal.domain.remedies import RemedyRegister


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
class Agent:
    """Who acted for the initiator of a case: a second role in it (rule 9)."""

    bsn: str
    name: str
    email: str = ""
    phone: str = ""
    level: Level
    """With which they logged in."""
    mandate: str
    """What proves that they may act: the id of the service at DigiD Machtigen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDocument:
    """A file for a case. `reference` is its natural key (at most 40 characters)."""

    reference: str
    title: str
    file_name: str
    media_type: str
    kind: str
    """Name of the document type in the catalogue (`omschrijving`)."""
    content: Callable[[], Content]
    """Made only when it is sent; a large one is read a piece at a time."""
    received: date
    description: str = ""
    """What who opens it must know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStatus:
    """A status that a case gets, by its name in the catalogue. `at` (UTC) is its natural key."""

    name: str
    at: datetime
    explanation: str
    result: str = ""
    """Name of the result that the case gets first; '': none."""


@dataclass(frozen=True, slots=True)
class KeptRecord:
    """The record of a submission in the register of objects; `url` is where that has it."""

    url: str


CaseObject = AnsweredObject | KeptRecord
"""Something that a case is about, or that belongs to it elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCase:
    """Everything that makes a submission a case; all keys come from the stored submission."""

    submission: UUID
    number: CaseNumber
    """By which it is found again; one that the case system numbers is found by the submission."""
    case_type: str
    """The case type's `identificatie` in the catalogue."""
    description: str
    started: date
    sent_at: datetime
    """Moment (UTC) of sending: the fixed moment of the first status, its natural key."""
    planned: date
    """Day that was promised on sending, `einddatumGepland`."""
    costs_money: bool = False
    """Whether something is to be paid, of which nothing is paid yet."""
    due: date | None
    """Last day by law, `uiterlijkeEinddatumAfdoening`; None where no law sets a term."""
    initiator: Initiator
    agent: Agent | None = None
    """Who acted for the initiator; None where nobody did."""
    properties: Mapping[str, tuple[PropertyValue, ...]]
    """By their names in the catalogue, which says how they are written."""
    objects: tuple[CaseObject, ...] = ()
    """What it is about."""
    point: CasePoint | None = None
    """Where it is, `zaakgeometrie`; None where nobody pointed at a place."""
    record: Callable[[CaseNumber], str] | None = None
    """Keeps what was sent as data, with the number of the case, once all else but its first status
    is there; gives the URL of that. May be called again. None: it is not kept."""
    documents: tuple[NewDocument, ...]
    key: CaseKey | None = None
    """The case that was made of it already, where that has another number; None: look for it."""


class NumberIgnored(SourceRefused):
    """The case system gave a case a number of its own, and the settings don't say that it does.

    `key`: the case, so that no second one is made.
    """

    def __init__(self, system: str, key: CaseKey) -> None:
        reason = "it gives cases numbers of its own, which the settings don't say (numbers itself)"
        super().__init__(system, reason, status=200, code="number-ignored", is_final=True)
        self.key = key


class CaseClosed(SourceRefused):
    """The case was closed before this came: nothing can be added to it.

    `closed_on`: the day on which it ended.
    """

    def __init__(self, system: str, reason: str, closed_on: date) -> None:
        super().__init__(system, reason, status=403, code="closed", is_final=True)
        self.closed_on = closed_on


class NotInCatalogue(str):
    """A sentence about something that a file names and a catalogue hasn't.

    Another case system may have it.
    """

    __slots__ = ()


class CaseIntake(Protocol):
    """How submissions become cases: every method may be repeated and changes nothing twice."""

    def number_of(self, submission: UUID, answers: str) -> CaseNumber | None:
        """The number of the case that this submission became; None where it became none yet.

        Of one that an earlier release may have given another number than its reference, and of one
        that the case system numbered. `answers`: the reference of the document with its answers,
        which only that case has.
        """
        ...

    def numbers_itself(self, case_type: str) -> bool:
        """Whether cases of this type get a number of the case system's own."""
        ...

    def deliver(self, new: NewCase) -> CaseKey:
        """Make (or complete) the case and give its key; exactly one, however often called.

        Raises `SourceError`; call again later. `NumberIgnored` gives the key of what was made.
        """
        ...

    def add_document(self, key: CaseKey, document: NewDocument) -> None:
        """Add a document to a case; twice is once. Raises `SourceError`, `CaseClosed`."""
        ...

    def set_status(self, key: CaseKey, new: NewStatus) -> None:
        """Give a case this status, with its result; twice is once.

        Raises `SourceError`, `CaseClosed`.
        """
        ...

    def set_payment(self, key: CaseKey, paid_at: datetime | None) -> None:
        """Let a case say that what it costs was paid, all of it, at this moment (UTC).

        None: that it is not (any more). Twice is once. Raises `SourceError`, `CaseClosed`.
        """
        ...

    def lacks(self, needs: "CatalogueNeeds") -> list[str]:
        """What the catalogue lacks for these needs, in plain sentences; empty: nothing."""
        ...

    def not_allowed(self, needs: "CatalogueNeeds") -> list[str]:
        """What the portal may not do at the case system for these needs, in plain sentences.

        Nothing is made to find that out. Empty: nothing that can be found out so.
        """
        ...

    def without_words(self) -> list[str]:
        """Each status for which residents get no words of the municipality, in plain sentences.

        And each entry of the file with such words that is of no status; empty: all agree.
        """
        ...

    def without_remedies(self, register: RemedyRegister) -> list[str]:
        """Where the catalogue and the file of remedies don't say the same, in plain sentences."""
        ...

    def without_cases(self, rules: CaseRules) -> list[str]:
        """Where the file of cases names what isn't in the catalogue, in plain sentences."""
        ...

    def without_kinds(self, rules: DocumentRules) -> list[str]:
        """Where the file of documents shows what isn't in the catalogue, in plain sentences."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PropertyNeed:
    """A property (eigenschap) that one form fills, and what the form can give for it."""

    name: str
    shape: PropertyShape


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueNeeds:
    """What one form asks of the catalogue."""

    case_type: str
    properties: tuple[PropertyNeed, ...]
    document_types: tuple[str, ...]
    first_status: str = ""
    """Name that the first status type should have; empty: any."""
    has_objects: bool = False
    """Whether its cases say what they are about."""
