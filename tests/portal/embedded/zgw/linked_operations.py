"""The offered operations with links between them: what one makes, the next ones read and change.

The published documents have no links. Bodies are those of `linked_bodies`; a link puts in what was
just made.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from portal.embedded.zgw.zaken.expand import PATHS

Json = dict[str, Any]
ZAKEN, DOCUMENTEN, BESLUITEN = "/zaken/api/v1", "/documenten/api/v1", "/besluiten/api/v1"
OBJECTEN, CONTACTS = "/objecten/api/v2", "/klantinteracties/api/v1"
CASE, EIO = f"{ZAKEN}/zaken/{{uuid}}", f"{DOCUMENTEN}/enkelvoudiginformatieobjecten"
PROPERTIES = f"{ZAKEN}/zaken/{{zaak_uuid}}/zaakeigenschappen"
CONTACT = f"{CONTACTS}/klantcontacten/{{uuid}}"
UUID, URL = "$response.body#/uuid", "$response.body#/url"
BY_PLACE = "$response.header.Location#regex:/([^/]+)$"
"""The same where the body has no `uuid`."""


@dataclass(frozen=True, kw_only=True)
class Link:
    """An operation that goes on with the answer of another one."""

    to: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    body: Json = field(default_factory=dict)


def _read(path: str, pointer: str = UUID) -> Link:
    return Link(to=f"GET {path}", parameters={"uuid": pointer})


OF_CASE = ("statussen", "rollen", "resultaten", "zaakobjecten", "zaakinformatieobjecten")
LINKS: dict[str, tuple[Link, ...]] = {
    f"POST {ZAKEN}/zaken": (
        _read(CASE),
        Link(to=f"PATCH {CASE}", parameters={"uuid": UUID}),
        Link(to=f"POST {ZAKEN}/zaken", body={"hoofdzaak": URL}),
        Link(to=f"POST {ZAKEN}/zaken/_zoek", body={"uuid__in": [UUID]}),
        Link(to=f"POST {BESLUITEN}/besluiten", body={"zaak": URL}),
        Link(to=f"GET {BESLUITEN}/besluiten", parameters={"zaak": URL}),
        Link(to=f"POST {PROPERTIES}", parameters={"zaak_uuid": UUID}, body={"zaak": URL}),
        Link(to=f"GET {PROPERTIES}", parameters={"zaak_uuid": UUID}),
        *(Link(to=f"POST {ZAKEN}/{name}", body={"zaak": URL}) for name in OF_CASE),
        *(Link(to=f"GET {ZAKEN}/{name}", parameters={"zaak": URL}) for name in OF_CASE),
    ),
    **{f"POST {ZAKEN}/{name}": (_read(f"{ZAKEN}/{name}/{{uuid}}"),) for name in OF_CASE},
    f"POST {PROPERTIES}": (
        Link(
            to=f"GET {PROPERTIES}/{{uuid}}",
            parameters={"zaak_uuid": "$request.path.zaak_uuid", "uuid": UUID},
        ),
    ),
    f"POST {EIO}": (
        _read(f"{EIO}/{{uuid}}", BY_PLACE),
        _read(f"{EIO}/{{uuid}}/download", BY_PLACE),
        Link(to=f"POST {EIO}/{{uuid}}/lock", parameters={"uuid": BY_PLACE}),
        Link(to=f"POST {ZAKEN}/zaakinformatieobjecten", body={"informatieobject": URL}),
    ),
    f"POST {EIO}/{{uuid}}/lock": (
        Link(
            to=f"POST {EIO}/{{uuid}}/unlock",
            parameters={"uuid": "$request.path.uuid"},
            body={"lock": "$response.body#/lock"},
        ),
    ),
    f"POST {BESLUITEN}/besluiten": (_read(f"{BESLUITEN}/besluiten/{{uuid}}", BY_PLACE),),
    f"POST {OBJECTEN}/objects": (
        _read(f"{OBJECTEN}/objects/{{uuid}}"),
        Link(to=f"PATCH {OBJECTEN}/objects/{{uuid}}", parameters={"uuid": UUID}),
    ),
    f"POST {CONTACTS}/maak-klantcontact": (
        _read(CONTACT, "$response.body#/klantcontact/uuid"),
        Link(to=f"PATCH {CONTACT}", parameters={"uuid": "$response.body#/klantcontact/uuid"}),
        Link(
            to=f"POST {CONTACTS}/internetaken",
            body={"aanleidinggevendKlantcontact": {"uuid": "$response.body#/klantcontact/uuid"}},
        ),
    ),
    f"POST {CONTACTS}/internetaken": (_read(f"{CONTACTS}/internetaken/{{uuid}}"),),
}
"""Of each operation that makes something: what is done with it."""
MAKES = 201
FOUND = {f"POST {EIO}/{{uuid}}/lock": 200}
"""The status of an answer that links start from, where nothing is made."""


def document(bodies: Mapping[str, Json]) -> Json:
    """All operations that links start from or lead to, as an OpenAPI document."""
    operations = {*LINKS, *(link.to for links in LINKS.values() for link in links)}
    paths: dict[str, Json] = {}
    for operation in sorted(operations):
        method, path = operation.split(" ")
        paths.setdefault(path, {})[method.lower()] = _operation(operation, bodies)
    return {
        "openapi": "3.0.3",
        "info": {"title": "What is offered, with links", "version": "1"},
        "paths": paths,
    }


def _operation(operation: str, bodies: Mapping[str, Json]) -> Json:
    method = operation.partition(" ")[0]
    status = FOUND.get(operation, MAKES if method == "POST" else 200)
    described: Json = {
        "operationId": operation,
        "parameters": list(_parameters(operation)),
        "responses": {str(status): {"description": "", "links": _links(operation)}},
    }
    if operation in bodies:
        content = {"application/json": {"schema": bodies[operation]}}
        described["requestBody"] = {"required": True, "content": content}
    return described


def _links(operation: str) -> Json:
    return {
        link.to: {
            "operationId": link.to,
            "parameters": dict(link.parameters),
            **({"requestBody": link.body} if link.body else {}),
        }
        for link in LINKS.get(operation, ())
    }


def _parameters(operation: str) -> Iterator[Json]:
    method, path = operation.split(" ")
    for name in ("uuid", "zaak_uuid"):
        if f"{{{name}}}" in path:
            schema = {"type": "string", "format": "uuid"}
            yield {"name": name, "in": "path", "required": True, "schema": schema}
    if operation == f"GET {CASE}":
        schema = {"type": "string", "enum": sorted(PATHS)}
        yield {"name": "expand", "in": "query", "schema": schema}
    names = path.rpartition("/")[2]
    if method == "GET" and names in (*OF_CASE, "besluiten"):
        schema = {"type": "string", "format": "uri"}
        yield {"name": "zaak", "in": "query", "schema": schema}
