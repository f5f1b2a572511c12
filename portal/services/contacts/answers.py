"""Keeping what the register says of something that a resident asked, and telling them."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from portal.domain.contacts import ContactMoment, PhoneCall, RequestKind
from portal.domain.days import utc_now
from portal.domain.messages import MessageKind
from portal.storage import messages
from portal.storage.contact_requests import (
    ContactRequest,
    content_of,
    note_calls,
    note_handled,
)
from portal.storage.owners import bump_revision


def note_news(
    database: Session, request: ContactRequest, contact: ContactMoment, calls: Sequence[PhoneCall]
) -> None:
    """Keep what is new: calls, the answer, that it is done; and tell it, once. Caller commits.

    The request is locked until then, as a page and the worker may see the same at once.
    """
    database.refresh(request, with_for_update=True)
    if request.handled_at:
        return
    new_calls = note_calls(database, request, calls)
    if contact.is_handled:
        note_handled(database, request, contact.answer, utc_now())
        _tell_handled(database, request)
    else:
        for call in new_calls:
            if call.is_reached is False:
                _tell_missed(database, request, call, about=f"{request.id}:{call.id}")
    if new_calls or contact.is_handled:
        bump_revision(database, request.owner_id)


def _tell_handled(database: Session, request: ContactRequest) -> None:
    content = content_of(database, request)
    is_called = request.kind == RequestKind.CALLBACK
    if content.answer or not is_called:
        _tell(database, request, MessageKind.ANSWERED, str(request.id), answer=content.answer)
    elif content.is_never_reached:
        _tell_missed(database, request, content.calls[-1], about=str(request.id))
    # else they were spoken to: no message tells them more


def _tell_missed(database: Session, request: ContactRequest, call: PhoneCall, about: str) -> None:
    """That they were called in vain; until when they are called again, or that this was the last.

    `about`: of each call one is told, and one of the end.
    """
    again_by = "" if request.handled_at else request.answer_by.isoformat()
    at = call.at.isoformat()
    _tell(database, request, MessageKind.CALL_MISSED, about, at=at, again_by=again_by)


def _tell(
    database: Session, request: ContactRequest, kind: MessageKind, about: str, **facts: str
) -> None:
    messages.add_message_and_notify(
        database,
        request.owner_id,
        kind,
        about=about,
        facts={**facts, "request_id": str(request.id)},
    )
