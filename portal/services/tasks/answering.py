"""What is asked of a resident, and what they send for it: kept, and given to the worker."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from forms.context import StoredFile
from portal.domain.consultations import About, Act, Action, Activity, DataKind, NewConsultation
from portal.domain.days import utc_now
from portal.domain.failures import NotFound
from portal.domain.outside import Gateways
from portal.domain.people import Actor
from portal.domain.tasks import Task
from portal.services.sources.queries import view
from portal.services.uploads import (
    ANY,
    CheckedFile,
    Shelf,
    UploadCheck,
    check_all,
    keep_all,
    stored_file,
)
from portal.storage import consultations, jobs, uploads
from portal.storage.consultations import consulting
from portal.storage.owners import bump_revision
from portal.storage.task_replies import TaskReply, begin, last_sent, task_reply_of

LIMITS = ANY
"""What may be sent for a task."""
QUESTION = "documents"
"""What the files of a reply are kept under."""
SHARED = Act(Activity.CASES, Action.SHARED, (DataKind.DOCUMENT,), "zaaksysteem")


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskInput:
    """What was sent with the page of a task. `key`: the page's own, the same for a second click."""

    task_id: UUID
    key: UUID
    files: Sequence[FileStorage]
    gettext: Callable[..., str]
    """Puts into the resident's language why a file is refused."""


@dataclass(frozen=True, slots=True)
class ReplySent:
    """The files are on their way to the case, sent now or by a first click on the same page."""

    reply: TaskReply
    noted: tuple[StoredFile, ...] = ()
    """Files with a note for who sent them."""


@dataclass(frozen=True, slots=True)
class AnsweredBefore:
    """It was answered already, from another page."""

    reply: TaskReply


@dataclass(frozen=True, slots=True)
class ReplyRefused:
    """Nothing was sent; the files that were right are kept. `reasons`: why others were not."""

    task: Task
    reasons: tuple[str, ...] = ()
    is_too_many: bool = False
    lacks_files: bool = False


@dataclass(frozen=True, slots=True)
class _TakenFiles:
    """All files of a reply that are kept now, and why others that came are not.

    `room`: for how many there was room before.
    """

    stored: tuple[StoredFile, ...]
    reasons: tuple[str, ...]
    room: int


def task_or_reply(
    database: Session, gateways: Gateways, actor: Actor, task_id: UUID
) -> Task | TaskReply:
    """The open task, or what was sent for it; raises `NotFound`, `SourceError`.

    What was delivered ended the task: where it is open all the same, it is asked for again.
    """
    sent = last_sent(database, actor.for_party.key, task_id)
    if sent and not sent.delivered_at:
        return sent
    try:
        return _open_task(database, gateways, actor, task_id)
    except NotFound:
        if sent is None:
            raise
        return sent


def kept_files(database: Session, actor: Actor, task_id: UUID, key: UUID) -> list[StoredFile]:
    """The files that were taken from this page before."""
    stored = uploads.uploads_of_task_reply(database, _id_of(actor, task_id, key))
    return [stored_file(database, upload) for upload in stored]


def answer_task(
    database: Session, gateways: Gateways, actor: Actor, sent: TaskInput
) -> ReplySent | AnsweredBefore | ReplyRefused:
    """Take the files, and have the worker bring them to the case. Commits.

    The page's own key makes the second click of two find what the first one sent. Raises
    `NotFound`, `SourceError`.
    """
    reply_id = _id_of(actor, sent.task_id, sent.key)
    reply = task_reply_of(database, actor.for_party.key, reply_id)
    if reply and reply.sent_at:
        return ReplySent(reply)
    task = task_or_reply(database, gateways, actor, sent.task_id)
    if isinstance(task, TaskReply):
        return AnsweredBefore(task)
    if not task.takes_documents:
        return ReplyRefused(task)
    upload_check = UploadCheck(gettext=sent.gettext, scanner=gateways.scanner)
    judged = _judge_files(database, reply_id, sent.files, upload_check)
    reply = begin(database, _new_reply(actor, task, reply_id))
    if reply.sent_at:
        return ReplySent(reply)
    files = _take_files(database, reply, judged, sent)
    refusal = _refusal(task, sent, files)
    if refusal:
        database.commit()
        return refusal
    _send(database, actor, reply)
    return ReplySent(reply, tuple(file for file in files.stored if file.note))


def _open_task(database: Session, gateways: Gateways, actor: Actor, task_id: UUID) -> Task:
    about = About("task", str(task_id))
    line = view(actor, Activity.CASES, (DataKind.TASK,), "takenregister", about)
    with consulting(database, line) as proof:
        return gateways.tasks.task(proof, task_id)


def _id_of(actor: Actor, task_id: UUID, key: UUID) -> UUID:
    """The page's key made the resident's own: a key of somebody else's page is just another."""
    return uuid.uuid5(key, f"{actor.for_party.key} {task_id}")


def _new_reply(actor: Actor, task: Task, reply_id: UUID) -> TaskReply:
    assert task.case_key, "it takes documents"
    return TaskReply(
        id=reply_id,
        owner_id=actor.for_party.key,
        acted_by=actor.by_whom,
        task_id=task.id,
        task_title=task.title,
        document_kind=task.document_kind,
        case_system=task.case_key.system,
        case_id=task.case_key.id,
        case_number=task.case_number,
        ground=actor.ground,
    )


def _judge_files(
    database: Session, reply_id: UUID, files: Sequence[FileStorage], upload_check: UploadCheck
) -> list[CheckedFile | str]:
    """Those that there is room for. Ends the transaction: it can take seconds."""
    room = LIMITS.most - len(uploads.uploads_of_task_reply(database, reply_id))
    database.commit()
    return check_all(files[:room], LIMITS, room, upload_check)


def _take_files(
    database: Session, reply: TaskReply, judged: Sequence[CheckedFile | str], sent: TaskInput
) -> _TakenFiles:
    """Keep the right files."""
    before = uploads.uploads_of_task_reply(database, reply.id)
    shelf = Shelf(
        database=database,
        owner_id=reply.owner_id,
        task_reply_id=reply.id,
        question=QUESTION,
        names=[uploads.name_of(database, upload) for upload in before],
        room=LIMITS.most - len(before),
    )
    files = list(keep_all(shelf, judged, sent.gettext))
    return _TakenFiles(
        stored=(
            *(stored_file(database, upload) for upload in before),
            *(file for file in files if isinstance(file, StoredFile)),
        ),
        reasons=tuple(file for file in files if isinstance(file, str)),
        room=shelf.room,
    )


def _refusal(task: Task, sent: TaskInput, files: _TakenFiles) -> ReplyRefused | None:
    """Why it isn't sent; None: all files are right, and there is one at least."""
    is_too_many = len(sent.files) > files.room
    if files.reasons or is_too_many:
        return ReplyRefused(task, files.reasons, is_too_many=is_too_many)
    return None if files.stored else ReplyRefused(task, lacks_files=True)


def _send(database: Session, actor: Actor, reply: TaskReply) -> None:
    """Give it to the worker, with the line of who shared it. Commits."""
    reply.sent_at = utc_now()
    bump_revision(database, reply.owner_id)
    about = About("sending", str(reply.id), reply.case_key, reply.case_number)
    consultations.write(database, NewConsultation.by(actor, SHARED, about))
    name = str(reply.id)
    jobs.defer(database, jobs.SEND_DOCUMENT, lock=f"sending:{name}", sending=name)
    database.commit()
