"""Submissions that are no case yet, or won't be by themselves, without their content."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Uuid, bindparam, or_, select
from sqlalchemy.orm import Session

from forms.keys import FormSlug
from portal.domain.people import OwnerId
from portal.storage import deliveries, jobs
from portal.storage.base import table_of
from portal.storage.submissions import Submission


@dataclass(frozen=True, slots=True)
class SubmissionSummary:
    """A submission that is no case yet, without its content."""

    slug: FormSlug
    reference: str
    made_at: datetime
    handed_over_at: datetime | None
    """When it was taken out of the portal as paper; None: it is on its way."""
    is_stuck: bool
    """Whether it takes longer than it should: an operator has to look at it."""


def waiting_of(session: Session, owner_id: OwnerId) -> list[SubmissionSummary]:
    """What this owner sent that is no case yet, or won't be by itself, newest first."""
    return [SubmissionSummary(*row) for row in session.execute(_WAITING, {"owner": owner_id})]


def _waiting() -> Select[Any]:
    """The statement of `waiting_of`."""
    sent = table_of(Submission).c
    is_stuck = deliveries.stuck_column(jobs.DELIVER, sent.id)
    query = select(sent.slug, sent.reference, sent.made_at, sent.handed_over_at, is_stuck).where(
        sent.owner_id == bindparam("owner", type_=Uuid()),
        or_(sent.delivered_at.is_(None), sent.handed_over_at.is_not(None)),
    )
    return query.order_by(sent.made_at.desc(), sent.id)


_WAITING = _waiting()
