"""What is asked of a resident, and what they send for it."""

from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy.orm import Session

from portal.domain.consultations import About, Activity, DataKind
from portal.domain.failures import NotFound
from portal.domain.outside import Gateways
from portal.domain.people import Actor
from portal.domain.tasks import Task, withdrawal_id
from portal.services.sources.direct import consulting_for_page
from portal.services.sources.queries import case_with_key, view
from portal.services.sources.query import ask
from portal.services.tasks.taking import (
    FilesKept,
    ReplyRefused,
    ReplySent,
    TaskInput,
    sent_before,
    take,
)
from portal.storage import own_tasks
from portal.storage.form_tasks import sent_for
from portal.storage.submissions import Submission
from portal.storage.task_replies import TaskReply, last_sent


@dataclass(frozen=True, slots=True)
class TaskUnanswered:
    """The task as it is now, and why nothing was sent for it."""

    task: Task
    why: FilesKept | ReplyRefused


@dataclass(frozen=True, slots=True)
class AnsweredBefore:
    """It was answered already, from another page."""

    reply: TaskReply


def task_or_sent(
    database: Session, gateways: Gateways, actor: Actor, task_id: UUID
) -> Task | TaskReply | Submission:
    """The open task, or the form or documents that were sent for it; as `task_or_reply`.

    A form whose end the register doesn't know yet stands for the task; one that it knows, where it
    doesn't ask again.
    """
    sent = sent_for(database, actor.for_party.key, task_id)
    if sent and sent[0].ended_at is None:
        return sent[1]
    try:
        return task_or_reply(database, gateways, actor, task_id)
    except NotFound:
        if sent is None:
            raise
        return sent[1]


def task_or_reply(
    database: Session, gateways: Gateways, actor: Actor, task_id: UUID
) -> Task | TaskReply:
    """The open task, or what was sent for it; raises `NotFound`, `SourceError`.

    What was delivered ended the task: where it is open all the same, it is asked for again, as it
    is after what went on by hand without all of its files. The register of tasks knows nothing of
    one of our own, so it isn't asked.
    """
    own = own_tasks.own_task_of(database, actor.for_party.key, task_id)
    if own and own[1]:
        # Also where a note on its way says that it was brought.
        return _looked_at(database, gateways, actor, own[0])
    sent = last_sent(database, actor.for_party.key, task_id)
    if sent and not sent.in_case_since and not sent.lacks_files:
        return sent
    if own:
        return _reply_to_ended(sent)
    try:
        task = _open_task(database, gateways, actor, task_id)
    except NotFound:
        if sent is None:
            raise  # as it came: it may be `OfSomebodyElse`
        return sent
    return _looked_at(database, gateways, actor, task)


def _looked_at(database: Session, gateways: Gateways, actor: Actor, task: Task) -> Task:
    """The task, with whether its case ended or was withdrawn meanwhile.

    As it came where the end is not known now: then the worker finds out, and tells it.
    """
    if task.case_key is None or not task.takes_documents:
        return task
    withdrawal = last_sent(database, actor.for_party.key, withdrawal_id(task.case_key))
    if withdrawal:
        return replace(task, withdrawn_at=withdrawal.sent_at)
    cases = ask(database, actor, case_with_key(actor, gateways, task.case_key)).value or ()
    return replace(task, case_closed_on=next((case.closed for case in cases), None))


def _reply_to_ended(sent: TaskReply | None) -> TaskReply:
    """What was sent for a task that is no longer open; raises `NotFound` where nothing was."""
    if sent is None:
        raise NotFound
    return sent


def answer_task(
    database: Session, gateways: Gateways, actor: Actor, sent: TaskInput
) -> ReplySent | AnsweredBefore | TaskUnanswered:
    """Take the files, and have the worker bring them to the case. Commits.

    The page's own key makes the second click of two find what the first one sent. Raises
    `NotFound`, `SourceError`.
    """
    before = sent_before(database, actor, sent)
    if before:
        return before
    task = task_or_reply(database, gateways, actor, sent.target_id)
    if isinstance(task, TaskReply):
        return AnsweredBefore(task)
    if not task.takes_documents:
        return TaskUnanswered(task, ReplyRefused(has_ended=task.is_over))
    result = take(database, gateways, actor, task.target, sent)
    return result if isinstance(result, ReplySent) else TaskUnanswered(task, result)


def _open_task(database: Session, gateways: Gateways, actor: Actor, task_id: UUID) -> Task:
    about = About("task", str(task_id))
    line = view(actor, Activity.CASES, (DataKind.TASK,), "takenregister", about)
    with consulting_for_page(database, line) as proof:
        return gateways.tasks.task(proof, task_id)
