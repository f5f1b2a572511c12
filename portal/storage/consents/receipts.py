"""Receipts of consents: signed, sealed, one an event."""

from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.people import OwnerId
from portal.storage.base import Base, sealed_column, vault_of
from portal.storage.consents.consents import Consent, ConsentEvent

SEAL = "consent.receipt"


class ConsentReceipt(Base):
    """The signed receipt of one event, sealed."""

    __tablename__ = "consent_receipt"

    event_id: Mapped[UUID] = mapped_column(ForeignKey("consent_event.id"), primary_key=True)
    sealed: Mapped[bytes] = sealed_column(SEAL)


def keep_receipt(session: Session, event: ConsentEvent, receipt: dict[str, Any]) -> None:
    """Keep the signed receipt of this event, in the running transaction."""
    sealed = vault_of(session).seal_json(receipt, SEAL)
    session.add(ConsentReceipt(event_id=event.id, sealed=sealed))


def receipts_of(session: Session, consent: Consent) -> frozenset[UUID]:
    """The events of this consent that have a receipt."""
    query = select(ConsentReceipt.event_id).join(ConsentEvent)
    return frozenset(session.scalars(query.where(ConsentEvent.consent_id == consent.id)))


def oldest_and_newest(session: Session) -> list[dict[str, Any]]:
    """The first and the last receipt of all; empty: there is none yet."""
    query = select(ConsentReceipt.sealed).join(ConsentEvent)
    orders = ConsentEvent.made_at.asc(), ConsentEvent.made_at.desc()
    sealed = [session.scalar(query.order_by(order).limit(1)) for order in orders]
    return [vault_of(session).open_json(value, SEAL) for value in sealed if value is not None]


def receipt_of(
    session: Session, owner_id: OwnerId, consent_id: UUID, event_id: UUID
) -> dict[str, Any] | None:
    """The receipt of one event, only if the consent is this resident's."""
    query = select(ConsentReceipt.sealed).join(ConsentEvent).join(Consent)
    query = query.where(ConsentEvent.id == event_id, Consent.id == consent_id)
    sealed = session.scalar(query.where(Consent.owner_id == owner_id))
    return None if sealed is None else dict(vault_of(session).open_json(sealed, SEAL))
