"""What the calendar asks of co-signatures: remind, tell that the time is over, make the case."""

from functools import partial
from uuid import UUID

import structlog
from sqlalchemy.orm import Session, sessionmaker

from portal.domain.cosigning import CosignEvent
from portal.domain.days import today
from portal.domain.messages import MessageKind
from portal.services.cosigning.releasing import release, tell_sender
from portal.storage import cosign_requests
from portal.storage.base import do_each

log = structlog.get_logger()
AT_ONCE = 500


def follow_requests(make_session: sessionmaker[Session]) -> int:
    """Do what is due today, each in a transaction of its own; gives how many there were.

    Also where one before it failed: raises what failed last, when all are done. Twice is once.
    """
    with make_session() as database:
        ids = cosign_requests.requests_to_look_at(database, today(), AT_ONCE)
        database.commit()
        do_each(database, *(partial(_follow, request_id=each) for each in ids))
        return len(ids)


def _follow(database: Session, *, request_id: UUID) -> None:
    """Do what is due of this one. Caller commits."""
    row = cosign_requests.request_by_id(database, request_id, lock=True)
    if row is None:
        return
    request, submission = row
    if not submission.is_waiting:  # an operator handed it over as paper
        request.case_on = today()
        submission.is_held = False
        cosign_requests.forget_details(database, request)
        return
    event = request.signature.due(today())
    if event is CosignEvent.MAKE_CASE:
        release(database, request, submission)
    elif event and (after := request.signature.after(event, today())):
        request.signature = after
        if event is CosignEvent.REMIND:
            cosign_requests.queue_mail(database, request)
        else:
            tell_sender(database, request, submission, MessageKind.COSIGN_LAPSED)
    log.info("cosign_followed", cosign=str(request_id), step=event)
