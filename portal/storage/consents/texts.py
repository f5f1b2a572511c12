"""The texts that somebody answered, as they were shown; a trigger refuses every change."""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.consents import ConsentText
from portal.storage.base import Base


class KeptText(Base):
    """One text that somebody answered, under the SHA-256 of what was shown; never changed.

    The words are what counts here: version and title are those of whoever answered it first. Those
    of each answer stand in its event.
    """

    __tablename__ = "consent_text"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[dict[str, Any]]
    kept_at: Mapped[datetime] = mapped_column(default=lambda: datetime.now(UTC))


def keep_text(session: Session, text: ConsentText) -> None:
    """Keep this text in the running transaction, if it isn't kept yet."""
    values = {"sha256": text.sha256, "content": asdict(text), "kept_at": datetime.now(UTC)}
    session.execute(insert(KeptText).values(values).on_conflict_do_nothing())


def text_of(session: Session, sha256: str) -> ConsentText:
    """The text with this fingerprint, as it was shown."""
    content = session.scalars(select(KeptText.content).where(KeptText.sha256 == sha256)).one()
    return ConsentText(**content)
