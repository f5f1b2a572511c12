"""The mail gateway in the shape of NotifyNL (GOV.UK Notify): nothing leaves this machine."""

import json
import re
import time
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, jsonify, request, url_for
from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.embedded.current import config, world
from portal.embedded.mail.mailbox import TEMPLATES, fill, unfilled
from portal.embedded.records import SentMail

bp = Blueprint("bericht", __name__, url_prefix="/bericht/v2")
SERVICE_ID = "5f7c0a52-9d1e-4f57-8a3c-0d6b1c2e4a90"
"""The one service that may send: `iss` of its tokens. Public; the key is the secret."""
SENDER = "mijngemeente@demodam.example"
CLOCK_S = 30
"""How far the clock of the sender may be off."""
ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@.]{2,}")
PAGE = 250


class Refused(Exception):
    """An answer in the shape of Notify's errors."""

    def __init__(self, status: int, kind: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.kind = kind


@bp.before_request
def check_token() -> None:
    """Refuse a request without a fresh token of our one service."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not token:
        raise Refused(401, "AuthError", "Unauthorized: authentication token must be provided")
    key = OctKey.import_key(config().mail_key.get_secret_value())
    try:
        said = json.loads(jws.extract_compact(token.encode()).payload)
        if not isinstance(said, dict) or said.get("iss") != SERVICE_ID:
            raise Refused(403, "AuthError", "Invalid token: service not found")
        claims = jwt.decode(token, key, algorithms=["HS256"]).claims
    except (JoseError, ValueError) as error:
        raise Refused(403, "AuthError", "Invalid token: API key not found") from error
    issued = claims.get("iat")
    if not isinstance(issued, int | float) or abs(time.time() - issued) > CLOCK_S:
        message = "Error: Your system clock must be accurate to within 30 seconds"
        raise Refused(403, "AuthError", message)


@bp.post("/notifications/email")
def send_email() -> tuple[Response, int]:
    """Keep one e-mail, filled in from its template, for the mailbox page."""
    mail = _filled(_checked(request.get_json(silent=True)))
    with Session(world().engine, expire_on_commit=False) as session, session.begin():
        session.add(mail)
    return jsonify(
        id=mail.id,
        reference=mail.reference,
        content={"subject": mail.subject, "body": mail.body, "from_email": SENDER},
        uri=world().base_url + url_for("bericht.one_notification", mail_id=mail.id),
        template=_template_link(mail),
        scheduled_for=None,
    ), 201


@bp.get("/notifications/<uuid:mail_id>")
def one_notification(mail_id: UUID) -> Response:
    """What became of one e-mail."""
    with Session(world().engine) as session:
        mail = session.get(SentMail, mail_id)
    if not mail:
        raise Refused(404, "NoResultFound", "No result found")
    return jsonify(_notification(mail))


@bp.get("/notifications")
def notifications() -> Response:
    """The e-mails with this `reference`, or all; the newest first."""
    query = select(SentMail).order_by(SentMail.sent_at.desc(), SentMail.id).limit(PAGE)
    if request.args.get("reference"):
        query = query.where(SentMail.reference == request.args["reference"])
    with Session(world().engine) as session:
        found = [_notification(mail) for mail in session.scalars(query)]
    return jsonify(notifications=found, links={"current": request.url})


@bp.errorhandler(Refused)
def refused(error: Refused) -> tuple[Response, int]:
    """The error as Notify writes it."""
    errors = [{"error": error.kind, "message": str(error)}]
    return jsonify(status_code=error.status, errors=errors), error.status


def _checked(asked: Any) -> dict[str, Any]:
    if not isinstance(asked, dict):
        raise Refused(400, "BadRequestError", "Invalid JSON supplied in POST data")
    for name in ("email_address", "template_id"):
        if not isinstance(asked.get(name), str):
            raise Refused(400, "ValidationError", f"{name} is a required property")
    if not ADDRESS.fullmatch(asked["email_address"]):
        raise Refused(400, "ValidationError", "email_address Not a valid email address")
    try:
        template_id = UUID(asked["template_id"])
    except ValueError as error:
        raise Refused(400, "ValidationError", "template_id is not a valid UUID") from error
    if template_id not in TEMPLATES:
        raise Refused(400, "BadRequestError", "Template not found")
    if not isinstance(asked.get("personalisation") or {}, dict):
        raise Refused(400, "ValidationError", "personalisation is not of type object")
    return asked


def _filled(asked: dict[str, Any]) -> SentMail:
    template = TEMPLATES[UUID(asked["template_id"])]
    values = asked.get("personalisation") or {}
    missing = unfilled(template, values)
    if missing:
        raise Refused(400, "BadRequestError", f"Missing personalisation: {', '.join(missing)}")
    return SentMail(
        to=asked["email_address"],
        subject=fill(template.subject, values),
        body=fill(template.body, values),
        reference=asked.get("reference"),
        template_id=template.id,
    )


def _notification(mail: SentMail) -> dict[str, Any]:
    return {
        "id": mail.id,
        "type": "email",
        "status": "delivered",
        "email_address": mail.to,
        "reference": mail.reference,
        "subject": mail.subject,
        "body": mail.body,
        "created_at": mail.sent_at.isoformat(),
        "sent_at": mail.sent_at.isoformat(),
        "template": _template_link(mail),
    }


def _template_link(mail: SentMail) -> dict[str, Any]:
    uri = f"{world().base_url}{bp.url_prefix}/template/{mail.template_id}"
    return {"id": mail.template_id, "version": 1, "uri": uri}
