"""What is read of questions and contacts for a resident: our own records, and the register."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pydantic import TypeAdapter
from sqlalchemy.orm import Session

from portal.domain.case_keys import CaseKey
from portal.domain.consultations import About, Activity, DataKind
from portal.domain.contacts import ContactMoment, ContactRegister, PhoneCall, calls_after
from portal.domain.people import Actor
from portal.services.contacts.answers import note_news
from portal.services.sources.queries import view
from portal.services.sources.query import SourceQuery, SourceResult
from portal.services.sources.refresh import Refresh, ask_anew
from portal.storage.contact_requests import (
    ContactRequest,
    RequestContent,
    contact_requests_of,
    content_of,
)

MOMENTS = TypeAdapter(list[ContactMoment])
NAME = "contacts"
"""What the contacts are kept under."""


@dataclass(frozen=True, slots=True)
class OwnRequest:
    """Something that the resident asked through the portal, and what is known of it."""

    request: ContactRequest
    content: RequestContent

    @property
    def answer(self) -> str:
        """The answer; '' where there is none."""
        return self.content.answer

    @property
    def calls(self) -> Sequence[PhoneCall]:
        """The calls that followed, the first one first."""
        return self.content.calls

    @property
    def is_handled(self) -> bool:
        """Whether the municipality is done with it."""
        return self.request.handled_at is not None


@dataclass(frozen=True, slots=True)
class ContactsPage:
    """Questions of a resident, and the other contacts that there were, newest first."""

    requests: tuple[OwnRequest, ...]
    moments: SourceResult[list[ContactMoment]]


def contacts_of(actor: Actor, register: ContactRegister) -> SourceQuery[list[ContactMoment]]:
    """The contacts of the resident in the register."""
    line = view(
        actor, Activity.CONTACTS, (DataKind.QUESTION,), "klantcontacten", About("contacts", "")
    )
    return SourceQuery(NAME, line, register.contacts_of, MOMENTS)


def read_contacts(
    database: Session,
    actor: Actor,
    register: ContactRegister,
    refresh: Refresh,
    key: CaseKey | None = None,
) -> ContactsPage:
    """What the resident asked, and the contacts that there were; of one case, or all. Commits."""
    [moments] = ask_anew(database, actor, (contacts_of(actor, register),), refresh)
    return contacts_page(database, actor, moments, key)


def contacts_page(
    database: Session,
    actor: Actor,
    moments: SourceResult[list[ContactMoment]],
    key: CaseKey | None = None,
) -> ContactsPage:
    """The same, of what the register said just now; what is new in it is kept. Commits."""
    known = moments.value or []
    stored = contact_requests_of(database, actor.for_party.key)
    of_request = {each.request_id: each for each in known if each.request_id}
    for request in stored:
        moment = of_request.get(request.id)
        if moment and not (request.is_waiting or request.handled_at):
            _keep_news(database, request, moment, known)
    database.commit()
    own = {each.id for each in stored}
    asked = {each.id for each in known if each.request_id in own}
    others = [each for each in known if each.id not in asked and each.follows not in asked]
    shown = [each for each in others if key in (None, each.case_key)]
    return ContactsPage(
        tuple(own_request(database, each) for each in stored if key in (None, each.case_key)),
        moments if moments.value is None else replace(moments, value=shown),
    )


def _keep_news(
    database: Session,
    request: ContactRequest,
    moment: ContactMoment,
    known: Sequence[ContactMoment],
) -> None:
    """Keep what the worker did not see yet, so that every page says the same. Caller commits."""
    calls = calls_after(known, moment.id)
    seen = {call.id for call in content_of(database, request).calls}
    if moment.is_handled or any(call.id not in seen for call in calls):
        note_news(database, request, moment, calls)


def own_request(database: Session, request: ContactRequest) -> OwnRequest:
    """One request, of our own records only."""
    return OwnRequest(request, content_of(database, request))
