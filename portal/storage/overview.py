"""What our own records say of one owner, read in one statement for the pages that show much of it.

A statement for each of the tables would cost the overview five round trips in place of one.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BindParameter,
    CompoundSelect,
    DateTime,
    Integer,
    LargeBinary,
    Row,
    Select,
    Text,
    Uuid,
    bindparam,
    case,
    cast,
    func,
    literal,
    literal_column,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from forms.keys import FormSlug
from portal.domain.case_keys import CaseKey
from portal.domain.days import AMSTERDAM, day_of
from portal.domain.people import OwnerId
from portal.domain.tasks import withdrawal_id_of_submission, withdrawal_ids_of
from portal.storage import deliveries, jobs
from portal.storage.base import table_of, vault_of
from portal.storage.drafts import Draft, DraftSummary
from portal.storage.form_tasks import FormTask
from portal.storage.messages import SEAL as MESSAGE_SEAL
from portal.storage.messages import Message
from portal.storage.own_tasks import OwnTask
from portal.storage.payments import FeePayment
from portal.storage.prepared import Prepared
from portal.storage.submissions import Submission
from portal.storage.task_replies import TaskReply
from portal.storage.waiting_submissions import SubmissionSummary

_NAMES = (
    "part",
    "id",
    "name",
    "about",
    "at",
    "left_at",
    "is_stuck",
    "is_optional",
    "is_held",
    "sealed",
    "total",
    "submission_id",
    "case_system",
    "case_id",
)
_EMPTY: dict[str, Any] = {
    "name": literal(""),
    "about": literal(""),
    "left_at": cast(null(), DateTime(timezone=True)),
    "is_stuck": literal(value=False),
    "is_optional": literal(value=False),
    "is_held": literal(value=False),
    "sealed": cast(null(), LargeBinary),
    "total": literal(0),
    "submission_id": cast(null(), Uuid()),
    "case_system": cast(null(), Text()),
    "case_id": cast(null(), Uuid()),
}


@dataclass(frozen=True, slots=True)
class ReplySummary:
    """What was sent for a task or to withdraw; `in_case_since`: None while it is on its way."""

    task_id: UUID
    in_case_since: datetime | None


@dataclass(frozen=True, slots=True)
class OwnTaskSummary:
    """What somebody said in a form to send later. `slug`: of which form."""

    id: UUID
    title: str
    slug: FormSlug
    last_day: date
    is_optional: bool
    """Whether they may send it, and need not."""


@dataclass(frozen=True, slots=True)
class PaymentSummary:
    """What somebody still has to pay for what they sent. `slug`: by which form."""

    slug: FormSlug
    reference: str
    cents: int


@dataclass(frozen=True, slots=True)
class MessageSummary:
    """A message that was not read yet."""

    id: UUID
    kind: str
    made_at: datetime
    facts: dict[str, Any]
    read_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Overview:
    """What the overview shows of our own records, the newest of each first."""

    drafts: tuple[DraftSummary, ...]
    waiting: tuple[SubmissionSummary, ...]
    replies: tuple[ReplySummary, ...]
    own_tasks: tuple[OwnTaskSummary, ...]
    """What they said in a form to send later, and neither sent nor withdrew."""
    payments: tuple[PaymentSummary, ...]
    """What they have not paid, and did not withdraw."""
    messages: tuple[MessageSummary, ...]
    unread: int
    """How many messages were not read, also those that are not among `messages`."""
    told: frozenset[tuple[str, str]]
    """Which of the news was told before: its kind, and what it is about."""

    def __bool__(self) -> bool:
        """Whether there is anything of this owner."""
        return any(
            (
                self.drafts,
                self.waiting,
                self.replies,
                self.own_tasks,
                self.payments,
                self.messages,
                self.told,
            )
        )


def overview_of(
    session: Session, owner_id: OwnerId, *, most: int, news: Sequence[str] = ()
) -> Overview:
    """What the overview shows: at most so many messages; `news`: of which to say if it was told."""
    values = {"owner": owner_id, "most": most, "news": list(news)}
    rows = defaultdict(list)
    for row in _OVERVIEW.rows(session, values):
        rows[row.part].append(row)
    answered = {row.id for row in rows["reply"]}
    open_json = vault_of(session).open_json
    is_withdrawn = partial(_is_withdrawn, answered)
    return Overview(
        drafts=tuple(DraftSummary(row.name, row.at) for row in rows["draft"]),
        waiting=tuple(_waiting_submission(row, answered) for row in rows["waiting"]),
        replies=tuple(ReplySummary(row.id, row.at) for row in rows["reply"]),
        own_tasks=tuple(
            OwnTaskSummary(row.id, row.name, row.about, day_of(row.at), row.is_optional)
            for row in rows["own task"]
            if not is_withdrawn(row)
        ),
        payments=tuple(
            PaymentSummary(row.name, row.about, row.total)
            for row in rows["payment"]
            if not is_withdrawn(row)
        ),
        messages=tuple(
            MessageSummary(row.id, row.name, row.at, open_json(row.sealed, MESSAGE_SEAL))
            for row in rows["message"]
        ),
        unread=max((row.total for row in rows["message"]), default=0),
        told=frozenset((row.name, row.about) for row in rows["told"]),
    )


def _waiting_submission(row: Row[Any], answered: Collection[UUID]) -> SubmissionSummary:
    is_withdrawn = withdrawal_id_of_submission(row.id) in answered
    facts = row.name, row.about, row.at, row.left_at, row.is_stuck, is_withdrawn, row.is_held
    return SubmissionSummary(*facts)


def _is_withdrawn(answered: Collection[UUID], row: Row[Any]) -> bool:
    return any(each in answered for each in withdrawal_ids_of(row.submission_id, _case_key(row)))


def _overview() -> CompoundSelect[Any]:
    """The statement of `overview_of`."""
    owner = bindparam("owner", type_=Uuid())
    ours = _drafts(owner), _waiting(owner), _replies(owner), _form_tasks(owner), _own_tasks(owner)
    parts = *ours, _payments(owner), _messages(owner), _told(owner)
    return union_all(*parts).order_by(literal_column("at").desc(), literal_column("id"))


def _drafts(owner: BindParameter[Any]) -> Select[Any]:
    draft = table_of(Draft).c
    query = _part("draft", id=draft.id, name=draft.slug, at=draft.changed_at)
    return query.where(draft.owner_id == owner)


def _waiting(owner: BindParameter[Any]) -> Select[Any]:
    sent = table_of(Submission).c
    columns: dict[str, Any] = {"name": sent.slug, "about": sent.reference, "at": sent.made_at}
    columns["left_at"] = sent.handed_over_at
    columns["is_held"] = sent.is_held
    columns["is_stuck"] = deliveries.stuck_column(jobs.DELIVER, sent.id)
    query = _part("waiting", id=sent.id, **columns)
    is_no_case = or_(sent.delivered_at.is_(None), sent.handed_over_at.is_not(None))
    return query.where(sent.owner_id == owner, is_no_case)


def _replies(owner: BindParameter[Any]) -> Select[Any]:
    reply = table_of(TaskReply).c
    in_case_since = case((reply.handed_over_at.is_(None), reply.delivered_at))
    query = _part("reply", id=reply.task_id, at=in_case_since)
    is_answer = reply.sent_at.is_not(None), reply.lacks_files.is_(False)
    return query.where(reply.owner_id == owner, *is_answer)


def _form_tasks(owner: BindParameter[Any]) -> Select[Any]:
    """Tasks for which a form was sent: as what was sent for a task."""
    form_task = table_of(FormTask).c
    query = _part("reply", id=form_task.task_id, at=form_task.ended_at)
    return query.where(form_task.owner_id == owner, form_task.submission_id.is_not(None))


def _own_tasks(owner: BindParameter[Any]) -> Select[Any]:
    """Those of which the case has not ended. Their `at` is the begin of their last day."""
    own, sent = table_of(OwnTask).c, table_of(Submission).c
    last_day = func.timezone(AMSTERDAM.key, cast(own.last_day, DateTime))
    columns = {"submission_id": sent.id, "case_system": sent.case_system, "case_id": sent.case_id}
    columns["is_optional"] = own.is_optional
    query = _part("own task", id=own.id, name=own.title, about=sent.slug, at=last_day, **columns)
    is_open = own.fulfilled_at.is_(None), own.brought_at.is_(None), sent.case_ended_on.is_(None)
    return query.where(own.owner_id == owner, own.submission_id == sent.id, *is_open)


def _payments(owner: BindParameter[Any]) -> Select[Any]:
    """Those of which the case has not ended. Their `total` is in cents."""
    payment, sent = table_of(FeePayment).c, table_of(Submission).c
    columns = {"submission_id": sent.id, "case_system": sent.case_system, "case_id": sent.case_id}
    columns |= {"name": sent.slug, "about": sent.reference, "total": payment.cents}
    query = _part("payment", id=payment.id, at=payment.made_at, **columns)
    is_due = payment.paid_at.is_(None), payment.refunded_at.is_(None)
    is_open = sent.handed_over_at.is_(None), sent.case_ended_on.is_(None)
    is_own = payment.owner_id == owner, payment.submission_id == sent.id
    return query.where(*is_own, *is_due, *is_open)


def _case_key(row: Row[Any]) -> CaseKey | None:
    return CaseKey(row.case_system, row.case_id) if row.case_id else None


def _messages(owner: BindParameter[Any]) -> Select[Any]:
    message = table_of(Message).c
    columns = {"name": message.kind, "sealed": message.sealed, "total": func.count().over()}
    query = _part("message", id=message.id, at=message.made_at, **columns)
    query = query.where(message.owner_id == owner, message.read_at.is_(None))
    return query.order_by(message.made_at.desc(), message.id).limit(
        bindparam("most", type_=Integer())
    )


def _told(owner: BindParameter[Any]) -> Select[Any]:
    message = table_of(Message).c
    columns = {"name": message.kind, "about": message.about, "at": message.made_at}
    query = _part("told", id=message.id, **columns)
    news = bindparam("news", type_=ARRAY(Text))
    return query.where(message.owner_id == owner, message.about == func.any(news))


def _part(part: str, **columns: Any) -> Select[Any]:
    """One part of the statement, with the columns that all of them have."""
    values = {**_EMPTY, "part": literal(part), **columns}
    return select(*(values[name].label(name) for name in _NAMES))


_OVERVIEW = Prepared(_overview())
