"""The page on which a resident sends a document for a case by themselves."""

import uuid
from dataclasses import dataclass
from http import HTTPStatus
from uuid import UUID

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forms.fields import Option
from portal.domain.case_keys import CaseKey
from portal.domain.cases import CaseInbox
from portal.domain.tasks import unasked_id
from portal.features.cases.forms import DocumentForm
from portal.features.cases.reply_files import reasons_of, say_files_kept, thanks, upload_card
from portal.services.tasks.taking import FilesKept, ReplyRefused, ReplySent, TaskInput
from portal.services.tasks.unasked import inbox_of, send_documents
from portal.texts.names import unasked_name
from portal.web.edge.htmx import page_or_block
from portal.web.edge.login_session import acting
from portal.web.edge.request_context import gateways, session, settings
from portal.web.edge.staying import stays_here
from portal.web.words.formats import words


@dataclass(frozen=True, slots=True, kw_only=True)
class KindChoice:
    """The question what kind of document it is; `fault`: why the answer won't do."""

    options: tuple[Option, ...]
    fault: str = ""


def show(key: CaseKey) -> ResponseReturnValue:
    """What may be sent for this case; of a closed one that nothing can be sent any more."""
    inbox = inbox_of(session(), gateways(), acting(), key)
    return _render(inbox, uuid.uuid4(), _choice(inbox))


def send(key: CaseKey, form: DocumentForm) -> ResponseReturnValue:
    """Take the files, and say what came of it."""
    inbox = inbox_of(session(), gateways(), acting(), key)
    page_key, kind = form.key.data or uuid.uuid4(), form.kind.data
    sent = TaskInput(
        target_id=unasked_id(key),
        key=page_key,
        files=form.documents.data,
        quota=settings().upload_quota,
        words=words(),
        document_kind=kind,
        is_only_kept=stays_here(),
    )
    match send_documents(session(), gateways(), acting(), inbox, sent):
        case ReplySent(reply, noted):
            return thanks(reply, noted)
        case FilesKept():
            say_files_kept(sent.target_id, page_key)
            return _render(inbox, page_key, _choice(inbox, kind))
        case ReplyRefused() as refusal:
            fault = _("Kies wat voor document het is.") if refusal.lacks_kind else ""
            page = _render(inbox, page_key, _choice(inbox, kind, fault), reasons_of(refusal))
            return page, HTTPStatus.UNPROCESSABLE_ENTITY


def _render(
    inbox: CaseInbox, page_key: UUID, kinds: KindChoice | None, reasons: tuple[str, ...] = ()
) -> str:
    """The page; `reasons`: why nothing was sent. Files that were right are shown."""
    case, takes_files = inbox.case, bool(inbox.kinds)
    return page_or_block(
        "cases/document.html",
        "files",
        name=unasked_name(words()),
        number=case.number,
        case_url=url_for("cases.case", key=case.key),
        closed=case.closed,
        kinds=kinds,
        kind_fault=kinds.fault if kinds else "",
        upload=upload_card(unasked_id(case.key), page_key, reasons) if takes_files else None,
        not_sent=() if takes_files else reasons,
    )


def _choice(inbox: CaseInbox, kind: str = "", fault: str = "") -> KindChoice | None:
    """The kinds to choose from; None where there is nothing to choose."""
    if len(inbox.kinds) < 2:  # noqa: PLR2004 - a choice
        return None
    options = tuple(
        Option(id=f"kind-{number}", value=name, label=name, hint="", checked=name == kind)
        for number, name in enumerate(inbox.kinds)
    )
    return KindChoice(options=options, fault=fault)
