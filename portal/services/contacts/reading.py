"""What is read of questions and contacts for a resident: our own records, and the register."""

from dataclasses import dataclass, replace

from pydantic import TypeAdapter
from sqlalchemy.orm import Session

from portal.domain.case_keys import CaseKey
from portal.domain.consultations import About, Activity, DataKind
from portal.domain.contacts import ContactMoment, ContactRegister
from portal.domain.people import Actor
from portal.services.sources.queries import view
from portal.services.sources.query import SourceQuery, SourceResult
from portal.services.sources.refresh import Refresh, ask_anew
from portal.storage.contact_requests import (
    ContactRequest,
    RequestContent,
    contact_requests_of,
    content_of,
    requests_of_case,
)

MOMENTS = TypeAdapter(list[ContactMoment])
NAME = "contacts"
"""What the contacts are kept under."""


@dataclass(frozen=True, slots=True)
class OwnRequest:
    """Something that the resident asked through the portal, and what is known of it.

    `moment`: what the register says of it now; None where it isn't known there, or was not asked.
    `calls`: the calls that followed, the first one first.
    """

    request: ContactRequest
    content: RequestContent
    moment: ContactMoment | None = None
    calls: tuple[ContactMoment, ...] = ()

    @property
    def answer(self) -> str:
        """The answer; '' where there is none."""
        return self.content.answer or (self.moment.answer if self.moment else "")

    @property
    def is_handled(self) -> bool:
        """Whether the municipality is done with it."""
        is_seen = self.request.handled_at is not None
        return is_seen or bool(self.moment and self.moment.is_handled)


@dataclass(frozen=True, slots=True)
class ContactsPage:
    """All questions of a resident, and the other contacts that there were, newest first."""

    requests: tuple[OwnRequest, ...]
    moments: SourceResult[list[ContactMoment]]


def contacts_of(actor: Actor, register: ContactRegister) -> SourceQuery[list[ContactMoment]]:
    """The contacts of the resident in the register."""
    line = view(
        actor, Activity.CONTACTS, (DataKind.QUESTION,), "klantcontacten", About("contacts", "")
    )
    return SourceQuery(NAME, line, register.contacts_of, MOMENTS)


def read_contacts(
    database: Session, actor: Actor, register: ContactRegister, refresh: Refresh
) -> ContactsPage:
    """What the resident asked, and the contacts that there were. Commits."""
    [moments] = ask_anew(database, actor, (contacts_of(actor, register),), refresh)
    known = moments.value or []
    stored = contact_requests_of(database, actor.for_party.key)
    requests = tuple(_own(database, each, known) for each in stored)
    ours = {each.request.id for each in requests}
    following = {call.id for each in requests for call in each.calls}
    others = [each for each in known if each.request_id not in ours and each.id not in following]
    shown = moments if moments.value is None else replace(moments, value=others)
    return ContactsPage(requests, shown)


def own_requests_of_case(database: Session, actor: Actor, key: CaseKey) -> list[OwnRequest]:
    """What the resident asked about this case; of our own records only."""
    requests = requests_of_case(database, actor.for_party.key, key)
    return [OwnRequest(each, content_of(database, each)) for each in requests]


def own_request(database: Session, request: ContactRequest) -> OwnRequest:
    """One request, of our own records only."""
    return OwnRequest(request, content_of(database, request))


def _own(database: Session, request: ContactRequest, known: list[ContactMoment]) -> OwnRequest:
    moment = next((each for each in known if each.request_id == request.id), None)
    calls = [each for each in known if moment and each.follows == moment.id]
    in_order = tuple(sorted(calls, key=lambda each: each.at))
    return OwnRequest(request, content_of(database, request), moment, in_order)
