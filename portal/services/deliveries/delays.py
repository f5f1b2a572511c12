"""Telling who sent what is stuck, in the portal and by mail, once: that, and who has it now."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from portal.domain.messages import MessageKind
from portal.storage import jobs, messages, submissions, task_replies
from portal.storage.deliveries import Errand
from portal.storage.form_versions import form_version_of
from portal.storage.owners import bump_revision
from portal.storage.submissions import Submission
from portal.storage.task_replies import TaskReply


def tell_sender(database: Session, errand: Errand) -> None:
    """Say that it takes longer, where there is a sender; caller commits."""
    sent = _sent(database, errand)
    if sent:
        _tell(database, sent, MessageKind.DELAYED, _facts(database, sent))


def tell_handed_over(database: Session, sent: Submission | TaskReply, at: datetime) -> None:
    """Say that an employee has it on paper since then; caller commits."""
    facts = {**_facts(database, sent), "day": at.isoformat()}
    _tell(database, sent, MessageKind.HANDED_OVER, facts)


def _sent(database: Session, errand: Errand) -> Submission | TaskReply | None:
    if errand.id and errand.task == jobs.DELIVER:
        return submissions.submission_by_id(database, errand.id)
    if errand.id and errand.task == jobs.SEND_DOCUMENT:
        return task_replies.task_reply_by_id(database, errand.id)
    return None


def _facts(database: Session, sent: Submission | TaskReply) -> dict[str, Any]:
    if isinstance(sent, TaskReply):
        return {"title": sent.task_title}
    title = form_version_of(database, sent.version).title
    report = {"is_report": True} if sent.tracking_hash else {}
    return {"title": title, "reference": sent.reference, **report}


def _tell(
    database: Session, sent: Submission | TaskReply, kind: MessageKind, facts: dict[str, Any]
) -> None:
    bump_revision(database, sent.owner_id)
    messages.add_message_and_notify(database, sent.owner_id, kind, about=str(sent.id), facts=facts)
