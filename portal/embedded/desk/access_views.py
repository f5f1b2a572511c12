"""The part of a case worker's page about who sees a case."""

from uuid import UUID

from flask import request
from werkzeug.wrappers import Response as BaseResponse

from portal.embedded.current import world
from portal.embedded.desk import access, actions
from portal.embedded.desk.case_page import blueprint, done, note_change, why_open

bp = blueprint("betrokkenen")


@bp.post("/zaken/<uuid:case_id>/vertrouwelijkheid")
def set_confidentiality(case_id: UUID) -> BaseResponse:
    """Say how secret the case is."""
    reason = why_open(case_id)
    access.set_confidentiality(world(), case_id, level=request.form.get("niveau", ""))
    note_change(case_id, "vertrouwelijkheid gezet", reason)
    return done(case_id, "De vertrouwelijkheid is gezet.")


@bp.post("/zaken/<uuid:case_id>/rollen")
def add_person(case_id: UUID) -> BaseResponse:
    """Give somebody a role in the case."""
    reason, form = why_open(case_id), request.form
    access.add_person(world(), case_id, bsn=form.get("bsn", ""), role=form.get("rol", ""))
    note_change(case_id, "persoon erbij gezet", reason)
    return done(case_id, "De persoon staat in de zaak.")


@bp.post("/zaken/<uuid:case_id>/rollen/<uuid:role_id>/weghalen")
def remove_person(case_id: UUID, role_id: UUID) -> BaseResponse:
    """Take somebody out of the case."""
    reason, before = why_open(case_id), actions.case_file(world(), case_id)
    access.remove_person(world(), case_id, role_id)
    note_change(case_id, "persoon weggehaald", reason, before=before)
    return done(case_id, "De persoon staat niet meer in de zaak.")
