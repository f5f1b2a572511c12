"""The operations of Mollie's Payments API v2 that a portal needs."""

import hmac
import re
import secrets
from typing import Any

from flask import Blueprint, Response, jsonify, request, url_for
from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from portal.embedded.current import world
from portal.embedded.records import OnlinePayment, Refund

bp = Blueprint("betaaldienst", __name__, url_prefix="/betaaldienst/v2")
AMOUNT = re.compile(r"[0-9]{1,9}\.[0-9]{2}", re.ASCII)
CAN_PAY = frozenset({"open", "pending"})
Answer = tuple[Response, int]


@bp.before_request
def check_key() -> Answer | None:
    """Refuse a request without the key (401)."""
    kind, _, key = request.headers.get("Authorization", "").partition(" ")
    if kind != "Bearer" or not hmac.compare_digest(key.encode(), world().secret.encode()):
        return _problem(401, "Unauthorized Request", "Missing authentication, or failed to.")
    return None


@bp.get("/payments")
def list_payments() -> Answer:
    """The newest payments."""
    with Session(world().engine) as session:
        query = select(OnlinePayment).order_by(OnlinePayment.made_at.desc()).limit(50)
        rows = [_resource(session, each) for each in session.scalars(query)]
    return jsonify({"count": len(rows), "_embedded": {"payments": rows}, "_links": {}}), 200


@bp.post("/payments")
def create() -> Answer:
    """Begin a payment; the same `Idempotency-Key` twice gives the same one."""
    body = request.get_json(silent=True)
    cents = _cents(body)
    if cents is None or not isinstance(body, dict):
        return _problem(422, "Unprocessable Entity", "The amount is invalid.", "amount")
    texts = ("description", "redirectUrl")
    if lacking := next((name for name in texts if not isinstance(body.get(name), str)), ""):
        return _problem(422, "Unprocessable Entity", f"The {lacking} is invalid.", lacking)
    values = {
        "id": f"tr_{secrets.token_hex(5)}",
        "key": request.headers.get("Idempotency-Key"),
        "status": "open",
        "cents": cents,
        "description": body["description"],
        "redirect_url": body["redirectUrl"],
        "webhook_url": body.get("webhookUrl") or "",
        "details": body.get("metadata") or {},
        "cents_charged_back": 0,
    }
    with Session(world().engine) as session, session.begin():
        session.execute(insert(OnlinePayment).values(values).on_conflict_do_nothing())
        made = OnlinePayment.key == values["key"] if values["key"] else False
        by_id = OnlinePayment.id == values["id"]
        payment = session.scalars(select(OnlinePayment).where(by_id | made)).one()
        return jsonify(_resource(session, payment)), 201


@bp.get("/payments/<payment_id>")
def read(payment_id: str) -> Answer:
    """One payment."""
    with Session(world().engine) as session:
        payment = session.get(OnlinePayment, payment_id)
        if payment is None:
            return _problem(404, "Not Found", "No payment exists with this token.")
        return jsonify(_resource(session, payment)), 200


@bp.post("/payments/<payment_id>/refunds")
def refund(payment_id: str) -> Answer:
    """Give back some of it, once for an `Idempotency-Key`; never more than was paid."""
    cents, key = _cents(request.get_json(silent=True)), request.headers.get("Idempotency-Key")
    with Session(world().engine) as session, session.begin():
        payment = session.get(OnlinePayment, payment_id, with_for_update=True)
        if payment is None:
            return _problem(404, "Not Found", "No payment exists with this token.")
        before = session.scalar(select(Refund).where(Refund.key == key)) if key else None
        if before is not None:
            return jsonify(_refund(before)), 201
        left = payment.cents - refunded(session, payment) - payment.cents_charged_back
        if cents is None or payment.status != "paid" or cents > left:
            return _problem(422, "Unprocessable Entity", "The amount is too high.", "amount")
        row = Refund(
            id=f"re_{secrets.token_hex(5)}",
            key=key,
            payment_id=payment_id,
            cents=cents,
            description=str((request.get_json(silent=True) or {}).get("description", "")),
        )
        session.add(row)
        session.flush()
        return jsonify(_refund(row)), 201


def refunded(session: Session, payment: OnlinePayment) -> int:
    """How many cents of it were given back."""
    query = select(func.coalesce(func.sum(Refund.cents), 0))
    return int(session.scalar(query.where(Refund.payment_id == payment.id)) or 0)


def _resource(session: Session, payment: OnlinePayment) -> dict[str, Any]:
    resource: dict[str, Any] = {
        "resource": "payment",
        "id": payment.id,
        "mode": "test",
        "createdAt": payment.made_at.isoformat(timespec="seconds"),
        "amount": _amount(payment.cents),
        "description": payment.description,
        "metadata": payment.details,
        "status": payment.status,
        "redirectUrl": payment.redirect_url,
        "webhookUrl": payment.webhook_url or None,
        "_links": {"self": _link(".read", payment)},
    }
    if payment.status in CAN_PAY:
        resource["_links"]["checkout"] = _link("betalen.pay", payment)
    if payment.paid_at:
        resource["paidAt"] = payment.paid_at.isoformat(timespec="seconds")
        back = refunded(session, payment)
        resource["amountRefunded"] = _amount(back)
        resource["amountRemaining"] = _amount(payment.cents - back)
    if payment.cents_charged_back:
        resource["amountChargedBack"] = _amount(payment.cents_charged_back)
    return resource


def _link(endpoint: str, payment: OnlinePayment) -> dict[str, str]:
    return {"href": f"{world().base_url}{url_for(endpoint, payment_id=payment.id)}"}


def _refund(row: Refund) -> dict[str, Any]:
    return {
        "resource": "refund",
        "id": row.id,
        "amount": _amount(row.cents),
        "status": "pending",
        "paymentId": row.payment_id,
        "description": row.description,
        "createdAt": row.made_at.isoformat(timespec="seconds"),
    }


def _amount(cents: int) -> dict[str, str]:
    return {"currency": "EUR", "value": f"{cents // 100}.{cents % 100:02}"}


def _cents(body: Any) -> int | None:
    amount = body.get("amount") if isinstance(body, dict) else None
    if not isinstance(amount, dict) or amount.get("currency") != "EUR":
        return None
    text = amount.get("value")
    if not isinstance(text, str) or not AMOUNT.fullmatch(text):
        return None
    return int(text.replace(".", "")) or None


def _problem(status: int, title: str, detail: str, field: str = "") -> Answer:
    body = {"status": status, "title": title, "detail": detail}
    return jsonify(body | ({"field": field} if field else {})), status
