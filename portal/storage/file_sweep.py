"""Bytes that no row names: of a row that went with its draft, of a process that was killed."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import islice
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.failures import SourceError
from portal.domain.file_stores import FileStore, StoreName, check_store
from portal.storage.base import do_each
from portal.storage.file_stores import stores_of
from portal.storage.uploads import Upload

ORPHANS_STAY = timedelta(days=1)
"""Far longer than it takes to commit the row of bytes that were put."""
BATCH = 500
MOST_FAULTS = 10
"""One after another: then the store itself is tried, and asked no more where it is at fault."""


def sweep(session: Session) -> dict[StoreName, int]:
    """Remove what has no row and is older than a day, in each store; gives how many.

    Asks a store with no transaction open. Raises `SourceError` of one that can't be asked, and of
    bytes that can't be removed, when the others are done.
    """
    counts: dict[StoreName, int] = {}

    def sweep_store(name: StoreName, store: FileStore, session: Session) -> None:
        counts[name] = sum(_remove_orphans(session, name, store))

    stores = stores_of(session).by_name
    do_each(session, *(partial(sweep_store, name, store) for name, store in stores.items()))
    return counts


def _remove_orphans(session: Session, name: StoreName, store: FileStore) -> Iterator[int]:
    """Raises the last `SourceError`. Bytes that can't be removed keep no others lying."""
    last_fault, in_a_row = None, 0
    for key in _orphans(session, name, store):
        try:
            store.remove(key)
        except SourceError as error:
            last_fault, in_a_row = error, in_a_row + 1
            if in_a_row % MOST_FAULTS == 0:
                check_store(store)
        else:
            in_a_row = 0
            yield 1
    if last_fault:
        raise last_fault


def _orphans(session: Session, name: StoreName, store: FileStore) -> Iterator[UUID]:
    keys = store.keys_before(datetime.now(UTC) - ORPHANS_STAY)
    while batch := list(islice(keys, BATCH)):
        yield from set(batch) - _keys_in_use(session, name, batch)


def _keys_in_use(session: Session, name: StoreName, keys: list[UUID]) -> set[UUID | None]:
    query = select(Upload.content_id).where(Upload.store == name, Upload.content_id.in_(keys))
    in_use = set(session.scalars(query))
    session.commit()
    return in_use
