"""The page of a demo case worker: what the municipality does with what residents send."""

from datetime import date
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as BaseResponse

from portal.embedded.current import world
from portal.embedded.processing_log import REASONS, activity_of, was_written_down, write_down
from portal.embedded.records import Processing
from portal.embedded.zgw import actions
from portal.embedded.zgw.casefile import CaseFile, DocumentLine, NoSuchCase, NotPossible

bp = Blueprint("medewerker", __name__, url_prefix="/medewerker")
SHOWN = 60
SHOWN_INLINE = frozenset({"application/pdf", "image/jpeg", "image/png"})
"""What a browser shows by itself without running anything; the rest is downloaded."""


@bp.get("/")
def overview() -> str:
    """The newest cases; `toon=open` leaves out what is closed."""
    only_open = request.args.get("toon") == "open"
    lines = [line for line in actions.cases(world()) if not (only_open and line.closed)]
    return render_template(
        "desk/overview.html", lines=lines[:SHOWN], total=len(lines), only_open=only_open
    )


@bp.get("/zaken/<uuid:case_id>")
def case(case_id: UUID) -> str:
    """One case with everything in it and what can be done now."""
    return _case_page(actions.case_file(world(), case_id))


@bp.post("/zaken/<uuid:case_id>/status")
def set_status(case_id: UUID) -> BaseResponse:
    """Move the case on."""
    status_type = _choice("status")
    explanation = request.form.get("toelichting", "").strip()
    actions.set_status(world(), case_id, status_type=status_type, explanation=explanation)
    return _done(case_id, "De status is gezet. De inwoner krijgt bericht.")


@bp.post("/zaken/<uuid:case_id>/document-vragen")
def ask_for_document(case_id: UUID) -> BaseResponse:
    """Ask the resident for a document that is missing."""
    actions.ask_for_document(
        world(),
        case_id,
        document_type=_choice("soort"),
        explanation=request.form.get("toelichting", "").strip(),
        due=_day("uiterlijk"),
    )
    return _done(case_id, "Het document is gevraagd. De inwoner ziet een taak.")


@bp.post("/zaken/<uuid:case_id>/beslissen")
def decide(case_id: UUID) -> BaseResponse:
    """Decide, which closes the case."""
    explanation = request.form.get("toelichting", "").strip()
    actions.decide(world(), case_id, result_type=_choice("resultaat"), explanation=explanation)
    return _done(case_id, "Er is beslist. De zaak is afgerond.")


@bp.post("/zaken/<uuid:case_id>/documenten/<uuid:document_id>")
def ask_to_open(case_id: UUID, document_id: UUID) -> BaseResponse:
    """Write down who opens this document and why; only then it is shown."""
    file = actions.case_file(world(), case_id)
    document = _document_in(file, document_id)
    reason = request.form.get("reden", "")
    if reason not in REASONS:
        raise NotPossible("Kies eerst waarom u dit document opent.")
    words = request.form.get("toelichting", "").strip()
    line = _processing(file, document, f"{reason}: {words}" if words else reason)
    line_id = write_down(world(), line)
    target = url_for(".open_document", case_id=case_id, document_id=document_id, inzage=line_id)
    return redirect(target, 303)


@bp.get("/zaken/<uuid:case_id>/documenten/<uuid:document_id>")
def open_document(case_id: UUID, document_id: UUID) -> BaseResponse:
    """The document itself, for who just said why."""
    line_id = request.args.get("inzage", type=UUID)
    if line_id is None or not was_written_down(world(), line_id, document_id):
        return redirect(url_for(".case", case_id=case_id, _anchor="documenten"), 303)
    found = actions.document_content(world(), case_id, document_id)
    response = Response(found.content, content_type=found.media_type)
    how = "inline" if found.media_type in SHOWN_INLINE else "attachment"
    response.headers.set("Content-Disposition", how, filename=found.file_name)
    return response


@bp.errorhandler(NoSuchCase)
def no_such_case(_error: NoSuchCase) -> tuple[str, int]:
    """It is gone, or never was."""
    return render_template("error.html", error=NotFound()), 404


@bp.errorhandler(NotPossible)
def not_possible(error: NotPossible) -> tuple[str, int]:
    """Say why on the page of the case itself."""
    case_id = (request.view_args or {})["case_id"]
    try:
        return _case_page(actions.case_file(world(), case_id), problem=str(error)), 400
    except NoSuchCase as no_case:
        return no_such_case(no_case)


def _case_page(file: CaseFile, problem: str = "") -> str:
    return render_template("desk/case.html", file=file, reasons=REASONS, problem=problem)


def _done(case_id: UUID, sentence: str) -> BaseResponse:
    flash(sentence)
    return redirect(url_for(".case", case_id=case_id), 303)


def _choice(name: str) -> UUID:
    chosen = request.form.get(name, type=UUID)
    if chosen is None:
        raise NotPossible("Maak eerst een keuze.")
    return chosen


def _day(name: str) -> date | None:
    given = request.form.get(name, "").strip()
    try:
        return date.fromisoformat(given) if given else None
    except ValueError as error:
        raise NotPossible("Vul een datum in, bijvoorbeeld 2026-12-31.") from error


def _document_in(file: CaseFile, document_id: UUID) -> DocumentLine:
    found = [document for document in file.documents if document.id == document_id]
    if not found:
        raise NoSuchCase("Dit document hoort niet bij deze zaak.")
    return found[0]


def _processing(file: CaseFile, document: DocumentLine, reason: str) -> Processing:
    return Processing(
        bsn=file.line.applicant_bsn,
        action="Document geopend door een medewerker",
        reason=reason,
        case_number=file.line.number,
        process=file.line.case_type_name,
        process_id=file.line.id,
        document_id=document.id,
        data_kind=document.document_type,
        activity_id=activity_of(file.line.case_type),
    )
