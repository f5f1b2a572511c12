"""What is in the files that residents sent: read a piece at a time, wherever it lies."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial

from cryptography.exceptions import InvalidTag
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.case_intake import NewDocument
from portal.domain.contents import Content, from_byte
from portal.domain.failures import SourceError
from portal.storage.base import vault_of
from portal.storage.file_stores import get_content
from portal.storage.uploads import CONTENT_SEAL, Upload, name_of, place_of
from portal.storage.vault import UnknownKey

NOT_SCANNED = "niet gescand"
"""In the description of a document, for who opens it."""


class UnreadableContent(Exception):
    """The bytes of a file can't be had; the message says why, for operators."""


def content_of(session: Session, upload: Upload) -> Content:
    """The file's content, of no pieces where it was destroyed. Reading it ends the transaction.

    Where it isn't as this row was read, it may just have been moved: then the rest is taken where
    it lies now. Reading raises `SourceError` where its store doesn't give it, and `InvalidTag`.
    """
    size = upload.size if upload.is_usable else 0
    return Content(size, partial(_pieces_of, session, upload))


def readable_pieces(session: Session, upload: Upload) -> Iterator[bytes]:
    """Its content, for who goes on without it: raises `UnreadableContent`, whatever the cause."""
    with _one_error():
        yield from _pieces_of(session, upload)


def readable_name(session: Session, upload: Upload) -> str:
    """The file's name, for who goes on without it: raises `UnreadableContent`."""
    with _one_error():
        return name_of(session, upload)


@contextmanager
def _one_error() -> Iterator[None]:
    try:
        yield
    except SourceError as error:
        raise UnreadableContent(error.reason) from error
    except UnknownKey as error:
        raise UnreadableContent(f"no key '{error}' in the settings") from error
    except InvalidTag as error:
        raise UnreadableContent("no key opens its bytes: they were damaged") from error


def _pieces_of(session: Session, upload: Upload) -> Iterator[bytes]:
    read = 0
    while True:
        try:
            for piece in from_byte(_pieces_where_it_lies(session, upload), read):
                read += len(piece)
                yield piece
        except SourceError:
            if not _was_moved(session, upload):
                raise
        else:
            if read or place_of(session, upload) or not _was_moved(session, upload):
                return


def _pieces_where_it_lies(session: Session, upload: Upload) -> Iterator[bytes]:
    place = place_of(session, upload)
    if place:
        return get_content(session, place)
    return iter((_content_in_row(session, upload),))


def _content_in_row(session: Session, upload: Upload) -> bytes:
    """Content of before there were stores; empty: there is none here. Ends the transaction."""
    query = select(Upload.sealed_content).where(Upload.id == upload.id)
    sealed = session.scalars(query).one_or_none()
    session.commit()
    return vault_of(session).open(sealed, CONTENT_SEAL) if sealed else b""


def _was_moved(session: Session, upload: Upload) -> bool:
    """Read the row anew; whether its bytes lie elsewhere than it said. Ends the transaction."""
    before = upload.content_id
    query = select(Upload).where(Upload.id == upload.id)
    fresh = session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    session.commit()
    return fresh is not None and fresh.content_id != before


def as_document(
    session: Session, upload: Upload, *, reference: str, kind: str, received: date
) -> NewDocument:
    """The file as a document to bring to a case; its content is only read when it goes.

    Reading it ends the transaction: none stays open while the case system takes it.
    """
    name = name_of(session, upload)
    return NewDocument(
        reference=reference,
        title=name.rpartition(".")[0] or kind,
        file_name=name,
        media_type=upload.media_type,
        kind=kind,
        content=partial(content_of, session, upload),
        received=received,
        description=NOT_SCANNED if upload.left_unscanned_at else "",
    )
