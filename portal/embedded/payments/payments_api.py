"""The operations of Mollie's Payments API v2 that a portal needs."""

import hmac
import re
import secrets
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Response, jsonify, request, url_for
from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import InstrumentedAttribute, Session

from portal.embedded.current import world
from portal.embedded.records import OnlinePayment, Refund

bp = Blueprint("betaaldienst", __name__, url_prefix="/betaaldienst/v2")
AMOUNT = re.compile(r"[0-9]{1,9}\.[0-9]{2}", re.ASCII)
OPEN = "open"
CAN_CHANGE = frozenset({OPEN, "pending"})
PAGE, MOST_ON_PAGE = 50, 250
LONGEST_DESCRIPTION = 255
Answer = tuple[Response, int]


@bp.before_request
def check_key() -> Answer | None:
    """Refuse a request without the key (401)."""
    kind, _, key = request.headers.get("Authorization", "").partition(" ")
    if kind != "Bearer" or not hmac.compare_digest(key.encode(), world().secret.encode()):
        return _problem(401, "Unauthorized Request", "Missing authentication, or failed to.")
    return None


@bp.after_request
def name_type(answer: Response) -> Response:
    """Say that it is HAL, as all answers of Mollie are."""
    if answer.is_json:
        answer.mimetype = "application/hal+json"
    return answer


@bp.get("/payments")
def list_payments() -> Answer:
    """The newest payments."""
    limit = min(max(request.args.get("limit", PAGE, type=int), 1), MOST_ON_PAGE)
    with Session(world().engine) as session:
        query = select(OnlinePayment).order_by(OnlinePayment.made_at.desc()).limit(limit)
        rows = [_resource(session, each) for each in session.scalars(query)]
    return jsonify({"count": len(rows), "_embedded": {"payments": rows}, "_links": {}}), 200


@bp.post("/payments")
def create() -> Answer:
    """Begin a payment; the same `Idempotency-Key` twice gives the same one."""
    body = request.get_json(silent=True)
    cents = _cents(body)
    if cents is None or not isinstance(body, dict):
        return _problem(422, "Unprocessable Entity", "The amount is invalid.", "amount")
    if wrong := _wrong_field_in(body):
        return _problem(422, "Unprocessable Entity", f"The {wrong} is invalid.", wrong)
    values = {
        "id": f"tr_{secrets.token_hex(5)}",
        "key": _key(),
        "status": "open",
        "cents": cents,
        "description": body["description"],
        "redirect_url": body["redirectUrl"],
        "webhook_url": body.get("webhookUrl") or "",
        "details": body.get("metadata") or {},
        "cents_charged_back": 0,
    }
    with Session(world().engine) as session, session.begin():
        if _is_used(session, Refund.key):
            return _key_used()
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
            return _no_payment()
        return jsonify(_resource(session, payment)), 200


@bp.get("/payments/<payment_id>/refunds")
def list_refunds(payment_id: str) -> Answer:
    """What was given back of a payment, the newest first."""
    query = select(Refund).where(Refund.payment_id == payment_id).order_by(Refund.made_at.desc())
    with Session(world().engine) as session:
        if session.get(OnlinePayment, payment_id) is None:
            return _no_payment()
        rows = [_refund(each) for each in session.scalars(query)]
    return jsonify({"count": len(rows), "_embedded": {"refunds": rows}, "_links": {}}), 200


@bp.post("/payments/<payment_id>/refunds")
def refund(payment_id: str) -> Answer:
    """Give back some of it, once for an `Idempotency-Key`; never more than was paid."""
    body = request.get_json(silent=True) or {}
    cents = _cents(body)
    with Session(world().engine) as session, session.begin():
        payment = session.get(OnlinePayment, payment_id, with_for_update=True)
        if payment is None:
            return _no_payment()
        if _is_used(session, OnlinePayment.key):
            return _key_used()
        before = session.scalar(select(Refund).where(Refund.key == _key())) if _key() else None
        if before is not None:
            return jsonify(_refund(before)), 201
        left = payment.cents - refunded(session, payment) - payment.cents_charged_back
        if cents is None or payment.status != "paid" or cents > left:
            return _problem(422, "Unprocessable Entity", "The amount is too high.", "amount")
        row = Refund(
            id=f"re_{secrets.token_hex(5)}",
            key=_key(),
            payment_id=payment_id,
            cents=cents,
            description=str(body.get("description") or ""),
            details=body.get("metadata") or {},
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
    if payment.status == OPEN:
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
        "metadata": row.details,
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


def _wrong_field_in(body: dict[str, Any]) -> str:
    """Name of a field that a payment can't do with; '' where there is none."""
    text, address = body.get("description"), urlsplit(str(body.get("redirectUrl")))
    if not isinstance(text, str) or not 0 < len(text) <= LONGEST_DESCRIPTION:
        return "description"
    if address.scheme not in {"http", "https"} or not address.hostname:
        return "redirectUrl"
    notices = urlsplit(str(body.get("webhookUrl") or world().base_url))
    return "" if notices.scheme in {"http", "https"} and notices.hostname else "webhookUrl"


def _key() -> str | None:
    return request.headers.get("Idempotency-Key")


def _is_used(session: Session, column: InstrumentedAttribute[str | None]) -> bool:
    """Whether the key of this request was that of a request for something else."""
    return _key() is not None and session.scalar(select(column).where(column == _key())) is not None


def _key_used() -> Answer:
    return _problem(409, "Conflict", "The idempotency key was used for another request.")


def _no_payment() -> Answer:
    return _problem(404, "Not Found", "No payment exists with this token.")


def _problem(status: int, title: str, detail: str, field: str = "") -> Answer:
    body = {"status": status, "title": title, "detail": detail}
    return jsonify(body | ({"field": field} if field else {})), status
