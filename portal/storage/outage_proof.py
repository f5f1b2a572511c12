"""What stood with residents while they could not send: for who must show whom an outage touched.

References and counts only; nothing of anybody is opened.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CompoundSelect, Text, cast, func, literal, select, union_all
from sqlalchemy.orm import Session

from forms.keys import FormSlug
from portal.domain.outages import Outage
from portal.storage.drafts import Draft
from portal.storage.submissions import Submission
from portal.storage.task_replies import TaskReply


@dataclass(frozen=True, slots=True)
class SentThing:
    """What came in while an outage lasted, or soon after it."""

    sent_at: datetime
    reference: str
    form: str
    """Slug of its form; '' for what answers a task."""


def drafts_of(session: Session, outage: Outage, end: datetime) -> Sequence[tuple[FormSlug, int]]:
    """How many drafts of each form that it is of were begun before its end, and aren't sent."""
    query = select(Draft.slug, func.count()).where(Draft.made_at < end)
    if outage.forms:
        query = query.where(Draft.slug.in_(outage.forms))
    rows = session.execute(query.group_by(Draft.slug).order_by(Draft.slug))
    return [(slug, count) for slug, count in rows]


def sent_between(session: Session, outage: Outage, until: datetime) -> Sequence[SentThing]:
    """All of its forms that was sent from its beginning until then, the first one first."""
    sent = select(
        Submission.made_at.label("at"), Submission.reference.label("reference"), Submission.slug
    ).where(Submission.made_at >= outage.begins_at, Submission.made_at < until)
    if outage.forms:
        query = sent.where(Submission.slug.in_(outage.forms)).order_by("at", "reference")
        return [SentThing(*row) for row in session.execute(query)]
    replies = select(TaskReply.sent_at, cast(TaskReply.id, Text), literal("")).where(
        TaskReply.sent_at >= outage.begins_at, TaskReply.sent_at < until
    )
    both: CompoundSelect[Any] = union_all(sent, replies)
    return [SentThing(*row) for row in session.execute(both.order_by("at", "reference"))]
