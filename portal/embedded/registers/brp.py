"""The population register: BRP API Personen 2 (Haal Centraal), asked by citizen service number."""

import hmac
import re
from typing import Any

from flask import Blueprint, Response, json, request

from portal.embedded.current import world
from portal.embedded.registers.brp_fields import exists, only
from portal.embedded.registers.brp_persons import person
from portal.embedded.registers.everybody import BY_BSN

bp = Blueprint("brp", __name__, url_prefix="/brp/haalcentraal/api/brp")
QUERY = "RaadpleegMetBurgerservicenummer"
RFC = "https://www.rfc-editor.org/rfc/rfc9110.html#section-15"
BSN = re.compile(r"[0-9]{9}")
MOST_PERSONS = 20
MOST_FIELDS = 130

Faults = list[tuple[str, str, str]]
"""Parameter, code and reason of each thing that is wrong with a question."""


class Problem(Exception):
    """An answer in the shape of `Foutbericht` (RFC 7807)."""

    def __init__(self, status: int, code: str, title: str, faults: Faults | None = None) -> None:
        super().__init__(title)
        self.status = status
        self.code = code
        self.title = title
        self.faults = faults or []


@bp.post("/personen")
def persons() -> Response:
    """The asked fields of the persons with these numbers; unknown numbers are left out."""
    _check_key()
    question = _question()
    faults = _field_faults(question) + _number_faults(question)
    if faults:
        raise Problem(400, "paramsValidation", "Minimaal 1 parameter is niet correct.", faults)
    found = [
        only(person(BY_BSN[bsn]), question["fields"])
        for bsn in question["burgerservicenummer"]
        if bsn in BY_BSN
    ]
    return _json({"type": QUERY, "personen": found})


@bp.errorhandler(Problem)
def problem(error: Problem) -> Response:
    """The error in the shape that the specification gives it."""
    body: dict[str, Any] = {
        "type": RFC,
        "title": error.title,
        "status": error.status,
        "detail": error.title,
        "instance": request.base_url,
        "code": error.code,
    }
    if error.faults:
        body["invalidParams"] = [
            {"name": name, "code": code, "reason": reason} for name, code, reason in error.faults
        ]
    return _json(body, status=error.status, mimetype="application/problem+json")


def _check_key() -> None:
    """The key comes as `X-API-KEY` or as a bearer token."""
    bearer = request.authorization.token if request.authorization else None
    given = request.headers.get("X-API-KEY") or bearer or ""
    if not hmac.compare_digest(given.encode(), world().secret.encode()):
        raise Problem(401, "authentication", "Niet correct geauthenticeerd.")


def _question() -> dict[str, Any]:
    if request.mimetype != "application/json":
        raise Problem(415, "unsupported", "Media Type wordt niet ondersteund.")
    if request.accept_mimetypes and not request.accept_mimetypes["application/json"]:
        raise Problem(406, "notAcceptable", "Gevraagde contenttype wordt niet ondersteund.")
    question = request.get_json(silent=True)
    if not isinstance(question, dict):
        raise Problem(400, "paramsValidation", "De vraag is geen JSON object.")
    if question.get("type") != QUERY:
        reason = "Waarde is geen geldig zoek type."
        fault = [("type", "value" if question.get("type") else "required", reason)]
        raise Problem(400, "paramsValidation", "Minimaal 1 parameter is niet correct.", fault)
    return question


def _field_faults(question: dict[str, Any]) -> Faults:
    fields = question.get("fields")
    if not isinstance(fields, list) or not 1 <= len(fields) <= MOST_FIELDS:
        return [("fields", "required", "Parameter is verplicht, met 1 tot 130 velden.")]
    return [
        (f"fields.{index}", "fields", "Parameter bevat een niet bestaande veldnaam.")
        for index, field in enumerate(fields)
        if not isinstance(field, str) or not exists(field)
    ]


def _number_faults(question: dict[str, Any]) -> Faults:
    name = "burgerservicenummer"
    numbers = question.get(name)
    if not isinstance(numbers, list) or not 1 <= len(numbers) <= MOST_PERSONS:
        return [(name, "required", "Parameter is verplicht, met 1 tot 20 nummers.")]
    return [
        (f"{name}.{index}", "pattern", "Waarde heeft geen negen cijfers.")
        for index, number in enumerate(numbers)
        if not isinstance(number, str) or not BSN.fullmatch(number)
    ]


def _json(
    body: dict[str, Any], *, status: int = 200, mimetype: str = "application/json"
) -> Response:
    content_type = f"{mimetype}; charset=utf-8" if mimetype == "application/json" else mimetype
    return Response(json.dumps(body), status=status, content_type=content_type)
