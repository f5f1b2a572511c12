"""Who looked at what and why: written by the case worker's page, read over the inspection API.

Shape: Inzage API 0.9.0 of VNG's Verwerkingenlogging (`verwerkte-objecten`).
"""

import hmac
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from http import HTTPStatus
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, json, request
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.embedded.clock import AMSTERDAM
from portal.embedded.current import world
from portal.embedded.records import Processing, now
from portal.embedded.world import World
from portal.embedded.zgw.case_type_files import case_types
from portal.embedded.zgw.catalogue import catalogue_id

bp = Blueprint("inzage", __name__, url_prefix="/inzage/api/v1")
INQUIRY = UUID("ca314dc5-1375-4dd2-b06a-3c4bae0b737a")
"""The activity in that register whose lines are secret."""
DOCUMENT = "informatieobject:"
"""The standard has no place for a document: its id stands among the kinds of data."""
KEPT_FOR = "P5Y"
OIN = "00000001002220647000"
OPEN_FOR = timedelta(minutes=10)
CASE_OPEN_FOR = timedelta(hours=1)
"""To handle a case takes longer than to read a document."""
IN_A_CASE = "Zaak, BSN, Naam, Antwoorden"
"""The kinds of data on the page of a case."""
REASONS: tuple[str, ...] = (
    "Aanvraag beoordelen",
    "Vraag van de inwoner beantwoorden",
    "Gegevens controleren",
    "Bezwaar behandelen",
    "Steekproef voor de kwaliteit",
    "Iets anders",
)
"""Why a case worker may open a case or a document."""
_REQUIRED = ("objecttype", "soortObjectId", "objectId", "beginDatum", "eindDatum")


class Problem(Exception):
    """An answer in the shape of `Fout`."""

    def __init__(self, status: int, code: str, detail: str, names: Iterable[str] = ()) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.names = tuple(names)


def write_down(world: World, line: Processing) -> UUID:
    """Keep this line; gives its id, without which the document isn't shown."""
    with Session(world.engine, expire_on_commit=False) as session, session.begin():
        session.add(line)
    return line.id


def was_written_down(world: World, line_id: UUID, document_id: UUID) -> bool:
    """Whether this line is about this document, and of the last ten minutes."""
    with Session(world.engine) as session:
        line = session.get(Processing, line_id)
    return bool(line and line.document_id == document_id and now() - line.at < OPEN_FOR)


def opened(world: World, line_id: UUID, case_id: UUID) -> Processing | None:
    """The line under which this case is open: of the last hour, and with a reason."""
    with Session(world.engine) as session:
        line = session.get(Processing, line_id)
    is_of_case = line and line.process_id == case_id and line.data_kind == IN_A_CASE
    return line if line and is_of_case and now() - line.at < CASE_OPEN_FOR else None


def activity_of(world: World, case_type: str) -> UUID:
    """What handling cases of this type is called in the register.

    An id that is not in there, where the file of the case type names none.
    """
    there = case_types(world.case_types_folder)
    named = (each.activity for each in there if each.code == case_type)
    return next(named, None) or catalogue_id("verwerkingsactiviteit", case_type)


@bp.before_request
def check_token() -> None:
    """The shared secret is the token here; reading this log is a right of its own elsewhere."""
    token = request.authorization.token if request.authorization else None
    if not hmac.compare_digest((token or "").encode(), world().secret.encode()):
        raise Problem(401, "not_authenticated", "Stuur het gedeelde geheim als Bearer token.")


@bp.get("/verwerkte-objecten")
def processed_objects() -> Response:
    """All lines about one person between two days; the first day counts, the last doesn't."""
    missing = [name for name in _REQUIRED if not request.args.get(name)]
    if missing:
        raise Problem(400, "invalid", "Er ontbreken parameters.", missing)
    if (request.args["objecttype"], request.args["soortObjectId"]) != ("persoon", "BSN"):
        raise Problem(400, "invalid", "Alleen persoon en BSN.", ["objecttype", "soortObjectId"])
    lines = select(Processing).where(
        Processing.bsn == request.args["objectId"],
        Processing.at >= _midnight("beginDatum"),
        Processing.at < _midnight("eindDatum"),
    )
    with Session(world().engine) as session:
        found = session.scalars(lines.order_by(Processing.at.desc(), Processing.id))
        results = [_as_json(line) for line in found]
    return _json({"count": len(results), "next": None, "previous": None, "results": results})


@bp.get("/verwerkte-objecten/<uuid:object_id>")
def processed_object(object_id: UUID) -> Response:
    """One line."""
    with Session(world().engine) as session:
        line = session.scalar(select(Processing).where(Processing.object_id == object_id))
    if not line:
        raise Problem(404, "not_found", "Niet gevonden.")
    return _json(_as_json(line))


@bp.errorhandler(Problem)
def problem(error: Problem) -> Response:
    """The error as the specification writes it."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "code": error.code,
        "title": str(error),
        "status": error.status,
        "detail": str(error),
        "instance": request.base_url,
    }
    if error.status == HTTPStatus.BAD_REQUEST:
        body["invalidParams"] = [
            {"name": name, "code": "invalid", "reason": str(error)} for name in error.names
        ]
    return _json(body, status=error.status, mimetype="application/problem+json")


def _midnight(name: str) -> datetime:
    try:
        day = date.fromisoformat(request.args[name])
    except ValueError as error:
        raise Problem(400, "invalid", "Geen datum.", [name]) from error
    return datetime.combine(day, time.min, AMSTERDAM)


def _as_json(line: Processing) -> dict[str, Any]:
    base = world().base_url + str(bp.url_prefix)
    return {
        "url": f"{base}/verwerkte-objecten/{line.object_id}",
        "verwerktObjectId": str(line.object_id),
        "objecttype": "persoon",
        "soortObjectId": "BSN",
        "objectId": line.bsn,
        "betrokkenheid": "Aanvrager",
        "verwerkteSoortenGegevens": [{"soortGegeven": kind} for kind in _kinds(line)],
        "verwerkingsactie": {
            "url": f"{base}/verwerkingsacties/{line.id}",
            "actieId": str(line.id),
            "actieNaam": line.action,
            "handelingNaam": line.reason,
            "verwerkingNaam": f"{line.process} {line.case_number}",
            "verwerkingId": str(line.process_id),
            "verwerkingsactiviteitId": str(line.activity_id),
            "vertrouwelijkheid": line.confidentiality,
            "bewaartermijn": KEPT_FOR,
            "uitvoerder": OIN,
            "tijdstip": line.at.isoformat(),
            "tijdstipRegistratie": line.at.isoformat(),
            "verwerkteObjecten": [f"{base}/verwerkte-objecten/{line.object_id}"],
        },
    }


def _kinds(line: Processing) -> list[str]:
    if line.document_id:
        return [line.data_kind, f"{DOCUMENT}{line.document_id}"]
    return line.data_kind.split(", ")


def _json(
    body: dict[str, Any], *, status: int = 200, mimetype: str = "application/json"
) -> Response:
    headers = {"API-version": "0.9.0"}
    return Response(json.dumps(body), status=status, content_type=mimetype, headers=headers)
