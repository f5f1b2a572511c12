"""Owners: whose a record is, by a random id.

Only this table holds a keyed hash of who it is, with the name of the key: another index key
touches nothing but this.
"""

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import uuid4

from sqlalchemy import ARRAY, Row, bindparam, delete, exists, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.people import OwnerId, Party
from portal.storage.base import Base, table_of, vault_of
from portal.storage.prepared import Prepared

UNUSED_FOR = timedelta(days=1)


class OwnerKind(StrEnum):
    """What an owner is known by; also the purpose of its hash."""

    RESIDENT = "bsn"
    """A BSN."""
    ANONYMOUS = "anonymous"
    """A random token in the cookie of a browser."""


class Owner(Base):
    """Somebody whose records are kept."""

    __tablename__ = "owner"

    id: Mapped[OwnerId] = mapped_column(primary_key=True)
    made_at: Mapped[datetime] = mapped_column(index=True)
    kind: Mapped[str]
    index_key: Mapped[str]
    """Name of the key that made the hash."""
    hash: Mapped[str] = mapped_column(unique=True)
    revision: Mapped[int] = mapped_column(default=0)
    """Rises with what makes remembered answers of outside systems old: an act of this person, a
    notification about one of their cases."""


def resident_of(session: Session, bsn: str) -> Party:
    """The resident with this BSN, known from now on. Caller commits."""
    return Party.resident(bsn, _known(session, OwnerKind.RESIDENT, bsn))


def visitor_of(session: Session, token: str) -> OwnerId:
    """The owner that this browser is without login, known from now on. Caller commits."""
    return _known(session, OwnerKind.ANONYMOUS, token)


def revision_of(session: Session, owner_id: OwnerId) -> int:
    """The owner's revision now."""
    return session.scalars(select(Owner.revision).where(Owner.id == owner_id)).one()


def bump_revision(session: Session, owner_id: OwnerId) -> None:
    """Make what was remembered for this owner old, in the running transaction."""
    session.execute(update(Owner).where(Owner.id == owner_id).values(revision=Owner.revision + 1))


def remove_unused(session: Session) -> None:
    """Delete the owners of whom nothing is kept any more. Caller commits.

    One who is just being found, as by a login, is left for the next time.
    """
    uses = [
        column
        for table in Base.metadata.tables.values()
        for column in table.columns
        if any(key.target_fullname == "owner.id" for key in column.foreign_keys)
    ]
    unused = (
        select(Owner.id)
        .where(
            Owner.made_at < datetime.now(UTC) - UNUSED_FOR,
            *(~exists().where(column == Owner.id) for column in uses),
        )
        .with_for_update(skip_locked=True)
    )
    session.execute(delete(Owner).where(Owner.id.in_(unused)))


def _known(session: Session, kind: OwnerKind, secret: str) -> OwnerId:
    """The owner with this secret, made where there is none; of two at once both get the same.

    One that is found by an older key moves to the newest.
    """
    hashes = vault_of(session).hashes(secret, kind)
    newest, hashed = next(iter(hashes.items()))
    owner = _find(session, hashes)
    if owner is None:
        values = {
            "id": uuid4(),
            "made_at": datetime.now(UTC),
            "kind": kind,
            "index_key": newest,
            "hash": hashed,
            "revision": 0,
        }
        session.execute(insert(Owner).values(values).on_conflict_do_nothing())
        owner = _find(session, hashes)
        assert owner is not None
    if owner.index_key != newest:
        moved = update(Owner).where(Owner.id == owner.id)
        session.execute(moved.values(index_key=newest, hash=hashed))
    return OwnerId(owner.id)


def _find(session: Session, hashes: dict[str, str]) -> Row[Any, Any] | None:
    """Id and key of the owner with one of these hashes, the newest; nobody deletes it meanwhile."""
    rows = _FIND.rows(session, {"hashes": list(hashes.values())})
    owners = {owner.index_key: owner for owner in rows}
    return next((owners[name] for name in hashes if name in owners), None)


_OWNER = table_of(Owner).c
_FIND = Prepared(
    select(_OWNER.id, _OWNER.index_key)
    .where(_OWNER.hash == func.any(bindparam("hashes", type_=ARRAY(_OWNER.hash.type))))
    .with_for_update(read=True, key_share=True)
)
"""The statement of `_find`."""
