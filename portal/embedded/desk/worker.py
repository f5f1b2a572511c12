"""The page of a demo case worker: what the municipality does with what residents send."""

from datetime import date
from uuid import UUID

from flask import Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from portal.embedded.clock import today
from portal.embedded.current import world
from portal.embedded.desk import actions, course, papers, relatives
from portal.embedded.desk.case_page import (
    blueprint,
    case_page,
    done,
    note_change,
    processing,
    why_open,
)
from portal.embedded.desk.casefile import CaseFile, DocumentLine, NoSuchCase, NotPossible
from portal.embedded.registers.processing_log import REASONS, was_written_down, write_down

bp = blueprint("medewerker")
SHOWN = 60
SHOWN_INLINE = frozenset({"application/pdf", "image/jpeg", "image/png"})
"""What a browser shows by itself without running anything; the rest is downloaded."""


@bp.get("/")
def overview() -> str:
    """The newest cases; `toon=open` leaves out what is closed."""
    only_open = request.args.get("toon") == "open"
    lines, total = actions.newest_cases(world(), only_open=only_open, most=SHOWN)
    return render_template("desk/overview.html", lines=lines, total=total, only_open=only_open)


@bp.get("/zaken/<uuid:case_id>")
def case(case_id: UUID) -> str:
    """One case with everything in it and what can be done now, for who just said why."""
    return case_page(actions.case_file(world(), case_id))


@bp.post("/zaken/<uuid:case_id>")
def open_case(case_id: UUID) -> BaseResponse:
    """Write down who opens this case and why; only then it is shown: it holds BSN and answers."""
    file = actions.case_file(world(), case_id)
    reason = _reason("Kies eerst waarom u deze zaak opent.")
    line = processing(file, "Zaak bekeken door een medewerker", reason)
    return redirect(url_for(".case", case_id=case_id, inzage=write_down(world(), line)), 303)


@bp.post("/zaken/<uuid:case_id>/status")
def set_status(case_id: UUID) -> BaseResponse:
    """Move the case on."""
    reason, status_type = why_open(case_id), _choice("status")
    explanation = request.form.get("toelichting", "").strip()
    actions.set_status(world(), case_id, status_type=status_type, explanation=explanation)
    note_change(case_id, "status gezet", reason)
    return done(case_id, "De status is gezet. De inwoner krijgt bericht.")


@bp.post("/zaken/<uuid:case_id>/document-vragen")
def ask_for_document(case_id: UUID) -> BaseResponse:
    """Ask the resident for a document that is missing."""
    reason, document_type, due = why_open(case_id), _choice("soort"), _day("uiterlijk")
    explanation = request.form.get("toelichting", "").strip()
    actions.ask_for_document(
        world(), case_id, document_type=document_type, explanation=explanation, due=due
    )
    note_change(case_id, "document gevraagd", reason)
    return done(case_id, "Het document is gevraagd. De inwoner ziet een taak.")


@bp.post("/zaken/<uuid:case_id>/document-toevoegen")
def add_document(case_id: UUID) -> BaseResponse:
    """Put a paper in the case."""
    reason, kind, form = why_open(case_id), _choice("soort"), request.form
    title, text = form.get("titel", ""), form.get("toelichting", "")
    is_received = form.get("van") == "ander"
    paper = papers.Paper(kind=kind, title=title, text=text, is_received=is_received)
    papers.add(world(), case_id, paper)
    note_change(case_id, "document toegevoegd", reason)
    return done(case_id, "Het document staat in de zaak.")


@bp.post("/zaken/<uuid:case_id>/beslissen")
def decide(case_id: UUID) -> BaseResponse:
    """Decide, which closes the case unless that goes on."""
    reason, result_type = why_open(case_id), _choice("resultaat")
    explanation = request.form.get("toelichting", "").strip()
    is_interim = request.form.get("loopt-door") == "ja"
    actions.decide(
        world(), case_id, result_type=result_type, explanation=explanation, is_interim=is_interim
    )
    note_change(case_id, "besluit genomen", reason)
    end = "De zaak loopt door." if is_interim else "De zaak is afgerond."
    return done(case_id, f"Er is beslist. {end}")


