"""The Objects API v2 (Open Object), with two types of object.

A task asks something of a resident (schema of NL Portal, version 2 of the "externe klanttaak"):
the case worker's page makes tasks, the portal finds and finishes them. A product request is what a
resident sent, as data: the portal makes it.
"""

import hmac
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, jsonify, make_response, request
from flask.typing import ResponseReturnValue
from sqlalchemy import ColumnElement

from portal.embedded.current import world
from portal.embedded.objects.records import (
    OBJECT_TYPES,
    ObjectBody,
    attribute_clause,
    change_object,
    create_object,
    merged,
    object_row,
    objects,
    resource,
)
from portal.embedded.storage import OBJECT, OBJECT_RECORD
from portal.embedded.zgw.access import CRS
from portal.embedded.zgw.addresses import OBJECTEN, id_in
from portal.embedded.zgw.api import Route, api, created
from portal.embedded.zgw.bodies import checked, json_object
from portal.embedded.zgw.problems import Problem, invalid
from portal.embedded.zgw.queries import (
    PAGING,
    Page,
    chosen,
    day,
    page_of,
    page_of_rows,
    paginated,
    query,
    unknown_parameters,
)

FILTERS = frozenset({"type", "typeVersion", "data_attr", "data_attrs", "date", "ordering"})
_ORDERINGS = {
    "record__index": OBJECT_RECORD.c.index,
    "record__startAt": OBJECT_RECORD.c.start_at,
    "record__registrationAt": OBJECT_RECORD.c.registered_at,
}


def check_request() -> None:
    """Refuse a request without the token (401), or a write without coordinate system (412)."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind != "Token" or not hmac.compare_digest(token.encode(), world().secret.encode()):
        raise Problem(401, "not_authenticated")
    named = request.headers.get("Content-Crs")
    if request.method not in ("GET", "HEAD") and named is None:
        raise Problem(412, "precondition_failed", "'Content-Crs' header ontbreekt")
    for name in ("Content-Crs", "Accept-Crs"):
        if request.headers.get(name, CRS) != CRS:
            detail = f"CRS '{request.headers[name]}' is niet ondersteund"
            raise Problem(406, "not_acceptable", detail)


def list_objects() -> Response:
    """`GET /objects`; `data_attr` may be given several times."""
    parameters = query(FILTERS | PAGING)
    attributes = request.args.getlist("data_attr")
    return _found(parameters, attributes, page_of(parameters))


def search_objects() -> Response:
    """`POST /objects/search`: the same filters in the body."""
    page = page_of(query(PAGING))
    body = json_object()
    unknown = sorted(set(body) - FILTERS)
    if unknown:
        raise unknown_parameters(unknown)
    attributes = body.pop("data_attr", [])
    attributes = [attributes] if isinstance(attributes, str) else attributes
    texts = {name: str(value) for name, value in body.items() if _is_plain(value)}
    empty = [name for name in body if not texts.get(name, "").strip()]
    if empty or not isinstance(attributes, list):
        raise invalid(empty[0] if empty else "data_attr", "invalid", "Ongeldige waarde.")
    return _found(texts, attributes, page)


def read_object(object_id: UUID) -> Response:
    """`GET /objects/{uuid}`."""
    query(())
    with world().engine.connect() as connection:
        row = object_row(connection, object_id)
    return _with_crs(jsonify(resource(world(), row)))


def make_object() -> ResponseReturnValue:
    """`POST /objects`."""
    query(())
    body = checked(ObjectBody, json_object())
    with world().engine.begin() as connection:
        row = object_row(connection, create_object(connection, world(), body))
    return _with_crs(created(resource(world(), row)))


def change_one_object(object_id: UUID) -> Response:
    """`PATCH /objects/{uuid}`: the data given is laid over the data there is."""
    return _changed(object_id, is_whole=False)


def replace_object(object_id: UUID) -> Response:
    """`PUT /objects/{uuid}`."""
    return _changed(object_id, is_whole=True)


def _changed(object_id: UUID, *, is_whole: bool) -> Response:
    query(())
    given = json_object()
    with world().engine.begin() as connection:
        old = resource(world(), object_row(connection, object_id))
        body = checked(ObjectBody, given if is_whole else _over(old, given))
        if body.type != old["type"]:
            raise invalid("type", "immutable-field", "Dit veld mag niet gewijzigd worden.")
        change_object(connection, object_id, body.record)
        row = object_row(connection, object_id)
    return _with_crs(jsonify(resource(world(), row)))


def _over(old: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    """The object with the given parts of its record laid over it; its id stays its own."""
    record = given.get("record", {})
    if not isinstance(record, dict):
        raise invalid("record", "invalid", "Ongeldige data. Verwacht een object.")
    return {
        "type": given.get("type", old["type"]),
        "record": merged(old["record"], record),
    }


def _found(parameters: Mapping[str, str], attributes: list[Any], page: Page) -> Response:
    """One page of objects, oldest first unless asked otherwise."""
    rows = objects(*_clauses(parameters), *_attribute_clauses(parameters, attributes))
    name = parameters.get("ordering", "record__index")
    column = chosen("ordering", name.removeprefix("-"), _ORDERINGS)
    order = column.desc() if name.startswith("-") else column.asc()
    with world().engine.connect() as connection:
        found, count = page_of_rows(connection, rows, [order, OBJECT.c.seq], page)
    return _with_crs(paginated([resource(world(), row) for row in found], count, page))


def _clauses(parameters: Mapping[str, str]) -> list[ColumnElement[bool]]:
    clauses: list[ColumnElement[bool]] = []
    if "type" in parameters:
        type_id = id_in(world(), "objecttype", parameters["type"])
        if type_id not in OBJECT_TYPES:
            raise invalid("type", "invalid", "Dit objecttype bestaat niet.")
        clauses.append(OBJECT.c.objecttype == type_id)
    if "typeVersion" in parameters:
        versions = {str(number): number for number in range(100)}
        version = chosen("typeVersion", parameters["typeVersion"], versions)
        clauses.append(OBJECT_RECORD.c.type_version == version)
    if "date" in parameters:
        material = day("date", parameters["date"])
        clauses.append(OBJECT_RECORD.c.start_at <= date.fromisoformat(material))
    return clauses


def _attribute_clauses(
    parameters: Mapping[str, str], attributes: list[Any]
) -> list[ColumnElement[bool]]:
    """The filters on data: each `data_attr`, and the old `data_attrs` with commas."""
    old = parameters["data_attrs"].split(",") if "data_attrs" in parameters else []
    if not all(isinstance(each, str) and each.strip() for each in [*attributes, *old]):
        raise invalid("data_attr", "invalid-data-attr-value", "Ongeldige waarde.")
    return [attribute_clause("data_attr", each) for each in [*attributes, *old]]


def _is_plain(value: Any) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool)


def _with_crs(answer: ResponseReturnValue) -> Response:
    response = make_response(answer)
    response.headers["Content-Crs"] = CRS
    return response


_ROUTES = (
    Route("GET", "/objects", list_objects),
    Route("POST", "/objects", make_object),
    Route("POST", "/objects/search", search_objects),
    Route("GET", "/objects/<uuid:object_id>", read_object),
    Route("PATCH", "/objects/<uuid:object_id>", change_one_object),
    Route("PUT", "/objects/<uuid:object_id>", replace_object),
)


def blueprint() -> Blueprint:
    """The Objects API, named `objecten`."""
    return api("objecten", OBJECTEN, "2.7.0", _ROUTES, check_request)
