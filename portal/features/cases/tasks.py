"""The pages of a task: what is asked of the resident, and how it is sent."""

import uuid
from http import HTTPStatus
from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.domain.tasks import Task
from portal.domain.terms import due_day
from portal.features.cases.asked import asked_context
from portal.features.cases.forms import BroughtForm, TaskForm
from portal.features.cases.reply_files import (
    reasons_of,
    say_files_kept,
    thanks,
    to_case,
    upload_card,
)
from portal.services.tasks.answering import (
    AnsweredBefore,
    TaskUnanswered,
    answer_task,
    task_or_sent,
)
from portal.services.tasks.bringing import NoteOutcome, say_brought
from portal.services.tasks.taking import ReplyRefused, ReplySent, TaskInput
from portal.storage.submissions import Submission
from portal.storage.task_replies import TaskReply
from portal.web.edge.htmx import page_or_block
from portal.web.edge.login_session import acting
from portal.web.edge.request_context import (
    current_state,
    gateways,
    municipality,
    session,
    settings,
)
from portal.web.edge.staying import stays_here
from portal.web.page.cards import name_of_task, subject_of_task
from portal.web.words.deliveries import delay_words
from portal.web.words.formats import words

BROUGHT = "yes"


def show(task_id: UUID) -> ResponseReturnValue:
    """The task's page; of what was sent already, its case, or the receipt of a form."""
    task = task_or_sent(session(), gateways(), acting(), task_id)
    if isinstance(task, Submission):
        flash(_("U heeft dit al gestuurd."))
        return redirect(
            url_for("submissions.receipt", slug=task.slug, reference=task.reference), 303
        )
    return _already(task) if isinstance(task, TaskReply) else render(task, uuid.uuid4())


def render(task: Task, key: UUID, reasons: tuple[str, ...] = ()) -> str:
    """The page of a task; `reasons`: why nothing was sent. Files that were right are shown."""
    takes_files = task.takes_documents
    return page_or_block(
        "cases/task.html",
        "files",
        task=task,
        name=name_of_task(task),
        number=task.case_number,
        subject=subject_of_task(task),
        receipt_url=_receipt_url(task),
        **asked_context(task),
        last_day=due_day(task.last_day, outages=current_state().outages),
        upload=upload_card(task.id, key, reasons) if takes_files else None,
        not_sent=() if takes_files else reasons,
    )


def answer(task_id: UUID, form: TaskForm) -> ResponseReturnValue:
    """Take the files, and say what came of it."""
    key = form.key.data or uuid.uuid4()
    sent = TaskInput(
        target_id=task_id,
        key=key,
        files=form.documents.data,
        quota=settings().upload_quota,
        words=words(),
        is_only_kept=stays_here(),
    )
    match answer_task(session(), gateways(), acting(), sent):
        case ReplySent(reply, noted):
            return thanks(reply, noted)
        case AnsweredBefore(reply):
            return _already(reply)
        case TaskUnanswered(task, ReplyRefused() as refusal):
            return render(task, key, reasons_of(refusal)), HTTPStatus.UNPROCESSABLE_ENTITY
        case TaskUnanswered(task):
            say_files_kept(task.id, key)
            return render(task, key)


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


def _already(reply: TaskReply) -> ResponseReturnValue:
    flash(" ".join(filter(None, (_("U heeft dit al gestuurd."), delay_words(reply)))))
    return to_case(reply)


def _receipt_url(task: Task) -> str:
    """Address of the receipt of what a task of our own belongs to; '' for others."""
    sent = task.submission
    if sent is None:
        return ""
    return url_for("submissions.receipt", slug=sent.slug, reference=sent.reference)
