"""The page of an employee who answers questions and calls residents back."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response as BaseResponse

from portal.embedded.current import world
from portal.embedded.desk import contacts
from portal.embedded.registers.everybody import BY_BSN, EVERYBODY

bp = Blueprint("vragen", __name__, url_prefix="/medewerker/vragen")
CHANNELS = ("Telefoon", "Balie")


@bp.get("/")
def overview() -> str:
    """What residents asked, and a form to write a contact down."""
    return render_template(
        "desk/questions.html",
        lines=contacts.requests(world()),
        residents=EVERYBODY,
        channels=CHANNELS,
    )


@bp.post("/<uuid:task_id>/antwoord")
def answer(task_id: UUID) -> BaseResponse:
    """Answer a question."""
    contacts.answer(world(), task_id, _text("antwoord"))
    return _done("De vraag is beantwoord. De inwoner krijgt bericht.")


@bp.post("/<uuid:task_id>/gebeld")
def call(task_id: UUID) -> BaseResponse:
    """Write down that the resident was called."""
    is_reached = request.form.get("bereikt") == "ja"
    contacts.call(world(), task_id, is_reached=is_reached)
    return _done("Opgeschreven. De inwoner kan het zien.")


@bp.post("/contact")
def write_down() -> BaseResponse:
    """Write down a contact by phone or at the counter."""
    bsn, channel = request.form.get("inwoner", ""), request.form.get("kanaal", "")
    if bsn not in BY_BSN or channel not in CHANNELS:
        raise BadRequest("Kies een inwoner en een kanaal.")
    number = request.form.get("zaaknummer", "").strip()
    case_id = contacts.case_with_number(world(), number) if number else None
    if number and case_id is None:
        raise BadRequest("Er is geen zaak met dit nummer.")
    meeting = contacts.Meeting(
        bsn=bsn,
        channel=channel,
        subject=_text("onderwerp"),
        note=request.form.get("notitie", "").strip(),
        case_id=case_id,
    )
    contacts.write_down(world(), meeting)
    return _done("Het contact is opgeschreven.")


def _text(name: str) -> str:
    text = request.form.get(name, "").strip()
    if not text:
        raise BadRequest("Vul eerst iets in.")
    return text


def _done(sentence: str) -> BaseResponse:
    flash(sentence)
    return redirect(url_for(".overview"), 303)
