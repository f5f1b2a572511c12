"""The pages of a task: what is asked of the resident, and how it is sent."""

import uuid
from dataclasses import dataclass
from http import HTTPStatus
from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forms.context import StoredFile
from forms.fields import Option
from portal.domain.tasks import Task
from portal.domain.terms import due_day
from portal.features.cases.asked import asked_context
from portal.features.cases.forms import BroughtForm, TaskForm
from portal.services.tasks import taking
from portal.services.tasks.answering import AnsweredBefore, answer_task, task_or_sent
from portal.services.tasks.bringing import NoteOutcome, say_brought
from portal.services.tasks.taking import (
    FilesKept,
    ReplyRefused,
    ReplySent,
    TaskInput,
    kept_files,
)
from portal.storage.submissions import Submission
from portal.storage.task_replies import TaskReply
from portal.web.edge.htmx import is_block_wanted, page_or_block
from portal.web.edge.login_session import acting
from portal.web.edge.request_context import current_state, gateways, municipality, session
from portal.web.edge.staying import say_what_is_kept, stays_here
from portal.web.page.cards import name_of_task, subject_of_task
from portal.web.words.deliveries import delay_words

FIELD, BROUGHT = "documents", "yes"


def show(task_id: UUID) -> ResponseReturnValue:
    """The task's page; of what was sent already, its case, or the receipt of a form."""
    task = task_or_sent(session(), gateways(), acting(), task_id)
    if isinstance(task, Submission):
        flash(_("U heeft dit al gestuurd."))
        return redirect(
            url_for("submissions.receipt", slug=task.slug, reference=task.reference), 303
        )
    return _already(task) if isinstance(task, TaskReply) else render(task, uuid.uuid4())


@dataclass(frozen=True, slots=True, kw_only=True)
class KindChoice:
    """The question what kind of document it is; `fault`: why the answer won't do."""

    options: tuple[Option, ...]
    fault: str = ""


def render(
    task: Task, key: UUID, reasons: tuple[str, ...] = (), kinds: KindChoice | None = None
) -> str:
    """The page of a task, or of a document for a case, which may be of one of these kinds.

    `reasons`: why files were not taken. Those that were are shown.
    """
    return page_or_block(
        "cases/task.html",
        "files",
        task=task,
        name=name_of_task(task),
        subject=subject_of_task(task),
        receipt_url=_receipt_url(task),
        **asked_context(task),
        last_day=due_day(task.last_day, outages=current_state().outages),
        refused=reasons,
        kinds=kinds,
        kept=kept_files(session(), acting(), task.id, key),
        key=key,
        field=FIELD,
        limits=taking.LIMITS,
    )


def answer(task_id: UUID, form: TaskForm) -> ResponseReturnValue:
    """Take the files, and say what came of it."""
    key = form.key.data or uuid.uuid4()
    sent = TaskInput(
        task_id=task_id,
        key=key,
        files=form.documents.data,
        gettext=_,
        is_only_kept=stays_here(),
    )
    match answer_task(session(), gateways(), acting(), sent):
        case ReplySent(reply, noted):
            return thanks(reply, noted)
        case AnsweredBefore(reply):
            return _already(reply)
        case FilesKept(task):
            say_files_kept(task, key)
            return render(task, key)
        case ReplyRefused(task) as refusal:
            return render(task, key, reasons_of(refusal)), HTTPStatus.UNPROCESSABLE_ENTITY


def say_files_kept(task: Task, key: UUID) -> None:
    """Not while a file is looked into: its row says so. Nor of a block, which says it itself."""
    files = kept_files(session(), acting(), task.id, key)
    if not is_block_wanted() and not any(file.is_processing for file in files):
        say_what_is_kept()


def bring(task_id: UUID, form: BroughtForm) -> ResponseReturnValue:
    """Note that it was brought on paper, or wasn't, and say what came of it on the task's page."""
    is_brought = form.brought.data == BROUGHT
    outcome = say_brought(session(), municipality(), acting(), task_id, is_brought=is_brought)
    if outcome is NoteOutcome.NOT_KEPT:
        flash(_("Dit lukte nu niet. Probeer het over een paar minuten nog een keer."), "warning")
    elif outcome is NoteOutcome.NOTED and is_brought:
        flash(_("Wij geven door dat u dit bracht of met de post stuurde."))
    elif outcome is NoteOutcome.NOTED:
        flash(_("Wij geven door dat wij dit nog niet van u hebben."))
    return redirect(url_for("cases.task", task_id=task_id), 303)


def reasons_of(refusal: ReplyRefused) -> tuple[str, ...]:
    """Why nothing was sent, in words; what isn't about files is said elsewhere."""
    reasons = list(refusal.reasons)
    if refusal.is_too_many:
        reasons.insert(
            0, _("Stuur niet meer dan %(most)s bestanden tegelijk.", most=taking.LIMITS.most)
        )
    if refusal.task.ended_on:
        reasons.append(_("Wat u koos, is niet verstuurd."))
    if refusal.lacks_files:
        reasons.append(_("Kies eerst een bestand. Bijvoorbeeld een foto of een PDF."))
    return tuple(reasons)


def thanks(reply: TaskReply, noted: tuple[StoredFile, ...]) -> ResponseReturnValue:
    """The page of the case, which says that it was received."""
    flash(_("Gelukt. Wij hebben uw document ontvangen. U krijgt hierover een bericht."))
    if reply.waits_for:
        flash(_("Uw zaak heeft nog geen nummer. Het document gaat daarna vanzelf mee."))
    for file in noted:
        flash(f"{file.name}: {_(file.note)}")
    return _to_case(reply)


def _already(reply: TaskReply) -> ResponseReturnValue:
    flash(" ".join(filter(None, (_("U heeft dit al gestuurd."), delay_words(reply)))))
    return _to_case(reply)


def _to_case(reply: TaskReply) -> ResponseReturnValue:
    if reply.case_key is None:
        return redirect(url_for("overview.index"), 303)
    return redirect(url_for("cases.case", key=reply.case_key), 303)


def _receipt_url(task: Task) -> str:
    """Address of the receipt of what a task of our own belongs to; '' for others."""
    sent = task.submission
    if sent is None:
        return ""
    return url_for("submissions.receipt", slug=sent.slug, reference=sent.reference)
