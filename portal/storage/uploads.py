"""Uploads: files that a resident added to a draft; later part of its submission."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import ForeignKey, bindparam, delete, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.file_stores import StoreName
from portal.domain.people import OwnerId
from portal.storage import jobs
from portal.storage.base import Owned, Record, sealed_column, vault_of
from portal.storage.file_stores import ContentPlace, remove_content

CONTENT_SEAL = "upload.content"
KEY_SEAL = "upload.key"
NAME_SEAL = "upload.name"


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
    processing_since: Mapped[datetime | None]
    """Since when the worker has to look into it; empty: that was done."""
    most_mb: Mapped[int | None]
    """How large it may be when that is done."""
    fault: Mapped[str | None]
    """Why it can't be used, seen then; it has no content any more."""
    store: Mapped[str | None]
    """Where its bytes lie (`StoreName`); empty: in this row, or nowhere any more."""
    content_id: Mapped[UUID | None] = mapped_column(index=True)
    """What they are called there."""
    piece_bytes: Mapped[int | None]
    """In pieces of how many bytes of the file they are sealed; empty: as one."""
    sealed_key: Mapped[bytes | None] = sealed_column(KEY_SEAL)
    """What opens them."""
    sealed_name: Mapped[bytes] = sealed_column(NAME_SEAL)
    sealed_content: Mapped[bytes] = sealed_column(CONTENT_SEAL, deferred=True)
    """The bytes themselves, of a file that came before there were stores; else empty."""

    @property
    def is_usable(self) -> bool:
        """Whether its content may go to a case: it was not destroyed for what was in it."""
        return self.infected_at is None and self.fault is None


_OF_DRAFT = (
    select(Upload)
    .where(Upload.owner_id == bindparam("owner_id"), Upload.draft_id == bindparam("draft_id"))
    .order_by(Upload.made_at, Upload.id)
)


def add(session: Session, upload: Upload, name: str, place: ContentPlace) -> Upload:
    """Keep a file that was checked, and whose bytes were put in a store."""
    rename(session, upload, name)
    lay(session, upload, place)
    session.add(upload)
    session.flush()
    return upload


def lay(session: Session, upload: Upload, place: ContentPlace) -> None:
    """Say that the bytes of this file lie there. Caller commits."""
    upload.size, upload.store, upload.content_id = place.size, place.store, place.id
    upload.sealed_key = vault_of(session).seal(place.key, KEY_SEAL)
    upload.piece_bytes = place.piece_bytes
    upload.sealed_content = b""


def place_of(session: Session, upload: Upload) -> ContentPlace | None:
    """Where its bytes lie; None: in its row, or nowhere any more."""
    if upload.store is None or upload.content_id is None or upload.sealed_key is None:
        return None
    key = vault_of(session).open(upload.sealed_key, KEY_SEAL)
    return ContentPlace(
        id=upload.content_id,
        store=StoreName(upload.store),
        size=upload.size,
        key=key,
        piece_bytes=upload.piece_bytes,
    )


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


def names_beside(session: Session, upload: Upload) -> list[str]:
    """The names of the other files of its draft or reply."""
    query = select(Upload).where(
        Upload.id != upload.id,
        Upload.draft_id.is_not_distinct_from(upload.draft_id),
        Upload.task_reply_id.is_not_distinct_from(upload.task_reply_id),
        Upload.owner_id == upload.owner_id,
    )
    return [name_of(session, other) for other in session.scalars(query)]


def rename(session: Session, upload: Upload, name: str) -> None:
    """Call it so. Caller commits."""
    upload.sealed_name = vault_of(session).seal(name.encode(), NAME_SEAL)


def destroy_content(session: Session, upload: Upload) -> None:
    """Let go of the file's content, for good: there is something harmful in it. Commits."""
    upload.infected_at, upload.scanned_at = datetime.now(UTC), None
    let_content_go(session, upload)


def let_content_go(session: Session, upload: Upload) -> None:
    """Forget what opens the file's content, then remove that. Commits."""
    place = place_of(session, upload)
    upload.store = upload.content_id = upload.sealed_key = None
    upload.sealed_content = b""
    session.commit()
    if place:
        remove_content(session, place)


def have_processed(session: Session, upload_id: UUID) -> None:
    """Have the worker look into this file. Caller commits."""
    jobs.defer_look(session, upload_id)


def upload_in_process(
    session: Session, upload_id: UUID, *, for_update: bool = False
) -> Upload | None:
    """A file that has to be looked into (for the worker); None: it is done, or was taken off."""
    query = select(Upload).where(Upload.id == upload_id, Upload.processing_since.is_not(None))
    if for_update:
        query = query.with_for_update().execution_options(populate_existing=True)
    return session.scalars(query).one_or_none()


def bytes_kept_since(session: Session, owner_id: OwnerId, minutes: int) -> int:
    """How many bytes this owner uploaded lately, to hold back a flood."""
    since = datetime.now(UTC) - timedelta(minutes=minutes)
    query = select(func.coalesce(func.sum(Upload.size), 0)).where(
        Upload.owner_id == owner_id, Upload.made_at >= since
    )
    return int(session.scalars(query).one())
