"""What is read of cases for a resident: together where it can be, each with its line."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from portal.domain.case_keys import CaseKey, CaseNumber
from portal.domain.cases import CaseFile, Download
from portal.domain.consultations import (
    About,
    Act,
    Action,
    Activity,
    DataKind,
    HistoryFilter,
    NewConsultation,
)
from portal.domain.failures import NotFound, SourceUnavailable
from portal.domain.outside import Gateways
from portal.domain.people import Actor, OwnerId
from portal.domain.tasks import Task
from portal.handles import Portal
from portal.services.consultations.history import ConsultationHistory, about_case, start_history
from portal.services.consultations.log import LookRequest
from portal.services.contacts.reading import ContactsPage, contacts_of, contacts_page
from portal.services.sources.direct import consulting_for_page
from portal.services.sources.queries import (
    AnsweredTask,
    case_file_of,
    cases_with_number,
    only_of_open_cases,
    only_open,
    tasks_of,
)
from portal.services.sources.query import SourceResult, ask
from portal.services.sources.refresh import Refresh, ask_anew
from portal.services.submissions.terms import terms_of_submission
from portal.services.uploads.names import clean_name
from portal.storage import consultations, submissions, uploads
from portal.storage.form_tasks import sent_for_tasks
from portal.storage.form_versions import form_version_of
from portal.storage.messages import Message, facts_of, messages_about
from portal.storage.own_documents import sent_by
from portal.storage.own_tasks import tasks_of_case
from portal.storage.payments import FeePayment, payment_of_submission
from portal.storage.submissions import Submission, submission_of_case
from portal.storage.task_replies import TaskReply, task_replies_of

NEWEST_MESSAGES = 3
"""Messages about a case that its own page shows."""
DOWNLOAD = Act(Activity.CASES, Action.DOWNLOADED, (DataKind.DOCUMENT,), "zaaksysteem")

COPY = Act(Activity.CASES, Action.DOWNLOADED, (DataKind.CASE,), "zaaksysteem")


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that a resident sent for a task of this case."""

    name: str
    reply: TaskReply


@dataclass(frozen=True, slots=True)
class CaseMessage:
    """A message about one case, with what fills in its words."""

    message: Message
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class CasePage:
    """One case with what is asked of the resident in it."""

    file: SourceResult[CaseFile]
    tasks: SourceResult[list[Task]]
    own_tasks: list[Task]
    """What the resident said in its form to send later."""
    sent: Submission | None
    """What it was made of, where that was sent here."""
    payment: FeePayment | None
    """What has to be paid for it here; None: nothing."""
    has_legal_term: bool
    """The case system keeps a last day for every case; a form may say that no law sets one."""
    on_the_way: tuple[SentFile, ...]
    """Files that were sent for a task and do not stand in the file yet."""
    looked: ConsultationHistory | None
    """Who looked at it; None where the case itself is not known."""
    withdrawal: TaskReply | None
    """How the resident withdrew it; None: they didn't."""
    messages: tuple[CaseMessage, ...] = ()
    """The newest messages about it."""
    contacts: ContactsPage | None = None
    """Questions about it, and contacts; None where the municipality has no register of them."""


def read_case(
    portal: Portal, database: Session, actor: Actor, key: CaseKey, refresh: Refresh
) -> CasePage:
    """One case of the resident; raises `NotFound`."""
    gateways = portal.gateways
    history = start_history(database, gateways, LookRequest(actor, About.of_case(key)))
    own = sent_by(database, actor.for_party.key)
    of_contacts = (contacts_of(actor, gateways.contacts),) if gateways.contacts else ()
    queries = tasks_of(actor, gateways), case_file_of(actor, gateways, key, own), *of_contacts
    try:
        tasks, file, *moments = ask_anew(database, actor, queries, refresh)
    except NotFound:
        history.end()
        raise
    about = about_case(file.value.case) if file.value else HistoryFilter(case=key)
    looked = history.result(portal.activities, about)
    owner = actor.for_party.key
    replies, sent = task_replies_of(database, owner), submission_of_case(database, owner, key)
    asked = only_open(tasks, [*replies, *sent_for_tasks(database, owner)], key)
    cases = [file.value.case] if file.value else []
    return CasePage(
        file,
        only_of_open_cases(asked, cases),
        tasks_of_case(database, owner, key),
        sent,
        payment_of_submission(database, owner, sent.id) if sent else None,
        _has_legal_term(database, sent),
        _on_the_way(database, replies, key, file.at),
        looked if file.value else None,
        next((each for each in replies if each.is_withdrawal and each.case_key == key), None),
        _messages(database, owner, key, _told_with(key, sent, replies, tasks.value or [])),
        contacts_page(database, actor, moments[0], key) if moments else None,
    )


