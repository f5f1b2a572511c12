"""Finding documents, and what is put inside the answer."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from flask import Response
from sqlalchemy import ColumnElement, select

from portal.embedded.current import world
from portal.embedded.storage import DOCUMENT, DOCUMENT_VERSION, ZAAKINFORMATIEOBJECT
from portal.embedded.zgw.addresses import address, id_in, linked
from portal.embedded.zgw.catalogue import catalogue
from portal.embedded.zgw.confidentiality import READABLE
from portal.embedded.zgw.documenten.documents import parts_of, resource
from portal.embedded.zgw.problems import invalid
from portal.embedded.zgw.queries import Page, page_of_rows, paginated

Clause = ColumnElement[bool]


def _in_case(name: str, value: str) -> Clause:
    in_case = linked(ZAAKINFORMATIEOBJECT.c.zaak, "zaak")(name, value)
    return DOCUMENT.c.id.in_(select(ZAAKINFORMATIEOBJECT.c.informatieobject).where(in_case))


def _of_type(_: str, value: str) -> Clause:
    type_id = id_in(world(), "informatieobjecttype", value)
    column: ColumnElement[str] = DOCUMENT.c.data["informatieobjecttype"].astext
    return column == str(type_id)


FILTERS: Mapping[str, Callable[[str, str], Clause]] = {
    "identificatie": lambda _, value: DOCUMENT.c.identificatie == value,
    "bronorganisatie": lambda _, value: DOCUMENT.c.bronorganisatie == value,
    "titel": lambda _, value: DOCUMENT.c.data["titel"].astext.icontains(value, autoescape=True),
    "trefwoorden": lambda _, value: DOCUMENT.c.data["trefwoorden"].contains(value.split(",")),
    "informatieobjecttype": _of_type,
    "objectinformatieobjecten__object": _in_case,
}
_EXPAND = "informatieobjecttype"


def found_documents(clauses: list[Clause], page: Page, *, is_expanded: bool) -> Response:
    """One page of documents, newest first, in one query and one for parts."""
    secrecy = DOCUMENT.c.data["vertrouwelijkheidaanduiding"].astext
    rows = (
        select(DOCUMENT, DOCUMENT_VERSION.c.content)
        .join(DOCUMENT_VERSION, DOCUMENT_VERSION.c.document == DOCUMENT.c.id)
        .where(DOCUMENT_VERSION.c.versie == DOCUMENT.c.versie, secrecy.in_(READABLE), *clauses)
    )
    with world().engine.connect() as connection:
        found, count = page_of_rows(connection, rows, [DOCUMENT.c.seq.desc()], page)
        parts = parts_of(connection, [row.id for row in found if row.lock is not None])
    plain = [resource(world(), row, parts) for row in found]
    return paginated(
        [{**each, "_expand": inside(each, is_expanded=is_expanded)} for each in plain],
        count,
        page,
    )


def inside(plain: dict[str, Any], *, is_expanded: bool) -> dict[str, Any]:
    """What `_expand` holds for a document."""
    type_id = id_in(world(), "informatieobjecttype", plain["informatieobjecttype"])
    if not is_expanded or type_id is None:
        return {}
    return {_EXPAND: catalogue(world()).get("informatieobjecttype", type_id)}


def wants_type(expand: Any) -> bool:
    """Whether the type is to be put inside; raises a 400 for anything else one may ask."""
    is_list = isinstance(expand, list) and _are_texts(expand)
    names = expand if is_list else str(expand).split(",") if expand is not None else []
    if any(name.strip() != _EXPAND for name in names):
        raise invalid("expand", "invalid_choice", "Dit is een ongeldige keuze.")
    return bool(names)


def uuids(values: Any) -> list[UUID]:
    """The ids in a search body; raises a 400 for none, or for something else."""
    if not isinstance(values, list) or not values or not _are_texts(values):
        raise invalid("uuid__in", "required", "Dit veld is vereist.")
    try:
        return [UUID(value) for value in values]
    except ValueError as error:
        raise invalid("uuid__in", "invalid", "Voer een geldige UUID in.") from error


def links(kind: str, table: Any) -> list[dict[str, str]]:
    """All `objectinformatieobjecten` of one kind: the mirror of links kept elsewhere."""
    with world().engine.connect() as connection:
        rows = connection.execute(select(table).order_by(table.c.seq)).all()
    return [
        {
            "url": address(world(), "objectinformatieobject", row.id),
            "informatieobject": address(world(), "document", row.informatieobject),
            "object": address(world(), kind, getattr(row, kind)),
            "objectType": kind,
        }
        for row in rows
    ]


def _are_texts(values: list[Any]) -> bool:
    return all(isinstance(value, str) for value in values)
