"""Bringing what a resident sent for a task to its case, exactly once."""

from datetime import UTC, datetime
from uuid import UUID

import structlog
from sqlalchemy.orm import Session, sessionmaker

from portal.domain.days import day_of
from portal.domain.messages import MessageKind
from portal.domain.outside import Gateways
from portal.storage import messages, uploads
from portal.storage.delivery_lock import Busy, try_lease
from portal.storage.owners import bump_revision
from portal.storage.task_replies import sending_by_id

log = structlog.get_logger()


def deliver_sending(
    make_session: sessionmaker[Session], gateways: Gateways, sending_id: UUID
) -> None:
    """Deliver one sending; raises `SourceError` or `Busy`: then call again. Twice is once."""
    with make_session() as database, make_session() as lease:
        if not try_lease(lease, sending_id):
            raise Busy(sending_id)
        sending = sending_by_id(database, sending_id)
        if sending is None or sending.sent_at is None or sending.delivered_at:
            return
        for number, upload in enumerate(uploads.uploads_of_sending(database, sending.id)):
            document = uploads.as_document(
                database,
                upload,
                reference=f"{sending.id.hex}-{number}",
                kind=sending.document_kind,
                received=day_of(sending.sent_at or sending.made_at),
            )
            gateways.intake.add_document(sending.case_url, document)
        gateways.tasks.complete(sending.task_id)
        sending.delivered_at = datetime.now(UTC)
        bump_revision(database, sending.owner_id)
        messages.tell_and_mail(
            database,
            sending.owner_id,
            MessageKind.DOCUMENT_RECEIVED,
            about=str(sending.id),
            facts={"task": sending.task_title, "number": sending.case_number},
        )
        database.commit()
        log.info("document_delivered", sending=str(sending.id), case=sending.case_number)
