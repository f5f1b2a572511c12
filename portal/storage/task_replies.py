"""Documents that a resident sent for a case, on their way to the case system."""

from collections.abc import Collection
from datetime import UTC, date, datetime
from uuid import UUID

from sqlalchemy import false, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.case_keys import CaseKey, CaseNumber
from portal.domain.people import OwnerId
from portal.domain.tasks import unasked_id, withdrawal_id, withdrawal_id_of_submission
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
    """Empty while the submission that it belongs to is no case yet."""
    case_id: Mapped[UUID]
    """Until then the id of that submission."""
    case_number: Mapped[CaseNumber]
    ground: Mapped[str]
    sent_at: Mapped[datetime | None]
    """Empty while one of its files was refused and the resident still chooses."""
    delivered_at: Mapped[datetime | None] = mapped_column(index=True)
    """When it left the portal: its case got it, or it was handed over."""
    handed_over_at: Mapped[datetime | None] = mapped_column(index=True)
    """When an operator took it out of the portal by hand; then it is delivered no more."""
    handed_over_by: Mapped[str | None]
    lacks_files: Mapped[bool] = mapped_column(server_default=false())
    """Whether it went on by hand without some of its files: then its task is open again."""
    case_closed_on: Mapped[date | None]
    """The day on which its case ended before this was in it; an employee looks at it."""
    sets_status: Mapped[str] = mapped_column(server_default="")
    """Name of the status that its case gets once the files are in it; empty: none."""
    sets_result: Mapped[str] = mapped_column(server_default="")
    """Name of the result that its case gets before that; empty: none."""
    request: Mapped[str] = mapped_column(server_default="")
    """Id of the request that it was sent with; empty: nobody knows."""

    @property
    def is_unasked(self) -> bool:
        """Whether no task asked for it: the resident sent it by themselves."""
        return self.case_key is not None and self.task_id == unasked_id(self.case_key)

    @property
    def is_withdrawal(self) -> bool:
        """Whether it says that the resident withdraws the case, or what is to become it."""
        key = self.case_key
        return self.task_id == (
            withdrawal_id(key) if key else withdrawal_id_of_submission(self.case_id)
        )

    @property
    def is_waiting(self) -> bool:
        """Whether it was sent, and still has to be brought to its case."""
        is_sent = self.sent_at is not None
        return is_sent and self.delivered_at is None and self.handed_over_at is None

    @property
    def in_case_since(self) -> datetime | None:
        """When its case got it; None: it is on its way, or was handed over."""
        return None if self.handed_over_at else self.delivered_at

    def hand_over(self, at: datetime, by: str) -> None:
        """Note that it left the portal by hand.

        Workers of a release that knows no hand-over leave alone what counts as delivered.
        """
        self.handed_over_at, self.handed_over_by = at, by
        self.delivered_at = at

    @property
    def case_key(self) -> CaseKey | None:
        """The case that it is brought to; None while there is none yet."""
        return CaseKey(self.case_system, self.case_id) if self.case_system else None

    def belongs_to(self, key: CaseKey, number: CaseNumber) -> None:
        """Let it know the case that its submission became."""
        if self.is_withdrawal:
            self.task_id = withdrawal_id(key)
        self.case_system, self.case_id, self.case_number = key.system, key.id, number

    @property
    def waits_for(self) -> UUID | None:
        """The submission that has to become a case first; None: it knows its case."""
        return None if self.case_system else self.case_id


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


def withdrawals_of(
    session: Session, owner_id: OwnerId, task_ids: Collection[UUID]
) -> dict[UUID, TaskReply]:
    """What this resident withdrew, of what has these ids."""
    if not task_ids:
        return {}
    query = select(TaskReply).where(
        TaskReply.owner_id == owner_id,
        TaskReply.task_id.in_(task_ids),
        TaskReply.sent_at.is_not(None),
    )
    return {reply.task_id: reply for reply in session.scalars(query)}


def waiting_for(session: Session, owner_id: OwnerId, submission_id: UUID) -> list[TaskReply]:
    """What this owner sent for this submission before it was a case; locked."""
    query = select(TaskReply).where(
        TaskReply.owner_id == owner_id,
        TaskReply.case_system == "",
        TaskReply.case_id == submission_id,
    )
    return list(session.scalars(query.with_for_update()))


def task_reply_by_id(session: Session, task_reply_id: UUID) -> TaskReply | None:
    """Any reply: for the worker, which acts as the system."""
    return session.get(TaskReply, task_reply_id, populate_existing=True)


def task_replies_of(session: Session, owner_id: OwnerId) -> list[TaskReply]:
    """All that this resident sent for tasks and that answers them, newest first."""
    query = select(TaskReply).where(
        TaskReply.owner_id == owner_id,
        TaskReply.sent_at.is_not(None),
        TaskReply.lacks_files.is_(False),
    )
    return list(session.scalars(query.order_by(TaskReply.made_at.desc(), TaskReply.id)))


def delivered_to(session: Session, key: CaseKey, since: datetime) -> list[TaskReply]:
    """What was brought to this case since then: for the worker."""
    query = select(TaskReply).where(
        TaskReply.delivered_at >= since,
        TaskReply.case_id == key.id,
        TaskReply.case_system == key.system,
    )
    return list(session.scalars(query))
