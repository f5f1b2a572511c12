"""Bringing what a resident asked to the contact register, exactly once."""

from uuid import UUID

import structlog
from sqlalchemy.orm import Session, sessionmaker

from portal.domain.contacts import NewContact, RequestKind
from portal.domain.days import utc_now
from portal.domain.outside import Gateways
from portal.domain.people import Party
from portal.services.contacts.looking import queue_look
from portal.services.contacts.register import register_of
from portal.storage.contact_requests import (
    ContactRequest,
    RequestContent,
    contact_request_by_id,
    content_of,
)
from portal.storage.delivery_lock import Busy, try_lease
from portal.storage.owners import bump_revision

log = structlog.get_logger()


def deliver_request(
    make_session: sessionmaker[Session], gateways: Gateways, request_id: UUID
) -> None:
    """Deliver one request; raises `SourceError` or `Busy`: then call again. Twice is once.

    An answer may come before it is noted which contact it is: what the register told meanwhile is
    looked at (`note_change_heard`).
    """
    with make_session() as database, make_session() as lease:
        if not try_lease(lease, request_id):
            raise Busy(request_id)
        request = contact_request_by_id(database, request_id)
        if request is None or not request.is_waiting:
            return
        contact = _contact(request, content_of(database, request))
        database.commit()  # no transaction stays open while the register is asked
        contact_id = register_of(gateways).register(contact)
        database.refresh(request, with_for_update=True)  # that may take longer than the lease lasts
        if not request.is_waiting:
            log.warning("contact_registered_after_all", contact_request=str(request.id))
            return
        request.contact_id = contact_id
        request.delivered_at = request.looked_at = utc_now()
        bump_revision(database, request.owner_id)
        if request.heard_at:
            queue_look(database, request)
        database.commit()
        log.info("contact_registered", contact_request=str(request.id), kind=request.kind)


def _contact(request: ContactRequest, content: RequestContent) -> NewContact:
    return NewContact(
        request_id=request.id,
        kind=RequestKind(request.kind),
        resident=Party.resident(content.bsn, request.owner_id),
        asked_at=request.sent_at,
        text=content.text,
        answer_by=request.answer_by,
        case_key=request.case_key,
        case_number=request.case_number,
        email=content.email,
        phone=content.phone,
        day_part=content.day_part,
        subject=content.subject,
    )
