"""The operations of the Documenten API."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from pathlib import PurePath
from typing import Any
from uuid import UUID

from flask import Response, jsonify, make_response, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Row, select
from werkzeug.http import http_date

from portal.embedded.current import world
from portal.embedded.storage import (
    BESLUITINFORMATIEOBJECT,
    DOCUMENT,
    DOCUMENT_CONTENT,
    ZAAKINFORMATIEOBJECT,
)
from portal.embedded.zgw.api import created, fingerprint
from portal.embedded.zgw.bodies import checked, json_object
from portal.embedded.zgw.documenten import uploads
from portal.embedded.zgw.documenten.bodies import DocumentBody, LockBody
from portal.embedded.zgw.documenten.documents import (
    create_document,
    document_row,
    part_resource,
    parts_of,
    resource,
    written,
)
from portal.embedded.zgw.documenten.listing import (
    FILTERS,
    found_documents,
    inside,
    links,
    uuids,
    wants_type,
)
from portal.embedded.zgw.notifications import notify
from portal.embedded.zgw.problems import Problem, forbidden, invalid, not_found
from portal.embedded.zgw.queries import PAGING, page_of, query, unknown_parameters


def list_documents() -> Response:
    """`GET /enkelvoudiginformatieobjecten`: those that the client may read."""
    parameters = query({*FILTERS, *PAGING, "expand"})
    clauses = [FILTERS[name](name, value) for name, value in parameters.items() if name in FILTERS]
    is_expanded = wants_type(parameters.get("expand"))
    return found_documents(clauses, page_of(parameters), is_expanded=is_expanded)


def search_documents() -> Response:
    """`POST /enkelvoudiginformatieobjecten/_zoek`: those of these ids that may be read."""
    page = page_of(query(PAGING))
    body = json_object()
    unknown = sorted(set(body) - {"uuid__in", "expand"})
    if unknown:
        raise unknown_parameters(unknown)
    ids = uuids(body.get("uuid__in"))
    is_expanded = wants_type(body.get("expand"))
    return found_documents([DOCUMENT.c.id.in_(ids)], page, is_expanded=is_expanded)


def make_document() -> ResponseReturnValue:
    """`POST /enkelvoudiginformatieobjecten`."""
    query(())
    given = json_object()
    body, content = checked(DocumentBody, given), uploads.decoded(given)
    with world().engine.begin() as connection:
        row = document_row(connection, create_document(connection, world(), body, content))
        parts = parts_of(connection, [row.id])
    made = written(resource(world(), row, parts))
    notify(world(), made.change)
    return created({**made.resource, "lock": row.lock or ""})


def read_document(document_id: UUID) -> ResponseReturnValue:
    """`GET /enkelvoudiginformatieobjecten/{uuid}`."""
    parameters = query({"versie", "registratieOp", "expand"})
    is_expanded = wants_type(parameters.get("expand"))
    with world().engine.connect() as connection:
        row = document_row(connection, document_id, versie=_version(parameters))
        parts = parts_of(connection, [row.id])
    plain = resource(world(), row, parts)
    response = jsonify({**plain, "_expand": inside(plain, is_expanded=is_expanded)})
    response.set_etag(fingerprint(plain))
    return response.make_conditional(request)


def change_one_document(document_id: UUID) -> Response:
    """`PATCH /enkelvoudiginformatieobjecten/{uuid}`."""
    query(())
    given = json_object()
    with world().engine.begin() as connection:
        uploads.change_document(connection, world(), document_id, given)
        row = document_row(connection, document_id)
    made = written(resource(world(), row, ()), action="partial_update")
    notify(world(), made.change)
    return jsonify(made.resource)


def lock_one_document(document_id: UUID) -> Response:
    """`POST /enkelvoudiginformatieobjecten/{uuid}/lock`."""
    query(())
    with world().engine.begin() as connection:
        return jsonify({"lock": uploads.lock_document(connection, document_id)})


def unlock_one_document(document_id: UUID) -> ResponseReturnValue:
    """`POST /enkelvoudiginformatieobjecten/{uuid}/unlock`; the client may not force it."""
    query(())
    lock = checked(LockBody, json_object()).lock
    if not lock:
        raise forbidden()
    with world().engine.begin() as connection:
        uploads.unlock_document(connection, document_id, lock)
    return "", 204


def send_part(part_id: UUID) -> Response:
    """`PUT /bestandsdelen/{uuid}`: one part of a large document, as a form with a file."""
    query(())
    if not request.mimetype.startswith("multipart/form-data"):
        raise Problem(415, "unsupported_media_type")
    sent = request.files.get("inhoud")
    if sent is None:
        raise invalid("inhoud", "required", "Er is geen bestand opgestuurd.")
    with world().engine.begin() as connection:
        part = uploads.keep_part(connection, part_id, sent.read(), request.form.get("lock", ""))
    return jsonify(part_resource(world(), part))


def download(document_id: UUID) -> ResponseReturnValue:
    """`GET /enkelvoudiginformatieobjecten/{uuid}/download`: always the whole file, as bytes.

    406 for who asks for JSON only; 404 instead of 403; 204 while parts are missing; the name is
    not the one it was sent with. All as seen of Open Zaak.
    """
    if not request.accept_mimetypes["application/octet-stream"]:
        return Response("application/octet-stream", 406, mimetype="application/octet-stream")
    parameters = query({"versie", "registratieOp"})
    with world().engine.connect() as connection:
        try:
            row = document_row(connection, document_id, versie=_version(parameters))
        except Problem as problem:
            raise not_found() from problem
        if row.content is None:
            return "", 204
        found = select(DOCUMENT_CONTENT.c.content).where(DOCUMENT_CONTENT.c.id == row.content)
        content = connection.execute(found).scalar_one()
    return _file(row, content)


def list_object_links() -> Response:
    """`GET /objectinformatieobjecten`: a bare array, the mirror of links elsewhere."""
    parameters = query({"object", "informatieobject"})
    all_links = [*links("zaak", ZAAKINFORMATIEOBJECT), *links("besluit", BESLUITINFORMATIEOBJECT)]
    return jsonify(
        [
            link
            for link in all_links
            if all(link[name] == value for name, value in parameters.items())
        ]
    )


def _version(parameters: Mapping[str, str]) -> int | None:
    """The version asked for; raises the 404 of one that can't be."""
    if "registratieOp" in parameters:
        raise invalid("registratieOp", "not-supported", "Kan niet in de nagebootste wereld.")
    wanted = parameters.get("versie")
    if wanted is None:
        return None
    if not (wanted.isascii() and wanted.isdigit() and len(wanted) < 9):  # noqa: PLR2004
        raise not_found()
    return int(wanted)


def _file(row: Row[Any], content: bytes) -> Response:
    response = make_response(content)
    response.mimetype = "application/octet-stream"
    response.headers["Content-Disposition"] = f'attachment; filename="{_stored_name(row)}"'
    moment = datetime.fromisoformat(row.data["beginRegistratie"])
    response.headers["Last-Modified"] = http_date(moment)
    response.set_etag(hashlib.sha256(content).hexdigest()[:32])
    return response


def _stored_name(row: Row[Any]) -> str:
    """The name that the storage made of it: never rely on this one."""
    name = PurePath(row.data["bestandsnaam"] or "document")
    stem = "".join(each if each.isascii() and each.isalnum() else "_" for each in name.stem)
    suffix = "".join(each for each in name.suffix if each.isascii() and each.isalnum())
    return f"{stem}_{row.content.hex[:7]}.{suffix or 'bin'}"
