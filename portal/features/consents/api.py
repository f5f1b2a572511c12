"""Using a consent: an organisation asks for data, and gets it only while the yes holds.

Every no is the same answer: no such case, nobody known, refused, withdrawn, expired, not asked for
by this organisation. For such a no nothing sealed is opened: whose case it is, tells a key.
"""

from dataclasses import dataclass
from typing import Any

import structlog
from flask import Blueprint, Response, jsonify, request
from sqlalchemy.orm import Session

from portal.domain.consents import ConsentPermission, Shared
from portal.domain.consultations import Action, DataKind, HowChosen, NewConsultation
from portal.domain.people import Ground, OwnerId
from portal.storage import consultations, submissions
from portal.storage.consents.consents import may_use
from portal.storage.messages import contact_of
from portal.storage.submissions import Submission
from portal.web.edge.access import calling_client, client
from portal.web.edge.request_context import portal, session

bp = Blueprint("consent_use", __name__)
log = structlog.get_logger()
KINDS = {Shared.NAME: DataKind.NAME, Shared.PHONE: DataKind.PHONE}
NAMES = {Shared.NAME: "naam", Shared.PHONE: "telefoonnummer"}
"""Under which the data goes out."""
MAX_LENGTH = 100
REFUSAL = {
    "type": "about:blank",
    "title": "Geen toestemming",
    "status": 403,
    "detail": "Voor deze zaak en dit doel mag u geen gegevens gebruiken.",
}


@dataclass(frozen=True, slots=True)
class Wish:
    """Who asks for the data of whose case, for which purpose."""

    client: str
    purpose: str
    case_number: str


@bp.post("/api/toestemmingen/gebruik")
@client
def use() -> Response:
    """The data of the applicant of a case, for one purpose; `{"doel": …, "zaaknummer": …}`."""
    body = request.get_json(silent=True)
    asked = body if isinstance(body, dict) else {}
    wish = Wish(calling_client(), _word(asked, "doel"), _word(asked, "zaaknummer"))
    handed = hand_over(session(), wish)
    if handed is None:
        response = jsonify(REFUSAL)
        response.status_code, response.mimetype = 403, "application/problem+json"
        return response
    return jsonify(handed)


def hand_over(database: Session, wish: Wish) -> dict[str, str] | None:
    """The data, if its owner consents at this moment; None: no. Commits its line."""
    submission = submissions.submission_by_number(database, wish.case_number)
    permission = _permission(database, wish, submission.owner_id) if submission else None
    handed = _shared(database, permission, submission) if permission and submission else None
    if handed is None:
        database.rollback()
        log.info("consent_use_refused", client=wish.client)
        return None
    # Only a committed line lets the data out; until then a withdrawal waits (see `may_use`).
    database.commit()
    log.info("consent_used", client=wish.client)
    return handed


def _permission(database: Session, wish: Wish, owner_id: OwnerId) -> ConsentPermission | None:
    purpose = portal().purposes.get(wish.purpose)
    if purpose is None or purpose.recipient.client != wish.client:
        return None
    return may_use(database, owner_id, purpose)


def _shared(
    database: Session, permission: ConsentPermission, submission: Submission
) -> dict[str, str] | None:
    """What may be handed over, with its line written first; None where some of it isn't known."""
    purpose = permission.purpose
    consultations.write(
        database,
        NewConsultation(
            subject=permission.subject,
            ground=Ground.SYSTEM,
            activity=purpose.activity,
            action=Action.SHARED,
            kinds=tuple(KINDS[shared] for shared in purpose.shares),
            source="portaal",
            object_kind="consent",
            object_ref=str(permission.consent),
            case_ref=submission.number or "",
            how_chosen=HowChosen.CONSENT,
            recipient=purpose.recipient.name,
        ),
    )
    known = _known(database, submission)
    handed = {NAMES[shared]: known[shared] for shared in purpose.shares}
    return handed if all(handed.values()) else None


def _known(database: Session, submission: Submission) -> dict[Shared, str]:
    contact = contact_of(database, submission.owner_id)
    content = submissions.content_of(database, submission)
    return {
        Shared.NAME: content.initiator.get("name", ""),
        Shared.PHONE: contact.get("phone", ""),
    }


def _word(body: dict[str, Any], name: str) -> str:
    value = body.get(name)
    # PostgreSQL can't even look for what isn't printable.
    is_word = isinstance(value, str) and len(value) <= MAX_LENGTH and value.isprintable()
    return str(value) if is_word else ""
