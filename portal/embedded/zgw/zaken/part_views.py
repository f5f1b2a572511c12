"""The operations on what belongs to a case: lists, single ones, and making them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar
from uuid import UUID

from flask import Response, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import ColumnElement, Connection, Row, Table, select

from portal.embedded.current import world
from portal.embedded.storage import (
    RESULTAAT,
    ROL,
    STATUS,
    ZAAK,
    ZAAKEIGENSCHAP,
    ZAAKINFORMATIEOBJECT,
    ZAAKOBJECT,
)
from portal.embedded.world import World
from portal.embedded.zgw import authorisations
from portal.embedded.zgw.addresses import id_in, linked
from portal.embedded.zgw.api import View, created
from portal.embedded.zgw.bodies import checked, json_object
from portal.embedded.zgw.notifications import Written, notify
from portal.embedded.zgw.problems import invalid, not_found
from portal.embedded.zgw.queries import PAGING, page_of, page_of_rows, paginated, query, truth
from portal.embedded.zgw.zaken import parts
from portal.embedded.zgw.zaken.bodies import PartBody, ZaakeigenschapBody
from portal.embedded.zgw.zaken.case_views import permitted_case
from portal.embedded.zgw.zaken.contents import add_property, change_property

P = TypeVar("P", bound=PartBody)
Shape = Callable[[Row[Any]], dict[str, Any]]
Filters = Mapping[str, Callable[[str, str], ColumnElement[bool]]]

_NEWEST = parts.newest_status(STATUS.c.id)


def _is(column: ColumnElement[Any]) -> Callable[[str, str], ColumnElement[bool]]:
    return lambda _, value: column == value


def _is_newest(name: str, value: str) -> ColumnElement[bool]:
    wanted = truth(name, value)
    return STATUS.c.id == _NEWEST if wanted else STATUS.c.id != _NEWEST


_IDENTITY = ROL.c.data["betrokkeneIdentificatie"]
_STATUS_FILTERS: Filters = {
    "zaak": linked(STATUS.c.zaak, "zaak"),
    "statustype": linked(STATUS.c.statustype, "statustype"),
    "indicatieLaatstGezetteStatus": _is_newest,
}
_ROLE_FILTERS: Filters = {
    "zaak": linked(ROL.c.zaak, "zaak"),
    "roltype": linked(ROL.c.roltype, "roltype"),
    "omschrijvingGeneriek": _is(ROL.c.omschrijving_generiek),
    "betrokkene": _is(ROL.c.data["betrokkene"].astext),
    "betrokkeneType": _is(ROL.c.data["betrokkeneType"].astext),
    "betrokkeneIdentificatie__natuurlijkPersoon__inpBsn": _is(ROL.c.bsn),
    "betrokkeneIdentificatie__medewerker__identificatie": _is(_IDENTITY["identificatie"].astext),
    "betrokkeneIdentificatie__vestiging__vestigingsNummer": _is(
        _IDENTITY["vestigingsNummer"].astext
    ),
    "betrokkeneIdentificatie__nietNatuurlijkPersoon__innNnpId": _is(_IDENTITY["innNnpId"].astext),
}
_RESULT_FILTERS: Filters = {
    "zaak": linked(RESULTAAT.c.zaak, "zaak"),
    "resultaattype": linked(RESULTAAT.c.resultaattype, "resultaattype"),
}
_OBJECT_FILTERS: Filters = {
    "zaak": linked(ZAAKOBJECT.c.zaak, "zaak"),
    "object": _is(ZAAKOBJECT.c.data["object"].astext),
    "objectType": _is(ZAAKOBJECT.c.data["objectType"].astext),
}
_DOCUMENT_FILTERS: Filters = {
    "zaak": linked(ZAAKINFORMATIEOBJECT.c.zaak, "zaak"),
    "informatieobject": linked(ZAAKINFORMATIEOBJECT.c.informatieobject, "document"),
}


def _visible(table: Table) -> Any:
    """Rows of the cases that the client may see."""
    rows = select(table, _NEWEST.label("newest")).join(ZAAK, ZAAK.c.id == table.c.zaak)
    return rows.where(authorisations.visible(world()))


def _pages(
    table: Table, filters: Filters, shape: Shape, *order: ColumnElement[Any]
) -> Callable[[], Response]:
    """A view of a list in pages."""

    def view() -> Response:
        parameters = query({*filters, *PAGING})
        page = page_of(parameters)
        rows = _visible(table).where(*_clauses(filters, parameters))
        with world().engine.connect() as connection:
            found, count = page_of_rows(connection, rows, order, page)
        return paginated([shape(row) for row in found], count, page)

    return view


def _clauses(filters: Filters, parameters: Mapping[str, str]) -> Sequence[ColumnElement[bool]]:
    return [filters[name](name, value) for name, value in parameters.items() if name in filters]


def _single(table: Table, shape: Shape) -> Callable[[UUID], Response]:
    """A view of one resource."""

    def view(resource_id: UUID) -> Response:
        query(())
        with world().engine.connect() as connection:
            rows = _visible(table).where(table.c.id == resource_id)
            row = connection.execute(rows).one_or_none()
        if row is None:
            raise not_found()
        return jsonify(shape(row))

    return view


def making(
    model: type[P], operation: Callable[[Connection, World, P], Written]
) -> Callable[[], ResponseReturnValue]:
    """A view that makes one resource of a checked body, and tells subscribers."""

    def view() -> ResponseReturnValue:
        query(())
        body = checked(model, json_object())
        with world().engine.begin() as connection:
            authorisations.check_case_url(connection, world(), body.zaak)
            made = operation(connection, world(), body)
        notify(world(), made.change)
        return created(made.resource)

    return view


def _status(row: Row[Any]) -> dict[str, Any]:
    return parts.status_resource(world(), row, is_last=row.newest == row.id)


def _role(row: Row[Any]) -> dict[str, Any]:
    return parts.role_resource(world(), row)


def _document(row: Row[Any]) -> dict[str, Any]:
    return parts.document_link_resource(world(), row)


def _object(row: Row[Any]) -> dict[str, Any]:
    return parts.case_object_resource(world(), row)


def _result(row: Row[Any]) -> dict[str, Any]:
    return parts.result_resource(world(), row)


list_statuses: View = _pages(STATUS, _STATUS_FILTERS, _status, STATUS.c.set_at.desc())
read_status: View = _single(STATUS, _status)
list_roles: View = _pages(ROL, _ROLE_FILTERS, _role, ROL.c.seq)
read_role: View = _single(ROL, _role)
list_objects: View = _pages(ZAAKOBJECT, _OBJECT_FILTERS, _object, ZAAKOBJECT.c.seq)
read_object: View = _single(ZAAKOBJECT, _object)
list_results: View = _pages(RESULTAAT, _RESULT_FILTERS, _result, RESULTAAT.c.seq)
read_result: View = _single(RESULTAAT, _result)
read_document_link: View = _single(ZAAKINFORMATIEOBJECT, _document)


def list_document_links() -> Response:
    """`GET /zaakinformatieobjecten`: a bare array, newest first.

    It also names documents that the client may not read, as Open Zaak does.
    """
    parameters = query(_DOCUMENT_FILTERS)
    rows = _visible(ZAAKINFORMATIEOBJECT).where(*_clauses(_DOCUMENT_FILTERS, parameters))
    with world().engine.connect() as connection:
        found = connection.execute(rows.order_by(ZAAKINFORMATIEOBJECT.c.seq.desc())).all()
    return jsonify([_document(row) for row in found])


def list_properties(case_id: UUID) -> Response:
    """`GET /zaken/{zaak_uuid}/zaakeigenschappen`: a bare array."""
    query(())
    rows = select(ZAAKEIGENSCHAP).where(ZAAKEIGENSCHAP.c.zaak == case_id)
    with world().engine.connect() as connection:
        permitted_case(connection, case_id)
        found = connection.execute(rows.order_by(ZAAKEIGENSCHAP.c.seq)).all()
    return jsonify([parts.property_resource(world(), row) for row in found])


def read_property(case_id: UUID, property_id: UUID) -> Response:
    """`GET /zaken/{zaak_uuid}/zaakeigenschappen/{uuid}`."""
    query(())
    rows = select(ZAAKEIGENSCHAP).where(
        ZAAKEIGENSCHAP.c.zaak == case_id, ZAAKEIGENSCHAP.c.id == property_id
    )
    with world().engine.connect() as connection:
        permitted_case(connection, case_id)
        row = connection.execute(rows).one_or_none()
    if row is None:
        raise not_found()
    return jsonify(parts.property_resource(world(), row))


def make_property(case_id: UUID) -> ResponseReturnValue:
    """`POST /zaken/{zaak_uuid}/zaakeigenschappen`; the case in the body must be that case."""
    query(())
    body = checked(ZaakeigenschapBody, json_object())
    if id_in(world(), "zaak", body.zaak) != case_id:
        raise invalid("zaak", "zaak-mismatch", "De zaak is niet de zaak van dit adres.")
    with world().engine.begin() as connection:
        permitted_case(connection, case_id)
        made = add_property(connection, world(), body)
    notify(world(), made.change)
    return created(made.resource)


def change_one_property(case_id: UUID, property_id: UUID) -> Response:
    """`PATCH /zaken/{zaak_uuid}/zaakeigenschappen/{uuid}`: only the value can change."""
    query(())
    body = checked(ZaakeigenschapBody, {"zaak": "", "eigenschap": "", **json_object()})
    with world().engine.begin() as connection:
        permitted_case(connection, case_id)
        made = change_property(connection, world(), case_id, property_id, body.waarde)
    notify(world(), made.change)
    return jsonify(made.resource)
