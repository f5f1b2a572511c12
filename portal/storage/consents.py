"""Consents: one record a resident and purpose, its events, and the texts that were read.

Model: ISO/IEC TS 27560:2023. Events and texts are only ever added: a trigger refuses the rest, and
each event holds the hash of the one before it, so that a gap shows.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.consents import (
    Answer,
    ConsentState,
    ConsentText,
    Permission,
    Purpose,
    Standing,
)
from portal.domain.days import months_later
from portal.domain.people import Ground, Level, Resident
from portal.storage.base import Base, Record

FIRST = "0" * 64
"""Stands before the first event."""


class KeptText(Base):
    """One text that somebody answered, under the SHA-256 of what was shown; never changed."""

    __tablename__ = "consent_text"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[dict[str, Any]]
    kept_at: Mapped[datetime] = mapped_column(default=lambda: datetime.now(UTC))


class Consent(Record):
    """What a resident answered last for one purpose; how it came to be stands in its events."""

    __tablename__ = "consent"
    __table_args__ = (UniqueConstraint("owner_key", "purpose"),)

    owner_key: Mapped[str]
    purpose: Mapped[str]
    state: Mapped[str]
    text_sha256: Mapped[str] = mapped_column(ForeignKey("consent_text.sha256"))
    scope: Mapped[str]
    valid_until: Mapped[datetime | None]
    changed_at: Mapped[datetime]

    @property
    def answer(self) -> Answer:
        """The last answer."""
        return Answer(ConsentState(self.state), self.scope, self.valid_until, self.changed_at)


class ConsentEvent(Record):
    """One thing that happened to a consent. `made_at` is when (UTC)."""

    __tablename__ = "consent_event"
    __table_args__ = (UniqueConstraint("consent_id", "number"),)

    consent_id: Mapped[UUID] = mapped_column(ForeignKey("consent.id"))
    number: Mapped[int]
    """1, 2, 3 …"""
    state: Mapped[str]
    ground: Mapped[str]
    channel: Mapped[str]
    level: Mapped[int]
    text_sha256: Mapped[str] = mapped_column(ForeignKey("consent_text.sha256"))
    language: Mapped[str]
    valid_until: Mapped[datetime | None]
    asked_in: Mapped[str]
    """Slug of the form that asked; empty: on the resident's own page."""
    previous_hash: Mapped[str]
    hash: Mapped[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What somebody does to a consent, on what ground and how surely they were known."""

    state: ConsentState
    ground: Ground
    level: Level
    channel: str = "web"
    asked_in: str = ""


def answer(
    session: Session, owner_key: str, purpose: Purpose, text: ConsentText, deed: Deed
) -> tuple[Consent, ConsentEvent]:
    """Note a yes or a no to this text, in the running transaction."""
    _keep_text(session, text)
    now = datetime.now(UTC)
    is_given = deed.state is ConsentState.GIVEN
    values = {
        "state": deed.state,
        "text_sha256": text.sha256,
        "scope": purpose.scope,
        "valid_until": months_later(now, purpose.valid_months) if is_given else None,
        "changed_at": now,
    }
    made = {"id": uuid4(), "made_at": now, "owner_key": owner_key, "purpose": purpose.code}
    query = insert(Consent).values(**made, **values)
    # The row is locked by this write, so that events get their numbers one by one.
    query = query.on_conflict_do_update(index_elements=["owner_key", "purpose"], set_=values)
    session.execute(query)
    consent = _of_purpose(session, owner_key, purpose.code)
    assert consent is not None
    return consent, _append(session, consent, deed)


def withdraw(session: Session, consent: Consent, deed: Deed) -> ConsentEvent | None:
    """Take back what was given, in the running transaction; None: there is nothing to take back.

    The consent must be locked; see `consent_of`.
    """
    if consent.state != ConsentState.GIVEN:
        return None
    return _end(session, consent, deed)


def may_use(
    session: Session, subject: Resident, purpose: Purpose | None, now: datetime | None = None
) -> Permission | None:
    """Whether this resident's data may be used for this purpose at this moment; None: no.

    Unknown, refused, withdrawn, expired, given to another question: no. The record stays locked
    until the transaction ends, so that a withdrawal comes either before the use or after it.
    """
    if purpose is None:
        return None
    consent = _of_purpose(session, subject.key, purpose.code, for_share=True)
    if consent is None:
        return None
    standing = consent.answer.standing(purpose, now or datetime.now(UTC))
    return Permission(consent.id, subject, purpose) if standing is Standing.ACTIVE else None


def consents_of(session: Session, owner_key: str) -> list[Consent]:
    """All that this resident ever answered, last changed first."""
    query = select(Consent).where(Consent.owner_key == owner_key)
    return list(session.scalars(query.order_by(Consent.changed_at.desc(), Consent.id)))


def consent_of(
    session: Session, owner_key: str, consent_id: UUID, *, for_update: bool = False
) -> Consent | None:
    """One consent, only if it is this resident's."""
    query = select(Consent).where(Consent.id == consent_id, Consent.owner_key == owner_key)
    if for_update:
        query = query.with_for_update().execution_options(populate_existing=True)
    return session.scalar(query)


def events_of(session: Session, consent: Consent) -> list[ConsentEvent]:
    """What happened to it, newest first."""
    query = select(ConsentEvent).where(ConsentEvent.consent_id == consent.id)
    return list(session.scalars(query.order_by(ConsentEvent.number.desc())))


def text_of(session: Session, sha256: str) -> ConsentText:
    """The text with this fingerprint, as it was shown."""
    content = session.scalars(select(KeptText.content).where(KeptText.sha256 == sha256)).one()
    return ConsentText(**content)


def is_whole(events: list[ConsentEvent]) -> bool:
    """Whether nothing was taken out of, put into or changed in these events (newest first)."""
    previous = FIRST
    for number, event in enumerate(reversed(events), start=1):
        is_linked = event.number == number and event.previous_hash == previous
        if not is_linked or event.hash != _hash(event):
            return False
        previous = event.hash
    return True


def note_expired(session: Session) -> int:
    """Note at each consent whose time is over that it is; gives how many.

    For the record only: what is over is not used, whether or not this has run.
    """
    query = select(Consent).where(
        Consent.state == ConsentState.GIVEN, Consent.valid_until <= datetime.now(UTC)
    )
    over = list(session.scalars(query.with_for_update(skip_locked=True)))
    deed = Deed(
        state=ConsentState.EXPIRED, ground=Ground.SYSTEM, level=Level.NONE, channel="system"
    )
    for consent in over:
        _end(session, consent, deed)
    return len(over)


def _end(session: Session, consent: Consent, deed: Deed) -> ConsentEvent:
    consent.state = deed.state
    consent.valid_until = None
    consent.changed_at = datetime.now(UTC)
    return _append(session, consent, deed)


def _of_purpose(
    session: Session, owner_key: str, purpose: str, *, for_share: bool = False
) -> Consent | None:
    query = select(Consent).where(Consent.owner_key == owner_key, Consent.purpose == purpose)
    if for_share:
        query = query.with_for_update(read=True)
    return session.scalar(query.execution_options(populate_existing=True))


def _append(session: Session, consent: Consent, deed: Deed) -> ConsentEvent:
    query = select(ConsentEvent).where(ConsentEvent.consent_id == consent.id)
    last = session.scalar(query.order_by(ConsentEvent.number.desc()).limit(1))
    event = ConsentEvent(
        id=uuid4(),
        made_at=consent.changed_at,
        consent_id=consent.id,
        number=last.number + 1 if last else 1,
        state=deed.state,
        ground=deed.ground,
        channel=deed.channel,
        level=int(deed.level),
        text_sha256=consent.text_sha256,
        language=text_of(session, consent.text_sha256).language,
        valid_until=consent.valid_until,
        asked_in=deed.asked_in,
        previous_hash=last.hash if last else FIRST,
    )
    event.hash = _hash(event)
    session.add(event)
    session.flush()
    return event


def _hash(event: ConsentEvent) -> str:
    until = event.valid_until
    said = {
        "id": str(event.id),
        "consent": str(event.consent_id),
        "number": event.number,
        "at": event.made_at.astimezone(UTC).isoformat(),
        "state": str(event.state),
        "ground": str(event.ground),
        "channel": event.channel,
        "level": event.level,
        "text": event.text_sha256,
        "language": event.language,
        "until": until.astimezone(UTC).isoformat() if until else None,
        "asked_in": event.asked_in,
        "previous": event.previous_hash,
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _keep_text(session: Session, text: ConsentText) -> None:
    values = {"sha256": text.sha256, "content": asdict(text), "kept_at": datetime.now(UTC)}
    session.execute(insert(KeptText).values(values).on_conflict_do_nothing())
