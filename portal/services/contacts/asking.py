"""Asking the municipality something: kept first, then brought to the register by the worker."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from portal.domain.callers import request_id
from portal.domain.case_keys import CaseNumber
from portal.domain.cases import Case
from portal.domain.consultations import About, Act, Action, Activity, DataKind, NewConsultation
from portal.domain.contacts import DayPart, RequestKind
from portal.domain.days import day_of, utc_now
from portal.domain.messages import EMAIL, NO_MAIL, NOTICES, MessageKind
from portal.domain.people import Actor, OwnerId
from portal.domain.terms import add_working_days
from portal.settings import Settings
from portal.storage import consultations, deliveries, messages
from portal.storage.contact_requests import (
    ContactRequest,
    RequestContent,
    begin,
    contact_request_of,
)
from portal.storage.deliveries import Errand
from portal.storage.messages import contact_of
from portal.storage.owners import bump_revision

SHARED = Act(Activity.CONTACTS, Action.SHARED, (DataKind.QUESTION,), "klantcontacten")


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestInput:
    """What was sent with the page on which one asks. `key`: the page's own."""

    key: UUID
    kind: RequestKind
    text: str
    case: Case | None = None
    """The resident's own case that it is about."""
    phone: str = ""
    """'' where they don't want to be called."""
    day_part: DayPart | None = None
    subject: str = ""
    """What it is about besides a case, in Dutch, for who answers; '' for nothing."""

    def id_for(self, owner_id: OwnerId) -> UUID:
        """The id of this, asked by them with this page: of what they changed since it is another.

        Who goes back, writes something else and sends that, asks two things.
        """
        key = str(self.case.key) if self.case else ""
        about = (self.subject,) if self.subject else ()
        asked = "\0".join((self.kind, key, self.text, self.phone, self.day_part or "", *about))
        return uuid.uuid5(self.key, f"{owner_id}\0{asked}")


def ask(database: Session, settings: Settings, actor: Actor, asked: RequestInput) -> ContactRequest:
    """Keep it, say that it came in, and have the worker bring it to the register. Commits.

    The page's own key makes the second click of two find what the first one asked.
    """
    owner_id, now = actor.for_party.key, utc_now()
    request = ContactRequest(
        id=asked.id_for(owner_id),
        owner_id=owner_id,
        acted_by=actor.by_whom,
        ground=actor.ground,
        kind=asked.kind,
        case_system=asked.case.key.system if asked.case else "",
        case_id=asked.case.key.id if asked.case else None,
        case_number=asked.case.number if asked.case else CaseNumber(""),
        answer_by=promised_day(settings, asked.kind, now),
        sent_at=now,
        request=request_id(),
    )
    content = RequestContent(
        bsn=actor.for_party.bsn,
        text=asked.text,
        email=email_for(asked.kind, contact_of(database, owner_id)),
        phone=asked.phone,
        day_part=asked.day_part,
        subject=asked.subject,
    )
    if begin(database, request, content):
        _give_to_worker(database, actor, request)
    database.commit()
    stored = contact_request_of(database, owner_id, request.id)
    assert stored is not None, "its id holds whose it is"
    return stored


def email_for(kind: RequestKind, known: Mapping[str, str]) -> str:
    """The mail address that goes along, of what is known of a resident; '' where none does.

    As little as will do: who wants to be called is called, and who wants no mail gets none.
    """
    is_mailed = kind is RequestKind.QUESTION and known.get(NOTICES) != NO_MAIL
    return known.get(EMAIL, "") if is_mailed else ""


def promised_day(settings: Settings, kind: RequestKind, asked_at: datetime) -> date:
    """The day before which it is answered, or the resident called: so many working days later."""
    is_callback = kind is RequestKind.CALLBACK
    days = settings.callback_working_days if is_callback else settings.answer_working_days
    return add_working_days(day_of(asked_at), days)


def _give_to_worker(database: Session, actor: Actor, request: ContactRequest) -> None:
    """With the line of who shared it, and the message that it came in. Caller commits."""
    about = About("contact", str(request.id), request.case_key, request.case_number)
    consultations.write(database, NewConsultation.by(actor, SHARED, about))
    deliveries.queue(database, Errand.contact_request(request.id))
    bump_revision(database, request.owner_id)
    facts = {
        "kind": request.kind,
        "day": request.answer_by.isoformat(),
        "request_id": str(request.id),
    }
    messages.add_message_and_notify(
        database,
        request.owner_id,
        MessageKind.REQUEST_RECEIVED,
        about=str(request.id),
        facts=facts,
    )
