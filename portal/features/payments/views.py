"""The pages about paying: what is due, on to the provider and back, and the provider's word."""

from uuid import UUID

from flask import Blueprint, Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forms.money import as_shown
from portal.domain.failures import NotFound
from portal.domain.people import Level
from portal.services.payments.notices import receive_notice
from portal.services.payments.paying import CannotPayNow, GoPay, Payer, begin_to_pay
from portal.services.payments.reading import OwnPayment, read_payment
from portal.storage import payments
from portal.storage.form_versions import form_version_of
from portal.storage.payments import FeePayment
from portal.storage.submissions import Submission
from portal.web.edge.guard import require_level
from portal.web.edge.limits import PAY, limited
from portal.web.edge.login_session import resident
from portal.web.edge.paths import public_address
from portal.web.edge.request_context import gateways, municipality, session
from portal.web.edge.rules import proved_in_address
from portal.web.words.formats import moment, text_of, words

bp = Blueprint("payments", __name__, url_prefix="/betalen")
LOCALES = {"nl": "nl_NL", "en": "en_US"}
"""Of the provider's pages; Dutch for any other language."""


@bp.get("/<reference>/")
def show(reference: str) -> str:
    """How it stands, asked of the provider where something is under way."""
    return _page(*_own(reference))


@bp.post("/<reference>/")
@limited(PAY)
def pay(reference: str) -> ResponseReturnValue:
    """On to the provider, by a page of our own; the page itself where there is nothing to pay."""
    payment, submission = _own(reference)
    provider = gateways().payments
    if provider is None:
        return _page(payment, submission)
    result = begin_to_pay(session(), provider, payment, submission, _payer(submission))
    if isinstance(result, GoPay):
        page = render_template("payments/going.html", pay_url=result.url, reference=reference)
        return Response(page, headers={"Refresh": f"0; url={result.url}"})
    if isinstance(result, CannotPayNow):
        return _page(payment, submission, is_down=True), 503
    return redirect(url_for("payments.show", reference=reference), 303)


@bp.post("/melding/<uuid:attempt_id>/<token>/")
@proved_in_address
def notice(attempt_id: UUID, token: str) -> ResponseReturnValue:
    """The provider says that something changed; what, it is asked. Twice is once."""
    if not receive_notice(session(), attempt_id, token):
        raise NotFound(attempt_id)
    return "", 200


def _own(reference: str) -> tuple[FeePayment, Submission]:
    """What this resident has to pay for what they sent; at the level of its form."""
    row = payments.payment_of(session(), resident().key, reference)
    if row is None:
        raise NotFound(reference)
    form = form_version_of(session(), row[1].version)
    require_level(Level.named(form.level))
    return row


def _page(payment: FeePayment, submission: Submission, *, is_down: bool = False) -> str:
    form = form_version_of(session(), submission.version)
    own = read_payment(session(), None if is_down else gateways().payments, payment, submission)
    receipt = url_for("submissions.receipt", slug=submission.slug, reference=submission.reference)
    return render_template(
        "payments/payment.html",
        payment=own,
        amount=as_shown(own.cents, words().language.babel),
        rows=_rows(own, text_of(form.title)),
        title=text_of(form.title),
        receipt_url=receipt,
        is_down=is_down,
        has_provider=gateways().payments is not None,
    )


def _rows(own: OwnPayment, title: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What it is for, and how much; what a proof of payment must say. No VAT is due on leges."""
    amount = as_shown(own.cents, words().language.babel)
    rows = (
        (_("Bedrag"), (amount, _("Over leges betaalt u geen btw."))),
        (_("Waarvoor"), (title,)),
        (_("Ontvangstnummer"), (own.reference,)),
        (_("Betaald op"), (moment(own.paid_at),) if own.paid_at else ()),
        (_("Aan"), (_("gemeente %(name)s", name=municipality().name),)),
        (_("Waar het staat"), (text_of(own.law),)),
    )
    return tuple((label, lines) for label, lines in rows if lines)


def _payer(submission: Submission) -> Payer:
    reference = submission.reference
    return Payer(
        return_url=public_address(url_for("payments.show", reference=reference)),
        notify_url=lambda attempt, token: public_address(
            url_for("payments.notice", attempt_id=attempt, token=token)
        ),
        description=f"Gemeente {municipality().name} {reference}",
        locale=LOCALES.get(words().language.code, LOCALES["nl"]),
    )
