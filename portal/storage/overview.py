"""What our own records say of one owner, read in one statement for the pages that show much of it.

A statement for each of the tables would cost the overview five round trips in place of one.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    LargeBinary,
    Select,
    cast,
    func,
    literal,
    literal_column,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from portal.domain.people import OwnerId
from portal.storage.base import vault_of
from portal.storage.drafts import Draft, DraftSummary
from portal.storage.logins import LoginSession
from portal.storage.messages import SEAL as MESSAGE_SEAL
from portal.storage.messages import Message
from portal.storage.session_answers import SEAL, SessionAnswer
from portal.storage.submissions import Submission
from portal.storage.task_replies import TaskReply

_NAMES = ("part", "id", "name", "about", "at", "sealed", "total")
_EMPTY: dict[str, Any] = {
    "name": literal(""),
    "about": literal(""),
    "sealed": cast(null(), LargeBinary),
    "total": literal(0),
}


@dataclass(frozen=True, slots=True)
class SubmissionSummary:
    """A submission that is no case yet, without its content."""

    slug: str
    reference: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class ReplySummary:
    """What was sent for a task; `delivered_at` is None while it is on its way."""

    task_id: UUID
    delivered_at: datetime | None


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
    messages: tuple[MessageSummary, ...]
    unread: int
    """How many messages were not read, also those that are not among `messages`."""
    told: frozenset[tuple[str, str]]
    """Which of the news was told before: its kind, and what it is about."""

    def __bool__(self) -> bool:
        """Whether there is anything of this owner."""
        return any((self.drafts, self.waiting, self.replies, self.messages, self.told))


@dataclass(frozen=True, slots=True)
class Header:
    """What the header of every page shows of our own records."""

    name: str
    """The resident's name; '' where it was not read in this login session."""
    unread: int

    def __bool__(self) -> bool:
        """Whether there is anything of this owner."""
        return bool(self.name or self.unread)


def overview_of(
    session: Session, owner_id: OwnerId, *, most: int, news: Sequence[str] = ()
) -> Overview:
    """What the overview shows: at most so many messages; `news`: of which to say if it was told."""
    parts = union_all(
        _drafts(owner_id),
        _waiting(owner_id),
        _replies(owner_id),
        _messages(owner_id, most),
        _told(owner_id, news),
    )
    rows = defaultdict(list)
    for row in session.execute(parts.order_by(literal_column("at").desc(), literal_column("id"))):
        rows[row.part].append(row)
    open_json = vault_of(session).open_json
    return Overview(
        drafts=tuple(DraftSummary(row.name, row.at) for row in rows["draft"]),
        waiting=tuple(SubmissionSummary(row.name, row.about, row.at) for row in rows["waiting"]),
        replies=tuple(ReplySummary(row.id, row.at) for row in rows["reply"]),
        messages=tuple(
            MessageSummary(row.id, row.name, row.at, open_json(row.sealed, MESSAGE_SEAL))
            for row in rows["message"]
        ),
        unread=max((row.total for row in rows["message"]), default=0),
        told=frozenset((row.name, row.about) for row in rows["told"]),
    )


def header_of(session: Session, owner_id: OwnerId, login_id: UUID, name: str) -> Header:
    """The header of a page; `name`: what the resident's name is kept under."""
    unread = select(func.count()).where(Message.owner_id == owner_id, Message.read_at.is_(None))
    answer = (
        select(SessionAnswer.sealed)
        .join(LoginSession, LoginSession.id == SessionAnswer.login_id)
        .where(LoginSession.owner_id == owner_id)
        .where(SessionAnswer.login_id == login_id, SessionAnswer.name == name)
    )
    row = session.execute(
        select(unread.scalar_subquery().label("unread"), answer.scalar_subquery().label("sealed"))
    ).one()
    known_name = "" if row.sealed is None else vault_of(session).open_json(row.sealed, SEAL)
    return Header(known_name, row.unread)


def _drafts(owner_id: OwnerId) -> Select[Any]:
    query = _part("draft", id=Draft.id, name=Draft.slug, at=Draft.changed_at)
    return query.where(Draft.owner_id == owner_id)


def _waiting(owner_id: OwnerId) -> Select[Any]:
    columns = {"name": Submission.slug, "about": Submission.reference, "at": Submission.made_at}
    query = _part("waiting", id=Submission.id, **columns)
    return query.where(Submission.owner_id == owner_id, Submission.delivered_at.is_(None))


def _replies(owner_id: OwnerId) -> Select[Any]:
    query = _part("reply", id=TaskReply.task_id, at=TaskReply.delivered_at)
    return query.where(TaskReply.owner_id == owner_id, TaskReply.sent_at.is_not(None))


def _messages(owner_id: OwnerId, most: int) -> Select[Any]:
    columns = {"name": Message.kind, "sealed": Message.sealed, "total": func.count().over()}
    query = _part("message", id=Message.id, at=Message.made_at, **columns)
    query = query.where(Message.owner_id == owner_id, Message.read_at.is_(None))
    return query.order_by(Message.made_at.desc(), Message.id).limit(most)


def _told(owner_id: OwnerId, news: Sequence[str]) -> Select[Any]:
    columns = {"name": Message.kind, "about": Message.about, "at": Message.made_at}
    query = _part("told", id=Message.id, **columns)
    return query.where(Message.owner_id == owner_id, Message.about.in_(news))


def _part(part: str, **columns: Any) -> Select[Any]:
    """One part of the statement, with the columns that all of them have."""
    values = {**_EMPTY, "part": literal(part), **columns}
    return select(*(values[name].label(name) for name in _NAMES))
