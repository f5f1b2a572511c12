"""Consents: one record a resident and purpose, its events, and the texts that were read.

Model: ISO/IEC TS 27560:2023. Events and texts are only ever added: a trigger refuses the rest, and
each event holds the hash of the one before it, so that a gap shows.
"""

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import structlog
from sqlalchemy import ForeignKey, UniqueConstraint, bindparam, select
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.consents import (
    AskedQuestion,
    ConsentPermission,
    ConsentState,
    ConsentStatus,
    ConsentText,
    LatestAnswer,
    Purpose,
    Recipient,
    Shared,
    holds_until,
)
from portal.domain.people import Ground, KnownByKey, Level, OwnerId
from portal.storage.base import Owned, Record
from portal.storage.consents.texts import keep_text, text_of

log = structlog.get_logger()
FIRST = "0" * 64
"""Stands before the first event."""


class Consent(Record):
    """What a resident answered last for one purpose; how it came to be stands in its events."""

    __tablename__ = "consent"
    __table_args__ = (UniqueConstraint("owner_id", "purpose"),)

    owner_id: Mapped[Owned]
    purpose: Mapped[str]
    state: Mapped[str]
    text_sha256: Mapped[str] = mapped_column(ForeignKey("consent_text.sha256"))
    scope: Mapped[str]
    valid_until: Mapped[datetime | None]
    changed_at: Mapped[datetime]

    @property
    def answer(self) -> LatestAnswer:
        """The last answer."""
        return LatestAnswer(ConsentState(self.state), self.scope, self.valid_until, self.changed_at)


_OF_OWNER = (
    select(Consent)
    .where(Consent.owner_id == bindparam("owner_id"))
    .order_by(Consent.changed_at.desc(), Consent.id)
)


class ConsentEvent(Record):
    """One thing that happened to a consent. `made_at` is when (UTC)."""

    __tablename__ = "consent_event"
    __table_args__ = (UniqueConstraint("consent_id", "number"),)

    consent_id: Mapped[UUID] = mapped_column(ForeignKey("consent.id"))
    number: Mapped[int]
    """1, 2, 3 …"""
    state: Mapped[str]
    ground: Mapped[str]
    acted_by: Mapped[OwnerId | None]
    """Empty: the system, or it was not kept yet."""
    channel: Mapped[str]
    level: Mapped[int]
    text_sha256: Mapped[str] = mapped_column(ForeignKey("consent_text.sha256"))
    language: Mapped[str]
    valid_until: Mapped[datetime | None]
    asked_in: Mapped[str]
    """Slug of the form that asked; empty: on the resident's own page."""
    asked: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """An `AskedQuestion`; None: it was not kept yet, or this ends an answer of before it was."""
    previous_hash: Mapped[str]
    hash: Mapped[str]

    @property
    def question(self) -> AskedQuestion | None:
        """What was asked besides the words; None: the record of this event doesn't tell."""
        if self.asked is None:
            return None
        snapshot = self.asked | {
            "shares": tuple(Shared(shared) for shared in self.asked["shares"]),
            "recipient": Recipient(**self.asked["recipient"]),
        }
        return AskedQuestion(**snapshot)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentAction:
    """What somebody does to a consent, on what ground and how surely they were known."""

    state: ConsentState
    ground: Ground
    acted_by: OwnerId | None = None
    """None: the system."""
    level: Level
    channel: str = "web"
    asked_in: str = ""


def answer(
    session: Session, owner_id: OwnerId, purpose: Purpose, text: ConsentText, action: ConsentAction
) -> tuple[Consent, ConsentEvent]:
    """Note a yes or a no to this text, in the running transaction."""
    keep_text(session, text)
    now = datetime.now(UTC)
    is_given = action.state is ConsentState.GIVEN
    values = {
        "state": action.state,
        "text_sha256": text.sha256,
        "scope": purpose.scope,
        "valid_until": holds_until(now, purpose.valid_months) if is_given else None,
        "changed_at": now,
    }
    made = {"id": uuid4(), "made_at": now, "owner_id": owner_id, "purpose": purpose.code}
    query = insert(Consent).values(**made, **values)
    # The row is locked by this write, so that events get their numbers one by one.
    query = query.on_conflict_do_update(index_elements=["owner_id", "purpose"], set_=values)
    session.execute(query)
    consent = _of_purpose(session, owner_id, purpose.code)
    assert consent is not None
    return consent, _append(session, consent, action, asdict(purpose.asked(text)))


def withdraw(session: Session, consent: Consent, action: ConsentAction) -> ConsentEvent | None:
    """Take back what was given, in the running transaction; None: there is nothing to take back.

    The consent must be locked; see `consent_of`.
    """
    if consent.state != ConsentState.GIVEN:
        return None
    return _end(session, consent, action)


