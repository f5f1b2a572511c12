"""The pages of a task: what is asked of the resident, and how it is sent."""

import uuid
from http import HTTPStatus
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forms.context import StoredFile
from portal.domain.tasks import Task
from portal.domain.terms import due_day
from portal.features.cases.forms import TaskForm
from portal.services.tasks import answering
from portal.services.tasks.answering import (
    AnsweredBefore,
    ReplyRefused,
    ReplySent,
    TaskInput,
    answer_task,
    kept_files,
    task_or_reply,
)
from portal.storage.task_replies import TaskReply
from portal.texts.names import task_name
from portal.web.edge.login_session import acting
from portal.web.edge.request_context import current_state, gateways, session
from portal.web.words.deliveries import delay_words
from portal.web.words.formats import words

FIELD = "documents"


def show(task_id: UUID) -> ResponseReturnValue:
    """The task's page; of what was sent already, its case."""
    task = task_or_reply(session(), gateways(), acting(), task_id)
    return _already(task) if isinstance(task, TaskReply) else render(task, uuid.uuid4())


def render(task: Task, key: UUID, reasons: tuple[str, ...] = ()) -> str:
    """The task's page; `reasons`: why files were not taken. Those that were are shown."""
    return render_template(
        "cases/task.html",
        task=task,
        name=task_name(words(), task.title, task.case_number),
        last_day=due_day(task.last_day, outages=current_state().outages),
        refused=reasons,
        kept=kept_files(session(), acting(), task.id, key),
        key=key,
        field=FIELD,
        limits=answering.LIMITS,
    )


def answer(task_id: UUID, form: TaskForm) -> ResponseReturnValue:
    """Take the files, and say what came of it."""
    key = form.key.data or uuid.uuid4()
    sent = TaskInput(task_id=task_id, key=key, files=form.documents.data, gettext=_)
    match answer_task(session(), gateways(), acting(), sent):
        case ReplySent(reply, noted):
            return _thanks(reply, noted)
        case AnsweredBefore(reply):
            return _already(reply)
        case ReplyRefused(task) as refusal:
            return render(task, key, _reasons(refusal)), HTTPStatus.UNPROCESSABLE_ENTITY


def _reasons(refusal: ReplyRefused) -> tuple[str, ...]:
    reasons = list(refusal.reasons)
    if refusal.is_too_many:
        reasons.insert(
            0, _("Stuur niet meer dan %(most)s bestanden tegelijk.", most=answering.LIMITS.most)
        )
    if refusal.lacks_files:
        reasons.append(_("Kies eerst een bestand. Bijvoorbeeld een foto of een PDF."))
    return tuple(reasons)


def _thanks(reply: TaskReply, noted: tuple[StoredFile, ...]) -> ResponseReturnValue:
    flash(_("Gelukt. Wij hebben uw document ontvangen. U krijgt hierover een bericht."))
    for file in noted:
        flash(f"{file.name}: {_(file.note)}")
    return _to_case(reply)


def _already(reply: TaskReply) -> ResponseReturnValue:
    flash(" ".join(filter(None, (_("U heeft dit al gestuurd."), delay_words(reply)))))
    return _to_case(reply)


def _to_case(reply: TaskReply) -> ResponseReturnValue:
    return redirect(url_for("cases.case", key=reply.case_key), 303)
