"""The mailbox page: what the portal sent, to whom, readable at once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, jsonify, redirect, render_template, url_for
from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from portal.embedded.current import world
from portal.embedded.records import SentMail

bp = Blueprint("postbus", __name__, url_prefix="/postbus")
SHOWN = 100
FIELD = re.compile(r"\(\(([a-z_]+)\)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A template as in Notify: `((name))` is filled in from the personalisation."""

    id: UUID
    subject: str
    body: str


_NOTICE = Template(
    id=UUID("c1d0a8f4-6b1e-4d2b-9f0d-2f6f4f1b7a31"), subject="((onderwerp))", body="((tekst))"
)
TEMPLATES: dict[UUID, Template] = {_NOTICE.id: _NOTICE}


def unfilled(template: Template, values: Mapping[str, Any]) -> list[str]:
    """Names of the fields that have no value, in the order in which they stand."""
    names = FIELD.findall(template.subject + template.body)
    return [name for name in dict.fromkeys(names) if name not in values]


def fill(text: str, values: Mapping[str, Any]) -> str:
    """The text with its fields filled in."""
    return FIELD.sub(lambda field: str(values[field[1]]), text)


@bp.get("/")
def overview() -> str:
    """All mail, newest first."""
    return render_template("mailbox/overview.html", mails=_mails(), opened=None)


@bp.get("/<uuid:mail_id>")
def read(mail_id: UUID) -> str:
    """One mail beside the others."""
    with Session(world().engine) as session:
        opened = session.get(SentMail, mail_id) or abort(404)
    return render_template("mailbox/overview.html", mails=_mails(), opened=opened)


@bp.post("/leegmaken")
def empty() -> BaseResponse:
    """Throw all mail away."""
    _throw_away()
    return redirect(url_for("postbus.overview"), 303)


@bp.get("/berichten")
def as_json() -> Response:
    """The same for tests."""
    return jsonify(
        [
            {
                "id": mail.id,
                "verzonden": mail.sent_at.isoformat(),
                "aan": mail.to,
                "onderwerp": mail.subject,
                "tekst": mail.body,
                "kenmerk": mail.reference,
            }
            for mail in _mails()
        ]
    )


@bp.delete("/berichten")
def empty_by_json() -> tuple[str, int]:
    """Throw all mail away."""
    _throw_away()
    return "", 204


def _mails() -> list[SentMail]:
    newest = select(SentMail).order_by(SentMail.sent_at.desc(), SentMail.id).limit(SHOWN)
    with Session(world().engine) as session:
        return list(session.scalars(newest))


def _throw_away() -> None:
    with Session(world().engine) as session, session.begin():
        session.execute(delete(SentMail))
