"""What operators see and do of deliveries: list, look at one, try again, let go."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

import structlog
from sqlalchemy.orm import Session

from portal.storage import (
    contact_requests,
    deliveries,
    form_tasks,
    jobs,
    payments,
    submissions,
    task_replies,
)
from portal.storage.contact_requests import ContactRequest
from portal.storage.deliveries import Errand, WaitingDelivery
from portal.storage.submissions import Submission
from portal.storage.task_replies import TaskReply

log = structlog.get_logger()
KINDS = {
    jobs.DELIVER: "submission",
    jobs.SEND_DOCUMENT: "documents",
    jobs.END_TASK: "end of a task",
    jobs.REGISTER_CONTACT: "question",
    jobs.LOOK_AT_ANSWER: "look for an answer",
    jobs.SETTLE: "payment",
    jobs.NOTIFY: "mail",
    jobs.CONFIRM: "mail to confirm an address",
    jobs.LOST_LINK: "mail with the link of a report",
    jobs.INVITE: "mail with which to co-sign",
    jobs.FOLLOW: "look at a case",
}


class UnknownDelivery(Exception):
    """Nothing that was sent, and nothing that failed, has this reference."""

    def __init__(self, reference: str) -> None:
        super().__init__(
            f"Nothing is known of {reference}. Take a reference as its sender has it,"
            " or one of: portal deliveries list"
        )


class CannotLetGo(Exception):
    """What a resident sent is never let go: it is delivered, or handed over."""

    def __init__(self, reference: str) -> None:
        super().__init__(
            f"{reference} was sent by a resident: portal deliveries hand-over {reference} FOLDER"
        )


@dataclass(frozen=True, slots=True)
class Delivery:
    """One thing to bring somewhere, as operators see it: nothing of its content.

    `sent`: what a resident sent; None for a mail or a look. `waiting`: None where it never failed,
    or is done.
    """

    reference: str
    errand: Errand
    sent: Submission | TaskReply | ContactRequest | None
    waiting: WaitingDelivery | None

    @property
    def kind(self) -> str:
        """What it is; its task, where that is of a newer portal."""
        return KINDS.get(self.errand.task, self.errand.task)

    @property
    def state(self) -> str:
        """Where it stands, in a few words."""
        if self.sent and self.sent.handed_over_at:
            by = self.sent.handed_over_by
            return f"handed over {self.sent.handed_over_at:%Y-%m-%d %H:%M} by {by}"
        if self.sent and self.sent.delivered_at:
            return f"delivered {self.sent.delivered_at:%Y-%m-%d %H:%M}"
        if self.waiting and self.waiting.stuck_at:
            return f"stuck since {self.waiting.stuck_at:%Y-%m-%d %H:%M}"
        return "waiting"


def deliveries_that_failed(database: Session, *, only_stuck: bool = False) -> list[Delivery]:
    """All that failed and isn't done yet, the longest first."""
    rows = deliveries.waiting_deliveries(database, only_stuck=only_stuck)
    return [_delivery(database, row) for row in rows]


def delivery_of(database: Session, reference: str) -> Delivery:
    """The one that this reference names; raises `UnknownDelivery`."""
    submission = submissions.submission_by_reference(database, reference.upper())
    if submission:
        errand = Errand.submission(submission.id)
        waiting = deliveries.waiting_delivery(database, errand)
        return Delivery(submission.reference, errand, submission, waiting)
    with suppress(ValueError):
        reply = task_replies.task_reply_by_id(database, UUID(reference))
        if reply and reply.sent_at:
            errand = Errand.task_reply(reply.id)
            waiting = deliveries.waiting_delivery(database, errand)
            return Delivery(str(reply.id), errand, reply, waiting)
        request = contact_requests.contact_request_by_id(database, UUID(reference))
        if request:
            errand = Errand.contact_request(request.id)
            waiting = deliveries.waiting_delivery(database, errand)
            return Delivery(str(request.id), errand, request, waiting)
    for row in deliveries.waiting_deliveries(database):
        if row.subject == reference:
            return _delivery(database, row)
    raise UnknownDelivery(reference)


def try_again(database: Session, chosen: Iterable[Delivery]) -> int:
    """Let a worker try these at once; gives how many there were to try. Commits."""
    count = 0
    for delivery in chosen:
        if delivery.waiting or (delivery.sent and delivery.sent.is_waiting):
            request = delivery.sent.request if delivery.sent else ""
            deliveries.try_now(database, delivery.errand, request)
            count += 1
    database.commit()
    return count


def let_go(database: Session, delivery: Delivery, by: str) -> None:
    """Do without this mail, look at a case or end of a task; raises `CannotLetGo`. Commits."""
    if delivery.sent:
        raise CannotLetGo(delivery.reference)
    deliveries.try_no_more(database, delivery.errand)
    if delivery.errand.task == jobs.END_TASK and delivery.errand.id:
        form_tasks.note_ended(database, delivery.errand.id)  # else it would be queued anew
    if delivery.errand.task == jobs.SETTLE and delivery.errand.id:
        payments.note_told(database, delivery.errand.id)
    database.commit()
    log.warning("delivery_let_go", task=delivery.errand.task, subject=delivery.reference, by=by)


def _delivery(database: Session, row: WaitingDelivery) -> Delivery:
    record_id = row.errand.id
    if record_id and row.task == jobs.DELIVER:
        submission = submissions.submission_by_id(database, record_id)
        if submission:
            return Delivery(submission.reference, row.errand, submission, row)
    if record_id and row.task == jobs.SEND_DOCUMENT:
        reply = task_replies.task_reply_by_id(database, record_id)
        return Delivery(row.subject, row.errand, reply, row)
    if record_id and row.task == jobs.REGISTER_CONTACT:
        request = contact_requests.contact_request_by_id(database, record_id)
        return Delivery(row.subject, row.errand, request, row)
    return Delivery(row.subject, row.errand, None, row)
