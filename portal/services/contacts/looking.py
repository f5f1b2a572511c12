"""Looking whether what a resident asked was answered, and whether they were called.

After a notification of the register; and, as those may be lost, by itself every six hours.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid5

import structlog
from sqlalchemy.orm import Session, sessionmaker

from portal.domain.consultations import (
    About,
    Act,
    Action,
    Activity,
    ConsultationProof,
    DataKind,
    NewConsultation,
)
from portal.domain.contacts import (
    ContactMoment,
    ContactRegister,
    PhoneCall,
    RequestKind,
    calls_after,
)
from portal.domain.days import utc_now
from portal.domain.failures import NotFound
from portal.domain.outside import Gateways
from portal.domain.people import Party
from portal.services.contacts.answers import note_news
from portal.services.contacts.register import register_of
from portal.storage import deliveries
from portal.storage.consultations import consulting
from portal.storage.contact_requests import (
    ContactRequest,
    contact_request_by_contact,
    contact_request_by_id,
    content_of,
    note_change_heard,
    to_look_after,
)
from portal.storage.deliveries import Errand

log = structlog.get_logger()
LOOKED = Act(Activity.CONTACTS, Action.CHECKED, (DataKind.QUESTION,), "klantcontacten")
EVERY, MOST = timedelta(hours=6), 50
"""How often the portal looks by itself, and after how many in one round."""
TOGETHER_S = 10
"""So long a look waits for what else changes."""


def contact_changed(database: Session, contact_id: UUID, *, is_new: bool = False) -> bool:
    """Have what was asked looked at that is this contact; False: nothing known here is.

    It may be what is on its way: that is looked at when it is known which contact it is. One that
    is new has no answer yet. Caller commits.
    """
    if not is_new:
        note_change_heard(database)
    request = contact_request_by_contact(database, contact_id)
    if request and not (is_new or request.handled_at):
        queue_look(database, request)
    return request is not None


def queue_look(database: Session, request: ContactRequest) -> None:
    """Have this looked at, once for all that is told of it meanwhile. Caller commits."""
    deliveries.queue_once(database, Errand.look_for_answer(asked=str(request.id)), TOGETHER_S)


def queue_looks(database: Session) -> None:
    """Have a look after what waits for an answer and was not heard of for long. Caller commits."""
    for request in to_look_after(database, EVERY, MOST):
        request.looked_at = utc_now()
        deliveries.queue(database, Errand.look_for_answer(asked=str(request.id)))


def look_at_answer(
    make_session: sessionmaker[Session], gateways: Gateways, request_id: UUID, since: datetime
) -> None:
    """Tell who asked what is new; raises `SourceError`: call again. Twice is once.

    `since`: when the first try of this look began.
    """
    with make_session() as database:
        request = contact_request_by_id(database, request_id)
        if request is None or request.contact_id is None or request.handled_at:
            return
        line = _line(request, content_of(database, request).bsn, since)
        try:
            with consulting(database, line, again_since=since) as proof:
                contact, calls = _read(register_of(gateways), proof, request, request.contact_id)
        except NotFound:
            log.warning("contact_missing", contact_request=str(request.id))
            return
        note_news(database, request, contact, calls)
        request.looked_at = utc_now()
        database.commit()


def look_at_task(make_session: sessionmaker[Session], gateways: Gateways, url: str) -> None:
    """Have the contact looked at that this work is for; raises `SourceError`: call again."""
    _look_at(make_session, register_of(gateways).contact_of_task(url))


def look_at_call(make_session: sessionmaker[Session], gateways: Gateways, url: str) -> None:
    """Have the contact looked at that this one came after; raises `SourceError`: call again."""
    _look_at(make_session, register_of(gateways).contact_followed(url))


def _look_at(make_session: sessionmaker[Session], contact_id: UUID | None) -> None:
    if contact_id is None:
        return
    with make_session() as database:
        contact_changed(database, contact_id)
        database.commit()


def _read(
    register: ContactRegister, proof: ConsultationProof, request: ContactRequest, contact_id: UUID
) -> tuple[ContactMoment, Sequence[PhoneCall]]:
    """The contact, and the calls after it; raises `NotFound`. Only who asked for one is called."""
    if request.kind != RequestKind.CALLBACK:
        return register.contact(proof, contact_id), ()
    contacts = register.contacts_of(proof).value
    contact = next((each for each in contacts if each.id == contact_id), None)
    if contact is None:
        raise NotFound(contact_id)
    return contact, calls_after(contacts, contact_id)


def _line(request: ContactRequest, bsn: str, since: datetime) -> NewConsultation:
    about = About("contact", str(request.id), request.case_key, request.case_number)
    line = NewConsultation.by_system(Party.resident(bsn, request.owner_id), LOOKED, about)
    return replace(line, look_id=uuid5(request.id, since.isoformat()))
