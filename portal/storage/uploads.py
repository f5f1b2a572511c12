"""Uploads: files that a resident added to a draft; later part of its submission."""

from datetime import UTC, date, datetime, timedelta
from functools import partial
from uuid import UUID

from sqlalchemy import ForeignKey, bindparam, delete, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.cases import NewDocument
from portal.domain.people import OwnerId
from portal.storage.base import Owned, Record, sealed_column, vault_of

CONTENT_SEAL = "upload.content"
NAME_SEAL = "upload.name"
NOT_SCANNED = "niet gescand"
"""In the description of a document, for who opens it."""


class Upload(Record):
    """One file, sealed. It hangs on a draft, then on its submission; or on a task reply."""

    __tablename__ = "upload"

    owner_id: Mapped[Owned] = mapped_column(index=True)
    draft_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("draft.id", ondelete="CASCADE"), index=True
    )
    submission_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("submission.id", ondelete="CASCADE"), index=True
    )
    task_reply_id: Mapped[UUID | None] = mapped_column(
        "sending_id", ForeignKey("sending.id", ondelete="CASCADE"), index=True
    )
    question: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    """Bytes."""
    note: Mapped[str | None]
    """What was done with it or stands out; empty: nothing."""
    scanned_at: Mapped[datetime | None]
    """When a malware scanner saw nothing in it; empty: it wasn't asked, or didn't answer."""
    infected_at: Mapped[datetime | None]
    """When it saw something, after it was sent: then there is no content any more."""
    left_unscanned_at: Mapped[datetime | None]
    """When it was given up to wait for a silent scanner: it is delivered unscanned."""
    sealed_name: Mapped[bytes] = sealed_column(NAME_SEAL)
    sealed_content: Mapped[bytes] = sealed_column(CONTENT_SEAL, deferred=True)


_OF_DRAFT = (
    select(Upload)
    .where(Upload.owner_id == bindparam("owner_id"), Upload.draft_id == bindparam("draft_id"))
    .order_by(Upload.made_at, Upload.id)
)


def add(session: Session, upload: Upload, name: str, content: bytes) -> Upload:
    """Keep a file that was checked."""
    vault = vault_of(session)
    upload.size = len(content)
    upload.sealed_name = vault.seal(name.encode(), NAME_SEAL)
    upload.sealed_content = vault.seal(content, CONTENT_SEAL)
    session.add(upload)
    session.flush()
    return upload


def uploads_of_draft(session: Session, owner_id: OwnerId, draft_id: UUID) -> list[Upload]:
    """The files of this owner's draft, oldest first."""
    return list(session.scalars(_OF_DRAFT, {"owner_id": owner_id, "draft_id": draft_id}))


def uploads_of_submission(session: Session, submission_id: UUID) -> list[Upload]:
    """The files of a submission, oldest first (for the worker: it acts as the system)."""
    query = select(Upload).where(Upload.submission_id == submission_id)
    return list(session.scalars(query.order_by(Upload.made_at, Upload.id)))


def uploads_of_task_reply(session: Session, task_reply_id: UUID) -> list[Upload]:
    """The files of a task reply, oldest first (for the worker)."""
    query = select(Upload).where(Upload.task_reply_id == task_reply_id)
    return list(session.scalars(query.order_by(Upload.made_at, Upload.id)))


def remove(session: Session, owner_id: OwnerId, draft_id: UUID, upload_id: UUID) -> None:
    """Forget one file of this owner's draft; an unknown one is forgotten already."""
    session.execute(
        delete(Upload).where(
            Upload.id == upload_id, Upload.owner_id == owner_id, Upload.draft_id == draft_id
        )
    )


def hand_over(session: Session, draft_id: UUID, submission_id: UUID, keep: set[UUID]) -> None:
    """The files of a draft become those of its submission; what isn't on its path is dropped."""
    session.execute(delete(Upload).where(Upload.draft_id == draft_id, Upload.id.not_in(keep)))
    session.execute(
        update(Upload)
        .where(Upload.draft_id == draft_id)
        .values(draft_id=None, submission_id=submission_id)
    )


def name_of(session: Session, upload: Upload) -> str:
    """The file's name."""
    return vault_of(session).open(upload.sealed_name, NAME_SEAL).decode()


def destroy_content(session: Session, upload: Upload) -> None:
    """Overwrite the file's content with none, for good: there is something harmful in it."""
    upload.sealed_content = vault_of(session).seal(b"", CONTENT_SEAL)
    upload.infected_at, upload.scanned_at = datetime.now(UTC), None


def content_of(session: Session, upload_id: UUID) -> bytes:
    """The file's content (bytes), for delivery."""
    sealed = session.scalars(select(Upload.sealed_content).where(Upload.id == upload_id)).one()
    return vault_of(session).open(sealed, CONTENT_SEAL)


def as_document(
    session: Session, upload: Upload, *, reference: str, kind: str, received: date
) -> NewDocument:
    """The file as a document to bring to a case; its content is only read when it goes.

    Reading it commits: no transaction stays open while the case system takes it.
    """
    name = name_of(session, upload)
    return NewDocument(
        reference=reference,
        title=name.rpartition(".")[0] or kind,
        file_name=name,
        media_type=upload.media_type,
        kind=kind,
        content=partial(_content_to_bring, session, upload.id),
        received=received,
        description=NOT_SCANNED if upload.left_unscanned_at else "",
    )


def _content_to_bring(session: Session, upload_id: UUID) -> bytes:
    content = content_of(session, upload_id)
    session.commit()
    return content


def bytes_kept_since(session: Session, owner_id: OwnerId, minutes: int) -> int:
    """How many bytes this owner uploaded lately, to hold back a flood."""
    since = datetime.now(UTC) - timedelta(minutes=minutes)
    query = select(func.coalesce(func.sum(Upload.size), 0)).where(
        Upload.owner_id == owner_id, Upload.made_at >= since
    )
    return int(session.scalars(query).one())
