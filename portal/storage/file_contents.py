"""The bytes of files in the database itself: one of the places where they may lie."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column, sessionmaker

from portal.domain.file_stores import lacking
from portal.storage.base import Base

BATCH = 500


class FileContent(Base):
    """Bytes, sealed under the key that stands in the row of the file."""

    __tablename__ = "file_content"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    made_at: Mapped[datetime] = mapped_column(default=lambda: datetime.now(UTC), index=True)
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

    def put(self, key: UUID, content: bytes) -> None:
        """Keep them. Commits."""
        with self.sessions.begin() as session:
            session.add(FileContent(id=key, content=content))

    def get(self, key: UUID) -> bytes:
        """The bytes; raises `SourceError` where there are none."""
        with self.sessions() as session:
            content = session.scalar(select(FileContent.content).where(FileContent.id == key))
        if content is None:
            raise lacking(key)
        return content

    def remove(self, key: UUID) -> None:
        """Forget them. Commits."""
        with self.sessions.begin() as session:
            session.execute(delete(FileContent).where(FileContent.id == key))

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
