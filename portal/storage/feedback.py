"""What visitors say of pages: whether they were clear, and why not. Nothing of who said it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Index, delete, func, select
from sqlalchemy.orm import Mapped, Session

from portal.storage.base import Record, sealed_column, vault_of

SEAL = "feedback.why"
KEPT = timedelta(days=365)
MOST_SHOWN = 200


class Feedback(Record):
    """One opinion of one page."""

    __tablename__ = "feedback"
    __table_args__ = (Index("ix_feedback_made_at", "made_at"),)

    page: Mapped[str]
    """Which page of the portal, without what it was about: `cases.case`."""
    is_clear: Mapped[bool]
    sealed: Mapped[bytes] = sealed_column(SEAL)
    """Why, in their own words: they were asked not to name anybody, and may have all the same."""


@dataclass(frozen=True, slots=True)
class FeedbackCount:
    """How often a page was called clear, or not."""

    page: str
    is_clear: bool
    count: int


@dataclass(frozen=True, slots=True)
class Opinion:
    """What somebody said of a page in their own words."""

    made_at: datetime
    page: str
    is_clear: bool
    why: str


def add(session: Session, page: str, *, is_clear: bool, why: str) -> None:
    """Keep this opinion, in the running transaction."""
    sealed = vault_of(session).seal_json({"why": why}, SEAL)
    session.add(Feedback(page=page, is_clear=is_clear, sealed=sealed))


def counts_of(session: Session) -> list[FeedbackCount]:
    """How often each page was called clear, and how often not."""
    query = select(Feedback.page, Feedback.is_clear, func.count())
    query = query.group_by(Feedback.page, Feedback.is_clear)
    rows = session.execute(query.order_by(Feedback.page, Feedback.is_clear))
    return [FeedbackCount(*row) for row in rows]


def opinions(session: Session) -> Iterator[Opinion]:
    """What was said in words, newest first; at most `MOST_SHOWN` of them are looked at."""
    newest = select(Feedback).order_by(Feedback.made_at.desc(), Feedback.id).limit(MOST_SHOWN)
    for row in session.scalars(newest):
        why = vault_of(session).open_json(row.sealed, SEAL)["why"]
        if why:
            yield Opinion(row.made_at, row.page, row.is_clear, why)


def remove_old(session: Session) -> None:
    """Remove what is older than a year. The caller commits."""
    session.execute(delete(Feedback).where(Feedback.made_at < datetime.now(UTC) - KEPT))
