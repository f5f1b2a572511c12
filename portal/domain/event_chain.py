"""The sealed log of security events: batches, each with the root of the one before.

A root is a SHA-256 over all that stands in a batch; its seal is an HMAC with a key that the
database doesn't have. So who can write in the database can change or remove nothing unseen. The
head says which batch is the newest: without it the last ones could be dropped.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime

FIRST = 1
NO_ROOT = ""
"""What the first batch has for the root of the one before."""
GROUP = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedEvent:
    """Equal events of one origin within a minute."""

    first_at: datetime
    last_at: datetime
    count: int
    kind: str
    code: str
    endpoint: str
    request: str
    """Of the first of them."""
    subject: str
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventBatch:
    """The events of at most a minute, sealed together."""

    number: int
    sealed_at: datetime
    previous: str
    """Root of the batch before."""
    root: str
    key: str
    """Name of the key of both seals."""
    seal: str
    removed_at: datetime | None = None
    """When retention let its events go."""
    removal_seal: str = ""
    events: tuple[SealedEvent, ...] = ()


@dataclass(frozen=True, slots=True)
class ChainHead:
    """Which batch is the newest."""

    number: int
    root: str
    key: str
    seal: str


class UnknownChainKey(LookupError):
    """A seal was made with a key that the settings don't name."""


@dataclass(frozen=True, slots=True)
class ChainKeys:
    """By name, newest first; the first one seals."""

    by_name: Mapping[str, bytes]

    @property
    def newest(self) -> str:
        """Name of the key that seals."""
        return next(iter(self.by_name))

    def seal(self, *parts: object, key: str) -> str:
        """HMAC-SHA256 (hexadecimal) of these. Raises `UnknownChainKey`."""
        secret = self.by_name.get(key)
        if secret is None:
            raise UnknownChainKey(key)
        return hmac.new(secret, json.dumps(parts).encode(), hashlib.sha256).hexdigest()

    def is_seal(self, seal: str, *parts: object, key: str) -> bool:
        """Whether this is that seal. Raises `UnknownChainKey`."""
        return hmac.compare_digest(seal.encode(), self.seal(*parts, key=key).encode())

    def made(self, batch: EventBatch) -> bool:
        """Whether this batch has our seal. Raises `UnknownChainKey`."""
        return self.is_seal(batch.seal, *_parts(batch), key=batch.key)

    def removed(self, batch: EventBatch) -> bool:
        """Whether we let the events of this batch go. Raises `UnknownChainKey`."""
        if batch.removed_at is None:
            return False
        return self.is_seal(batch.removal_seal, *_parts_of_removal(batch), key=batch.key)

    def made_head(self, head: ChainHead) -> bool:
        """Whether this head has our seal. Raises `UnknownChainKey`."""
        return self.is_seal(head.seal, "head", head.number, head.root, key=head.key)


def new_batch(
    keys: ChainKeys, head: ChainHead | None, events: Sequence[SealedEvent], sealed_at: datetime
) -> EventBatch:
    """These events as the batch after the head."""
    batch = EventBatch(
        number=head.number + 1 if head else FIRST,
        sealed_at=sealed_at,
        previous=head.root if head else NO_ROOT,
        root="",
        key=keys.newest,
        seal="",
        events=tuple(events),
    )
    batch = replace(batch, root=root_of(batch))
    return replace(batch, seal=keys.seal(*_parts(batch), key=batch.key))


def new_head(keys: ChainKeys, batch: EventBatch) -> ChainHead:
    """The head when this is the newest batch."""
    seal = keys.seal("head", batch.number, batch.root, key=keys.newest)
    return ChainHead(batch.number, batch.root, keys.newest, seal)


def without_events(keys: ChainKeys, batch: EventBatch, removed_at: datetime) -> EventBatch:
    """The batch when retention let its events go; its root stays."""
    batch = replace(batch, removed_at=removed_at, events=())
    return replace(batch, removal_seal=keys.seal(*_parts_of_removal(batch), key=batch.key))


def root_of(batch: EventBatch) -> str:
    """SHA-256 (hexadecimal) of all that stands in it. Source: our own; nobody else repeats it."""
    content = [
        batch.number,
        batch.previous,
        _moment(batch.sealed_at),
        [as_json(event) for event in batch.events],
    ]
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def as_json(event: SealedEvent) -> dict[str, object]:
    """The event as it is hashed, and handed to other systems."""
    moments = {"first_at": _moment(event.first_at), "last_at": _moment(event.last_at)}
    return asdict(event) | moments


def shown_root(root: str) -> str:
    """The root in groups: no row of digits in it is taken for a number of somebody."""
    return "-".join(root[start : start + GROUP] for start in range(0, len(root), GROUP))


def _parts(batch: EventBatch) -> tuple[object, ...]:
    return "batch", batch.number, batch.previous, batch.root


def _parts_of_removal(batch: EventBatch) -> tuple[object, ...]:
    assert batch.removed_at is not None
    return "removal", batch.number, batch.root, _moment(batch.removed_at)


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
