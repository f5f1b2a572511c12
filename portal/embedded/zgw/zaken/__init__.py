"""The Zaken API 1.5.1, in the profile of Open Zaak 1.30: what a portal for residents uses."""

from flask import Blueprint

from portal.embedded.zgw.access import check_token
from portal.embedded.zgw.addresses import ZAKEN
from portal.embedded.zgw.api import Route, api
from portal.embedded.zgw.zaken import (
    case_objects,
    case_views,
    contents,
    part_views,
    roles,
    statuses,
)
from portal.embedded.zgw.zaken.bodies import ResultaatBody, StatusBody, ZaakinformatieobjectBody
from portal.embedded.zgw.zaken.case_objects import ZaakobjectBody
from portal.embedded.zgw.zaken.part_views import making
from portal.embedded.zgw.zaken.role_bodies import RolBody

_PROPERTIES = "/zaken/<uuid:case_id>/zaakeigenschappen"

ROUTES = (
    Route("GET", "/zaken", case_views.list_cases),
    Route("POST", "/zaken", case_views.make_case),
    Route("POST", "/zaken/_zoek", case_views.search_cases),
    Route("GET", "/zaken/<uuid:case_id>", case_views.read_case),
    Route("PATCH", "/zaken/<uuid:case_id>", case_views.change_one_case),
    Route("GET", _PROPERTIES, part_views.list_properties),
    Route("POST", _PROPERTIES, part_views.make_property),
    Route("GET", f"{_PROPERTIES}/<uuid:property_id>", part_views.read_property),
    Route("PATCH", f"{_PROPERTIES}/<uuid:property_id>", part_views.change_one_property),
    Route("GET", "/statussen", part_views.list_statuses),
    Route("POST", "/statussen", making(StatusBody, statuses.set_status)),
    Route("GET", "/statussen/<uuid:resource_id>", part_views.read_status),
    Route("GET", "/rollen", part_views.list_roles),
    Route("POST", "/rollen", making(RolBody, roles.add_role)),
    Route("GET", "/rollen/<uuid:resource_id>", part_views.read_role),
    Route("GET", "/zaakobjecten", part_views.list_objects),
    Route("POST", "/zaakobjecten", making(ZaakobjectBody, case_objects.add_object)),
    Route("GET", "/zaakobjecten/<uuid:resource_id>", part_views.read_object),
    Route("GET", "/resultaten", part_views.list_results),
    Route("POST", "/resultaten", making(ResultaatBody, contents.set_result)),
    Route("GET", "/resultaten/<uuid:resource_id>", part_views.read_result),
    Route("GET", "/zaakinformatieobjecten", part_views.list_document_links),
    Route(
        "POST",
        "/zaakinformatieobjecten",
        making(ZaakinformatieobjectBody, contents.add_document),
    ),
    Route("GET", "/zaakinformatieobjecten/<uuid:resource_id>", part_views.read_document_link),
)


def blueprint() -> Blueprint:
    """The Zaken API."""
    return api("zaken", ZAKEN, "1.5.1", ROUTES, check_token)
