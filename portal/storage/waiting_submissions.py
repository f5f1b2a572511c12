"""Submissions that are no case yet, or won't be by themselves, without their content."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Uuid, bindparam, or_, select
from sqlalchemy.orm import Session

from forms.keys import FormSlug
from portal.domain.people import OwnerId
from portal.domain.tasks import withdrawal_id_of_submission
from portal.storage import deliveries, jobs
from portal.storage.base import table_of
from portal.storage.submissions import Submission
from portal.storage.task_replies import withdrawals_of


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
    is_withdrawn: bool = False
    """Whether its sender withdrew it."""
    is_held: bool = False
    """Whether it waits for a co-signature."""


def waiting_of(session: Session, owner_id: OwnerId) -> list[SubmissionSummary]:
    """What this owner sent that is no case yet, or won't be by itself, newest first."""
    rows = session.execute(_WAITING, {"owner": owner_id}).all()
    target_ids = {row.id: withdrawal_id_of_submission(row.id) for row in rows}
    withdrawn = withdrawals_of(session, owner_id, target_ids.values())
    return [
        SubmissionSummary(
            row.slug,
            row.reference,
            row.made_at,
            row.handed_over_at,
            row.is_stuck,
            target_ids[row.id] in withdrawn,
            row.is_held,
        )
        for row in rows
    ]


def _waiting() -> Select[Any]:
    """The statement of `waiting_of`."""
    sent = table_of(Submission).c
    is_stuck = deliveries.stuck_column(jobs.DELIVER, sent.id).label("is_stuck")
    columns = (
        sent.id,
        sent.slug,
        sent.reference,
        sent.made_at,
        sent.handed_over_at,
        sent.is_held,
        is_stuck,
    )
    query = select(*columns).where(
        sent.owner_id == bindparam("owner", type_=Uuid()),
        or_(sent.delivered_at.is_(None), sent.handed_over_at.is_not(None)),
    )
    return query.order_by(sent.made_at.desc(), sent.id)


_WAITING = _waiting()
