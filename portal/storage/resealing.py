"""Sealing stored values anew with the newest key, so that an older one can go."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, Row, Text, and_, func, select, tuple_, update
from sqlalchemy.orm import Session

from portal.settings import LONGEST_KEY_NAME
from portal.storage.base import SEALED_FOR, Base, vault_of


def sealed_columns() -> list[Column[bytes]]:
    """Every column of the portal's tables that holds sealed values."""
    return [
        column
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if SEALED_FOR in column.info
    ]


def key_name(column: ColumnElement[bytes]) -> ColumnElement[str]:
    """The name of the key that sealed a value; reads no more of it than its first bytes."""
    start = func.encode(func.substring(column, 1, LONGEST_KEY_NAME + 1), "escape", type_=Text())
    return func.split_part(start, ":", 1, type_=Text())


def reseal(session: Session, batch: int = 200) -> Iterator[tuple[str, int]]:
    """Seal with the newest key what an older one sealed; gives column and number of each batch.

    Commits each batch. A record that somebody is changing is left: run it again, until
    `uses_of_keys` says that none is left. Raises `UnknownKey` where the settings lack a key.
    """
    for column in sealed_columns():
        rows = _sealed_by_older(session, column, None, batch)
        while rows:
            count = sum(_seal_anew(session, column, row) for row in rows)
            session.commit()
            yield str(column), count
            rows = _sealed_by_older(session, column, rows[-1], batch)


def _sealed_by_older(
    session: Session, column: Column[bytes], after: Row[Any] | None, batch: int
) -> Sequence[Row[Any]]:
    """Primary keys behind `after`, in their order."""
    keys = column.table.primary_key.columns
    newest = next(iter(vault_of(session).ciphers))
    query = select(*keys).where(key_name(column) != newest).order_by(*keys).limit(batch)
    if after is not None:
        query = query.where(tuple_(*keys) > tuple_(*after))
    return session.execute(query).all()


def _seal_anew(session: Session, column: Column[bytes], row: Row[Any]) -> bool:
    """Whether the value could be had; one at a time, as a file may be large."""
    vault, purpose = vault_of(session), column.info[SEALED_FOR]
    keys = column.table.primary_key.columns
    this = and_(*(key == value for key, value in zip(keys, row, strict=True)))
    query = select(column).where(this).with_for_update(skip_locked=True)
    value = session.scalar(query)
    if value is None:
        return False
    sealed = vault.seal(vault.open(value, purpose), purpose)
    session.execute(update(column.table).where(this).values({column: sealed}))
    return True
