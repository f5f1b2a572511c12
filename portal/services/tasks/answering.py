"""What is asked of a resident, and what they send for it: kept, and given to the worker."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from portal.domain.consultations import About, Act, Action, Activity, DataKind, NewConsultation
from portal.domain.days import utc_now
from portal.domain.failures import NotFound
from portal.domain.outside import Gateways
from portal.domain.people import Actor
from portal.domain.tasks import Task
from portal.services.sources.queries import view
from portal.services.uploads import ANY, Refused, check
from portal.storage import consultations, jobs, uploads
from portal.storage.consultations import consulting
from portal.storage.owners import bump_revision
from portal.storage.task_replies import TaskReply, begin, last_sent, task_reply_of
from portal.storage.uploads import Upload

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


def kept_file_names(database: Session, actor: Actor, task_id: UUID, key: UUID) -> list[str]:
    """Names of the files that were taken from this page before."""
    stored = uploads.uploads_of_task_reply(database, _id_of(actor, task_id, key))
    return [uploads.name_of(database, upload) for upload in stored]


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
    reply = begin(database, _new_reply(actor, task, reply_id))
    if reply.sent_at:
        return ReplySent(reply)
    refusal = _take_files(database, reply, task, sent)
    if refusal:
        database.commit()
        return refusal
    _send(database, actor, reply)
    return ReplySent(reply)


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


def _take_files(
    database: Session, reply: TaskReply, task: Task, sent: TaskInput
) -> ReplyRefused | None:
    """Keep the right files; None where all are, and there is one at least."""
    room = LIMITS.most - len(uploads.uploads_of_task_reply(database, reply.id))
    reasons = []
    for file in sent.files[:room]:
        try:
            checked = check(file, LIMITS, sent.gettext)
        except Refused as error:
            reasons.append(str(error))
            continue
        upload = Upload(
            owner_id=reply.owner_id,
            task_reply_id=reply.id,
            question=QUESTION,
            media_type=checked.media_type,
        )
        uploads.add(database, upload, checked.name, checked.content)
    if reasons or len(sent.files) > room:
        return ReplyRefused(task, tuple(reasons), is_too_many=len(sent.files) > room)
    if not uploads.uploads_of_task_reply(database, reply.id):
        return ReplyRefused(task, lacks_files=True)
    return None


def _send(database: Session, actor: Actor, reply: TaskReply) -> None:
    """Give it to the worker, with the line of who shared it. Commits."""
    reply.sent_at = utc_now()
    bump_revision(database, reply.owner_id)
    about = About("sending", str(reply.id), reply.case_key, reply.case_number)
    consultations.write(database, NewConsultation.by(actor, SHARED, about))
    name = str(reply.id)
    jobs.defer(database, jobs.SEND_DOCUMENT, lock=f"sending:{name}", sending=name)
    database.commit()
