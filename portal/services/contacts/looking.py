"""Looking whether what a resident asked was answered, and telling them.

After a notification of the register; and, as those may be lost, by itself every six hours.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid5

import structlog
from sqlalchemy.orm import Session, sessionmaker

from portal.domain.consultations import About, Act, Action, Activity, DataKind, NewConsultation
from portal.domain.contacts import RequestKind
from portal.domain.days import utc_now
from portal.domain.failures import NotFound
from portal.domain.messages import MessageKind
from portal.domain.outside import Gateways
from portal.domain.people import Party
from portal.services.contacts.delivery import register_of
from portal.storage import deliveries, jobs, messages
from portal.storage.consultations import consulting
from portal.storage.contact_requests import (
    ContactRequest,
    contact_request_by_contact,
    contact_request_by_id,
    content_of,
    note_handled,
    to_look_after,
)
from portal.storage.deliveries import Errand
from portal.storage.owners import bump_revision

log = structlog.get_logger()
LOOKED = Act(Activity.CONTACTS, Action.CHECKED, (DataKind.QUESTION,), "klantcontacten")
EVERY, MOST = timedelta(hours=6), 50
"""How often the portal looks by itself, and after how many in one round."""
TOGETHER_S = 10
"""So long a look waits for what else changes."""


def queue_look(database: Session, contact_id: UUID) -> None:
    """Have this contact looked at, where it is something that was asked here. Caller commits."""
    request = contact_request_by_contact(database, contact_id)
    if request is None or request.handled_at:
        return
    errand = Errand.look_at_answer(request.id)
    if jobs.lock_queued(database, errand.lock, errand.values) is None:
        arguments = {errand.argument: errand.subject}
        jobs.defer_after(database, TOGETHER_S, errand.task, lock=errand.lock, arguments=arguments)


def queue_looks(database: Session) -> None:
    """Have a look after what waits for an answer and was not heard of for long. Caller commits."""
    for request in to_look_after(database, EVERY, MOST):
        request.looked_at = utc_now()
        deliveries.queue(database, Errand.look_at_answer(request.id))


def look_at_answer(
    make_session: sessionmaker[Session], gateways: Gateways, request_id: UUID, since: datetime
) -> None:
    """Tell who asked what was answered; raises `SourceError`: call again. Twice is once.

    `since`: when the first try of this look began.
    """
    with make_session() as database:
        request = contact_request_by_id(database, request_id)
        if request is None or request.contact_id is None or request.handled_at:
            return
        bsn = content_of(database, request).bsn
        line = _line(request, bsn, since)
        try:
            with consulting(database, line, again_since=since) as proof:
                contact = register_of(gateways).contact(proof, request.contact_id)
        except NotFound:
            log.warning("contact_missing", contact_request=str(request.id))
            return
        request.looked_at = utc_now()
        if contact.is_handled:
            note_handled(database, request, contact.answer, utc_now())
            _tell(database, request, contact.answer)
        database.commit()


def look_at_task(make_session: sessionmaker[Session], gateways: Gateways, url: str) -> None:
    """Have the contact looked at that this work is for; raises `SourceError`: call again."""
    contact_id = register_of(gateways).contact_of_task(url)
    if contact_id is None:
        return
    with make_session() as database:
        queue_look(database, contact_id)
        database.commit()


def _tell(database: Session, request: ContactRequest, answer: str) -> None:
    bump_revision(database, request.owner_id)
    if request.kind == RequestKind.CALLBACK and not answer:
        return  # they were called: no message tells them more
    messages.add_message_and_notify(
        database,
        request.owner_id,
        MessageKind.ANSWERED,
        about=str(request.id),
        facts={"answer": answer, "request_id": str(request.id)},
    )


def _line(request: ContactRequest, bsn: str, since: datetime) -> NewConsultation:
    about = About("contact", str(request.id), request.case_key, request.case_number)
    line = NewConsultation.by_system(Party.resident(bsn, request.owner_id), LOOKED, about)
    return replace(line, look_id=uuid5(request.id, since.isoformat()))
