"""The page on which one pays, and the list of all payments with what can become of them later."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from portal.embedded.current import world
from portal.embedded.payments.notices import tell
from portal.embedded.payments.payments_api import CAN_CHANGE, OPEN, refunded
from portal.embedded.records import OnlinePayment, now

bp = Blueprint("betalen", __name__, url_prefix="/betaaldienst")
OUTCOMES = {
    "paid": "Betalen",
    "pending": "Betalen, de bank weet het later",
    "failed": "Laat de betaling mislukken",
    "canceled": "Annuleren",
    "expired": "Laat de betaling verlopen",
}
"""What the payer can do."""
CHARGED_BACK, TELL_AGAIN = "charged_back", "tell_again"
IN_THE_END = {"paid": "Betaald", "failed": "Mislukt", "expired": "Verlopen"}
LATER = {
    OPEN: IN_THE_END,
    "pending": IN_THE_END,
    "paid": {CHARGED_BACK: "De bank boekt terug"},
}
"""By its status: what can become of a payment after the payer left."""
AGAIN = "Meld het nog een keer"
WORDS = {
    "open": "nog niet betaald",
    "pending": "bij de bank",
    "paid": "betaald",
    "failed": "mislukt",
    "canceled": "geannuleerd",
    "expired": "verlopen",
}
SHOWN = 100


@bp.get("/betalen/<payment_id>")
def pay(payment_id: str) -> str:
    """Choose what becomes of it."""
    with Session(world().engine) as session:
        payment = session.get(OnlinePayment, payment_id) or abort(404)
    return render_template(
        "payments/pay.html",
        payment=payment,
        amount=in_euro(payment.cents),
        outcomes=OUTCOMES if payment.status == OPEN else {},
        words=WORDS,
    )


@bp.post("/betalen/<payment_id>")
def choose(payment_id: str) -> Response:
    """Let it end so, tell the portal, and send the payer back there. Ended once, it stays so."""
    outcome = request.form.get("outcome", "")
    if outcome not in OUTCOMES:
        abort(400)
    return redirect(_change(payment_id, outcome, frozenset({OPEN})).redirect_url, 303)


@bp.get("/betalingen/")
def overview() -> str:
    """All payments, newest first."""
    with Session(world().engine) as session:
        query = select(OnlinePayment).order_by(OnlinePayment.made_at.desc()).limit(SHOWN)
        rows = [_row(session, each) for each in session.scalars(query)]
    return render_template("payments/overview.html", rows=rows)


@bp.post("/betalingen/<payment_id>")
def change_later(payment_id: str) -> Response:
    """What the bank does after the payer left; or the same told once more."""
    outcome = request.form.get("outcome", "")
    if outcome not in {*OUTCOMES, CHARGED_BACK, TELL_AGAIN}:
        abort(400)
    if outcome == TELL_AGAIN:
        with Session(world().engine) as session:
            tell(session.get(OnlinePayment, payment_id) or abort(404))
        flash("Het is nog een keer gemeld.")
    else:
        payment = _change(payment_id, outcome, CAN_CHANGE)
        is_back = payment.cents_charged_back > 0
        flash(f"De betaling is {'teruggeboekt' if is_back else WORDS[payment.status]}.")
    return redirect(url_for(".overview", _anchor=payment_id), 303)


def in_euro(cents: int) -> str:
    """`€ 16,30`."""
    return f"€ {cents // 100},{cents % 100:02}"


def _row(session: Session, payment: OnlinePayment) -> dict[str, object]:
    """A payment as the list shows it."""
    back = refunded(session, payment)
    later = LATER.get(payment.status, {}) if _left(session, payment) else {}
    return {
        "payment": payment,
        "amount": in_euro(payment.cents),
        "status": WORDS[payment.status],
        "refunded": in_euro(back) if back else "",
        "charged_back": in_euro(payment.cents_charged_back) if payment.cents_charged_back else "",
        "actions": {**later, TELL_AGAIN: AGAIN},
    }


def _left(session: Session, payment: OnlinePayment) -> int:
    """How many cents of it we still have."""
    return payment.cents - refunded(session, payment) - payment.cents_charged_back


def _change(payment_id: str, outcome: str, may_change: frozenset[str]) -> OnlinePayment:
    """The payment, after this became of it where its status is one of these; then it is told."""
    with Session(world().engine, expire_on_commit=False) as session, session.begin():
        payment = session.get(OnlinePayment, payment_id, with_for_update=True) or abort(404)
        before = payment.status, payment.cents_charged_back
        if outcome == CHARGED_BACK and payment.status == "paid":
            payment.cents_charged_back += _left(session, payment)
        elif outcome != CHARGED_BACK and payment.status in may_change:
            payment.status = outcome
            payment.paid_at = now() if outcome == "paid" else None
        is_changed = (payment.status, payment.cents_charged_back) != before
    if is_changed:
        tell(payment)
    return payment
