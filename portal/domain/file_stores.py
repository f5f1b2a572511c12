"""Where the bytes of files lie: always sealed, under a key that stands with their record only."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID, uuid4

from portal.domain.contents import Content
from portal.domain.failures import InvalidSourceAnswer, SourceUnavailable

SYSTEM = "files"
PROBE = b"probe"


class StoreName(StrEnum):
    """The kinds of places; a record says in which of them its bytes lie."""

    POSTGRESQL = "postgresql"
    FOLDER = "folder"
    S3 = "s3"


class FileStore(Protocol):
    """Keeps bytes by a key that is used once. Raises `SourceError` when it can't be asked."""

    def put(self, key: UUID, content: Content) -> None:
        """Keep these bytes: when this ends they survive a crash, whole.

        Holds one piece of them at a time; may read them twice.
        """
        ...

    def get(self, key: UUID) -> Iterator[bytes]:
        """Those bytes, piece by piece; reading raises `SourceError` where there are none.

        Nothing is locked between two pieces, and no transaction is open.
        """
        ...

    def remove(self, key: UUID) -> None:
        """Forget them; unknown ones are forgotten already."""
        ...

    def keys_before(self, moment: datetime) -> Iterator[UUID]:
        """The keys of all that was put before this moment (UTC), also of what was half put."""
        ...


@dataclass(frozen=True, slots=True)
class FileStores:
    """The places that are connected, and the one in which new bytes are put."""

    by_name: Mapping[StoreName, FileStore]
    in_use: StoreName

    def named(self, name: str) -> FileStore:
        """The store of this name; raises `SourceUnavailable` where it isn't connected."""
        store = self.by_name.get(StoreName(name))
        if store is None:
            raise SourceUnavailable(SYSTEM, f"the settings don't connect the store '{name}'")
        return store


def lacking(key: UUID) -> InvalidSourceAnswer:
    """What is raised where a store has no bytes under this key."""
    return InvalidSourceAnswer(SYSTEM, f"there are no bytes of {key}")


def check_store(store: FileStore) -> None:
    """Put some bytes, get and remove them; raises `SourceError` where that doesn't work."""
    key = uuid4()
    store.put(key, Content.of_bytes(PROBE))
    try:
        if b"".join(store.get(key)) != PROBE:
            raise InvalidSourceAnswer(SYSTEM, "other bytes came back than were put")
    finally:
        store.remove(key)
