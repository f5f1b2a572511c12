"""Contacts of residents with the municipality: what they ask, what is answered, who called.

Standard: Klantinteracties API 0.9 (Open Klant 2).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from portal.domain.case_keys import CaseKey
from portal.domain.consultations import ConsultationProof
from portal.domain.failures import SourceAnswer
from portal.domain.people import Party

LONGEST_TEXT = 1000
"""Characters of what a resident asks: no more goes into `inhoud` of a `klantcontact`."""


class ContactChannel(StrEnum):
    """By what way the resident and the municipality met."""

    PORTAL = "portal"
    PHONE = "phone"
    COUNTER = "counter"
    MAIL = "mail"
    POST = "post"
    CHAT = "chat"
    OTHER = "other"


class RequestKind(StrEnum):
    """What a resident can ask for."""

    QUESTION = "question"
    """An answer in writing."""
    CALLBACK = "callback"
    """To be called."""


class DayPart(StrEnum):
    """When a resident would like to be called."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    ANY = "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewContact:
    """What a resident asks, as it is put into the register; `request_id` is its natural key."""

    request_id: UUID
    kind: RequestKind
    resident: Party
    asked_at: datetime
    """A moment in UTC."""
    text: str
    """At most `LONGEST_TEXT` characters; may be '' where they want to be called."""
    answer_by: date
    """The day that the resident was promised."""
    case_key: CaseKey | None = None
    case_number: str = ""
    email: str = ""
    """'' where none is known; so is the phone."""
    phone: str = ""
    day_part: DayPart | None = None
    """None where they don't want to be called."""
    subject: str = ""
    """What it is about besides a case, in Dutch; '' for nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactMoment:
    """One contact, as far as the resident may see it."""

    id: UUID
    at: datetime
    """A moment in UTC."""
    channel: ContactChannel
    subject: str
    """What it was about, in the words of who wrote it down; '' where nobody did."""
    case_key: CaseKey | None
    request_id: UUID | None
    """What was asked through this portal, that it is; None for every other contact."""
    kind: RequestKind | None
    """What was asked for, where it was asked through this portal."""
    text: str
    """What the resident asked through this portal; '' of every other contact."""
    answer: str
    """What was answered to that, once the municipality is done with it; else ''."""
    is_handled: bool
    """Whether the municipality is done with what was asked."""
    is_reached: bool | None
    """Whether who was called was reached; None where that isn't said."""
    follows: UUID | None
    """The contact that it came after, as a call comes after the wish to be called."""


@dataclass(frozen=True, slots=True)
class PhoneCall:
    """A call that came after the wish to be called."""

    id: UUID
    """Of the contact that it is."""
    at: datetime
    """A moment in UTC."""
    is_reached: bool | None
    """Whether who was called was reached; None where that isn't said."""


def calls_after(contacts: Iterable[ContactMoment], contact_id: UUID) -> tuple[PhoneCall, ...]:
    """The calls among these contacts that came after this one, the first one first."""
    calls = [
        PhoneCall(each.id, each.at, each.is_reached)
        for each in contacts
        if each.follows == contact_id
    ]
    return tuple(sorted(calls, key=lambda call: call.at))


class ContactRegister(Protocol):
    """Where contacts are kept; raises `SourceError` when it can't be asked."""

    def contacts_of(self, proof: ConsultationProof) -> SourceAnswer[list[ContactMoment]]:
        """The contacts of this resident, newest first; what is odd is missing."""
        ...

    def contact(self, proof: ConsultationProof, contact_id: UUID) -> ContactMoment:
        """One contact of this resident; raises `NotFound`."""
        ...

    def register(self, new: NewContact) -> UUID:
        """Put in what was asked, the same request once; gives the id of the contact."""
        ...

    def is_task(self, url: str) -> bool:
        """Whether a URL in a notification names work of an employee here. Asks nobody."""
        ...

    def contact_of_task(self, url: str) -> UUID | None:
        """The contact that this work is for; None where it is gone."""
        ...

    def contact_followed(self, url: str) -> UUID | None:
        """The contact that the one at a URL of here came after; None: after none of here."""
        ...

    def contact_of(self, url: str) -> UUID | None:
        """The contact that a URL in a notification names; None: of none here. Asks nobody."""
        ...
