"""Telling the sender of what is stuck that it takes longer: once, in the portal and by mail."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from portal.domain.messages import MessageKind
from portal.storage import jobs, messages, submissions, task_replies
from portal.storage.deliveries import Errand
from portal.storage.form_versions import form_version_of
from portal.storage.owners import bump_revision


def tell_sender(database: Session, errand: Errand) -> None:
    """Add the message, where there is a sender; caller commits."""
    if errand.id and errand.task == jobs.DELIVER:
        _tell_of_submission(database, errand.id)
    elif errand.id and errand.task == jobs.SEND_DOCUMENT:
        _tell_of_reply(database, errand.id)


def _tell_of_submission(database: Session, submission_id: UUID) -> None:
    submission = submissions.submission_by_id(database, submission_id)
    if submission is None:
        return
    form = form_version_of(database, submission.version)
    facts: dict[str, Any] = {"title": form.title, "reference": submission.reference}
    if submission.tracking_hash:
        facts["is_report"] = True
    _tell(database, submission, facts)


def _tell_of_reply(database: Session, task_reply_id: UUID) -> None:
    reply = task_replies.task_reply_by_id(database, task_reply_id)
    if reply:
        _tell(database, reply, {"title": reply.task_title})


def _tell(
    database: Session,
    sent: submissions.Submission | task_replies.TaskReply,
    facts: dict[str, Any],
) -> None:
    bump_revision(database, sent.owner_id)
    messages.add_message_and_notify(
        database, sent.owner_id, MessageKind.DELAYED, about=str(sent.id), facts=facts
    )
