"""Bringing what a resident sent for a task to its case, exactly once."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from uuid import UUID

import structlog
from sqlalchemy.orm import Session, sessionmaker

from portal.domain.case_intake import CaseClosed, NewDocument, NewStatus
from portal.domain.case_keys import CaseKey
from portal.domain.days import day_of
from portal.domain.failures import NotFound, SourceRefused
from portal.domain.messages import MessageKind
from portal.domain.outside import Gateways
from portal.services.tasks.notes import NOTE
from portal.services.uploads.processing import await_looks
from portal.services.uploads.scanning import scan_before_delivery
from portal.storage import messages, own_tasks, uploads
from portal.storage.delivery_lock import Busy, try_lease
from portal.storage.owners import bump_revision
from portal.storage.submissions import submission_standing_still
from portal.storage.task_replies import TaskReply, task_reply_by_id
from portal.storage.upload_contents import as_document
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
        case_key = reply.case_key or _case_of_submission(database, reply)
        if case_key is None:
            return
        sent_at = reply.sent_at or reply.made_at
        files = uploads.uploads_of_task_reply(database, reply.id)
        infected = scan_before_delivery(database, gateways.scanner, files, sent_at)
        documents = _documents(database, reply, files)
        database.commit()  # no transaction stays open while others are asked
        try:
            _bring(gateways, case_key, reply, documents)
        except CaseClosed as error:
            _note_closed(database, reply, error.closed_on)
            raise
        is_answer = not (reply.is_withdrawal or any(file.question == NOTE for file in files))
        if is_answer:
            _end_task(database, gateways, reply, is_whole=not infected)
        reply.delivered_at, reply.case_closed_on = datetime.now(UTC), None
        bump_revision(database, reply.owner_id)
        if is_answer:
            _tell(database, reply, infected)
        _tell_withdrawn(database, reply)
        database.commit()
        log.info("document_delivered", task_reply=str(reply.id), case=reply.case_number)


def _bring(
    gateways: Gateways, key: CaseKey, reply: TaskReply, documents: Sequence[NewDocument]
) -> None:
    """Bring all of it to the case; the status last, as it may close the case."""
    for document in documents:
        gateways.intake.add_document(key, document)
    if reply.sets_status:
        gateways.intake.set_status(key, _new_status(reply))


def _new_status(reply: TaskReply) -> NewStatus:
    return NewStatus(
        name=reply.sets_status,
        at=reply.sent_at or reply.made_at,
        explanation="De aanvrager heeft de aanvraag ingetrokken.",
        result=reply.sets_result,
    )


def _tell_withdrawn(database: Session, reply: TaskReply) -> None:
    """That the case was withdrawn, where it was."""
    if not reply.is_withdrawal:
        return
    sent_at = reply.sent_at or reply.made_at
    facts = {
        "number": reply.case_number,
        "case": str(reply.case_key),
        "day": sent_at.isoformat(),
    }
    kind = MessageKind.CASE_WITHDRAWN
    messages.add_message_and_notify(
        database, reply.owner_id, kind, about=str(reply.id), facts=facts
    )


def _note_closed(database: Session, reply: TaskReply, closed_on: date) -> None:
    """Note that its case takes nothing any more; that is told once its try is noted. Commits."""
    reply.case_closed_on = closed_on
    bump_revision(database, reply.owner_id)
    database.commit()


def _case_of_submission(database: Session, reply: TaskReply) -> CaseKey | None:
    """The case that its submission became; None: that is still on its way, and queues this anew.

    Raises `SourceRefused` where that went on by hand: an operator has to look at it.
    """
    submission = submission_standing_still(database, reply.owner_id, reply.case_id)
    if submission is None or submission.handed_over_at:
        reason = "its submission went on by hand"
        raise SourceRefused("zaaksysteem", reason, status=410, is_final=True)
    if submission.is_case and submission.case_key and submission.number:
        reply.belongs_to(submission.case_key, submission.number)
    return reply.case_key


def _end_task(database: Session, gateways: Gateways, reply: TaskReply, *, is_whole: bool) -> None:
    """Mark it as done, where there is one; where a file is missing, it goes on asking.

    One that is gone from its register asks for nothing: what was sent is in the case.
    """
    if reply.is_unasked:
        return
    at = reply.sent_at if is_whole else None
    is_own = own_tasks.fulfil(database, reply.owner_id, reply.task_id, at)
    database.commit()
    if is_whole and not is_own:
        try:
            gateways.tasks.complete(reply.task_id)
        except NotFound:
            log.warning("task_gone", task=str(reply.task_id), reply=str(reply.id))


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
        task_id = "" if reply.is_unasked else str(reply.task_id)
        facts |= {"title": reply.task_title, "files": names, "task_id": task_id}
    messages.add_message_and_notify(
        database, reply.owner_id, kind, about=str(reply.id), facts=facts
    )


def _documents(database: Session, reply: TaskReply, files: Sequence[Upload]) -> list[NewDocument]:
    await_looks(files)
    return [
        as_document(
            database,
            upload,
            reference=f"{reply.id.hex}-{number}",
            kind=reply.document_kind,
            received=day_of(reply.sent_at or reply.made_at),
        )
        for number, upload in enumerate(files)
        if upload.is_usable
    ]
