"""Pages about cases: the list, one case, its documents, and what is asked of the resident."""

from dataclasses import replace
from urllib.parse import quote
from uuid import UUID

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import CombinedMultiDict

from portal.domain.case_keys import CaseKey, CaseNumber
from portal.domain.failures import NotFound
from portal.features.cases import cards, documents, list_cards, tasks, withdrawal
from portal.features.cases.choosing import ChosenCases, found_context
from portal.features.cases.forms import BroughtForm, DocumentForm, TaskForm
from portal.features.cases.summary import as_paper
from portal.services.cases.notifications import receive as receive_notification
from portal.services.cases.reading import (
    case_with_number,
    open_document,
    read_case,
    read_tasks_of_case,
    read_to_keep,
)
from portal.services.cases.searching import CaseReader, find_cases
from portal.services.contacts.notifications import receive as receive_of_contacts
from portal.services.contacts.reading import read_contacts
from portal.services.sources.queries import cases_of
from portal.services.sources.refresh import ask_anew
from portal.storage import submissions
from portal.storage.waiting_submissions import waiting_of
from portal.web.edge.bodies import sent_message
from portal.web.edge.forms import PageNumber
from portal.web.edge.htmx import page_or_block
from portal.web.edge.limits import BROUGHT, UPLOAD, limited
from portal.web.edge.login_session import acting, resident
from portal.web.edge.request_context import (
    gateways,
    municipality,
    portal,
    session,
    single_statements,
)
from portal.web.edge.rules import webhook
from portal.web.edge.staying import keeps_input
from portal.web.page.contact_cards import case_contacts
from portal.web.page.refreshing import refresh

bp = Blueprint("cases", __name__)
CASES = "cases"
"""The block with the list."""
TASKS, CONTACTS = "tasks", "contacts"
"""The blocks with what is asked of the resident in a case, and with what they asked about it."""


@bp.get("/zaken/")
def index() -> ResponseReturnValue:
    """A page of the cases of the resident: the newest first, or those that they chose."""
    wanted, number = refresh("zaken"), PageNumber(request.args).number
    chosen, block = ChosenCases.of_request(), CASES if "zoek" in request.args else wanted.name
    if not chosen.choice.is_usual:
        reader = CaseReader(session(), acting(), gateways(), wanted)
        found = find_cases(reader, chosen.choice, number)
        return page_or_block("cases/index.html", block, **found_context(found, chosen))
    query = cases_of(acting(), gateways(), number)
    try:
        [cases] = ask_anew(session(), acting(), (query,), wanted)
    except NotFound:  # there are fewer pages than when the link to this one was made
        return redirect(list_cards.page_url(1), 303)
    with single_statements() as database:
        waiting = waiting_of(database, resident().key) if number == 1 else []
    context = list_cards.list_context(cases, number, waiting)
    return page_or_block("cases/index.html", block, **context)


@bp.get("/zaken/<case:key>/")
def case(key: CaseKey) -> ResponseReturnValue:
    """One case."""
    wanted, register = refresh("zaak", "taken", "vragen"), gateways().contacts
    if wanted.is_alone and wanted.name == TASKS:
        asked, own = read_tasks_of_case(session(), gateways(), acting(), key, wanted)
        return page_or_block("cases/case.html", TASKS, **cards.tasks_context(asked, own))
    if wanted.is_alone and wanted.name == CONTACTS and register:
        known = read_contacts(session(), acting(), register, wanted, key)
        return page_or_block("cases/case.html", CONTACTS, contacts=case_contacts(key, known))
    page = read_case(portal(), session(), acting(), key, replace(wanted, is_alone=False))
    context = cards.case_context(page, municipality().remedies)
    return page_or_block("cases/case.html", wanted.name, **context)


@bp.get("/zaken/<case:key>/overzicht.pdf")
def summary(key: CaseKey) -> Response:
    """One case on paper: what its page says."""
    page = read_to_keep(portal(), session(), acting(), key)
    return as_paper(page, municipality().remedies)


@bp.get("/zaken/<reference>/", defaults={"rest": ""})
@bp.get("/zaken/<reference>/<path:rest>")
def by_number(reference: str, rest: str) -> ResponseReturnValue:
    """A page of a case by the case's number, as addresses were; or by a submission's reference."""
    sent = submissions.submission_of(session(), resident().key, reference)
    if sent:
        return redirect(_address_of(sent), 303)
    key = case_with_number(portal(), session(), acting(), CaseNumber(reference))
    page = url_for("cases.case", key=key) + quote(rest) if key else url_for("cases.index")
    query = request.query_string.decode()
    return redirect(f"{page}?{query}" if query else page, 303)


@bp.get("/zaken/<case:key>/documenten/<uuid:document_id>")
def document(key: CaseKey, document_id: UUID) -> Response:
    """A document of a case, passed on as it comes in."""
    download = open_document(session(), gateways(), acting(), key, document_id)
    response = Response(download.chunks, mimetype=download.media_type)
    name = quote(download.file_name)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    if download.size is not None:
        response.content_length = download.size
    return response


@bp.get("/zaken/<case:key>/document-sturen/")
def ask_document(key: CaseKey) -> ResponseReturnValue:
    """What the resident may send for this case by themselves."""
    return documents.show(key)


@bp.post("/zaken/<case:key>/document-sturen/")
@limited(UPLOAD)
@keeps_input
def send_document(key: CaseKey) -> ResponseReturnValue:
    """Send it; sending twice is sending once."""
    form = DocumentForm(CombinedMultiDict([request.form, request.files]))
    return documents.send(key, form)


@bp.get("/zaken/<case:key>/intrekken/")
def ask_to_withdraw(key: CaseKey) -> ResponseReturnValue:
    """What withdrawing this case does, before it is done."""
    return withdrawal.show(key)


@bp.post("/zaken/<case:key>/intrekken/")
@limited(BROUGHT)
def withdraw(key: CaseKey) -> ResponseReturnValue:
    """Withdraw it; doing it twice is doing it once."""
    return withdrawal.withdraw(key)


@bp.get("/taken/<uuid:task_id>/")
def task(task_id: UUID) -> ResponseReturnValue:
    """What is asked, with the upload at once."""
    return tasks.show(task_id)


@bp.post("/taken/<uuid:task_id>/")
@limited(UPLOAD)
@keeps_input
def answer_task(task_id: UUID) -> ResponseReturnValue:
    """Send what was asked; sending twice is sending once."""
    form = TaskForm(CombinedMultiDict([request.form, request.files]))
    return tasks.answer(task_id, form)


@bp.post("/taken/<uuid:task_id>/gebracht/")
@limited(BROUGHT)
def bring_task(task_id: UUID) -> ResponseReturnValue:
    """Say that it was brought on paper, or that it wasn't after all; twice is once."""
    return tasks.bring(task_id, BroughtForm(request.form))


@bp.post("/api/notificaties")
@webhook(lambda settings: settings.notification_tokens)
def notified() -> ResponseReturnValue:
    """An API says that something changed; what it was is read later (ZGW Notificaties)."""
    receive_notification(session(), gateways().cases, sent_message())
    receive_of_contacts(session(), gateways().contacts, sent_message())
    return "", 204


def _address_of(sent: submissions.Submission) -> str:
    if sent.case_key:
        return url_for("cases.case", key=sent.case_key)
    return url_for("submissions.receipt", slug=sent.slug, reference=sent.reference)
