"""Every way the case API says no, in the body that Open Zaak gives for it.

A view raises a `Problem`; `answer` turns it into JSON. A broken unique constraint needs no code in
a view: it becomes the problem that belongs to it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from flask import Response, jsonify
from sqlalchemy.exc import IntegrityError

from portal.embedded.current import world
from portal.embedded.zgw import quirks

_TITLES: dict[int, tuple[str, str]] = {
    400: ("ValidationError", "Ongeldige invoer."),
    401: ("NotAuthenticated", "Authenticatiegegevens zijn niet opgegeven."),
    403: ("PermissionDenied", "Je hebt geen toestemming om deze actie uit te voeren."),
    404: ("NotFound", "Niet gevonden."),
    406: ("NotAcceptable", "Kan niet voldoen aan de opgegeven Accept header."),
    412: ("PreconditionFailed", "Voorwaarde is niet vervuld"),
    415: ("UnsupportedMediaType", "Niet ondersteund mediatype in het verzoek."),
    500: ("APIException", "Er is een serverfout opgetreden."),
}


@dataclass(frozen=True, slots=True)
class InvalidParam:
    """One thing that is wrong with a body or a query string."""

    name: str
    code: str
    reason: str


class Problem(Exception):
    """The request is answered with this status and this explanation."""

    def __init__(
        self, status: int, code: str, detail: str = "", params: tuple[InvalidParam, ...] = ()
    ) -> None:
        super().__init__(f"{status} {code} {params}")
        self.status = status
        self.code = code
        self.kind, self.title = _TITLES[status]
        self.detail = detail or self.title
        self.params = params


def invalid(name: str, code: str, reason: str) -> Problem:
    """The 400 for one wrong value; `nonFieldErrors` as name where no single value is wrong."""
    return Problem(400, "invalid", params=(InvalidParam(name, code, reason),))


def not_found(detail: str = "") -> Problem:
    """The 404 of the API."""
    return Problem(404, "not_found", detail)


def forbidden(detail: str = "", code: str = "permission_denied") -> Problem:
    """The 403 of the API, which also stands for a missing or wrong token."""
    return Problem(403, code, detail)


def closed() -> Problem:
    """The 403 to a change of something in a closed case; another type, the same code."""
    problem = forbidden("Je mag geen gegevens aanpassen van een gesloten zaak.")
    problem.kind, problem.title = "ZaakClosed", problem.detail
    return problem


@contextmanager
def problems_inside(field: str) -> Iterator[None]:
    """Whatever is wrong here is wrong inside this field."""
    try:
        yield
    except Problem as problem:
        params = tuple(
            InvalidParam(f"{field}.{each.name}", each.code, each.reason) for each in problem.params
        )
        raise Problem(problem.status, problem.code, params=params) from problem


def answer(problem: Problem) -> Response:
    """The problem as an answer; `instance` is new each time, as a reference for the log."""
    body: dict[str, Any] = {
        "type": f"{world().base_url}/ref/fouten/{problem.kind}/",
        "code": problem.code,
        "title": problem.title,
        "status": problem.status,
        "detail": problem.detail,
        "instance": f"urn:uuid:{uuid4()}",
    }
    if problem.params:
        body["invalidParams"] = [
            {"name": param.name, "code": param.code, "reason": param.reason}
            for param in problem.params
        ]
    response = jsonify(body)
    response.status_code = problem.status
    return response


_UNIQUE: dict[str, InvalidParam] = {
    "uq_zaak_identificatie": InvalidParam(
        "identificatie",
        "identificatie-niet-uniek",
        "Deze identificatie bestaat al voor deze bronorganisatie",
    ),
    "uq_document_identificatie": InvalidParam(
        "identificatie",
        "identificatie-niet-uniek",
        "Deze identificatie bestaat al voor deze bronorganisatie",
    ),
    "uq_besluit_identificatie": InvalidParam(
        "identificatie",
        "identificatie-niet-uniek",
        "Deze identificatie bestaat al voor deze verantwoordelijke organisatie",
    ),
    "uq_rol_one_per_case": InvalidParam(
        "roltype", "max-occurences", "De waarde komt al 1 keer voor"
    ),
    "uq_status_moment": InvalidParam(
        "nonFieldErrors", "unique", "De velden zaak, datum_status_gezet moeten een unieke set zijn."
    ),
    "uq_resultaat_zaak": InvalidParam(
        "zaak", "unique", "Er bestaat al een resultaat met eenzelfde zaak."
    ),
    "uq_zaakinformatieobject": InvalidParam(
        "nonFieldErrors", "unique", "De velden zaak, informatieobject moeten een unieke set zijn."
    ),
    "uq_besluitinformatieobject": InvalidParam(
        "nonFieldErrors",
        "unique",
        "De velden besluit, informatieobject moeten een unieke set zijn.",
    ),
}


def duplicate(error: IntegrityError) -> Problem:
    """The problem of a natural key that is already taken; raises the error where it is no such."""
    name = getattr(getattr(error.orig, "diag", None), "constraint_name", None)
    if name not in _UNIQUE:
        raise error
    if quirks.is_on(world(), quirks.Quirk.DUPLICATES_FAIL):
        return Problem(HTTPStatus.INTERNAL_SERVER_ERROR, "error", "Internal Server Error")
    return Problem(400, "invalid", params=(_UNIQUE[name],))


def answer_duplicate(error: IntegrityError) -> Response:
    """A broken unique constraint as an answer."""
    return answer(duplicate(error))
