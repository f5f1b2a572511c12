"""What every place for the bytes of files does: a class of tests takes this, and has a `store`."""

from datetime import timedelta
from uuid import uuid4

import pytest

from portal.domain.contents import PIECE_BYTES, Content, in_pieces_of
from portal.domain.days import utc_now
from portal.domain.failures import SourceError
from portal.domain.file_stores import check_store

FILE = b"Kaarten in de bagage" * 50_000
CONTENT = Content(len(FILE), lambda: in_pieces_of((FILE,), PIECE_BYTES))
LATER = timedelta(minutes=1)


class FileStoreContract:
    """Bytes by key, and the keys of what is old."""

    def test_bytes_come_back_as_they_were_put_until_they_are_removed(self, store):
        first, second = uuid4(), uuid4()
        store.put(first, CONTENT)
        store.put(second, Content.of_bytes(b""))

        assert (b"".join(store.get(first)), b"".join(store.get(second))) == (FILE, b"")

        store.remove(first)
        store.remove(first)
        with pytest.raises(SourceError, match="no bytes"):
            list(store.get(first))
        assert b"".join(store.get(second)) == b""
        store.remove(second)

    def test_the_keys_of_what_is_old_enough_are_given(self, store):
        keys = {uuid4() for _number in range(5)}
        for key in keys:
            store.put(key, CONTENT)

        assert set(store.keys_before(utc_now() + LATER)) == keys
        assert list(store.keys_before(utc_now() - LATER)) == []
        for key in keys:
            store.remove(key)

    def test_a_store_that_works_passes_the_check_and_keeps_nothing_of_it(self, store):
        check_store(store)

        assert list(store.keys_before(utc_now() + LATER)) == []
