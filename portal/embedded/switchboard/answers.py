"""What becomes of a good answer where a switch says so: refused, cut off, or changed on its way."""

import json
from collections.abc import Callable
from copy import deepcopy
from decimal import Decimal
from http import HTTPStatus
from typing import Any

from flask import Response

from portal.embedded.switchboard.switches import Mode, Setting

BAD_GATEWAY = "<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>"
REFUSALS: dict[Mode, tuple[int, str, str]] = {
    Mode.UNAUTHORIZED: (401, "not_authenticated", "Authenticatiegegevens zijn niet opgegeven."),
    Mode.FORBIDDEN: (403, "permission_denied", "Je hebt geen toestemming voor deze actie."),
    Mode.NOT_FOUND: (404, "not_found", "Niet gevonden."),
    Mode.CONFLICT: (409, "conflict", "Er is een conflict met de huidige toestand."),
    Mode.PRECONDITION: (412, "precondition_failed", "Voorwaarde is niet vervuld."),
    Mode.TOO_MANY: (429, "throttled", "Te veel verzoeken."),
    Mode.ERROR: (500, "error", "Er is een serverfout opgetreden."),
    Mode.UNAVAILABLE: (503, "unavailable", "De dienst is even niet beschikbaar."),
}
"""Status, code and explanation, in the body of the case API."""
ANOTHER_BSN = "999990007"
"""A test number of nobody in this world."""
CENT = Decimal("0.01")
ODD: dict[str, Any] = {"url": 5}


def bad_gateway() -> Response:
    """What a proxy says for a server that is down."""
    return Response(BAD_GATEWAY, status=502, content_type="text/html; charset=utf-8")


def refusal(treatment: Setting) -> Response | None:
    """The refusal that this switch stands for; None: it stands for none."""
    mode = Mode.ERROR if treatment.mode is Mode.ERROR_AFTER else treatment.mode
    if mode not in REFUSALS:
        return None
    status, code, detail = REFUSALS[mode]
    body = {"type": f"/ref/fouten/{code}/", "code": code, "title": detail, "detail": detail}
    problem = json.dumps({**body, "status": status, "instance": "urn:uuid:0"})
    response = Response(problem, status=status, content_type="application/problem+json")
    if mode is Mode.TOO_MANY:
        response.headers["Retry-After"] = str(round(treatment.seconds))
    return response


def change(response: Response, mode: Mode) -> Response:
    """Change an answer with JSON in it as the switch says; any other answer stays as it is."""
    if not response.is_json or response.status_code >= HTTPStatus.BAD_REQUEST:
        return response
    if mode is Mode.CUT_OFF:
        content = response.get_data()
        response.set_data(content[: len(content) // 2])
    elif mode in _CHANGES:
        response.set_data(json.dumps(_CHANGES[mode](response.get_json())))
    return response


def _other_shape(answer: Any) -> Any:
    """In an envelope, as a gateway in between may put it."""
    return {"antwoord": answer}


def _with_odd_item(answer: Any) -> Any:
    """With one more item in its list, of which no field can be read."""
    items = answer.get("results") if isinstance(answer, dict) else answer
    if isinstance(items, list):
        items.insert(0, {name: [5] for name in items[0]} if items and _is_item(items[0]) else ODD)
    return answer


def _is_item(value: Any) -> bool:
    return isinstance(value, dict)


def _of_another(answer: Any) -> Any:
    """The same of another person: each number of a resident is another."""
    changed = deepcopy(answer)
    for item in _objects_in(changed):
        if "inpBsn" in item:
            item["inpBsn"] = ANOTHER_BSN
        if item.get("type") == "bsn" and "value" in item:
            item["value"] = ANOTHER_BSN
    return changed


def _with_other_amounts(answer: Any) -> Any:
    """The same, with a cent more in each amount."""
    for item in _objects_in(answer):
        if "currency" in item:
            item["value"] = f"{Decimal(item['value']) + CENT:.2f}"
    return answer


def _objects_in(value: Any) -> list[dict[str, Any]]:
    """Every object in this JSON, however deep."""
    if isinstance(value, list):
        return [each for item in value for each in _objects_in(item)]
    if isinstance(value, dict):
        return [value, *(each for item in value.values() for each in _objects_in(item))]
    return []


_CHANGES: dict[Mode, Callable[[Any], Any]] = {
    Mode.OTHER_SHAPE: _other_shape,
    Mode.ODD_ITEM: _with_odd_item,
    Mode.OF_ANOTHER: _of_another,
    Mode.OTHER_AMOUNT: _with_other_amounts,
}
