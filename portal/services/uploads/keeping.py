"""Files that were judged, kept with the draft or the reply that they belong to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from forms.context import StoredFile
from portal.domain.days import utc_now
from portal.domain.people import OwnerId
from portal.files.verdict import Note
from portal.services.uploads.checking import MB, CheckedFile, Gettext, no_room
from portal.services.uploads.names import distinct_name
from portal.services.uploads.texts import MARKS, NOTES
from portal.storage import uploads
from portal.storage.uploads import Upload

FLOOD_MB = 500
FLOOD_MINUTES = 60


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
    draft_id: UUID | None = None
    task_reply_id: UUID | None = None


def keep_all(
    shelf: Shelf, judged: Sequence[CheckedFile | str], gettext: Gettext
) -> Iterator[StoredFile | str]:
    """Keep what may be kept; gives each as it is stored, or why it isn't. Doesn't commit."""
    names, room = list(shelf.names), shelf.room
    for file in judged:
        if isinstance(file, str):
            yield file
        elif room <= 0:
            yield no_room(file.name, gettext)
        elif _is_flood(shelf, file):
            yield gettext("U heeft veel bestanden gestuurd. Probeer het over een uur weer.")
        else:
            names.append(distinct_name(file.name, names))
            room -= 1
            yield _keep(shelf, file, names[-1])


def stored_file(database: Session, upload: Upload) -> StoredFile:
    """The file as a form knows it."""
    return _as_stored(upload, uploads.name_of(database, upload))


def _is_flood(shelf: Shelf, file: CheckedFile) -> bool:
    """Whether this file would make it more than somebody may send in an hour."""
    lately = uploads.bytes_kept_since(shelf.database, shelf.owner_id, FLOOD_MINUTES)
    return lately + file.size > FLOOD_MB * MB


def _keep(shelf: Shelf, file: CheckedFile, name: str) -> StoredFile:
    upload = Upload(
        owner_id=shelf.owner_id,
        draft_id=shelf.draft_id,
        task_reply_id=shelf.task_reply_id,
        question=shelf.question,
        media_type=file.media_type,
        note=file.note,
        scanned_at=utc_now() if file.is_scanned else None,
    )
    uploads.add(shelf.database, upload, name, file.content)
    return _as_stored(upload, name)


def _as_stored(upload: Upload, name: str) -> StoredFile:
    note = Note(upload.note) if upload.note else None
    return StoredFile(
        str(upload.id),
        name,
        upload.size,
        upload.media_type,
        note=NOTES[note] if note else "",
        mark=MARKS[note] if note else "",
    )
