"""Bytes of files on their way to a store and back, each sealed under a key of its own.

That key stands in the row of the file, sealed by the vault. So bytes are unreadable from the moment
that their row is gone, wherever copies of them are, and a new key of the vault leaves them be.
Bytes are put before their row is committed and removed after it is gone: what is killed in between
leaves bytes without a row, and the sweep takes those.

They are sealed in pieces, so that no file is ever whole in memory, in the manner of STREAM (Hoang,
Reyhanitabar, Rogaway, Vizar 2015): the nonce is the number of the piece and whether it is the last
one, so that none can be left out, moved or cut off. A key seals one file, once.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID, uuid4

import structlog
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy.orm import Session, sessionmaker

from portal.domain.contents import PIECE_BYTES, Content, in_pieces_of
from portal.domain.failures import SourceError
from portal.domain.file_stores import FileStores, StoreName
from portal.storage.vault import NONCE_BYTES, decrypt

log = structlog.get_logger()
STORES = "file_stores"
"""Under what a session knows where the bytes of files lie."""
KEY_BITS = 256
TAG_BYTES = 16
NUMBER_BYTES = NONCE_BYTES - 1


@dataclass(frozen=True, slots=True)
class ContentPlace:
    """Where the bytes of a file lie, and what opens them."""

    id: UUID
    """Their key in the store; not the file's own id: bytes that are put anew get another."""
    store: StoreName
    size: int
    """Of the file itself."""
    key: bytes = field(repr=False)
    piece_bytes: int | None
    """Bytes of the file in each sealed piece; None: it was sealed as one, before there were any."""


def connect_stores(sessions: sessionmaker[Session], stores: FileStores) -> None:
    """Let these sessions know where the bytes of files lie."""
    sessions.configure(info={**sessions.kw["info"], STORES: stores})


def stores_of(session: Session) -> FileStores:
    """The stores that this session knows."""
    stores = session.info[STORES]
    assert isinstance(stores, FileStores)
    return stores


def put_content(session: Session, content: Content) -> ContentPlace:
    """Put these bytes in the store in use. Ends the transaction first; raises `SourceError`.

    Until a committed row names this place, the bytes may be swept away after a day.
    """
    session.commit()
    stores = stores_of(session)
    place = ContentPlace(
        id=uuid4(),
        store=stores.in_use,
        size=content.size,
        key=AESGCM.generate_key(KEY_BITS),
        piece_bytes=PIECE_BYTES,
    )
    stores.named(place.store).put(place.id, _sealed(place, content))
    return place


def get_content(session: Session, place: ContentPlace) -> Iterator[bytes]:
    """The bytes that lie there, piece by piece. Ends the transaction first.

    Raises `SourceError`, and `InvalidTag` when they were tampered with or aren't all there.
    """
    session.commit()
    sealed = stores_of(session).named(place.store).get(place.id)
    if place.piece_bytes is None:
        yield decrypt(AESGCM(place.key), b"".join(sealed), place.id.bytes)
        return
    pieces = in_pieces_of(sealed, place.piece_bytes + TAG_BYTES)
    for nonce, size in _pieces_of(place, place.piece_bytes):
        piece = next(pieces, b"")
        if len(piece) < size + TAG_BYTES:
            raise InvalidTag
        yield AESGCM(place.key).decrypt(nonce, piece, place.id.bytes)


def remove_content(session: Session, place: ContentPlace) -> None:
    """Forget bytes whose row is gone; those that can't be removed now are swept away later."""
    try:
        stores_of(session).named(place.store).remove(place.id)
    except SourceError as error:
        log.warning("bytes_left", store=place.store, reason=error.reason)


def _sealed(place: ContentPlace, content: Content) -> Content:
    """What is put there of this content; the same bytes each time that it is read."""
    assert place.piece_bytes, "nothing is sealed as one any more"
    shape = list(_pieces_of(place, place.piece_bytes))

    def pieces() -> Iterator[bytes]:
        cipher, plain = AESGCM(place.key), in_pieces_of(content.pieces(), PIECE_BYTES)
        for nonce, size in shape:
            piece = next(plain, b"")
            assert len(piece) == size, "the content is as large as it says"
            yield cipher.encrypt(nonce, piece, place.id.bytes)

    return Content(content.size + len(shape) * TAG_BYTES, pieces)


def _pieces_of(place: ContentPlace, piece_bytes: int) -> Iterator[tuple[bytes, int]]:
    """(nonce, bytes of the file) of each piece; an empty file has one, too."""
    starts = range(0, place.size or 1, piece_bytes)
    for number, start in enumerate(starts):
        is_last = number == len(starts) - 1
        nonce = number.to_bytes(NUMBER_BYTES) + bytes([is_last])
        yield nonce, min(piece_bytes, place.size - start)
