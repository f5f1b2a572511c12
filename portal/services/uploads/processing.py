"""Files that took too long to look into while a page was sent: done by the worker."""

import time
from collections.abc import Iterable
from contextlib import ExitStack
from typing import IO
from uuid import UUID

import structlog
from cryptography.exceptions import InvalidTag
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.datastructures import FileStorage

from portal.configuration.languages import DUTCH
from portal.domain.days import utc_now
from portal.domain.failures import InvalidSourceAnswer
from portal.domain.malware import MalwareScanner
from portal.domain.upload_quota import MB
from portal.files.arriving import ArrivingFile
from portal.files.verdict import FileFault
from portal.files.workshop import WORKER_S, TimeLimit
from portal.services.uploads.checking import (
    CheckedFile,
    Refused,
    UploadCheck,
    UploadLimits,
    check,
)
from portal.services.uploads.names import distinct_name
from portal.storage import uploads
from portal.storage.file_stores import ContentPlace, put_content, remove_content
from portal.storage.upload_contents import content_of
from portal.storage.uploads import Upload
from portal.texts.words import words_in

log = structlog.get_logger()


class NotLookedInto(Exception):
    """There was no room for it in this process: try again."""


def await_looks(files: Iterable[Upload]) -> None:
    """Let a delivery wait for files that are still looked into; raises `NotLookedInto`."""
    for upload in files:
        if upload.processing_since:
            raise NotLookedInto(str(upload.id))


def process(
    make_session: sessionmaker[Session], scanner: MalwareScanner | None, upload_id: UUID
) -> None:
    """Look into one file: then it is ready, or has a fault and no content any more.

    Twice is once. Raises `NotLookedInto` and `SourceError`: then call again.
    """
    with make_session() as database, ExitStack() as files:
        upload = uploads.upload_in_process(database, upload_id)
        if upload is None:
            return
        content = files.enter_context(ArrivingFile(max(upload.size, _most_bytes(upload))))
        try:
            content.writelines(content_of(database, upload).pieces())
        except (InvalidSourceAnswer, InvalidTag) as error:
            # Its bytes are gone, or not those that were put: no later look finds them.
            log.warning("upload_gone", upload=str(upload_id), kind=type(error).__name__)
            _fail(database, upload_id, FileFault.UNREADABLE)
            return
        try:
            checked = _check(database, upload, content, scanner)
        except Refused as refused:
            _fail(database, upload_id, refused.code)
            return
        if checked.is_processing:
            raise NotLookedInto(str(upload_id))
        _keep(database, upload_id, checked)


def _check(
    database: Session, upload: Upload, content: IO[bytes], scanner: MalwareScanner | None
) -> CheckedFile:
    """As `check` does; nobody reads its words here."""
    came = FileStorage(content, filename=uploads.name_of(database, upload))
    upload_check = UploadCheck(
        words=words_in(DUTCH.code),
        scanner=scanner,
        time_limit=TimeLimit(time.monotonic() + WORKER_S),
    )
    return check(came, UploadLimits(mb=_most_bytes(upload) // MB), upload_check)


def _most_bytes(upload: Upload) -> int:
    assert upload.most_mb, "what is kept to be looked into has a limit"
    return upload.most_mb * MB


def _keep(database: Session, upload_id: UUID, checked: CheckedFile) -> None:
    """Put what is to be kept in place of what came, unless the file was taken off meanwhile."""
    place = put_content(database, checked.content)
    upload = uploads.upload_in_process(database, upload_id, for_update=True)
    before: ContentPlace | None = place
    if upload is not None:
        before = uploads.place_of(database, upload)
        taken = uploads.names_beside(database, upload)
        uploads.rename(database, upload, distinct_name(checked.name, taken))
        upload.media_type, upload.note = checked.media_type, checked.note
        upload.scanned_at = utc_now() if checked.is_scanned else None
        upload.processing_since = None
        uploads.lay(database, upload, place)
    database.commit()
    if before:
        remove_content(database, before)


def _fail(database: Session, upload_id: UUID, code: str) -> None:
    upload = uploads.upload_in_process(database, upload_id, for_update=True)
    if upload is None:
        database.commit()
        return
    log.warning("upload_refused", upload=str(upload_id), fault=code)
    upload.fault = code if code in set(FileFault) else FileFault.UNREADABLE
    upload.processing_since = None
    uploads.let_content_go(database, upload)
