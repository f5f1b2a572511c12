"""Pages about who looked at a resident's data, and what the municipality uses data for."""

from uuid import UUID

from flask import Blueprint, Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.domain.case_keys import CaseKey
from portal.domain.days import today
from portal.features.consultations import exports, pages
from portal.features.consultations.filters import Choice
from portal.features.consultations.questions import begin_question, question_form
from portal.services.consultations.history import read_line
from portal.services.consultations.reading import (
    DocumentRef,
    HistoryPage,
    read_history,
    read_history_of_case,
    read_history_of_document,
    with_cases_of,
)
from portal.web.edge.htmx import page_or_block
from portal.web.edge.login_session import acting
from portal.web.edge.request_context import activities, gateways, portal, session
from portal.web.edge.rules import public
from portal.web.words.activity_texts import activity_rows

bp = Blueprint("consultations", __name__)

LOOKED = "looked"
"""The block with the lines and what to choose from: it changes as one chooses."""


@bp.get("/gegevensgebruik/")
def index() -> str:
    """Who looked at anything about the resident."""
    choice = Choice.of_request()
    page = _read_all(choice)
    return page_or_block("consultations/index.html", LOOKED, **pages.context(page, choice))


@bp.get("/gegevensgebruik/waarvoor/")
@public
def register_page() -> str:
    """What the municipality uses data for."""
    in_force = activities().on(today())
    details = {activity.id: activity_rows(activity) for activity in in_force}
    return render_template("consultations/register.html", activities=in_force, details=details)


@bp.get("/gegevensgebruik/wie-keek.csv")
def csv() -> Response:
    """The same lines for a spreadsheet."""
    choice = Choice.of_request()
    return exports.as_csv(_read_whole(choice), choice)


@bp.get("/gegevensgebruik/wie-keek.pdf")
def pdf() -> Response:
    """The same lines on paper."""
    choice = Choice.of_request()
    return exports.as_paper(_read_whole(choice), choice)


@bp.get("/gegevensgebruik/<uuid:line_id>/")
def line(line_id: UUID) -> str:
    """One line, with all that is known of it."""
    consultation = read_line(session(), gateways(), activities(), acting(), line_id)
    return render_template(
        "consultations/line.html",
        can_ask=question_form() is not None,
        **pages.line_context(consultation),
    )


@bp.post("/gegevensgebruik/<uuid:line_id>/vraag/")
def question(line_id: UUID) -> ResponseReturnValue:
    """Ask about this line: begins the form, with the line on it."""
    slug = begin_question(read_line(session(), gateways(), activities(), acting(), line_id))
    return redirect(url_for("submissions.begin", slug=slug), 303)


@bp.get("/zaken/<case:key>/gegevensgebruik/")
def case(key: CaseKey) -> str:
    """Who looked at one case."""
    choice = Choice.of_request()
    page = read_history_of_case(portal(), session(), acting(), key, choice.months)
    return page_or_block(
        "consultations/case.html", LOOKED, case=page.cases[0], **pages.context(page, choice)
    )


@bp.get("/zaken/<case:key>/documenten/<uuid:document_id>/gegevensgebruik/")
def document(key: CaseKey, document_id: UUID) -> str:
    """Who looked at one document."""
    choice = Choice.of_request()
    ref = DocumentRef(key, document_id)
    page, shown = read_history_of_document(portal(), session(), acting(), ref, choice.months)
    return page_or_block(
        "consultations/document.html",
        LOOKED,
        case=page.cases[0],
        document=shown,
        **pages.context(page, choice),
    )


def _read_all(choice: Choice) -> HistoryPage:
    return read_history(portal(), session(), acting(), choice.months)


def _read_whole(choice: Choice) -> HistoryPage:
    """The same for a file, which has all lines: with the names of older cases too."""
    page = _read_all(choice)
    samples = (tally.sample for tally in page.tallies)
    return with_cases_of(portal(), session(), acting(), page, samples)
