"""What a resident reads of themselves: what the BRP says, and how we reach them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from portal.domain.consultations import (
    About,
    Act,
    Action,
    Activity,
    DataKind,
    NewConsultation,
)
from portal.domain.failures import NotFound
from portal.domain.messages import EMAIL, NO_MAIL, NOTICES
from portal.domain.outside import Gateways
from portal.domain.people import Actor
from portal.domain.persons import RELATIVE, Person
from portal.domain.switches import BRP
from portal.services.messages.email_check import (
    LinkMail,
    address_to_confirm,
    ask_to_confirm,
    cancel,
)
from portal.services.sources.person_facts import facts_of_person
from portal.services.sources.queries import PERSON, as_of, view
from portal.services.sources.query import SourceQuery, SourceResult, last_result
from portal.services.sources.refresh import Refresh, ask_anew
from portal.storage import consultations
from portal.storage.messages import (
    confirmed_email,
    contact_of,
    keep_contact,
    lock_contact,
    unconfirmed_email,
)

KINDS = (DataKind.IDENTITY, DataKind.ADDRESS, DataKind.HOUSEHOLD)
CHANGED = Act(Activity.OWN_DATA, Action.CHANGED, (DataKind.CONTACT,), "portaal")
GIVEN = (EMAIL, "phone", NOTICES)
"""What a resident can change; the language of the last form stays as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnData:
    """What a page shows of the resident; `known`, `as_of` and `lacking`: `components/stale.html`.

    `facts` are as `forms.facts` describes them; None where nothing can be said of the person.
    """

    facts: dict[str, Any] | None
    is_in_register: bool
    """False where the register says that it doesn't know them."""
    known: bool
    as_of: datetime | None
    lacking: int
    """How many relatives there are that can't be shown."""
    contact: dict[str, str]


def read_own_data(
    database: Session,
    gateways: Gateways,
    actor: Actor,
    sources_off: frozenset[str],
    refresh: Refresh,
) -> OwnData:
    """What the BRP and the portal know of the resident; the BRP isn't asked while it is off."""
    contact = contact_of(database, actor.for_party.key)
    query = person_of(actor, gateways)
    try:
        if BRP in sources_off:
            result = last_result(database, actor, query)
        else:
            [result] = ask_anew(database, actor, (query,), refresh)
    except NotFound:
        return OwnData(
            facts=None, is_in_register=False, known=True, as_of=None, lacking=0, contact=contact
        )
    return _own_data(result, contact)


def person_of(actor: Actor, gateways: Gateways) -> SourceQuery[Person]:
    """What the population register says of the resident, for themselves."""
    line = view(actor, Activity.OWN_DATA, KINDS, "BRP", About("person", ""))
    return SourceQuery("own data", line, gateways.persons.person, PERSON)


def contact_to_change(database: Session, actor: Actor) -> dict[str, str]:
    """What the resident gave last: with the address that waits, where one does."""
    owner_id = actor.for_party.key
    address = address_to_confirm(database, owner_id)
    return contact_of(database, owner_id) | ({"email": address} if address else {})


def change_contact(
    database: Session, actor: Actor, details: dict[str, str], language: str
) -> LinkMail:
    """Keep how the resident wants to be reached, with its line. Commits.

    A new mail address is used once it is confirmed; until then the one of before, if any. The one
    of a form that is used already is confirmed as well. One of who wants no mail isn't mailed to,
    and waits for nothing. Gives what came of the mail to it.
    """
    owner_id, email = actor.for_party.key, details.get(EMAIL, "")
    before = lock_contact(database, owner_id)
    used = {name: text for name, text in before.items() if name not in GIVEN} | details
    about = About("contact", "")
    consultations.write(database, NewConsultation.by(actor, CHANGED, about))
    confirmed = confirmed_email(before)
    is_to_confirm = bool(email) and used.get(NOTICES) != NO_MAIL and email != confirmed
    if is_to_confirm:
        used[EMAIL] = confirmed or unconfirmed_email(before)
    keep_contact(database, owner_id, {name: text for name, text in used.items() if text})
    if not is_to_confirm:
        cancel(database, owner_id)
    mail = ask_to_confirm(database, owner_id, email, language) if is_to_confirm else LinkMail()
    database.commit()
    return mail


def _own_data(result: SourceResult[Person], contact: dict[str, str]) -> OwnData:
    return OwnData(
        facts=facts_of_person(result.value) if result.value else None,
        is_in_register=True,
        known=result.is_fresh,
        as_of=as_of(result),
        lacking=sum(part.name == RELATIVE for part in result.missing),
        contact=contact,
    )
