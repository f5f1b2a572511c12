"""The Catalogi API 1.3.1, read only: the catalogue is made by a municipality, not by a portal."""

from collections.abc import Callable, Mapping
from datetime import date
from uuid import UUID

from flask import Blueprint, Response, jsonify, request
from werkzeug.wrappers import Response as BaseResponse

from portal.embedded.current import world
from portal.embedded.zgw.access import check_token
from portal.embedded.zgw.addresses import CATALOGI
from portal.embedded.zgw.api import Route, api, fingerprint
from portal.embedded.zgw.catalogue import Resource, catalogue
from portal.embedded.zgw.problems import not_found
from portal.embedded.zgw.queries import PAGING, chosen, day, page_of, part, query

Keeps = Callable[[Resource], bool]
Filter = Callable[[str, str], Keeps]

_STATUSES = {"alles": None, "definitief": False, "concept": True}


def _equals(field: str) -> Filter:
    return lambda _, value: lambda resource: resource[field] == value


def _contains(field: str) -> Filter:
    return lambda _, value: lambda resource: value in resource[field]


def _among(field: str) -> Filter:
    return lambda _, value: lambda resource: resource[field] in value.split(",")


def _status(name: str, value: str) -> Keeps:
    """Definitive or concept; a part of a case type is as definitive as its case type."""
    wanted = chosen(name, value, _STATUSES)
    return lambda resource: wanted is None or resource.get("concept", False) == wanted


def _valid_on(name: str, value: str) -> Keeps:
    """What holds on a day; a part of a case type holds as long as its case type."""
    wanted = date.fromisoformat(day(name, value)).isoformat()

    def holds(resource: Resource) -> bool:
        begin, end = resource.get("beginGeldigheid"), resource.get("eindeGeldigheid")
        return (begin or wanted) <= wanted and (end is None or wanted < end)

    return holds


_VALIDITY: dict[str, Filter] = {"status": _status, "datumGeldigheid": _valid_on}
_OF_CASE_TYPE: dict[str, Filter] = {
    "zaaktype": _equals("zaaktype"),
    "zaaktypeIdentificatie": _equals("zaaktypeIdentificatie"),
    **_VALIDITY,
}
FILTERS: dict[str, Mapping[str, Filter]] = {
    "catalogus": {
        "domein": _equals("domein"),
        "domein__in": _among("domein"),
        "rsin": _equals("rsin"),
        "rsin__in": _among("rsin"),
    },
    "zaaktype": {
        "catalogus": _equals("catalogus"),
        "identificatie": _equals("identificatie"),
        "trefwoorden": _contains("trefwoorden"),
        **_VALIDITY,
    },
    "statustype": _OF_CASE_TYPE,
    "roltype": {"omschrijvingGeneriek": _equals("omschrijvingGeneriek"), **_OF_CASE_TYPE},
    "eigenschap": _OF_CASE_TYPE,
    "resultaattype": _OF_CASE_TYPE,
    "informatieobjecttype": {
        "catalogus": _equals("catalogus"),
        "omschrijving": _equals("omschrijving"),
        **_VALIDITY,
    },
    "zaaktype-informatieobjecttype": {
        "zaaktype": _equals("zaaktype"),
        "informatieobjecttype": _equals("informatieobjecttype"),
        "richting": _equals("richting"),
        "status": _status,
    },
    "besluittype": {
        "catalogus": _equals("catalogus"),
        "zaaktypen": _contains("zaaktypen"),
        "informatieobjecttypen": _contains("informatieobjecttypen"),
        "omschrijving": _equals("omschrijving"),
        **_VALIDITY,
    },
}
_PATHS = {
    "catalogus": "/catalogussen",
    "zaaktype": "/zaaktypen",
    "statustype": "/statustypen",
    "roltype": "/roltypen",
    "eigenschap": "/eigenschappen",
    "resultaattype": "/resultaattypen",
    "informatieobjecttype": "/informatieobjecttypen",
    "zaaktype-informatieobjecttype": "/zaaktype-informatieobjecttypen",
    "besluittype": "/besluittypen",
}


def _list(kind: str) -> Callable[[], Response]:
    filters = FILTERS[kind]

    def view() -> Response:
        parameters = query({*filters, *PAGING})
        keeps = [
            filters[name](name, value) for name, value in parameters.items() if name in filters
        ]
        found = catalogue(world()).of(kind)
        kept = [resource for resource in found if all(keep(resource) for keep in keeps)]
        return part(kept, page_of(parameters))

    return view


def _detail(kind: str) -> Callable[[UUID], BaseResponse]:
    def view(resource_id: UUID) -> BaseResponse:
        query(())
        resource = catalogue(world()).get(kind, resource_id)
        if resource is None:
            raise not_found()
        response = jsonify(resource)
        response.set_etag(fingerprint(resource))
        return response.make_conditional(request)

    return view


def blueprint() -> Blueprint:
    """The Catalogi API."""
    routes = [
        route
        for kind, path in _PATHS.items()
        for route in (
            Route("GET", path, _list(kind)),
            Route("GET", f"{path}/<uuid:resource_id>", _detail(kind)),
        )
    ]
    return api("catalogi", CATALOGI, "1.3.1", routes, check_token)
