"""Bringing the bytes of files to the store in use, after the settings named another."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from portal.domain.contents import Content
from portal.domain.file_stores import StoreName
from portal.storage import uploads
from portal.storage.file_stores import put_content, remove_content, stores_of
from portal.storage.upload_contents import UnreadableContent, readable_pieces
from portal.storage.uploads import Upload

HAS_CONTENT = and_(Upload.infected_at.is_(None), Upload.fault.is_(None))
"""Others lost theirs."""


def files_by_store(session: Session) -> dict[str, int]:
    """How many files lie in each store; those in rows of their own are in the database."""
    name = func.coalesce(Upload.store, StoreName.POSTGRESQL)
    query = select(name, func.count()).where(HAS_CONTENT).group_by(name)
    return dict(session.execute(query).all())


@dataclass(frozen=True, slots=True)
class FileMove:
    """What became of one file that lay elsewhere; `fault`: why it still does, empty: it doesn't."""

    id: UUID
    fault: str = ""


def move_files(session: Session) -> Iterator[FileMove]:
    """Put each file that lies elsewhere in the store in use; says what became of each.

    One that can't be read stays where it is, and keeps no other. Commits each: may be stopped and
    run again, while the portal goes on. Raises `SourceError` of the store in use.
    """
    for upload_id in _ids_elsewhere(session):
        upload = session.get(Upload, upload_id)
        if upload is None:
            continue
        before = upload.content_id
        content = Content(upload.size, partial(readable_pieces, session, upload))
        try:
            is_moved = _put_anew(session, upload, before, content)
        except UnreadableContent as error:
            yield FileMove(upload_id, str(error))
        else:
            if is_moved:
                yield FileMove(upload_id)


def _put_anew(session: Session, upload: Upload, before: UUID | None, content: Content) -> bool:
    """Whether it was still there, and lay where it did, when its bytes had been put anew.

    Raises `UnreadableContent`, and `SourceError` of the store in use.
    """
    place = put_content(session, content)
    query = select(Upload).where(Upload.id == upload.id, HAS_CONTENT)
    query = query.with_for_update().execution_options(populate_existing=True)
    locked = session.scalars(query).one_or_none()
    if locked is None or locked.content_id != before:
        session.commit()
        remove_content(session, place)
        return False
    place_before = uploads.place_of(session, locked)
    uploads.lay(session, locked, place)
    session.commit()
    if place_before:
        remove_content(session, place_before)
    return True


def _ids_elsewhere(session: Session) -> list[UUID]:
    in_use = stores_of(session).in_use
    query = select(Upload.id).where(
        or_(Upload.store.is_(None), Upload.store != in_use), HAS_CONTENT
    )
    ids = list(session.scalars(query.order_by(Upload.id)))
    session.commit()
    return ids