def read_to_keep(portal: Portal, database: Session, actor: Actor, key: CaseKey) -> CasePage:
    """The same, for a copy that the resident keeps, with its line; raises `NotFound`. Commits.

    There are no questions and contacts on it, so those are not asked for.
    """
    without_contacts = replace(portal, gateways=replace(portal.gateways, contacts=None))
    page = read_case(without_contacts, database, actor, key, Refresh())
    if page.file.value:
        about = replace(About.of_case(key), case_number=page.file.value.case.number)
        consultations.write(database, NewConsultation.by(actor, COPY, about))
        database.commit()
    return page


def case_with_number(
    portal: Portal, database: Session, actor: Actor, number: CaseNumber
) -> CaseKey | None:
    """The resident's own case with this number: for addresses that were made with numbers.

    None where two case systems gave it. Raises `NotFound`, or `SourceUnavailable` where nobody
    knows.
    """
    cases = ask(database, actor, cases_with_number(actor, portal.gateways, number))
    keys = {case.key for case in cases.value or () if case.number == number}
    sent = submissions.submission_of_number(database, actor.for_party.key, number)
    if sent and sent.case_key:
        keys.add(sent.case_key)  # by the number that it had, when that changed since
    if not keys and (not cases.is_fresh or cases.missing):
        raise SourceUnavailable("zaaksysteem", "it is not known which cases there are")
    if not keys:
        raise NotFound(number)
    return keys.pop() if len(keys) == 1 else None


def read_tasks_of_case(
    database: Session, gateways: Gateways, actor: Actor, key: CaseKey, refresh: Refresh
) -> tuple[SourceResult[list[Task]], list[Task]]:
    """What is asked of the resident in one case, and what they said to send later.

    Of the case itself nothing is read.
    """
    [tasks] = ask_anew(database, actor, (tasks_of(actor, gateways),), refresh)
    owner = actor.for_party.key
    answered: list[AnsweredTask] = [
        *task_replies_of(database, owner),
        *sent_for_tasks(database, owner),
    ]
    return only_open(tasks, answered, key), tasks_of_case(database, owner, key)


def open_document(
    database: Session, gateways: Gateways, actor: Actor, key: CaseKey, document: UUID
) -> Download:
    """The content of a document in a case of the resident; raises `NotFound`, `SourceError`."""
    about = About("document", str(document), key)
    line = NewConsultation.by(actor, DOWNLOAD, about)
    own = sent_by(database, actor.for_party.key)
    with consulting_for_page(database, line) as proof:
        download = gateways.cases.download(proof, key, document, own)
    return replace(download, file_name=clean_name(download.file_name))


def _on_the_way(
    database: Session, replies: list[TaskReply], key: CaseKey, known_at: datetime
) -> tuple[SentFile, ...]:
    """What was delivered after the case was read does not stand in what is known of it."""
    return tuple(
        SentFile(uploads.name_of(database, upload), reply)
        for reply in replies
        if reply.case_key == key and not reply.is_withdrawal
        if reply.in_case_since is None or reply.in_case_since >= known_at
        for upload in uploads.uploads_of_task_reply(database, reply.id)
    )


def _has_legal_term(database: Session, sent: Submission | None) -> bool:
    """As the form said when it was sent, whatever is published now."""
    if sent is None:
        return True
    return terms_of_submission(form_version_of(database, sent.version), sent).term is not None


def _told_with(
    key: CaseKey, sent: Submission | None, replies: list[TaskReply], tasks: list[Task]
) -> set[str]:
    """What messages about this case tell of, beside the case itself."""
    ids = [reply.id for reply in replies if reply.case_key == key]
    ids += [reply.task_id for reply in replies if reply.case_key == key]
    ids += [task.id for task in tasks if task.case_key == key]
    return {str(each) for each in (*ids, *([sent.id] if sent else ()))}


def _messages(
    database: Session, owner: OwnerId, key: CaseKey, others: set[str]
) -> tuple[CaseMessage, ...]:
    newest = messages_about(database, owner, key, others, most=NEWEST_MESSAGES)
    return tuple(CaseMessage(each, facts_of(database, each)) for each in newest)