def check_permission(
    session: Session, owner_id: OwnerId, purpose: Purpose | None, now: datetime | None = None
) -> ConsentPermission | None:
    """Whether the data of who has this key may be used for this purpose now; None: no.

    Unknown, refused, withdrawn, expired, given to another question, or not what its events tell:
    no. The record stays locked until the transaction ends, so that a withdrawal comes either
    before the use or after it.
    """
    if purpose is None:
        return None
    consent = _of_purpose(session, owner_id, purpose.code, for_share=True)
    if consent is None:
        return None
    if consent.answer.status_at(purpose, now or datetime.now(UTC)) is not ConsentStatus.ACTIVE:
        return None
    if not _matches_events(consent, events_of(session, consent)):
        log.error("consent_is_not_what_its_events_tell", consent=str(consent.id))
        return None
    return ConsentPermission(consent.id, KnownByKey(owner_id), purpose)


def consents_of(session: Session, owner_id: OwnerId) -> list[Consent]:
    """All that this resident ever answered, last changed first."""
    return list(session.scalars(_OF_OWNER, {"owner_id": owner_id}))


def consent_of(
    session: Session, owner_id: OwnerId, consent_id: UUID, *, for_update: bool = False
) -> Consent | None:
    """One consent, only if it is this resident's."""
    query = select(Consent).where(Consent.id == consent_id, Consent.owner_id == owner_id)
    if for_update:
        query = query.with_for_update().execution_options(populate_existing=True)
    return session.scalar(query)


def events_of(session: Session, consent: Consent) -> list[ConsentEvent]:
    """What happened to it, newest first."""
    query = select(ConsentEvent).where(ConsentEvent.consent_id == consent.id)
    return list(session.scalars(query.order_by(ConsentEvent.number.desc())))


def text_of_event(session: Session, event: ConsentEvent) -> ConsentText:
    """The text that was answered then, with the version and the title that it had."""
    text, question = text_of(session, event.text_sha256), event.question
    if question is None:
        return text
    return replace(text, version=question.version, title=question.title)


def is_whole(events: list[ConsentEvent]) -> bool:
    """Whether nothing was taken out of, put into or changed in these events (newest first)."""
    previous = FIRST
    for number, event in enumerate(reversed(events), start=1):
        is_linked = event.number == number and event.previous_hash == previous
        if not is_linked or event.hash != _hash(event):
            return False
        previous = event.hash
    return True


def end_by_itself(session: Session, consent: Consent) -> None:
    """Note that the time of this (locked) consent is over, in the running transaction."""
    action = ConsentAction(
        state=ConsentState.EXPIRED, ground=Ground.SYSTEM, level=Level.NONE, channel="system"
    )
    _end(session, consent, action)


def _end(session: Session, consent: Consent, action: ConsentAction) -> ConsentEvent:
    consent.state = action.state
    consent.valid_until = None
    consent.changed_at = datetime.now(UTC)
    return _append(session, consent, action)


def _matches_events(consent: Consent, events: list[ConsentEvent]) -> bool:
    """Whether this is what its guarded events (newest first) come to; the record alone is not."""
    if not events or not is_whole(events):
        return False
    newest, question = events[0], events[0].question
    is_same = newest.state == consent.state and newest.text_sha256 == consent.text_sha256
    if question is None:
        return is_same
    return is_same and question.scope == consent.scope and newest.valid_until == consent.valid_until


def _of_purpose(
    session: Session, owner_id: OwnerId, purpose: str, *, for_share: bool = False
) -> Consent | None:
    query = select(Consent).where(Consent.owner_id == owner_id, Consent.purpose == purpose)
    if for_share:
        query = query.with_for_update(read=True)
    return session.scalar(query.execution_options(populate_existing=True))


def _append(
    session: Session, consent: Consent, action: ConsentAction, asked: dict[str, Any] | None = None
) -> ConsentEvent:
    """Add what happened; what ends an answer is about the question that was answered."""
    query = select(ConsentEvent).where(ConsentEvent.consent_id == consent.id)
    last = session.scalar(query.order_by(ConsentEvent.number.desc()).limit(1))
    event = ConsentEvent(
        id=uuid4(),
        made_at=consent.changed_at,
        consent_id=consent.id,
        number=last.number + 1 if last else 1,
        state=action.state,
        ground=action.ground,
        acted_by=action.acted_by,
        channel=action.channel,
        level=int(action.level),
        text_sha256=consent.text_sha256,
        language=text_of(session, consent.text_sha256).language,
        valid_until=consent.valid_until,
        asked_in=action.asked_in,
        asked=asked or (last.asked if last else None),
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
    # Absent where it isn't kept, so that the hashes of before it was stay what they are.
    said |= {"asked": event.asked} if event.asked else {}
    said |= {"by": str(event.acted_by)} if event.acted_by else {}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
