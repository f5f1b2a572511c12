"""Bytes of files on their way to a store and back, each sealed under a key of its own.

That key stands in the row of the file, sealed by the vault. So bytes are unreadable from the moment
that their row is gone, wherever copies of them are, and a new key of the vault leaves them be.
Bytes are put before their row is committed and removed after it is gone: what is killed in between
leaves bytes without a row, and the sweep takes those.
"""

import os
from dataclasses import dataclass, field
from uuid import UUID, uuid4

import structlog
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy.orm import Session, sessionmaker

from portal.domain.failures import SourceError
from portal.domain.file_stores import FileStores, StoreName
from portal.storage.vault import NONCE_BYTES, decrypt

log = structlog.get_logger()
STORES = "file_stores"
"""Under what a session knows where the bytes of files lie."""
KEY_BITS = 256


@dataclass(frozen=True, slots=True)
class ContentPlace:
    """Where the bytes of a file lie, and what opens them."""

    id: UUID
    """Their key in the store; not the file's own id: bytes that are put anew get another."""
    store: StoreName
    size: int
    """Of the file itself."""
    key: bytes = field(repr=False)


def connect_stores(sessions: sessionmaker[Session], stores: FileStores) -> None:
    """Let these sessions know where the bytes of files lie."""
    sessions.configure(info={**sessions.kw["info"], STORES: stores})


def stores_of(session: Session) -> FileStores:
    """The stores that this session knows."""
    stores = session.info[STORES]
    assert isinstance(stores, FileStores)
    return stores


def put_content(session: Session, content: bytes) -> ContentPlace:
    """Put these bytes in the store in use. Ends the transaction first; raises `SourceError`.

    Until a committed row names this place, the bytes may be swept away after a day.
    """
    session.commit()
    stores = stores_of(session)
    place = ContentPlace(
        id=uuid4(), store=stores.in_use, size=len(content), key=AESGCM.generate_key(KEY_BITS)
    )
    nonce = os.urandom(NONCE_BYTES)
    sealed = nonce + AESGCM(place.key).encrypt(nonce, content, place.id.bytes)
    stores.named(place.store).put(place.id, sealed)
    return place


def get_content(session: Session, place: ContentPlace) -> bytes:
    """The bytes that lie there. Ends the transaction first.

    Raises `SourceError`, and `InvalidTag` when they were tampered with.
    """
    session.commit()
    sealed = stores_of(session).named(place.store).get(place.id)
    return decrypt(AESGCM(place.key), sealed, place.id.bytes)


def remove_content(session: Session, place: ContentPlace) -> None:
    """Forget bytes whose row is gone; those that can't be removed now are swept away later."""
    try:
        stores_of(session).named(place.store).remove(place.id)
    except SourceError as error:
        log.warning("bytes_left", store=place.store, reason=error.reason)
