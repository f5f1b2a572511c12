"""The page on which one pays, and the list of all payments with what can become of them later."""

import logging
import time
from threading import Thread
from urllib.parse import urlencode

import urllib3
from flask import Blueprint, abort, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from urllib3.exceptions import HTTPError
from werkzeug.wrappers import Response

from portal.embedded.current import world
from portal.embedded.payments.payments_api import CAN_PAY, refunded
from portal.embedded.records import OnlinePayment, now
from portal.embedded.switchboard.switches import Mode, Switchboard

bp = Blueprint("betalen", __name__, url_prefix="/betaaldienst")
OUTCOMES = {
    "paid": "Betalen",
    "pending": "Betalen, de bank weet het later",
    "failed": "Laat de betaling mislukken",
    "canceled": "Annuleren",
    "expired": "Laat de betaling verlopen",
}
CHARGED_BACK = "charged_back"
WORDS = {
    "open": "nog niet betaald",
    "pending": "bij de bank",
    "paid": "betaald",
    "failed": "mislukt",
    "canceled": "geannuleerd",
    "expired": "verlopen",
}
SHOWN = 100
_log = logging.getLogger(__name__)
_http = urllib3.PoolManager(timeout=2.0)


@bp.get("/betalen/<payment_id>")
def pay(payment_id: str) -> str:
    """Choose what becomes of it."""
    with Session(world().engine) as session:
        payment = session.get(OnlinePayment, payment_id) or abort(404)
    return render_template(
        "payments/pay.html",
        payment=payment,
        outcomes=OUTCOMES,
        can_pay=payment.status in CAN_PAY,
        words=WORDS,
    )


@bp.post("/betalen/<payment_id>")
def choose(payment_id: str) -> Response:
    """Let it end so, tell the portal, and send the payer back there."""
    outcome = request.form.get("outcome", "")
    if outcome not in OUTCOMES:
        abort(400)
    return redirect(_change(payment_id, outcome).redirect_url, 303)


@bp.get("/betalingen/")
def overview() -> str:
    """All payments, newest first."""
    with Session(world().engine) as session:
        query = select(OnlinePayment).order_by(OnlinePayment.made_at.desc()).limit(SHOWN)
        rows = [(each, refunded(session, each)) for each in session.scalars(query)]
    return render_template("payments/overview.html", rows=rows, words=WORDS)


@bp.post("/betalingen/<payment_id>")
def change_later(payment_id: str) -> Response:
    """What the bank does after the payer left."""
    outcome = request.form.get("outcome", "")
    if outcome not in {*OUTCOMES, CHARGED_BACK}:
        abort(400)
    _change(payment_id, outcome)
    return redirect(url_for(".overview", _anchor=payment_id), 303)


def _change(payment_id: str, outcome: str) -> OnlinePayment:
    with Session(world().engine, expire_on_commit=False) as session, session.begin():
        payment = session.get(OnlinePayment, payment_id, with_for_update=True) or abort(404)
        if outcome == CHARGED_BACK and payment.status == "paid":
            payment.cents_charged_back = payment.cents - refunded(session, payment)
        elif outcome != CHARGED_BACK and payment.status in CAN_PAY:
            payment.status = outcome
            payment.paid_at = now() if outcome == "paid" else None
    _tell(payment)
    return payment


def _tell(payment: OnlinePayment) -> None:
    """Say that something changed, and nothing else; what goes wrong is only logged."""
    setting = Switchboard(world()).take("betaalmeldingen", f"NOTIFY {payment.id}")
    if not payment.webhook_url or setting.mode is Mode.LOST:
        return
    wait_s = setting.seconds if setting.mode in {Mode.SLOW, Mode.LATE} else 0.0
    for _time in range(2 if setting.mode is Mode.TWICE else 1):
        Thread(target=_post, args=(payment.webhook_url, payment.id, wait_s), daemon=True).start()


def _post(url: str, payment_id: str, wait_s: float) -> None:
    time.sleep(wait_s)
    try:
        answer = _http.request(
            "POST",
            url,
            body=urlencode({"id": payment_id}),
            headers={"Content-Type": "application/x-www-form-urlencoded"},
        )
    except HTTPError as error:
        _log.warning("notice of payment %s not delivered: %r", payment_id, error)
        return
    if answer.status != 200:  # noqa: PLR2004 - the one answer that the real thing takes
        _log.warning("notice of payment %s refused: %s", payment_id, answer.status)
