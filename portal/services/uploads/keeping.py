"""Files that were judged, kept with the draft or the reply that they belong to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from sqlalchemy.orm import Session

from forms.context import StoredFile
from portal.domain.days import utc_now
from portal.domain.failures import SourceError
from portal.domain.people import OwnerId
from portal.domain.upload_quota import MB, UploadQuota
from portal.files.verdict import FileFault, Note
from portal.services.uploads.checking import CheckedFile, Gettext, no_room
from portal.services.uploads.names import distinct_name, kind_of_name
from portal.services.uploads.texts import MARKS, NOTES, text_of
from portal.storage import uploads
from portal.storage.file_stores import ContentPlace, put_content
from portal.storage.uploads import Upload

log = structlog.get_logger()
SOON = timedelta(minutes=2)
"""How long a page waits for what is looked into: to ask is a visit, and a session has to end."""
HOUR_MINUTES = 60


@dataclass(frozen=True, slots=True)
class ShelvedFile:
    """A file that may be kept, and where its bytes were put."""

    file: CheckedFile
    place: ContentPlace


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Where files are kept: with a draft or a reply to a task."""

    database: Session
    owner_id: OwnerId
    question: str
    names: Sequence[str]
    """Of all files that are with it already."""
    room: int
    """How many more may be kept."""
    bytes_left: int
    """How much they may have together."""
    draft_id: UUID | None = None
    task_reply_id: UUID | None = None


def shelve_all(
    shelf: Shelf, judged: Sequence[CheckedFile | str], quota: UploadQuota, gettext: Gettext
) -> list[ShelvedFile | str]:
    """Put the bytes of what may be kept where they will lie; gives why, where that isn't done.

    Ends the transaction: nothing may be locked. What no row names later is swept away.
    """
    lately = uploads.bytes_kept_since(shelf.database, shelf.owner_id, HOUR_MINUTES)
    left_of_hour, left_of_form = quota.hour_mb * MB - lately, shelf.bytes_left
    shelved: list[ShelvedFile | str] = []
    for file in judged:
        if isinstance(file, str):
            shelved.append(file)
        elif file.size > left_of_hour:
            text = gettext("U heeft veel bestanden gestuurd. Probeer het over een uur weer.")
            shelved.append(text)
        elif file.size > left_of_form:
            shelved.append(no_bytes_left(file.name, gettext))
        else:
            left_of_hour -= file.size
            left_of_form -= file.size
            shelved.append(shelve(shelf.database, file, gettext))
    return shelved


def keep_all(
    shelf: Shelf, shelved: Sequence[ShelvedFile | str], gettext: Gettext
) -> Iterator[StoredFile | str]:
    """Keep what there is room for; gives each as it is stored, or why it isn't. Doesn't commit."""
    names, room, bytes_left = list(shelf.names), shelf.room, shelf.bytes_left
    for each in shelved:
        if isinstance(each, str):
            yield each
        elif room <= 0:
            yield no_room(each.file.name, gettext)
        elif each.place.size > bytes_left:
            yield no_bytes_left(each.file.name, gettext)
        else:
            bytes_left -= each.place.size
            names.append(distinct_name(each.file.name, names))
            room -= 1
            yield _keep(shelf, each, names[-1])


def no_bytes_left(name: str, gettext: Gettext) -> str:
    """Why a file isn't taken that would make the files of a form too large together."""
    return gettext(
        "“%(name)s” past er niet meer bij: uw bestanden zijn samen te groot. Maak het kleiner, of "
        "haal eerst een bestand weg.",
        name=name,
    )


def stored_file(database: Session, upload: Upload) -> StoredFile:
    """The file as a form knows it."""
    return _as_stored(upload, uploads.name_of(database, upload))


def shelve(database: Session, file: CheckedFile, gettext: Gettext) -> ShelvedFile | str:
    """Put the bytes of one file where they will lie, or say why that can't be done now.

    Ends the transaction.
    """
    try:
        return ShelvedFile(file, put_content(database, file.content))
    except SourceError as error:
        log.warning("file_not_stored", system=error.system, reason=error.reason)
        return gettext(
            "“%(name)s” konden wij nu niet bewaren. Kies het over een paar minuten nog een keer.",
            name=file.name,
        )


def _keep(shelf: Shelf, shelved: ShelvedFile, name: str) -> StoredFile:
    file = shelved.file
    upload = Upload(
        owner_id=shelf.owner_id,
        draft_id=shelf.draft_id,
        task_reply_id=shelf.task_reply_id,
        question=shelf.question,
        media_type=file.media_type,
        note=file.note,
        scanned_at=utc_now() if file.is_scanned else None,
        processing_since=utc_now() if file.is_processing else None,
        most_mb=file.most_mb if file.is_processing else None,
    )
    uploads.add(shelf.database, upload, name, shelved.place)
    if file.is_processing:
        uploads.have_processed(shelf.database, upload.id)
    return _as_stored(upload, name)


def _as_stored(upload: Upload, name: str) -> StoredFile:
    note = Note(upload.note) if upload.note else None
    fault = FileFault(upload.fault) if upload.fault else None
    return StoredFile(
        str(upload.id),
        name,
        upload.size,
        upload.media_type,
        note=NOTES[note] if note else "",
        mark=MARKS[note] if note else "",
        fault=text_of(fault, kind_of_name(name)) if fault else "",
        is_processing=upload.processing_since is not None,
        is_soon_ready=_is_soon_ready(upload.processing_since),
    )


def _is_soon_ready(processing_since: datetime | None) -> bool:
    return processing_since is not None and utc_now() - processing_since < SOON
