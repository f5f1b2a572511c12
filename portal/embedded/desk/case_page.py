"""The page of one case: what each thing that a case worker does there begins and ends with."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as BaseResponse

from portal.embedded.current import world
from portal.embedded.desk import access, actions, relatives
from portal.embedded.desk.casefile import CaseFile, NoSuchCase, NotPossible
from portal.embedded.records import Processing
from portal.embedded.registers.processing_log import (
    IN_A_CASE,
    REASONS,
    activity_of,
    opened,
    write_down,
)


def blueprint(name: str) -> Blueprint:
    """A part of the case worker's page, which says in the case what is not possible."""
    made = Blueprint(name, __name__, url_prefix="/medewerker")
    made.register_error_handler(NoSuchCase, _no_such_case)
    made.register_error_handler(NotPossible, _not_possible)
    return made


def case_page(file: CaseFile, problem: str = "") -> str:
    """The page of a case that was opened, or else the question why."""
    line_id = request.values.get("inzage", type=UUID)
    line = opened(world(), line_id, file.line.id) if line_id else None
    page = "desk/case.html" if line else "desk/why.html"
    return render_template(
        page,
        file=file,
        reasons=REASONS,
        problem=problem,
        opened=line,
        relations=relatives.RELATIONS,
        payments=relatives.PAYMENTS,
        role_words=access.ROLES,
        levels=access.LEVELS,
    )


def done(case_id: UUID, sentence: str) -> BaseResponse:
    """Back to the case, with what was done."""
    flash(sentence)
    return redirect(url_for("medewerker.case", case_id=case_id, inzage=request.form["inzage"]), 303)


def why_open(case_id: UUID) -> str:
    """The reason for which this case is open; nothing is done in a case that isn't."""
    line_id = request.form.get("inzage", type=UUID)
    line = opened(world(), line_id, case_id) if line_id else None
    if line is None:
        actions.case_file(world(), case_id)
        raise NotPossible("Kies eerst waarom u deze zaak opent.")
    return line.reason


def note_change(case_id: UUID, deed: str, reason: str, *, before: CaseFile | None = None) -> None:
    """Write down what was changed; what the case system refused was not.

    It is about the applicant, or about who was that in the case `before`.
    """
    line = processing(
        before or actions.case_file(world(), case_id),
        f"Zaak gewijzigd: {deed} door een medewerker",
        reason,
    )
    line.data_kind = "Zaak"
    write_down(world(), line)


def processing(file: CaseFile, deed: str, reason: str) -> Processing:
    """What is written down of something that was done in this case."""
    return Processing(
        bsn=file.line.applicant_bsn,
        action=deed,
        reason=reason,
        case_number=file.line.number,
        process=file.line.case_type_name,
        process_id=file.line.id,
        data_kind=IN_A_CASE,
        activity_id=activity_of(world(), file.line.case_type),
    )


def _no_such_case(_error: NoSuchCase) -> tuple[str, int]:
    """It is gone, or never was."""
    return render_template("error.html", error=NotFound()), 404


def _not_possible(error: NotPossible) -> tuple[str, int]:
    """Say why on the page of the case itself."""
    case_id = (request.view_args or {})["case_id"]
    try:
        return case_page(actions.case_file(world(), case_id), problem=str(error)), 400
    except NoSuchCase as no_case:
        return _no_such_case(no_case)
