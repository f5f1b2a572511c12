"""What is wrong with the sealed log of security events: what is missing, altered or forged."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from portal.domain.event_chain import (
    FIRST,
    NO_ROOT,
    ChainHead,
    ChainKeys,
    EventBatch,
    UnknownChainKey,
    root_of,
)
from portal.domain.security_events import EventKind

NO_ROOTS: Mapping[int, str] = {}


@dataclass(frozen=True, slots=True)
class ChainFault:
    """Something that is wrong, at a batch; 0: at the head."""

    number: int
    words: str

    def __str__(self) -> str:
        return f"batch {self.number}: {self.words}" if self.number else self.words


def faults_of_chain(
    batches: Iterable[EventBatch],
    head: ChainHead | None,
    keys: ChainKeys,
    *,
    first: int = FIRST,
    known: Mapping[int, str] = NO_ROOTS,
) -> Iterator[ChainFault]:
    """All that is wrong, in order. `batches`: by number, from `first` on.

    `known`: roots by number, as another system was told them.
    """
    number, previous = first, NO_ROOT if first == FIRST else None
    for batch in batches:
        yield from _gap(number, batch.number)
        if number == batch.number and previous not in {None, batch.previous}:
            yield ChainFault(number, f"does not follow batch {number - 1}")
        yield from _told(faults_of_batch(batch, keys), batch.key, batch.number)
        if known.get(batch.number, batch.root) != batch.root:
            yield ChainFault(batch.number, "is another than the one that is known elsewhere")
        number, previous = batch.number + 1, batch.root
    last = max(chain((head.number if head else 0,), known)) + 1
    yield from _gap(number, last)
    if number > FIRST or head:
        key = head.key if head else ""
        yield from _told(_faults_of_head(head, keys, number - 1, previous), key, 0)


def faults_of_batch(batch: EventBatch, keys: ChainKeys) -> Iterator[ChainFault]:
    """What is wrong with one by itself. Raises `UnknownChainKey`."""
    number = batch.number
    if not keys.made(batch):
        yield ChainFault(number, "was not sealed with our key")
    if not batch.events and batch.removed_at:
        if not keys.removed(batch):
            yield ChainFault(number, "its events were removed, but not by retention")
    elif root_of(batch) != batch.root:
        yield ChainFault(number, "its events were altered or removed")
    if any(event.kind == EventKind.CHAIN_BROKEN for event in batch.events):
        yield ChainFault(number, "sealing went on here after the head was lost or altered")


def _faults_of_head(
    head: ChainHead | None, keys: ChainKeys, newest: int, root: str | None
) -> Iterator[ChainFault]:
    if head is None:
        yield ChainFault(0, "the head is missing: nobody knows which batch was the newest")
        return
    if not keys.made_head(head):
        yield ChainFault(0, "the head was not sealed with our key")
    elif head.number < newest or (head.number == newest and root not in {None, head.root}):
        yield ChainFault(0, f"the head is of another batch than {newest}")


def _told(faults: Iterator[ChainFault], key: str, number: int) -> Iterator[ChainFault]:
    """The same, and an unknown key as a fault like any other."""
    try:
        yield from faults
    except UnknownChainKey:
        yield ChainFault(number, f"its key '{key}' is not in PORTAL_AUDIT_KEYS")


def _gap(number: int, following: int) -> Iterator[ChainFault]:
    if following == number + 1:
        yield ChainFault(number, "is missing")
    elif following > number:
        yield ChainFault(number, f"is missing, and all up to {following - 1}")