@bp.post("/zaken/<uuid:case_id>/verlengen")
def extend(case_id: UUID) -> BaseResponse:
    """Take more time for the case."""
    reason, days = why_open(case_id), request.form.get("dagen", type=int) or 0
    course.extend(world(), case_id, days=days, reason=request.form.get("toelichting", ""))
    note_change(case_id, "meer tijd genomen", reason)
    return done(case_id, "De zaak duurt langer. De inwoner krijgt bericht.")


@bp.post("/zaken/<uuid:case_id>/stilzetten")
def suspend(case_id: UUID) -> BaseResponse:
    """Let the case stand still."""
    reason = why_open(case_id)
    course.suspend(world(), case_id, reason=request.form.get("toelichting", ""))
    note_change(case_id, "zaak stilgezet", reason)
    return done(case_id, "De zaak staat stil. De inwoner krijgt bericht.")


@bp.post("/zaken/<uuid:case_id>/verder-gaan")
def resume(case_id: UUID) -> BaseResponse:
    """Let the case go on."""
    reason = why_open(case_id)
    course.resume(world(), case_id)
    note_change(case_id, "zaak verder gegaan", reason)
    return done(case_id, "De zaak gaat verder. De inwoner krijgt bericht.")


@bp.post("/zaken/<uuid:case_id>/besluiten/<uuid:decision_id>/intrekken")
def withdraw_decision(case_id: UUID, decision_id: UUID) -> BaseResponse:
    """Let a decision hold no more."""
    reason, day = why_open(case_id), _day("vanaf") or today()
    on_request = request.form.get("waarom") == "verzoek"
    course.withdraw_decision(world(), case_id, decision_id, day=day, on_request=on_request)
    note_change(case_id, "besluit ingetrokken", reason)
    return done(case_id, "Het besluit is ingetrokken. De inwoner krijgt bericht.")


@bp.post("/zaken/<uuid:case_id>/deelzaak")
def add_sub_case(case_id: UUID) -> BaseResponse:
    """Split off a part of the case."""
    reason, kind, subject = why_open(case_id), _choice("deel"), request.form.get("onderwerp", "")
    has_applicant = request.form.get("aanvrager") == "ja"
    relatives.add_sub_case(
        world(), case_id, case_type=kind, subject=subject, has_applicant=has_applicant
    )
    note_change(case_id, "deelzaak gemaakt", reason)
    return done(case_id, "De deelzaak is gemaakt.")


@bp.post("/zaken/<uuid:case_id>/andere-zaak")
def relate(case_id: UUID) -> BaseResponse:
    """Say that the case has to do with another one."""
    reason, number = why_open(case_id), request.form.get("nummer", "")
    relatives.relate(world(), case_id, number=number, relation=request.form.get("relatie", ""))
    note_change(case_id, "andere zaak erbij gezet", reason)
    return done(case_id, "De andere zaak staat erbij.")


@bp.post("/zaken/<uuid:case_id>/betaling")
def set_payment(case_id: UUID) -> BaseResponse:
    """Say what was paid."""
    reason = why_open(case_id)
    relatives.set_payment(world(), case_id, payment=request.form.get("betaald", ""))
    note_change(case_id, "betaling gezet", reason)
    return done(case_id, "De betaling is gezet.")


@bp.post("/zaken/<uuid:case_id>/documenten/<uuid:document_id>")
def ask_to_open(case_id: UUID, document_id: UUID) -> BaseResponse:
    """Write down who opens this document and why; only then it is shown."""
    file = actions.case_file(world(), case_id)
    document = _document_in(file, document_id)
    reason = _reason("Kies eerst waarom u dit document opent.")
    line = processing(file, "Document geopend door een medewerker", reason)
    line.document_id, line.data_kind = document.id, document.document_type
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


def _reason(otherwise: str) -> str:
    reason, words = request.form.get("reden", ""), request.form.get("toelichting", "").strip()
    if reason not in REASONS:
        raise NotPossible(otherwise)
    return f"{reason}: {words}" if words else reason


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
