"""The API for organisations that use a consent of a resident."""

from typing import Any

from flask import Blueprint, Response, jsonify

from portal.domain.case_keys import CaseNumber
from portal.domain.security_events import EventKind, note_event
from portal.services.consents.sharing import DataRequest, hand_over
from portal.web.edge.bodies import sent_message
from portal.web.edge.limits import CLIENT, limited
from portal.web.edge.request_context import portal, session
from portal.web.edge.rules import client
from portal.web.edge.systems import calling_client

bp = Blueprint("consent_use", __name__)
MAX_LENGTH = 100
REFUSAL = {
    "type": "about:blank",
    "title": "Geen toestemming",
    "status": 403,
    "detail": "Voor deze zaak en dit doel mag u geen gegevens gebruiken.",
}


@bp.post("/api/toestemmingen/gebruik")
@client
@limited(CLIENT)
def use() -> Response:
    """The data of the applicant of a case, for one purpose; `{"doel": …, "zaaknummer": …}`."""
    body = sent_message()
    fields = body if isinstance(body, dict) else {}
    number = CaseNumber(_word(fields, "zaaknummer"))
    data_request = DataRequest(calling_client(), _word(fields, "doel"), number)
    data = hand_over(session(), portal().purposes, data_request)
    if data is None:
        note_event(EventKind.CONSENT_USE_REFUSED, subject=f"client:{calling_client()}")
        response = jsonify(REFUSAL)
        response.status_code, response.mimetype = 403, "application/problem+json"
        return response
    return jsonify(data)


def _word(body: dict[str, Any], name: str) -> str:
    value = body.get(name)
    # PostgreSQL can't even look for what isn't printable.
    is_word = isinstance(value, str) and len(value) <= MAX_LENGTH and value.isprintable()
    return str(value) if is_word else ""
