"""What a login session remembers of outside systems: gone, with it, at its end.

This is how a page can say what it knows and since when while the case API is down, without the
portal keeping a copy of cases.
"""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.storage.base import Base, vault_of

SEAL = "remembered.value"


class SessionAnswer(Base):
    """One answer of an outside system, sealed, with the moment (UTC) it was given."""

    __tablename__ = "remembered"

    login_id: Mapped[UUID] = mapped_column(
        ForeignKey("login_session.id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(primary_key=True)
    sealed: Mapped[bytes]
    read_at: Mapped[datetime]


def store_answer(session: Session, login_id: UUID, name: str, value: Any) -> None:
    """Keep this answer for as long as the login session lives; failures are never kept.

    Of a session that another tab has just ended, nothing is kept.
    """
    sealed = vault_of(session).seal_json(value, SEAL)
    values = {"login_id": login_id, "name": name, "sealed": sealed, "read_at": datetime.now(UTC)}
    changed = {"sealed": sealed, "read_at": values["read_at"]}
    query = insert(SessionAnswer).values(values)
    try:
        with session.begin_nested():
            session.execute(
                query.on_conflict_do_update(index_elements=["login_id", "name"], set_=changed)
            )
    except IntegrityError:
        return


def last_answer(session: Session, login_id: UUID, name: str) -> tuple[Any, datetime] | None:
    """The last answer of this name and when it was given; None: none in this login session."""
    row = session.scalar(
        select(SessionAnswer).where(SessionAnswer.login_id == login_id, SessionAnswer.name == name)
    )
    return None if row is None else (vault_of(session).open_json(row.sealed, SEAL), row.read_at)
