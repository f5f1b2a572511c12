"""The bytes of files in the database itself: one of the places where they may lie."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, bindparam, delete, insert, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column, sessionmaker

from portal.domain.contents import Content
from portal.domain.file_stores import lacking
from portal.storage.base import Base

BATCH = 500
NOT_AWAITED = text("SET LOCAL synchronous_commit = off")
"""The disk is waited for once, with the last transaction: what was committed before goes first."""


class FileContent(Base):
    """Bytes, sealed under the key that stands in the row of the file: in pieces of this table."""

    __tablename__ = "file_content"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    made_at: Mapped[datetime] = mapped_column(default=lambda: datetime.now(UTC), index=True)
    pieces: Mapped[int | None]
    """How many; 0: not all are there yet; empty: it came before there were pieces."""
    content: Mapped[bytes]
    """All of it, where it came before."""


class FilePiece(Base):
    """One piece of the bytes of a file, as it was put; the first has number 0."""

    __tablename__ = "file_piece"

    content_id: Mapped[UUID] = mapped_column(
        ForeignKey("file_content.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[bytes]


_OLD = (
    select(FileContent.id)
    .where(FileContent.made_at < bindparam("moment"), FileContent.id > bindparam("after"))
    .order_by(FileContent.id)
    .limit(BATCH)
)
FIRST = UUID(int=0)


@dataclass(frozen=True, slots=True)
class DatabaseFiles:
    """A `FileStore` in PostgreSQL; each act is a transaction of its own, as in any other store."""

    sessions: sessionmaker[Session]

    def put(self, key: UUID, content: Content) -> None:
        """Keep them, a row for each piece; they count as there with the last. Commits each."""
        with self.sessions.begin() as session:
            session.add(FileContent(id=key, pieces=0, content=b""))
        count = 0
        for piece in content.pieces():  # no transaction is open while this reads elsewhere
            with self.sessions.begin() as session:
                session.execute(NOT_AWAITED)
                values = {"content_id": key, "number": count, "content": piece}
                session.execute(insert(FilePiece), values)
            count += 1
        with self.sessions.begin() as session:
            query = update(FileContent).where(FileContent.id == key)
            session.execute(query.values(pieces=count))

    def get(self, key: UUID) -> Iterator[bytes]:
        """The bytes, a query for each piece; raises `SourceError` where there are none."""
        with self.sessions() as session:
            query = select(FileContent.pieces, FileContent.content).where(FileContent.id == key)
            file = session.execute(query).one_or_none()
        if file is None or file.pieces == 0:
            raise lacking(key)
        if file.pieces is None:
            yield file.content
        for number in range(file.pieces or 0):
            yield self._piece(key, number)

    def remove(self, key: UUID) -> None:
        """Forget them. Commits."""
        with self.sessions.begin() as session:
            session.execute(delete(FileContent).where(FileContent.id == key))

    def _piece(self, key: UUID, number: int) -> bytes:
        with self.sessions() as session:
            piece = session.get(FilePiece, (key, number))
        if piece is None:
            raise lacking(key)
        return piece.content

    def keys_before(self, moment: datetime) -> Iterator[UUID]:
        """The keys of what was put before this moment; no transaction stays open meanwhile."""
        after = FIRST
        while True:
            with self.sessions() as session:
                keys = session.scalars(_OLD, {"moment": moment, "after": after}).all()
            yield from keys
            if len(keys) < BATCH:
                return
            after = keys[-1]
