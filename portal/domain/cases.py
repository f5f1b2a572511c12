"""Cases: what a resident has asked of the municipality, as the case system keeps them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from portal.domain.case_keys import CaseKey, CaseNumber
from portal.domain.case_rules import CaseRole
from portal.domain.failures import MissingPart


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
    result_explanation: str = ""
    """Why it ended so, in the municipality's own words (Dutch); empty where nobody told."""
    suspension: str | None = None
    """Why its term doesn't run now, '' where that is not told; None where it runs."""
    was_suspended: bool = False
    """Whether its term stood still and runs again; for how long, the case system doesn't tell."""
    extension: str | None = None
    """Why its dates were put off, '' where that is not told; None where they were not."""
    extension_period: str = ""
    """For how long, written as in ISO 8601: another period is another extension."""
    extension_days: int | None = None
    """How many days that is; None where it can't be reckoned."""
    expected_before: date | None = None
    """What `expected` was before the extension; None where it isn't known, or was not moved."""
    due_before: date | None = None
    """The same of `due`."""
    payment: Payment | None = None
    last_paid: date | None = None
    """Day of the newest payment (laatsteBetaaldatum); None where none is told."""
    role: CaseRole = CaseRole.APPLICANT
    """What the resident is in it."""
    case_type: str = ""
    """Its kind by the code of the municipality, the case type's `identificatie`."""

    @property
    def is_closed(self) -> bool:
        """Whether it has ended."""
        return self.progress is Progress.CLOSED or self.closed is not None

    @property
    def stands_still(self) -> bool:
        """Whether its term doesn't run: it is suspended, or waits for the resident (Awb 4:15)."""
        return self.suspension is not None or self.progress is Progress.WAITING_FOR_YOU


CASES_ON_PAGE = 20
"""With all that is expanded, Open Zaak takes some 20 ms for each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseList:
    """One page of the cases of a resident, the newest first; the first page has number 1."""

    cases: tuple[Case, ...]
    number: int
    count: int | None
    """How many cases there are on all pages; None where nobody knows."""
    has_older: bool

    @property
    def is_whole(self) -> bool:
        """Whether there are no other pages."""
        return self.number == 1 and not self.has_older


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


class DocumentSender(StrEnum):
    """Who sent a document of a case."""

    RESIDENT = "resident"
    """The resident, or somebody for them, through this portal."""
    MUNICIPALITY = "municipality"
    OTHERS = "others"


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
    sender: DocumentSender
    kind: str
    """Name of the document type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """The named person who handles the case."""

    name: str
    phone: str
    email: str
    role: str


class EndOfDecision(StrEnum):
    """Why a decision stops to hold (vervalreden)."""

    TEMPORARY = "tijdelijk"
    """It was to hold for some time only."""
    WITHDRAWN = "ingetrokken_overheid"
    WITHDRAWN_ON_REQUEST = "ingetrokken_belanghebbende"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A decision (besluit) in a case; what one can do against it, `domain.remedies` says."""

    title: str
    """What it is, as the decision type's name says it; empty where it has none."""
    text: str
    sent: date | None
    last_day_to_object: date | None
    """Its own last day (uiterlijkeReactiedatum); None where none is told."""
    documents: tuple[UUID, ...]
    usual_last_day: date | None = None
    """The last day by the period of its type (reactietermijn); None where none is told."""
    id: UUID | None = None
    """None only in what was remembered of before decisions had one."""
    ends: date | None = None
    """The first day on which it doesn't hold (vervaldatum); None where none is told."""
    end: EndOfDecision | None = None
    """Why it doesn't hold from then; None where that isn't told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubCase:
    """A part of a case that is handled by itself (deelzaak), as the page of the whole tells it."""

    title: str
    """What it is, as its kind's name says it; empty where that has none."""
    description: str
    steps: tuple[Step, ...]
    """That it began, and where it stands; what comes next, the whole case says."""
    documents: tuple[CaseDocument, ...]
    key: CaseKey | None = None
    """Its key where the resident started it too, so that it has a page; else None."""


class CaseRelation(StrEnum):
    """What a case has to do with another one."""

    MAIN = "hoofdzaak"
    """It is a part of the other one."""
    FOLLOWS = "vervolg"
    """The other one was the reason to start it."""
    CONCERNS = "onderwerp"
    """It is about the other one."""
    HELPS = "bijdrage"
    """It helps to end the other one."""
    OTHER = "overig"


@dataclass(frozen=True, slots=True)
class RelatedCase:
    """Another case of the same resident that this one has to do with."""

    case: Case
    relation: CaseRelation


@dataclass(frozen=True, slots=True, kw_only=True)
class Representation:
    """That somebody acts for somebody else in a case (machtiging)."""

    is_by_resident: bool
    """Whether the resident acts for the other; else the other acts for the resident."""
    name: str
    """Of the other; empty where the case doesn't say it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """One case with all that its page shows."""

    case: Case
    steps: tuple[Step, ...]
    documents: tuple[CaseDocument, ...]
    contact: Contact | None
    decisions: tuple[Decision, ...]
    sub_cases: tuple[SubCase, ...] = ()
    """In the order in which they began."""
    related: tuple[RelatedCase, ...] = ()
    representation: Representation | None = None
    """None where the resident acts for themselves."""
    unread_parts: tuple[MissingPart, ...] = ()
    """Names of the parts that could not be read just now ("documents", "decisions")."""
    tells_decisions: bool = True
    """Whether its case system can tell of decisions at all: it has a Besluiten API."""

    @property
    def has_no_decision(self) -> bool:
        """Whether no decision was sent; not so where that is unknown."""
        is_read = all(part.name != "decisions" for part in self.unread_parts)
        return self.tells_decisions and is_read and not self.decisions


@dataclass(frozen=True, slots=True)
class CaseInbox:
    """What a resident may add to one case: documents of these kinds, by their names in Dutch.

    None of any kind where the case is closed, or takes none.
    """

    case: Case
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Download:
    """The content of a document, to be streamed."""

    file_name: str
    media_type: str
    size: int | None
    """Bytes that come, as is told with them; None where it is not. A document may say otherwise."""
    chunks: Iterator[bytes]
