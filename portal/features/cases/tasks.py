"""Tasks: what is asked of the resident, and how it is sent."""

import uuid
from http import HTTPStatus
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from portal.domain.consultations import About, Act, Action, Activity, DataKind, NewConsultation
from portal.domain.days import utc_now
from portal.domain.failures import NotFound
from portal.domain.tasks import Task
from portal.features.cases.forms import TaskForm
from portal.features.cases.service import open_task
from portal.services.uploads import ANY, Refused, check
from portal.storage import consultations, jobs, uploads
from portal.storage.owners import bump_revision
from portal.storage.task_replies import TaskReply, begin, last_sent, task_reply_of
from portal.storage.uploads import Upload
from portal.web.edge.login_session import acting, resident
from portal.web.edge.request_context import gateways, session

FIELD = "documents"


def show(task_id: UUID) -> ResponseReturnValue:
    """The task's page; of what was sent already, its case."""
    task_or_reply = _asked_or_sent(task_id)
    return (
        _already(task_or_reply)
        if isinstance(task_or_reply, TaskReply)
        else render(task_or_reply, uuid.uuid4())
    )


def render(task: Task, key: UUID, reasons: tuple[str, ...] = ()) -> str:
    """The task's page; `reasons`: why files were not taken. Those that were are shown."""
    stored = uploads.uploads_of_task_reply(session(), _id_of(task.id, key))
    return render_template(
        "cases/task.html",
        task=task,
        refused=reasons,
        kept=[uploads.name_of(session(), upload) for upload in stored],
        key=key,
        field=FIELD,
        limits=ANY,
    )


def answer(task_id: UUID, form: TaskForm) -> ResponseReturnValue:
    """Take the files, and have the worker bring them to the case. Commits.

    The page's own key makes the second click of two find what the first one sent.
    """
    key = form.key.data or uuid.uuid4()
    reply = task_reply_of(session(), resident().key, _id_of(task_id, key))
    if reply and reply.sent_at:
        return _thanks(reply)
    task = _asked_or_sent(task_id)
    if isinstance(task, TaskReply):
        return _already(task)
    if not task.takes_documents:
        return render(task, key), HTTPStatus.UNPROCESSABLE_ENTITY
    sending = _begin(task, key)
    if sending.sent_at:
        return _thanks(sending)
    reasons = _take(sending, list(form.documents.data))
    if not reasons and not uploads.uploads_of_task_reply(session(), sending.id):
        reasons.append(_("Kies eerst een bestand. Bijvoorbeeld een foto of een PDF."))
    if reasons:
        session().commit()
        return render(task, key, tuple(reasons)), HTTPStatus.UNPROCESSABLE_ENTITY
    return _send(sending)


def _asked_or_sent(task_id: UUID) -> Task | TaskReply:
    """The open task, or what was sent for it; raises `NotFound`, `SourceError`.

    What was delivered ended the task: where it is open all the same, it is asked for again.
    """
    sent = last_sent(session(), resident().key, task_id)
    if sent and not sent.delivered_at:
        return sent
    try:
        return open_task(session(), gateways(), acting(), task_id)
    except NotFound:
        if sent is None:
            raise
        return sent


def _id_of(task_id: UUID, key: UUID) -> UUID:
    """The page's key made the resident's own: a key of somebody else's page is just another."""
    return uuid.uuid5(key, f"{resident().key} {task_id}")


def _begin(task: Task, key: UUID) -> TaskReply:
    sending = TaskReply(
        id=_id_of(task.id, key),
        owner_id=resident().key,
        acted_by=acting().by_whom,
        task_id=task.id,
        task_title=task.title,
        document_kind=task.document_kind,
        case_url=task.case_url,
        case_number=task.case_number,
        ground=acting().ground,
    )
    return begin(session(), sending)


def _take(sending: TaskReply, files: list[FileStorage]) -> list[str]:
    room = ANY.most - len(uploads.uploads_of_task_reply(session(), sending.id))
    reasons = []
    if len(files) > room:
        reasons.append(_("Stuur niet meer dan %(most)s bestanden tegelijk.", most=ANY.most))
    for file in files[:room]:
        try:
            checked = check(file, ANY, _)
        except Refused as error:
            reasons.append(str(error))
            continue
        upload = Upload(
            owner_id=sending.owner_id,
            task_reply_id=sending.id,
            question=FIELD,
            media_type=checked.media_type,
        )
        uploads.add(session(), upload, checked.name, checked.content)
    return reasons


def _send(sending: TaskReply) -> ResponseReturnValue:
    sending.sent_at = utc_now()
    bump_revision(session(), sending.owner_id)
    consultations.write(session(), _line(sending))
    name = str(sending.id)
    jobs.defer(session(), jobs.SEND_DOCUMENT, lock=f"sending:{name}", sending=name)
    session().commit()
    return _thanks(sending)


def _line(sending: TaskReply) -> NewConsultation:
    act = Act(Activity.CASES, Action.SHARED, (DataKind.DOCUMENT,), "zaaksysteem")
    about = About("sending", str(sending.id), sending.case_number)
    return NewConsultation.by(acting(), act, about)


def _thanks(sending: TaskReply) -> ResponseReturnValue:
    flash(_("Gelukt. Wij hebben uw document ontvangen. U krijgt hierover een bericht."))
    return _to_case(sending)


def _already(sending: TaskReply) -> ResponseReturnValue:
    flash(_("U heeft dit al gestuurd."))
    return _to_case(sending)


def _to_case(sending: TaskReply) -> ResponseReturnValue:
    return redirect(url_for("cases.case", reference=sending.case_number), 303)
