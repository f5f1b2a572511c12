"""The Documenten API 1.4.2, in the profile of Open Zaak 1.30."""

from flask import Blueprint

from portal.embedded.zgw.access import check_token
from portal.embedded.zgw.addresses import DOCUMENTEN
from portal.embedded.zgw.api import Route, api
from portal.embedded.zgw.documenten import views

_LIST = "/enkelvoudiginformatieobjecten"
_ONE = f"{_LIST}/<uuid:document_id>"

ROUTES = (
    Route("GET", _LIST, views.list_documents),
    Route("POST", _LIST, views.make_document),
    Route("POST", f"{_LIST}/_zoek", views.search_documents),
    Route("GET", _ONE, views.read_document),
    Route("PATCH", _ONE, views.change_one_document),
    Route("GET", f"{_ONE}/download", views.download),
    Route("POST", f"{_ONE}/lock", views.lock_one_document),
    Route("POST", f"{_ONE}/unlock", views.unlock_one_document),
    Route("PUT", "/bestandsdelen/<uuid:part_id>", views.send_part),
    Route("GET", "/objectinformatieobjecten", views.list_object_links),
)


def blueprint() -> Blueprint:
    """The Documenten API."""
    return api("documenten", DOCUMENTEN, "1.4.2", ROUTES, check_token)
