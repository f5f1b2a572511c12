"""Bringing what a resident sent for a task to its case, exactly once."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

import structlog
from sqlalchemy.orm import Session, sessionmaker

from portal.domain.cases import NewDocument
from portal.domain.days import day_of
from portal.domain.messages import MessageKind
from portal.domain.outside import Gateways
from portal.services.uploads.scanning import scan_before_delivery
from portal.storage import messages, uploads
from portal.storage.delivery_lock import Busy, try_lease
from portal.storage.owners import bump_revision
from portal.storage.task_replies import TaskReply, task_reply_by_id
from portal.storage.uploads import Upload

log = structlog.get_logger()


def deliver_task_reply(
    make_session: sessionmaker[Session], gateways: Gateways, task_reply_id: UUID
) -> None:
    """Deliver one reply; raises `SourceError` or `Busy`: then call again. Twice is once."""
    with make_session() as database, make_session() as lease:
        if not try_lease(lease, task_reply_id):
            raise Busy(task_reply_id)
        reply = task_reply_by_id(database, task_reply_id)
        if reply is None or not reply.is_waiting:
            return
        sent_at = reply.sent_at or reply.made_at
        files = uploads.uploads_of_task_reply(database, reply.id)
        infected = scan_before_delivery(database, gateways.scanner, files, sent_at)
        documents = _documents(database, reply, files)
        database.commit()  # no transaction stays open while others are asked
        for document in documents:
            gateways.intake.add_document(reply.case_key, document)
        if not infected:  # else the task goes on asking for what is missing
            gateways.tasks.complete(reply.task_id)
        reply.delivered_at = datetime.now(UTC)
        bump_revision(database, reply.owner_id)
        _tell(database, reply, infected)
        database.commit()
        log.info("document_delivered", task_reply=str(reply.id), case=reply.case_number)


def _tell(database: Session, reply: TaskReply, infected: Sequence[Upload]) -> None:
    """That it was received; or which files went no further, and that they are asked for again."""
    facts: dict[str, object] = {
        "task": reply.task_title,
        "number": reply.case_number,
        "case": str(reply.case_key),
    }
    kind = MessageKind.DOCUMENT_RECEIVED
    if infected:
        kind = MessageKind.FILE_INFECTED
        names = [uploads.name_of(database, file) for file in infected]
        facts = {"title": reply.task_title, "files": names, "task_id": str(reply.task_id)}
    messages.add_message_and_notify(
        database, reply.owner_id, kind, about=str(reply.id), facts=facts
    )


def _documents(database: Session, reply: TaskReply, files: Sequence[Upload]) -> list[NewDocument]:
    return [
        uploads.as_document(
            database,
            upload,
            reference=f"{reply.id.hex}-{number}",
            kind=reply.document_kind,
            received=day_of(reply.sent_at or reply.made_at),
        )
        for number, upload in enumerate(files)
        if not upload.infected_at
    ]
