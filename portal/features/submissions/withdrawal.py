"""The page on which a resident withdraws what they sent and what is no case yet."""

from http import HTTPStatus

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.features.submissions.receipts import receipt_url, withdraw_url
from portal.services.submissions.withdrawing import (
    SubmissionOffer,
    WithdrawalOutcome,
    offer_of,
    withdraw,
)
from portal.storage.submissions import Submission
from portal.web.edge.login_session import acting
from portal.web.edge.request_context import portal, session


def show(submission: Submission) -> ResponseReturnValue:
    """What it does; its receipt, where it was done; its case, where it became one."""
    if submission.case_key:
        return redirect(url_for("cases.ask_to_withdraw", key=submission.case_key), 303)
    offer = offer_of(portal().case_rules, session(), submission)
    return _already(submission) if offer.earlier else _render(offer)


def do(submission: Submission) -> ResponseReturnValue:
    """Do it, and say on its receipt that it is on its way."""
    if submission.case_key:
        return redirect(url_for("cases.ask_to_withdraw", key=submission.case_key), 303)
    offer = offer_of(portal().case_rules, session(), submission)
    if offer.earlier:
        return _already(submission)
    if not offer.is_possible:
        return _render(offer), HTTPStatus.UNPROCESSABLE_ENTITY
    match withdraw(portal(), session(), acting(), offer):
        case WithdrawalOutcome.DONE:
            flash(_("Gelukt. Wij geven uw intrekking door. U krijgt hierover een bericht."))
            return redirect(receipt_url(submission), 303)
        case WithdrawalOutcome.NOT_KEPT:
            flash(
                _("Dit lukte nu niet. Probeer het over een paar minuten nog een keer."), "warning"
            )
    return redirect(withdraw_url(submission), 303)


def _already(submission: Submission) -> ResponseReturnValue:
    flash(_("U heeft deze aanvraag al ingetrokken."), "info")
    return redirect(receipt_url(submission), 303)


def _render(offer: SubmissionOffer) -> str:
    why = _("Deze aanvraag kunt u niet intrekken via deze website. Bel ons als u wilt stoppen.")
    return render_template(
        "submissions/withdraw.html",
        form=offer.form,
        reference=offer.submission.reference,
        receipt_url=receipt_url(offer.submission),
        hindrance="" if offer.is_possible else why,
    )
