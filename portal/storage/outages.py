"""Outages, as operators wrote them down: nothing is changed or removed, so that it proves what was.

Each change is a row with the next revision of its outage; the last one counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Mapped, Session, mapped_column

from forms.keys import FormSlug
from portal.domain.days import utc_now
from portal.domain.outages import Outage
from portal.storage.base import Base

LOCK = 7_203_119
"""Name of the lock that whoever writes an outage holds."""


class OutageRevision(Base):
    """What was known of an outage at some moment."""

    __tablename__ = "outage_revision"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    begins_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    forms: Mapped[list[str]]
    note: Mapped[str]
    written_at: Mapped[datetime]
    written_by: Mapped[str]

    def as_outage(self) -> Outage:
        """As it is told."""
        return Outage(
            number=self.number,
            begins_at=self.begins_at,
            ends_at=self.ends_at,
            forms=tuple(map(FormSlug, self.forms)),
        )


@dataclass(frozen=True, slots=True)
class OutageNote:
    """Who writes it down, and what they say of it; for operators only."""

    written_by: str
    note: str = ""


def last_revisions() -> Select[OutageRevision]:
    """The one of each outage that counts."""
    return (
        select(OutageRevision)
        .ext(distinct_on(OutageRevision.number))
        .order_by(OutageRevision.number, OutageRevision.revision.desc())
    )


def revisions(session: Session) -> Sequence[OutageRevision]:
    """All that was ever written down, in its order."""
    order = OutageRevision.number, OutageRevision.revision
    return session.scalars(select(OutageRevision).order_by(*order)).all()


def begin(session: Session, outage: Outage, entry: OutageNote) -> None:
    """Write down an outage under its number. Doesn't commit."""
    _add(session, outage, 1, entry)


def next_number(session: Session) -> int:
    """The number of the next outage: nobody else gets it before the transaction ends."""
    _lock(session)
    return (session.scalar(select(func.max(OutageRevision.number))) or 0) + 1


def last_revision(session: Session, number: int) -> OutageRevision | None:
    """What counts of this outage; None: there is none of this number.

    Nobody else writes one before the transaction ends.
    """
    _lock(session)
    query = last_revisions().where(OutageRevision.number == number)
    return session.scalar(query)


def end(session: Session, last: OutageRevision, ends_at: datetime, entry: OutageNote) -> None:
    """Write down when it ended, or will, unless that is known already. Doesn't commit.

    The moment at which it began: there was none, it was a mistake.
    """
    if ends_at != last.ends_at:
        _add(session, replace(last.as_outage(), ends_at=ends_at), last.revision + 1, entry)


def _lock(session: Session) -> None:
    """Be the only one who writes here, until the transaction ends."""
    session.execute(select(func.pg_advisory_xact_lock(LOCK)))


def _add(session: Session, outage: Outage, revision: int, entry: OutageNote) -> None:
    session.add(
        OutageRevision(
            number=outage.number,
            revision=revision,
            begins_at=outage.begins_at,
            ends_at=outage.ends_at,
            forms=list(outage.forms),
            note=entry.note,
            written_at=utc_now(),
            written_by=entry.written_by,
        )
    )
    session.flush()
