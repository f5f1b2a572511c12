"""Taking files for a case: judged, kept, and given to the worker."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from forms.context import StoredFile
from forms.kinds.file import not_ready_of
from portal.domain.callers import request_id
from portal.domain.consultations import About, Act, Action, Activity, DataKind, NewConsultation
from portal.domain.days import utc_now
from portal.domain.outside import Gateways
from portal.domain.people import Actor, OwnerId
from portal.domain.tasks import ReplyTarget
from portal.domain.upload_quota import MB, UploadQuota
from portal.services.uploads import (
    Shelf,
    ShelvedFile,
    UploadCheck,
    UploadLimits,
    check_all,
    keep_all,
    shelve_all,
    stored_file,
)
from portal.storage import consultations, jobs, own_tasks, uploads
from portal.storage.owners import bump_revision
from portal.storage.task_replies import TaskReply, begin, task_reply_of
from portal.texts.words import Words

QUESTION = "documents"
"""What the files of a reply are kept under."""
SHARED = Act(Activity.CASES, Action.SHARED, (DataKind.DOCUMENT,), "zaaksysteem")


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskInput:
    """What was sent with the page of a task, or of a case.

    `target_id`: of what it was sent for; `key`: the page's own, the same for a second click.
    """

    target_id: UUID
    key: UUID
    files: Sequence[FileStorage]
    quota: UploadQuota
    """What may be sent for a task or a case."""
    words: Words
    """Puts into the resident's language why a file is refused."""
    document_kind: str = ""
    """What it is, where that is for the resident to say."""
    is_only_kept: bool = False
    """Whether nothing is to be sent yet: the resident goes on with the page."""


@dataclass(frozen=True, slots=True)
class ReplySent:
    """The files are on their way to the case, sent now or by a first click on the same page."""

    reply: TaskReply
    noted: tuple[StoredFile, ...] = ()
    """Files with a note for who sent them."""


@dataclass(frozen=True, slots=True)
class FilesKept:
    """Nothing was sent, as the resident wished; the files are kept."""


@dataclass(frozen=True, slots=True)
class ReplyRefused:
    """Nothing was sent; the files that were right are kept. `reasons`: why others were not."""

    reasons: tuple[str, ...] = ()
    is_too_many: bool = False
    lacks_files: bool = False
    lacks_kind: bool = False
    """Whether it isn't said what kind of document it is."""
    has_ended: bool = False
    """Whether its case takes nothing any more."""


@dataclass(frozen=True, slots=True)
class _TakenFiles:
    """All files of a reply that are kept now, and why others that came are not.

    `room`: for how many there was room before.
    """

    stored: tuple[StoredFile, ...]
    reasons: tuple[str, ...]
    room: int


def kept_files(database: Session, actor: Actor, target_id: UUID, key: UUID) -> list[StoredFile]:
    """The files that were taken from this page before."""
    stored = uploads.uploads_of_task_reply(database, _id_of(actor, target_id, key))
    return [stored_file(database, upload) for upload in stored]


def sent_before(database: Session, actor: Actor, sent: TaskInput) -> ReplySent | None:
    """What a first click on the same page sent; None: it was not sent yet."""
    reply_id = _id_of(actor, sent.target_id, sent.key)
    reply = task_reply_of(database, actor.for_party.key, reply_id)
    return ReplySent(reply) if reply and reply.sent_at else None


def take(
    database: Session, gateways: Gateways, actor: Actor, target: ReplyTarget, sent: TaskInput
) -> ReplySent | FilesKept | ReplyRefused:
    """Take files for what takes documents. Commits.

    The page's own key makes the second click of two find what the first one sent.
    """
    reply_id = _id_of(actor, target.id, sent.key)
    upload_check = UploadCheck(words=sent.words, scanner=gateways.scanner)
    shelf = _shelf(database, actor.for_party.key, reply_id, sent)
    database.commit()  # to look into files can take seconds
    chosen = sent.files[: shelf.room]
    checked = check_all(chosen, UploadLimits.of(sent.quota), shelf.room, upload_check)
    shelved = shelve_all(shelf, checked, sent.quota, sent.words.gettext)
    reply = begin(database, new_reply(actor, target, reply_id))
    if reply.sent_at:
        return ReplySent(reply)
    reply.task_title, reply.document_kind = target.title, target.document_kind
    faults = _drop_faulty(database, reply.id, sent)
    files = _take_files(database, reply, shelved, sent)
    unsent = _unsent(sent, replace(files, reasons=(*faults, *files.reasons)))
    if unsent:
        database.commit()
        return unsent
    _send(database, actor, reply)
    return ReplySent(reply, tuple(file for file in files.stored if file.note))


