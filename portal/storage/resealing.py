"""Sealing stored values anew with the newest key, so that an older one can go."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from sqlalchemy import Column, ColumnElement, Row, Text, and_, func, select, tuple_, update
from sqlalchemy.orm import Session

from portal.setting_values import LONGEST_KEY_NAME
from portal.storage.base import SEALED_FOR, Base, vault_of
from portal.storage.vault import UnknownKey


@dataclass(frozen=True, slots=True)
class Resealed:
    """What became of some values of one column."""

    column: str
    count: int
    """How many the newest key sealed."""
    unreadable: tuple[str, ...]
    """Primary keys of those that no key of the settings opens."""


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


def has_value(column: ColumnElement[bytes]) -> ColumnElement[bool]:
    """Whether there is anything sealed; reads nothing of it."""
    return func.octet_length(column) > 0


def reseal(session: Session, batch: int = 200) -> Iterator[Resealed]:
    """Seal with the newest key what an older one sealed; gives what became of each batch.

    Commits each batch. A record that somebody is changing is left: run it again, until
    `uses_of_keys` says that none is left. What can't be opened is left too, and named.
    """
    for column in sealed_columns():
        rows = _sealed_by_older(session, column, None, batch)
        while rows:
            resealed = _seal_all_anew(session, column, rows)
            session.commit()
            yield resealed
            rows = _sealed_by_older(session, column, rows[-1], batch)


def _seal_all_anew(session: Session, column: Column[bytes], rows: Sequence[Row[Any]]) -> Resealed:
    count, unreadable = 0, []
    for row in rows:
        try:
            count += _seal_anew(session, column, row)
        except (InvalidTag, UnknownKey):
            unreadable.append(", ".join(map(str, row)))
    return Resealed(str(column), count, tuple(unreadable))


def _sealed_by_older(
    session: Session, column: Column[bytes], after: Row[Any] | None, batch: int
) -> Sequence[Row[Any]]:
    """Primary keys behind `after`, in their order."""
    keys = column.table.primary_key.columns
    newest = next(iter(vault_of(session).ciphers))
    query = select(*keys).where(has_value(column), key_name(column) != newest)
    query = query.order_by(*keys).limit(batch)
    if after is not None:
        query = query.where(tuple_(*keys) > tuple_(*after))
    return session.execute(query).all()


def _seal_anew(session: Session, column: Column[bytes], row: Row[Any]) -> bool:
    """Whether the value could be had; one at a time, as a file may be large.

    Raises `UnknownKey`, or `InvalidTag` for one that was damaged.
    """
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
