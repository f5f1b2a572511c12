"""Telling who sent what is stuck, in the portal and by mail, once: that, and who has it now."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from portal.domain.messages import MessageKind
from portal.storage import contact_requests, jobs, messages, submissions, task_replies, uploads
from portal.storage.contact_requests import ContactRequest
from portal.storage.deliveries import Errand
from portal.storage.form_versions import form_version_of
from portal.storage.owners import bump_revision
from portal.storage.submissions import Submission
from portal.storage.task_replies import TaskReply
from portal.texts.contact_messages import request_title

Sent = Submission | TaskReply | ContactRequest
"""What a resident sent."""


def tell_sender(database: Session, errand: Errand) -> None:
    """Say that it takes longer and why, where there is a sender; caller commits."""
    sent = _sent(database, errand)
    if isinstance(sent, TaskReply) and sent.case_closed_on:
        _tell(
            database,
            sent,
            MessageKind.CASE_CLOSED,
            _facts_of_closed(database, sent, sent.case_closed_on),
        )
    elif sent:
        _tell(database, sent, MessageKind.DELAYED, _facts(database, sent))


@dataclass(frozen=True, slots=True, kw_only=True)
class LackingFiles:
    """Names of files that what is handed over goes without, as its sender calls them."""

    unread: list[str]
    infected: list[str]
    task_id: UUID | None
    """The task that asks for them again; None: they are asked for on paper."""


def tell_handed_over(database: Session, sent: Sent, at: datetime, lacking: LackingFiles) -> None:
    """Say that an employee has it on paper since then, and without which files; caller commits."""
    facts = {
        **_facts(database, sent),
        "day": at.isoformat(),
        "unread": lacking.unread,
        "infected": lacking.infected,
        "task_id": str(lacking.task_id or ""),
    }
    _tell(database, sent, MessageKind.HANDED_OVER, facts)


def _sent(database: Session, errand: Errand) -> Sent | None:
    if errand.id and errand.task == jobs.DELIVER:
        return submissions.submission_by_id(database, errand.id)
    if errand.id and errand.task == jobs.SEND_DOCUMENT:
        return task_replies.task_reply_by_id(database, errand.id)
    if errand.id and errand.task == jobs.REGISTER_CONTACT:
        return contact_requests.contact_request_by_id(database, errand.id)
    return None


def _facts(database: Session, sent: Sent) -> dict[str, Any]:
    if isinstance(sent, TaskReply):
        return {"title": sent.task_title}
    if isinstance(sent, ContactRequest):
        return {"title": request_title(sent.kind)}
    title = form_version_of(database, sent.version).discreet_title
    report = {"is_report": True} if sent.tracking_hash else {}
    return {"title": title, "reference": sent.reference, **report}


def _facts_of_closed(database: Session, reply: TaskReply, closed_on: date) -> dict[str, Any]:
    files = uploads.uploads_of_task_reply(database, reply.id)
    return {
        "task": reply.task_title,
        "number": reply.case_number,
        "case": str(reply.case_key),
        "day": closed_on.isoformat(),
        "infected": [uploads.name_of(database, file) for file in files if file.infected_at],
    }


def _tell(database: Session, sent: Sent, kind: MessageKind, facts: dict[str, Any]) -> None:
    bump_revision(database, sent.owner_id)
    messages.add_message_and_notify(database, sent.owner_id, kind, about=str(sent.id), facts=facts)
