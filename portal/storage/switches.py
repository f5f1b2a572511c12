"""Switches: forms and sources that an operator put off; what has no row is on."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.switches import SwitchKind, SwitchReason
from portal.storage.base import Base


class Switch(Base):
    """One form or source that is off."""

    __tablename__ = "switch"

    kind: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    off_since: Mapped[datetime]
    reason: Mapped[str]
    switched_by: Mapped[str]


def switches(session: Session) -> Sequence[Switch]:
    """All that is off."""
    return session.scalars(select(Switch).order_by(Switch.kind, Switch.name)).all()


def switch_off(
    session: Session, kind: SwitchKind, name: str, reason: SwitchReason, by: str
) -> None:
    """Put it off; of what is off already only reason and who change. Doesn't commit."""
    values = {"reason": reason, "switched_by": by}
    session.execute(
        insert(Switch)
        .values(kind=kind, name=name, off_since=datetime.now(UTC), **values)
        .on_conflict_do_update(index_elements=["kind", "name"], set_=values)
    )


def switch_on(session: Session, kind: SwitchKind, name: str) -> bool:
    """Put it on; False: it was not off. Doesn't commit."""
    row = session.scalar(
        delete(Switch).where(Switch.kind == kind, Switch.name == name).returning(Switch.name)
    )
    return row is not None
