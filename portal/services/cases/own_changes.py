"""What changed in a case by our own delivery: it is no news, so nothing is looked at."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import structlog
from sqlalchemy.orm import Session, sessionmaker

from portal.domain.case_changes import REPLY, MadePart, MadeParts
from portal.domain.case_keys import CaseKey
from portal.domain.days import utc_now
from portal.domain.people import OwnerId
from portal.services.cases.notifications import queue_look
from portal.storage import submissions, task_replies, uploads
from portal.storage.owners import bump_revision
from portal.storage.submissions import Submission

log = structlog.get_logger()

SLACK = timedelta(seconds=2)
"""By how much the clock of the case system may differ from ours."""
DELIVERY_TAKES = timedelta(minutes=2)
"""Longer than this no delivery is waited for: then the case is looked at."""


def is_no_news(make_session: sessionmaker[Session], key: CaseKey, made: MadeParts) -> bool:
    """Whether a delivery of ours made all of this: pages then read the case anew, and no more.

    Also while that can't be said yet, as a delivery is under way: then it is asked again soon.
    """
    with make_session() as database:
        owner_id = next(_owners(database, key, made), None)
        if owner_id:
            bump_revision(database, owner_id)
            log.info("own_delivery_passed_by", case=str(key))
        elif _may_be_under_way(database, made):
            queue_look(database, key, made)
        else:
            return False
        database.commit()
    return True


def _may_be_under_way(database: Session, made: MadeParts) -> bool:
    is_recent = utc_now() - made.first < DELIVERY_TAKES
    return is_recent and submissions.is_under_way(database)


def _owners(database: Session, key: CaseKey, made: MadeParts) -> Iterator[OwnerId]:
    """Whose delivery made all of this: of a form, or of an answer to a task."""
    sent = submissions.submission_by_case(database, key)
    if sent and _is_of_form(sent, made):
        if made.count(MadePart.STATUS):
            sent.case_heard_at = utc_now()
        yield sent.owner_id
    if made.are_of(REPLY):
        for reply in task_replies.delivered_to(database, key, made.last - SLACK):
            count = len(uploads.uploads_of_task_reply(database, reply.id))
            is_so_many = made.count(MadePart.DOCUMENT) <= count
            if is_so_many and _is_within(made, reply.made_at, reply.delivered_at):
                yield reply.owner_id


def _is_of_form(sent: Submission, made: MadeParts) -> bool:
    """A delivery sets one status: once it was heard of, another is of somebody else."""
    statuses = made.count(MadePart.STATUS)
    is_first = not statuses or sent.case_heard_at == sent.delivered_at
    return statuses <= 1 and is_first and _is_within(made, sent.made_at, sent.delivered_at)


def _is_within(made: MadeParts, first: datetime, last: datetime | None) -> bool:
    return last is not None and first - SLACK <= made.first and made.last <= last + SLACK
