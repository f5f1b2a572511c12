"""What a resident sends for a case by themselves: taken as what is sent for a task."""

from dataclasses import replace

from sqlalchemy.orm import Session

from portal.domain.case_keys import CaseKey
from portal.domain.cases import CaseInbox
from portal.domain.consultations import About, Activity, DataKind
from portal.domain.outside import Gateways
from portal.domain.people import Actor
from portal.domain.tasks import Task, unasked_id
from portal.services.sources.direct import consulting_for_page
from portal.services.sources.queries import view
from portal.services.tasks.taking import (
    FilesKept,
    ReplyRefused,
    ReplySent,
    TaskInput,
    kept_files,
    sent_before,
    take,
)


def inbox_of(database: Session, gateways: Gateways, actor: Actor, key: CaseKey) -> CaseInbox:
    """What the resident may add to this case; raises `NotFound`, `SourceError`. Commits."""
    line = view(actor, Activity.CASES, (DataKind.CASE,), "zaaksysteem", About.of_case(key))
    with consulting_for_page(database, line) as proof:
        return gateways.cases.inbox(proof, key)


def task_of(inbox: CaseInbox, kind: str = "") -> Task:
    """What stands for adding a document of this kind; of any that it may be where none is said.

    It takes none where the case is closed, or takes no document of any kind.
    """
    case = inbox.case
    kind = kind if kind in inbox.kinds else next(iter(inbox.kinds), "")
    return Task(
        id=unasked_id(case.key),
        title=kind,
        explanation="",
        document_kind=kind,
        last_day=None,
        case_key=case.key,
        case_number=case.number,
        case_closed_on=case.closed,
    )


def send_documents(
    database: Session,
    gateways: Gateways,
    actor: Actor,
    inbox: CaseInbox,
    sent: TaskInput,
) -> ReplySent | FilesKept | ReplyRefused:
    """Take the files, and have the worker bring them to the case. Commits.

    Where it isn't said what they are, those that are right are kept all the same.
    """
    before = sent_before(database, actor, sent)
    if before:
        return before
    task = task_of(inbox, sent.document_kind)
    if not task.takes_documents:
        return ReplyRefused(task)
    if sent.document_kind in inbox.kinds or len(inbox.kinds) == 1 or sent.is_only_kept:
        return take(database, gateways, actor, task, sent)
    result = take(database, gateways, actor, task, replace(sent, is_only_kept=True))
    if isinstance(result, FilesKept):
        result = ReplyRefused(task, lacks_files=not kept_files(database, actor, task.id, sent.key))
    return replace(result, lacks_kind=True) if isinstance(result, ReplyRefused) else result
