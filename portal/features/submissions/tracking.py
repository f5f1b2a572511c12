"""Reports without login: the receipt, and how it goes, for who holds the tracking link."""

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forms.fields import question_fields, values
from portal.domain.failures import NotFound
from portal.domain.references import read_reference
from portal.features.submissions import receipts
from portal.features.submissions.lost_link_form import is_complete, lost_link_form, number_prefix
from portal.services.submissions.lost_links import ask_for_link
from portal.services.submissions.reports import report_of
from portal.storage import submissions
from portal.storage.submissions import Submission
from portal.web.edge.forms import HtmlForm
from portal.web.edge.limits import LOST_LINK, TRACKING, limited
from portal.web.edge.request_context import gateways, session
from portal.web.edge.rules import public
from portal.web.edge.security_events import note_not_found
from portal.web.edge.staying import keeps_input, say_what_is_kept, stays_here

bp = Blueprint("tracking", __name__, url_prefix="/volgen")


@bp.get("/")
@public
def lost_link() -> str:
    """Ask of which report the link is to be mailed again."""
    return _lost_link_page(lost_link_form())


@bp.post("/")
@public
@limited(LOST_LINK)
@keeps_input
def send_link() -> ResponseReturnValue:
    """Have it mailed where number and address belong together; the answer is always the same."""
    form = lost_link_form(request.form)
    if stays_here():
        say_what_is_kept()
        return _lost_link_page(form)
    if not is_complete(form):
        return _lost_link_page(form), 422
    answers = values(form)
    reference = read_reference(str(answers["reference"]), number_prefix())
    ask_for_link(session(), reference, str(answers["email"]))
    flash(
        _(
            "Wij hebben uw vraag. Passen het nummer en het adres bij elkaar? "
            "Dan krijgt u een mail met de link."
        )
    )
    return redirect(url_for("tracking.lost_link"), 303)


@bp.get("/<token>/")
@public
@limited(TRACKING)
def track(token: str) -> str:
    """How the report stands."""
    submission = _submission(token)
    return render_template(
        "submissions/report.html",
        form=receipts.form_of(submission),
        receipt=receipts.receipt_of(submission, token),
        report=report_of(session(), gateways().cases, submission),
    )


@bp.get("/<token>/ontvangen/")
@public
@limited(TRACKING)
def receipt(token: str) -> str:
    """The proof that it was received."""
    return receipts.render_receipt(_submission(token), token)


@bp.get("/<token>/antwoorden.pdf")
@public
@limited(TRACKING)
def pdf(token: str) -> ResponseReturnValue:
    """All answers as PDF."""
    return receipts.send_pdf(_submission(token))


@bp.errorhandler(NotFound)
def unknown_link(error: NotFound) -> ResponseReturnValue:
    """What to do with a link that leads nowhere, whether it is wrong or of something gone."""
    note_not_found(error)
    return render_template("submissions/unknown_link.html"), HTTPStatus.NOT_FOUND


def _submission(token: str) -> Submission:
    submission = submissions.tracked(session(), token)
    if submission is None:
        raise NotFound(token)
    return submission


def _lost_link_page(form: HtmlForm) -> str:
    return render_template("submissions/lost_link.html", fields=question_fields(form))
