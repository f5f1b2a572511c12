"""Documents that a resident sent for a case, on their way to the case system."""

from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.people import OwnerId
from portal.storage.base import Owned, Record


class Sending(Record):
    """One answer to one task. Its id comes from the page, so that sending twice is sending once."""

    __tablename__ = "sending"

    owner_id: Mapped[Owned] = mapped_column(index=True)
    acted_by: Mapped[OwnerId]
    task_id: Mapped[UUID] = mapped_column(index=True)
    task_title: Mapped[str]
    document_kind: Mapped[str]
    case_url: Mapped[str]
    case_number: Mapped[str]
    ground: Mapped[str]
    sent_at: Mapped[datetime | None]
    """Empty while one of its files was refused and the resident still chooses."""
    delivered_at: Mapped[datetime | None] = mapped_column(index=True)


def begin(session: Session, sending: Sending) -> Sending:
    """Keep a new sending, or find the one that a first click kept; locked either way."""
    values = {
        "made_at": datetime.now(UTC),
        **{name: value for name, value in vars(sending).items() if name in Sending.__mapper__.c},
    }
    session.execute(insert(Sending).values(values).on_conflict_do_nothing())
    kept = sending_of(session, sending.owner_id, sending.id)
    assert kept is not None, "its id holds whose it is"
    return kept


def sending_of(session: Session, owner_id: OwnerId, sending_id: UUID) -> Sending | None:
    """One sending, only if it is this resident's; locked against a second click."""
    query = select(Sending).where(Sending.id == sending_id, Sending.owner_id == owner_id)
    fresh = query.with_for_update().execution_options(populate_existing=True)
    return session.scalar(fresh)


def last_sent(session: Session, owner_id: OwnerId, task_id: UUID) -> Sending | None:
    """What this resident sent last for this task; None: nothing yet."""
    query = select(Sending).where(
        Sending.owner_id == owner_id, Sending.task_id == task_id, Sending.sent_at.is_not(None)
    )
    return session.scalar(query.order_by(Sending.sent_at.desc()).limit(1))


def sending_by_id(session: Session, sending_id: UUID) -> Sending | None:
    """Any sending: for the worker, which acts as the system."""
    return session.get(Sending, sending_id, populate_existing=True)


def sendings_of(session: Session, owner_id: OwnerId) -> list[Sending]:
    """All that this resident sent for tasks, newest first."""
    query = select(Sending).where(Sending.owner_id == owner_id, Sending.sent_at.is_not(None))
    return list(session.scalars(query.order_by(Sending.made_at.desc(), Sending.id)))
