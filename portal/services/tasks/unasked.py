"""What a resident sends for a case by themselves: taken as what is sent for a task."""

from dataclasses import replace

from sqlalchemy.orm import Session

from portal.domain.case_keys import CaseKey
from portal.domain.cases import CaseInbox
from portal.domain.consultations import About, Activity, DataKind
from portal.domain.outside import Gateways
from portal.domain.people import Actor
from portal.domain.tasks import ReplyTarget, unasked_id
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
    if not inbox.kinds:
        return ReplyRefused(has_ended=inbox.case.is_closed)
    target = _target_of(inbox, sent.document_kind)
    if sent.document_kind in inbox.kinds or len(inbox.kinds) == 1 or sent.is_only_kept:
        return take(database, gateways, actor, target, sent)
    result = take(database, gateways, actor, target, replace(sent, is_only_kept=True))
    if isinstance(result, FilesKept):
        is_empty = not kept_files(database, actor, target.id, sent.key)
        result = ReplyRefused(lacks_files=is_empty)
    return replace(result, lacks_kind=True) if isinstance(result, ReplyRefused) else result


def _target_of(inbox: CaseInbox, kind: str) -> ReplyTarget:
    """A document of this kind for the case; of any that it takes, where none is said."""
    case = inbox.case
    kind = kind if kind in inbox.kinds else inbox.kinds[0]
    return ReplyTarget(
        id=unasked_id(case.key),
        title=kind,
        document_kind=kind,
        case_key=case.key,
        case_number=case.number,
    )
