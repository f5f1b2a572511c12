"""Files as they lie in a store: whole, as tests hold them in memory anyway."""

from sqlalchemy.orm import Session

from portal.domain.contents import Content
from portal.storage.file_stores import ContentPlace, put_content
from portal.storage.upload_contents import content_of as stored_content
from portal.storage.uploads import Upload


def content_of(session: Session, upload: Upload) -> bytes:
    """All bytes of this file; empty where they were destroyed. Raises `SourceError`."""
    return stored_content(session, upload).read()


def put_bytes(session: Session, content: bytes) -> ContentPlace:
    """Where these bytes lie now, in the store in use."""
    return put_content(session, Content.of_bytes(content))
