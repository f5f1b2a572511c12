"""Consultations: each moment at which data about a resident was looked at, fetched or changed.

Model: VNG Verwerkingenlogging 1.0 and Logius Logboek Dataverwerkingen (2024-10), see
`portal.storage.consultations`. Rule 7 of the design, "no line, no data", is held by a type: what
reads personal data asks for a `ConsultationProof`, and only a written line gives one.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol, Self
from uuid import UUID

from portal.domain.case_keys import CaseKey
from portal.domain.failures import SourceAnswer
from portal.domain.people import Actor, Ground, KnownByKey, OwnerId, Party


class Action(StrEnum):
    """What was done with the data."""

    VIEWED = "viewed"
    FETCHED = "fetched"
    SHARED = "shared"
    CHANGED = "changed"
    DOWNLOADED = "downloaded"
    CHECKED = "checked"


class Activity(StrEnum):
    """The processing activities (AVG art. 30) that the portal itself performs.

    The values are codes of the register of activities, which are Dutch.
    """

    LOGIN = "inloggen"
    FORM = "aanvraag-invullen"
    SUBMISSION = "aanvraag-versturen"
    CASES = "zaken-volgen"
    MESSAGES = "berichten"
    CONSULTATIONS = "gegevensgebruik"
    CONSENTS = "toestemmingen"
    OWN_DATA = "mijn-gegevens"
    CONTACTS = "vragen-en-contact"


class DataKind(StrEnum):
    """Categories of data, as a resident would name them."""

    IDENTITY = "identity"
    NAME = "name"
    ADDRESS = "address"
    HOUSEHOLD = "household"
    CONTACT = "contact"
    PHONE = "phone"
    CASE = "case"
    DOCUMENT = "document"
    DECISION = "decision"
    TASK = "task"
    QUESTION = "question"
    ANSWERS = "answers"
    CONSULTATIONS = "consultations"
    OTHER = "other"
    BSN = "bsn"
    CONSENT = "consent"
    INCOME = "income"
    ASSETS = "assets"
    VEHICLE = "vehicle"


class HowChosen(StrEnum):
    """Why this source was asked: the law says so, the resident chose it, or consented to it.

    Stored in Dutch, as all codes of the register of activities are; compare members, not words.
    """

    LAW = "wettelijk"
    CHOICE = "ophalen"
    CONSENT = "toestemming"


@dataclass(frozen=True, slots=True)
class Act:
    """What is done with which data, under which activity; `source`: the register or system."""

    activity: str
    """Code in the register: an `Activity`, or what `forms/sources.yaml` or a purpose names."""
    action: Action
    kinds: tuple[DataKind, ...]
    source: str


@dataclass(frozen=True, slots=True)
class About:
    """The thing that data is of: its kind, its name, and its case (None: of none that we know)."""

    kind: str = ""
    reference: str = ""
    case: CaseKey | None = None
    case_number: str = ""
    """What people call the case by, where it is known."""

    @classmethod
    def of_case(cls, key: CaseKey) -> Self:
        """A case itself."""
        return cls("case", str(key.id), key)


NOTHING = About()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewConsultation:
    """One line to be written: who did what with which data of whom, and why.

    `source` is the register or system that was asked, `object_ref` names the thing (case number,
    document id); neither ever holds a BSN or content. `recipient` is the organisation with which
    the data was shared, where it was.
    """

    subject: Party | KnownByKey
    ground: Ground
    acted_by: OwnerId | None
    """Who acted; None: the system."""
    activity: str
    """Code in the register: an `Activity`, or what `forms/sources.yaml` or a purpose names."""
    action: Action
    kinds: tuple[DataKind, ...]
    source: str
    object_kind: str = ""
    object_ref: str = ""
    case: CaseKey | None = None
    case_ref: str = ""
    """Number of the case, where it is known: for people, and for what has no key."""
    how_chosen: HowChosen = HowChosen.LAW
    recipient: str = ""
    draft_id: UUID | None = None
    """The draft for which it was done, also after it was sent: its lines belong together."""
    look_id: UUID | None = None
    """The look of which it is a try: each of its tries has the same."""

    @classmethod
    def by(cls, actor: Actor, act: Act, about: About = NOTHING) -> Self:
        """What an actor does, for whom they act."""
        line = cls.on(actor.ground, actor.for_party, act, about)
        return replace(line, acted_by=actor.by_whom)

    @classmethod
    def by_system(cls, subject: Party | KnownByKey, act: Act, about: About = NOTHING) -> Self:
        """What the portal does of itself, such as following a case."""
        return cls.on(Ground.SYSTEM, subject, act, about)

    @classmethod
    def on(
        cls, ground: Ground, subject: Party | KnownByKey, act: Act, about: About = NOTHING
    ) -> Self:
        """What was done on this ground, where the actor is no longer or not yet there.

        On the grounds `SELF` and `ANONYMOUS` the subject acted.
        """
        return cls(
            subject=subject,
            ground=ground,
            acted_by=subject.key if ground in (Ground.SELF, Ground.ANONYMOUS) else None,
            activity=act.activity,
            action=act.action,
            kinds=act.kinds,
            source=act.source,
            object_kind=about.kind,
            object_ref=about.reference,
            case=about.case,
            case_ref=about.case_number,
        )


@dataclass(frozen=True, slots=True)
class ConsultationProof:
    """Proof that a line stands in the database; only `portal.storage.consultations` makes one.

    Gateways take the person from it, so that the line and the data can't be about two people.
    """

    line: UUID
    subject: Party


class Who(StrEnum):
    """Who acted, as a class: never a person."""

    YOU = "you"
    REPRESENTATIVE = "representative"
    HELPER = "helper"
    COSIGNER = "cosigner"
    EMPLOYEE = "employee"
    AUTOMATIC = "automatic"
    OTHER = "other"
    """Another organisation than the municipality."""


LOOKING = frozenset({Action.VIEWED, Action.CHECKED})
"""What brings no data anywhere else."""
PEOPLE = frozenset({Who.YOU, Who.REPRESENTATIVE, Who.HELPER, Who.COSIGNER})
"""Those who act for themselves or for the resident: of no department."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultation:
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
    case: CaseKey | None = None
    """The case; None where it is about none, or the writer knows another name."""
    case_ref: str = ""
    """Number of the case, where the writer knew it."""
    process_id: UUID | None = None
    """The case as another writer names it: by its id in a case system that is not said."""
    process: str = ""
    """What the writer calls it."""
    document: UUID | None = None
    how_chosen: HowChosen = HowChosen.LAW
    recipient: str = ""
    has_failed: bool = False
    kept_until: date | None = None
    """The last day (in the Netherlands) on which it is kept; None: as its activity says."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Consultations that are alike, counted; `sample` stands for them, with the newest moment."""

    sample: Consultation
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryFilter:
    """What a page is about: everything, one case, or one document of a case."""

    case: CaseKey | None = None
    case_ref: str = ""
    """Number of that case: lines that have no key are matched by it ('': by none)."""
    document: UUID | None = None

    def fits(self, line: Consultation) -> bool:
        """Whether this line belongs on the page."""
        if self.document:
            return line.document == self.document
        if self.case is None:
            return True
        if line.case:
            return line.case == self.case
        is_named = bool(self.case_ref) and line.case_ref == self.case_ref
        return is_named or line.process_id == self.case.id


class ConsultationLog(Protocol):
    """The municipality's own log of what employees and their systems look at.

    Raises `SourceError` when it can't be asked, so an empty list always means that there is
    nothing. Confidential lines never leave it.
    """

    def is_connected(self) -> bool:
        """Whether there is such a log at all; where there is none, pages say so."""
        ...

    def lines_of(
        self, proof: ConsultationProof, first: date, last: date
    ) -> SourceAnswer[list[Consultation]]:
        """The lines about this resident of these days, both included, newest first.

        What is odd is missing.
        """
        ...

    def line(self, proof: ConsultationProof, line_id: UUID) -> Consultation:
        """One line about this resident; raises `NotFound`."""
        ...
