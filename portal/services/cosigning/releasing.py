"""Letting what was sent go on to the case system, signed or not; and telling its sender."""

from typing import Any

from sqlalchemy.orm import Session

from portal.domain.cosigning import CosignEvent
from portal.domain.days import today
from portal.domain.messages import MessageKind
from portal.storage import cosign_requests, deliveries, messages
from portal.storage.cosign_requests import CosignRequest
from portal.storage.deliveries import Errand
from portal.storage.form_versions import form_version_of
from portal.storage.owners import bump_revision
from portal.storage.submissions import Submission


def can_answer(request: CosignRequest, submission: Submission) -> bool:
    """Whether the co-signer can still say yes or no: what was sent waits here for that."""
    is_here = submission.is_held and submission.is_waiting
    return is_here and request.signature.is_open(today())


def release(database: Session, request: CosignRequest, submission: Submission) -> None:
    """Have it made a case from now on, where its time has come; twice is once. Caller commits."""
    after = request.signature.after(CosignEvent.MAKE_CASE, today())
    if after is None:
        return
    request.signature = after
    cosign_requests.forget_details(database, request)
    submission.is_held = False
    deliveries.queue(database, Errand.submission(submission.id), submission.request)


def release_withdrawn(database: Session, submission: Submission) -> None:
    """Have what its sender withdrew made a case at once, to say so. Caller commits."""
    request = cosign_requests.request_of_submission(
        database, submission.owner_id, submission.id, lock=True
    )
    after = request.signature.after(CosignEvent.WITHDRAW, today()) if request else None
    if request is None or after is None:
        return
    request.signature = after
    release(database, request, submission)


def tell_sender(
    database: Session, request: CosignRequest, submission: Submission, kind: MessageKind
) -> None:
    """Tell the sender what became of it, once. Caller commits."""
    facts = message_facts(database, request, submission)
    if case_day := request.signature.case_day:
        facts["case_day"] = case_day.isoformat()
    owner_id = submission.owner_id
    messages.add_message_and_notify(database, owner_id, kind, about=str(request.id), facts=facts)
    bump_revision(database, owner_id)


def message_facts(
    database: Session, request: CosignRequest, submission: Submission
) -> dict[str, Any]:
    """What every message about it says: nothing of who the other is."""
    form = form_version_of(database, submission.version)
    return {
        "title": form.discreet_title,
        "who": form.cosign.who if form.cosign else "",
        "reference": submission.reference,
        "day": request.signature.last_day.isoformat(),
    }
