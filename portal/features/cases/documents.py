"""The page on which a resident sends a document for a case by themselves."""

import uuid
from http import HTTPStatus

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forms.fields import Option
from portal.domain.case_keys import CaseKey
from portal.domain.cases import CaseInbox
from portal.features.cases.forms import DocumentForm
from portal.features.cases.tasks import (
    KindChoice,
    reasons_of,
    render,
    say_files_kept,
    thanks,
)
from portal.services.tasks.taking import FilesKept, ReplyRefused, ReplySent, TaskInput
from portal.services.tasks.unasked import inbox_of, send_documents, task_of
from portal.web.edge.login_session import acting
from portal.web.edge.request_context import gateways, session
from portal.web.edge.staying import stays_here


def show(key: CaseKey) -> ResponseReturnValue:
    """What may be sent for this case; of a closed one that nothing can be sent any more."""
    inbox = inbox_of(session(), gateways(), acting(), key)
    return render(task_of(inbox), uuid.uuid4(), kinds=_choice(inbox))


def send(key: CaseKey, form: DocumentForm) -> ResponseReturnValue:
    """Take the files, and say what came of it."""
    inbox = inbox_of(session(), gateways(), acting(), key)
    page_key, kind = form.key.data or uuid.uuid4(), form.kind.data
    sent = TaskInput(
        task_id=task_of(inbox).id,
        key=page_key,
        files=form.documents.data,
        gettext=_,
        document_kind=kind,
        is_only_kept=stays_here(),
    )
    match send_documents(session(), gateways(), acting(), inbox, sent):
        case ReplySent(reply, noted):
            return thanks(reply, noted)
        case FilesKept(task):
            say_files_kept(task, page_key)
            return render(task, page_key, kinds=_choice(inbox, kind))
        case ReplyRefused(task) as refusal:
            fault = _("Kies wat voor document het is.") if refusal.lacks_kind else ""
            choice = _choice(inbox, kind, fault)
            page = render(task, page_key, reasons_of(refusal), choice)
            return page, HTTPStatus.UNPROCESSABLE_ENTITY


def _choice(inbox: CaseInbox, kind: str = "", fault: str = "") -> KindChoice | None:
    """The kinds to choose from; None where there is nothing to choose."""
    if len(inbox.kinds) < 2:  # noqa: PLR2004 - a choice
        return None
    options = tuple(
        Option(id=f"kind-{number}", value=name, label=name, hint="", checked=name == kind)
        for number, name in enumerate(inbox.kinds)
    )
    return KindChoice(options=options, fault=fault)
