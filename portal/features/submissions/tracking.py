"""Reports without login: the receipt, and how it goes, for who holds the tracking link."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from portal.domain.failures import NotFound
from portal.features.submissions import receipts
from portal.services.submissions.reports import report_of
from portal.storage import submissions
from portal.storage.submissions import Submission
from portal.web.edge.limits import TRACKING, limited
from portal.web.edge.request_context import gateways, session
from portal.web.edge.rules import public

bp = Blueprint("tracking", __name__, url_prefix="/volgen")


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
        report=report_of(gateways().cases, submission),
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


def _submission(token: str) -> Submission:
    submission = submissions.tracked(session(), token)
    if submission is None:
        raise NotFound(token)
    return submission
