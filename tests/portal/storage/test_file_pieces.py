"""Files lie in pieces: whole when they are read, and never whole in memory."""

import os
from uuid import uuid4

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from portal.domain.contents import PIECE_BYTES, Content
from portal.domain.days import utc_now
from portal.domain.failures import SourceError, SourceUnavailable
from portal.domain.file_stores import StoreName
from portal.storage import upload_contents
from portal.storage.file_contents import DatabaseFiles, FileContent
from portal.storage.file_moves import move_files
from portal.storage.file_stores import TAG_BYTES, ContentPlace
from portal.storage.uploads import Upload, add
from tests.file_store_contract import LATER
from tests.portal.storage.test_file_stores import FILE, folder, kept_in, stored_in
from tests.stored_files import content_of

__all__ = ["folder", "kept_in", "stored_in"]
SEALED = PIECE_BYTES + TAG_BYTES


@pytest.mark.parametrize("size", [0, 1, PIECE_BYTES, PIECE_BYTES + 1, 3 * PIECE_BYTES])
@pytest.mark.parametrize("name", list(StoreName)[:2])
def test_a_file_of_any_size_comes_back_in_pieces(kept_in, sessions, name, size):
    content = os.urandom(size)
    upload = kept_in(name, content)

    with sessions() as session:
        pieces = list(upload_contents.content_of(session, upload).pieces())

    assert b"".join(pieces) == content
    assert max(map(len, pieces), default=0) <= PIECE_BYTES


def swapped(content: bytes) -> bytes:
    first, second = content[:SEALED], content[SEALED : 2 * SEALED]
    return second + first + content[2 * SEALED :]


HARM = {
    "the last piece left out": lambda content: content[: 2 * SEALED],
    "cut off": lambda content: content[:-1],
    "the first piece left out": lambda content: content[SEALED:],
    "two pieces swapped": swapped,
    "one bit": lambda content: bytes([content[0] ^ 1]) + content[1:],
    "nothing left": lambda _content: b"",
}


@pytest.mark.parametrize("harm", HARM)
def test_pieces_that_were_tampered_with_are_not_taken(kept_in, sessions, folder, harm):
    upload = kept_in(StoreName.FOLDER, os.urandom(2 * PIECE_BYTES + 9))
    path = folder.root / upload.content_id.hex[:2] / upload.content_id.hex
    path.write_bytes(HARM[harm](path.read_bytes()))

    with sessions() as session, pytest.raises(InvalidTag):
        content_of(session, upload)


def test_what_was_only_half_put_in_the_database_is_not_there(sessions):
    def pieces():
        yield b"half"
        raise SourceUnavailable("files", "it stopped")

    store, key = DatabaseFiles(sessions), uuid4()
    with pytest.raises(SourceUnavailable):
        store.put(key, Content(8, pieces))

    with pytest.raises(SourceError, match="no bytes"):
        list(store.get(key))
    assert list(store.keys_before(utc_now() + LATER)) == [key]
    store.remove(key)
    assert list(store.keys_before(utc_now() + LATER)) == []


def test_files_of_before_there_were_pieces_can_be_read(sessions, resident):
    key, nonce, store = AESGCM.generate_key(256), os.urandom(12), DatabaseFiles(sessions)
    place = ContentPlace(
        id=uuid4(), store=StoreName.POSTGRESQL, size=len(FILE), key=key, piece_bytes=None
    )
    sealed = nonce + AESGCM(key).encrypt(nonce, FILE, place.id.bytes)
    with sessions.begin() as session:
        session.add(FileContent(id=place.id, content=sealed))
        upload = Upload(owner_id=resident.key, question="q", media_type="image/png")
        add(session, upload, "foto.png", place)

    with sessions() as session:
        assert b"".join(store.get(place.id)) == sealed
        assert content_of(session, session.get_one(Upload, upload.id)) == FILE


def test_a_file_that_is_moved_while_it_is_read_is_read_to_its_end(
    kept_in, stored_in, sessions, folder
):
    content = os.urandom(3 * PIECE_BYTES)
    upload = kept_in(StoreName.POSTGRESQL, content)
    stored_in(StoreName.FOLDER)
    with sessions() as delivery, sessions() as mover:
        before = delivery.get_one(Upload, upload.id)
        pieces = upload_contents.content_of(delivery, before).pieces()
        first = next(pieces)
        assert [moved.fault for moved in move_files(mover)] == [""]

        assert first + b"".join(pieces) == content
