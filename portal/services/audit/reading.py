"""The sealed log of security events as an operator and other systems read it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from portal.domain.chain_faults import ChainFault, faults_of_chain
from portal.domain.event_chain import ChainHead, ChainKeys, EventBatch, as_json, shown_root
from portal.storage import event_chain


@dataclass(frozen=True, slots=True)
class ChainCheck:
    """What a check of the chain found."""

    faults: list[ChainFault]
    head: ChainHead | None


def verify(
    session: Session, keys: ChainKeys, *, first: int, known: Mapping[int, str]
) -> ChainCheck:
    """Check all batches from this number on; `known`: roots by number, from elsewhere."""
    # The head is read first: what is sealed meanwhile comes after it, and isn't looked at.
    head = event_chain.head_of_chain(session)
    batches = event_chain.batches_from(session, first)
    upto = (batch for batch in batches if head is None or batch.number <= head.number)
    return ChainCheck(list(faults_of_chain(upto, head, keys, first=first, known=known)), head)


def exported(session: Session, after: int) -> Iterator[str]:
    """A JSON line for each batch after this number, and one for each of its events behind it."""
    for batch in event_chain.batches_from(session, after + 1):
        yield json.dumps(_line_of(batch))
        for event in batch.events:
            yield json.dumps({"type": "event", "batch": batch.number, **as_json(event)})


def _line_of(batch: EventBatch) -> dict[str, object]:
    return {
        "type": "batch",
        "batch": batch.number,
        "sealed_at": batch.sealed_at.isoformat(),
        "root": shown_root(batch.root),
        "events": len(batch.events),
        "removed_at": batch.removed_at.isoformat() if batch.removed_at else None,
    }
