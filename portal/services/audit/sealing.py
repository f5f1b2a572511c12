"""Sealing what came in of security events, and letting old ones go. For the worker only."""

from datetime import UTC, datetime, timedelta

import structlog
from sqlalchemy.orm import Session

from portal.domain.event_chain import (
    ChainHead,
    ChainKeys,
    SealedEvent,
    UnknownChainKey,
    new_batch,
    new_head,
    shown_root,
    without_events,
)
from portal.domain.retention import DAYS, KeptPart
from portal.domain.security_events import EventKind
from portal.measures import count_security_event
from portal.setting_values import named_bytes
from portal.settings import Settings
from portal.storage import event_chain

log = structlog.get_logger()
MOST_EVENTS = 10_000
"""That are taken in one transaction."""
MOST_BATCHES = 200


def keys_of(settings: Settings) -> ChainKeys:
    """The keys that these settings name for the log."""
    return ChainKeys(named_bytes(settings.audit_keys))


def faults_of_keys(session: Session, keys: ChainKeys) -> list[str]:
    """What is wrong with these keys, as far as what was sealed tells: a sentence each.

    A key is wrong where nothing fits that was sealed by its name. One seal that doesn't fit was
    tampered with: that stops no start, and `portal audit verify` says so.
    """
    head = event_chain.head_of_chain(session)
    faults = []
    if head and head.key not in keys.by_name:
        faults.append(f"PORTAL_AUDIT_KEYS lacks the key '{head.key}', which sealed last.")
    for name in keys.by_name:
        fits = [keys.made(batch) for batch in event_chain.ends_of_key(session, name)]
        if head and head.key == name:
            fits.append(keys.made_head(head))
        if fits and not any(fits):
            faults.append(
                f"PORTAL_AUDIT_KEYS has another key under the name '{name}' than sealed the log."
            )
    return faults


def seal_events(session: Session, keys: ChainKeys) -> int:
    """Seal what came in, a batch for each minute; gives how many events.

    Nothing while another worker does it. Raises `UnknownChainKey`. Commits.
    """
    total = 0
    while event_chain.lock_chain(session):
        count = _seal_some(session, keys)
        session.commit()
        total += count
        if count < MOST_EVENTS:
            return total
    session.rollback()
    return total


def let_events_go(session: Session, keys: ChainKeys) -> int:
    """Remove events past their term, whole batches; roots stay. Gives how many batches. Commits.

    What was sealed with a key that the settings don't name stays, and keeps no other: when those
    are gone, it raises `UnknownChainKey`.
    """
    now, count = datetime.now(UTC), MOST_BATCHES
    before = now - timedelta(days=DAYS[KeptPart.SECURITY_EVENTS])
    total = 0
    while count == MOST_BATCHES and event_chain.lock_chain(session):
        old = event_chain.batches_sealed_before(session, before, keys.by_name, MOST_BATCHES)
        for batch in old:
            event_chain.remove_events(session, without_events(keys, batch, now))
        session.commit()
        count = len(old)
        total += count
    missing = event_chain.other_keys_before(session, before, keys.by_name)
    session.rollback()
    if missing:
        raise UnknownChainKey(", ".join(missing))
    return total


def _seal_some(session: Session, keys: ChainKeys) -> int:
    """How many events were sealed. Caller commits."""
    now = datetime.now(UTC)
    minutes = event_chain.take_events(session, MOST_EVENTS)
    if not minutes:
        return 0
    head = event_chain.head_of_chain(session)
    if not _is_ours(session, keys, head):
        log.error("event_chain_broken")
        count_security_event(EventKind.CHAIN_BROKEN)
        head = _end_that_is_there(session)
        minutes.insert(0, [_chain_broken(now)])
    for events in minutes:
        batch = new_batch(keys, head, events, now)
        head = new_head(keys, batch)
        event_chain.add_batch(session, batch, head)
        log.info("events_sealed", batch=batch.number, root=shown_root(batch.root))
    return sum(event.count for events in minutes for event in events)


def _is_ours(session: Session, keys: ChainKeys, head: ChainHead | None) -> bool:
    """Whether the head is as we left it: none where nothing was sealed yet, else the newest."""
    last = event_chain.last_number(session)
    if head is None:
        return not last
    return keys.made_head(head) and last <= head.number


def _end_that_is_there(session: Session) -> ChainHead:
    """Where to go on when the head can't be believed: what is lost stays to be seen."""
    last, root = event_chain.last_number(session), event_chain.newest_root(session)
    return ChainHead(last, root, "", "")


def _chain_broken(now: datetime) -> SealedEvent:
    return SealedEvent(
        first_at=now,
        last_at=now,
        count=1,
        kind=EventKind.CHAIN_BROKEN,
        code="",
        endpoint="",
        request="",
        subject="",
        origin="",
    )
