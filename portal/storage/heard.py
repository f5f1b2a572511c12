"""When each case system last told of something: lost notifications are only noticed by silence."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.storage.base import Base

PRECISION = timedelta(minutes=1)
"""So seldom it is noted: a burst of notifications does not queue for one row."""
NOTE = text(
    "INSERT INTO notification_heard (system, at) VALUES (:system, :now)"
    " ON CONFLICT (system) DO UPDATE SET at = excluded.at"
)


class NotificationHeard(Base):
    """The last notification of one case system that said something."""

    __tablename__ = "notification_heard"

    system: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]


def note_heard(session: Session, system: str) -> None:
    """Note that this case system told of something just now. Caller commits."""
    now, last = datetime.now(UTC), last_heard(session).get(system)
    if last is None or last < now - PRECISION:
        session.execute(NOTE, {"system": system, "now": now})


def last_heard(session: Session) -> dict[str, datetime]:
    """By case system when it last told of something; those that never did are left out."""
    rows = session.execute(select(NotificationHeard.system, NotificationHeard.at))
    return {row.system: row.at for row in rows}
