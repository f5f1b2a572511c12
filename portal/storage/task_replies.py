"""Documents that a resident sent for a case, on their way to the case system."""

from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.case_keys import CaseKey, CaseNumber
from portal.domain.people import OwnerId
from portal.storage.base import Owned, Record


class TaskReply(Record):
    """One answer to one task. Its id comes from the page, so that sending twice is sending once.

    The table, its jobs and its lines keep the name of before, "sending": they outlive a release.
    """

    __tablename__ = "sending"

    owner_id: Mapped[Owned] = mapped_column(index=True)
    acted_by: Mapped[OwnerId]
    task_id: Mapped[UUID] = mapped_column(index=True)
    task_title: Mapped[str]
    document_kind: Mapped[str]
    case_system: Mapped[str]
    case_id: Mapped[UUID]
    case_number: Mapped[CaseNumber]
    ground: Mapped[str]
    sent_at: Mapped[datetime | None]
    """Empty while one of its files was refused and the resident still chooses."""
    delivered_at: Mapped[datetime | None] = mapped_column(index=True)
    handed_over_at: Mapped[datetime | None] = mapped_column(index=True)
    """When an operator took it out of the portal by hand; then it is delivered no more."""
    handed_over_by: Mapped[str | None]

    @property
    def is_waiting(self) -> bool:
        """Whether it was sent, and still has to be brought to its case."""
        is_sent = self.sent_at is not None
        return is_sent and self.delivered_at is None and self.handed_over_at is None

    def hand_over(self, at: datetime, by: str) -> None:
        """Note that it left the portal by hand."""
        self.handed_over_at, self.handed_over_by = at, by

    @property
    def case_key(self) -> CaseKey:
        """The case that it is brought to."""
        return CaseKey(self.case_system, self.case_id)


def begin(session: Session, reply: TaskReply) -> TaskReply:
    """Keep a new reply, or find the one that a first click kept; locked either way."""
    values = {
        "made_at": datetime.now(UTC),
        **{name: value for name, value in vars(reply).items() if name in TaskReply.__mapper__.c},
    }
    session.execute(insert(TaskReply).values(values).on_conflict_do_nothing())
    stored = task_reply_of(session, reply.owner_id, reply.id)
    assert stored is not None, "its id holds whose it is"
    return stored


def task_reply_of(session: Session, owner_id: OwnerId, task_reply_id: UUID) -> TaskReply | None:
    """One reply, only if it is this resident's; locked against a second click."""
    query = select(TaskReply).where(TaskReply.id == task_reply_id, TaskReply.owner_id == owner_id)
    fresh = query.with_for_update().execution_options(populate_existing=True)
    return session.scalar(fresh)


def last_sent(session: Session, owner_id: OwnerId, task_id: UUID) -> TaskReply | None:
    """What this resident sent last for this task; None: nothing yet."""
    query = select(TaskReply).where(
        TaskReply.owner_id == owner_id, TaskReply.task_id == task_id, TaskReply.sent_at.is_not(None)
    )
    return session.scalar(query.order_by(TaskReply.sent_at.desc()).limit(1))


def task_reply_by_id(session: Session, task_reply_id: UUID) -> TaskReply | None:
    """Any reply: for the worker, which acts as the system."""
    return session.get(TaskReply, task_reply_id, populate_existing=True)


def task_replies_of(session: Session, owner_id: OwnerId) -> list[TaskReply]:
    """All that this resident sent for tasks, newest first."""
    query = select(TaskReply).where(TaskReply.owner_id == owner_id, TaskReply.sent_at.is_not(None))
    return list(session.scalars(query.order_by(TaskReply.made_at.desc(), TaskReply.id)))