def _id_of(actor: Actor, target_id: UUID, key: UUID) -> UUID:
    """The page's key made the resident's own: a key of somebody else's page is just another."""
    return uuid.uuid5(key, f"{actor.for_party.key} {target_id}")


def new_reply(actor: Actor, target: ReplyTarget, reply_id: UUID) -> TaskReply:
    """What this actor sends for what takes documents; nothing of it is kept yet."""
    key = target.case_key
    assert key or target.submission, "it takes documents"
    system, case_id = (key.system, key.id) if key else ("", target.submission)
    return TaskReply(
        id=reply_id,
        owner_id=actor.for_party.key,
        acted_by=actor.by_whom,
        task_id=target.id,
        task_title=target.title,
        document_kind=target.document_kind,
        case_system=system,
        case_id=case_id,
        case_number=target.case_number,
        ground=actor.ground,
    )


def _shelf(database: Session, owner_id: OwnerId, reply_id: UUID, sent: TaskInput) -> Shelf:
    """Where its files are kept, beside those that are there and have no fault: those go."""
    before = [file for file in uploads.uploads_of_task_reply(database, reply_id) if not file.fault]
    return Shelf(
        database=database,
        owner_id=owner_id,
        task_reply_id=reply_id,
        question=QUESTION,
        names=[uploads.name_of(database, upload) for upload in before],
        room=sent.quota.files - len(before),
        bytes_left=sent.quota.form_mb * MB - sum(upload.size for upload in before),
    )


def _take_files(
    database: Session, reply: TaskReply, shelved: Sequence[ShelvedFile | str], sent: TaskInput
) -> _TakenFiles:
    """Keep the right files."""
    before = uploads.uploads_of_task_reply(database, reply.id)
    shelf = _shelf(database, reply.owner_id, reply.id, sent)
    files = list(keep_all(shelf, shelved, sent.words.gettext))
    return _TakenFiles(
        stored=(
            *(stored_file(database, upload) for upload in before),
            *(file for file in files if isinstance(file, StoredFile)),
        ),
        reasons=tuple(file for file in files if isinstance(file, str)),
        room=shelf.room,
    )


def _drop_faulty(database: Session, reply_id: UUID, sent: TaskInput) -> tuple[str, ...]:
    """Take off the files that turned out to be of no use; gives why."""
    faulty = [file for file in uploads.uploads_of_task_reply(database, reply_id) if file.fault]
    reasons = (stored_file(database, file) for file in faulty)
    texts = tuple(sent.words.text_of(file.fault, name=file.name) for file in reasons)
    for file in faulty:
        database.delete(file)
    database.flush()
    return texts


def _unsent(sent: TaskInput, files: _TakenFiles) -> ReplyRefused | FilesKept | None:
    """Why it isn't sent; None: all files are right, and there is one at least."""
    is_too_many = len(sent.files) > files.room
    unready = () if sent.is_only_kept else not_ready_of(files.stored, sent.words.gettext)
    reasons = (*files.reasons, *unready)
    if reasons or is_too_many:
        return ReplyRefused(reasons, is_too_many=is_too_many)
    if sent.is_only_kept:
        return FilesKept()
    return None if files.stored else ReplyRefused(lacks_files=True)


def _send(database: Session, actor: Actor, reply: TaskReply) -> None:
    """Give it to the worker: then its task is done. Commits."""
    own_tasks.fulfil(database, reply.owner_id, reply.task_id, utc_now())
    give_to_worker(database, actor, reply)
    database.commit()


def give_to_worker(
    database: Session,
    actor: Actor,
    reply: TaskReply,
    line: NewConsultation | None = None,
) -> None:
    """Have its files brought to the case, with the line of who shared them. Caller commits.

    `line`: what was done with it, where it isn't that files were shared.
    """
    reply.sent_at, reply.request = utc_now(), request_id()
    bump_revision(database, reply.owner_id)
    about = About("sending", str(reply.id), reply.case_key, reply.case_number)
    consultations.write(database, line or NewConsultation.by(actor, SHARED, about))
    jobs.defer_task_reply(database, reply.id)
