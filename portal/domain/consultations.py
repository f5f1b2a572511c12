"""Consultations: each moment at which data about a resident was looked at, fetched or changed.

Model: VNG Verwerkingenlogging 1.0 and Logius Logboek Dataverwerkingen (2024-10), see
`portal.storage.consultations`. Rule 7 of the design, "no line, no data", is held by a type: what
reads personal data asks for a `ConsultationProof`, and only a written line gives one.
"""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from portal.domain.people import Ground, KnownByKey, Resident


class Action(StrEnum):
    """What was done with the data."""

    VIEWED = "viewed"
    FETCHED = "fetched"
    SHARED = "shared"
    CHANGED = "changed"
    DOWNLOADED = "downloaded"
    CHECKED = "checked"


class Activity(StrEnum):
    """The processing activities (AVG art. 30) that the portal itself performs."""

    LOGIN = "inloggen"
    FORM = "aanvraag-invullen"
    SUBMISSION = "aanvraag-versturen"
    CASES = "zaken-volgen"
    MESSAGES = "berichten"
    CONSULTATIONS = "gegevensgebruik"
    CONSENTS = "toestemmingen"


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
    ANSWERS = "answers"
    CONSULTATIONS = "consultations"
    OTHER = "other"
    BSN = "bsn"
    CONSENT = "consent"
    INCOME = "income"
    ASSETS = "assets"
    VEHICLE = "vehicle"


class HowChosen(StrEnum):
    """Why this source was asked: the law says so, the resident chose it, or consented to it."""

    LAW = "wettelijk"
    CHOICE = "ophalen"
    CONSENT = "toestemming"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewConsultation:
    """One line to be written: who did what with which data of whom, and why.

    `source` is the register or system that was asked, `object_ref` names the thing (case number,
    document id); neither ever holds a BSN or content. `recipient` is the organisation with which
    the data was shared, where it was.
    """

    subject: Resident | KnownByKey
    ground: Ground
    activity: str
    """Code in the register: an `Activity`, or what `forms/sources.yaml` or a purpose names."""
    action: Action
    kinds: tuple[DataKind, ...]
    source: str
    object_kind: str = ""
    object_ref: str = ""
    case_ref: str = ""
    how_chosen: HowChosen = HowChosen.LAW
    recipient: str = ""
    trace_id: UUID | None = None
    """What belongs together: the draft for which it was done, also after it was sent."""


@dataclass(frozen=True, slots=True)
class ConsultationProof:
    """Proof that a line stands in the database; only `portal.storage.consultations` makes one.

    Gateways take the person from it, so that the line and the data can't be about two people.
    """

    line: UUID
    subject: Resident
