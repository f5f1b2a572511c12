"""How long consents are kept: what is over is noted, and what ended long ago goes."""

from datetime import UTC, datetime

from sqlalchemy import String, cast, delete, exists, func, select, text
from sqlalchemy.orm import Session

from portal.domain.consents import KEPT_YEARS, ConsentState
from portal.storage.consents.consents import Consent, ConsentEvent, end_by_itself
from portal.storage.consents.receipts import ConsentReceipt
from portal.storage.messages import Message

LEAVE = text("SELECT set_config('portal.remove_ended_consents', :is_given, true)")
"""Within this transaction the trigger of events lets go of those that are old enough."""


def note_expired(session: Session) -> int:
    """Note at each consent whose time is over that it is; gives how many.

    For the record only: what is over is not used, whether or not this has run.
    """
    query = select(Consent).where(
        Consent.state == ConsentState.GIVEN, Consent.valid_until <= datetime.now(UTC)
    )
    over = list(session.scalars(query.with_for_update(skip_locked=True)))
    for consent in over:
        end_by_itself(session, consent)
    return len(over)


def remove_ended(session: Session) -> int:
    """Remove what ended as long ago as the register promises; gives how many consents.

    With a consent go its events, their receipts and the messages about them. The texts stay: they
    are the municipality's own words.
    """
    long_ago = func.now() - func.make_interval(KEPT_YEARS)
    is_young = (ConsentEvent.consent_id == Consent.id) & (ConsentEvent.made_at >= long_ago)
    query = select(Consent).where(
        Consent.state != ConsentState.GIVEN,
        Consent.changed_at < long_ago,
        ~exists().where(is_young),
    )
    over = list(session.scalars(query.with_for_update(skip_locked=True)))
    if over:
        session.execute(LEAVE, {"is_given": "on"})
        _remove(session, over)
        session.execute(LEAVE, {"is_given": "off"})
    return len(over)


def _remove(session: Session, over: list[Consent]) -> None:
    ids = [consent.id for consent in over]
    of_these = ConsentEvent.consent_id.in_(ids)
    event_ids = select(cast(ConsentEvent.id, String)).where(of_these)
    owners = [consent.owner_id for consent in over]
    for query in (
        delete(Message).where(Message.owner_id.in_(owners), Message.about.in_(event_ids)),
        delete(ConsentReceipt).where(
            ConsentReceipt.event_id.in_(select(ConsentEvent.id).where(of_these))
        ),
        delete(ConsentEvent).where(of_these),
        delete(Consent).where(Consent.id.in_(ids)),
    ):
        session.execute(query)
