"""What a case holds besides statuses and roles: properties, documents and a result."""

from uuid import UUID, uuid4

from sqlalchemy import Connection, insert, select, update

from portal.embedded.clock import now_text
from portal.embedded.storage import DOCUMENT, RESULTAAT, ZAAKEIGENSCHAP, ZAAKINFORMATIEOBJECT
from portal.embedded.world import World
from portal.embedded.zgw.addresses import address, referred
from portal.embedded.zgw.catalogue import catalogue
from portal.embedded.zgw.notifications import Written
from portal.embedded.zgw.problems import invalid, not_found
from portal.embedded.zgw.zaken.bodies import (
    ResultaatBody,
    ZaakeigenschapBody,
    ZaakinformatieobjectBody,
)
from portal.embedded.zgw.zaken.cases import open_case, touch
from portal.embedded.zgw.zaken.changes import written
from portal.embedded.zgw.zaken.parts import (
    document_link_resource,
    property_resource,
    result_resource,
)
from portal.embedded.zgw.zaken.property_values import check_value
from portal.embedded.zgw.zaken.statuses import type_of_case


def add_property(connection: Connection, world: World, body: ZaakeigenschapBody) -> Written:
    """Give an open case a property; the same one twice makes two. Its value has to fit."""
    case = open_case(connection, referred(world, "zaak", body.zaak, field="zaak"))
    property_type = type_of_case(world, case, "eigenschap", body.eigenschap)
    check_value(world, property_type, body.waarde)
    row = connection.execute(
        insert(ZAAKEIGENSCHAP)
        .values(
            id=uuid4(),
            zaak=case.id,
            eigenschap=property_type,
            data={"waarde": body.waarde},
        )
        .returning(ZAAKEIGENSCHAP)
    ).one()
    touch(connection, case.id)
    return written(world, case, "zaakeigenschap", property_resource(world, row))


def change_property(
    connection: Connection, world: World, case_id: UUID, property_id: UUID, waarde: str
) -> Written:
    """Change the value of a property of an open case; raises the 404 of an unknown one."""
    case = open_case(connection, case_id)
    is_it = (ZAAKEIGENSCHAP.c.id == property_id, ZAAKEIGENSCHAP.c.zaak == case_id)
    property_type = connection.scalar(select(ZAAKEIGENSCHAP.c.eigenschap).where(*is_it))
    if property_type is None:
        raise not_found()
    check_value(world, property_type, waarde)
    row = connection.execute(
        update(ZAAKEIGENSCHAP)
        .where(*is_it)
        .values(data={"waarde": waarde})
        .returning(ZAAKEIGENSCHAP)
    ).one()
    touch(connection, case_id)
    resource = property_resource(world, row)
    return written(world, case, "zaakeigenschap", resource, action="partial_update")


def add_document(connection: Connection, world: World, body: ZaakinformatieobjectBody) -> Written:
    """Put a document in an open case; raises a 400 for a kind that its case type doesn't have."""
    case = open_case(connection, referred(world, "zaak", body.zaak, field="zaak"))
    document_id = referred(world, "document", body.informatieobject, field="informatieobject")
    _check_kind(connection, world, address(world, "zaaktype", case.zaaktype), document_id)
    fields = body.as_json()
    row = connection.execute(
        insert(ZAAKINFORMATIEOBJECT)
        .values(
            id=uuid4(),
            zaak=case.id,
            informatieobject=document_id,
            data={
                "titel": body.titel,
                "beschrijving": body.beschrijving,
                "vernietigingsdatum": fields["vernietigingsdatum"],
                "registratiedatum": now_text(),
            },
        )
        .returning(ZAAKINFORMATIEOBJECT)
    ).one()
    touch(connection, case.id)
    return written(world, case, "zaakinformatieobject", document_link_resource(world, row))


def set_result(connection: Connection, world: World, body: ResultaatBody) -> Written:
    """Give an open case its one result."""
    case = open_case(connection, referred(world, "zaak", body.zaak, field="zaak"))
    row = connection.execute(
        insert(RESULTAAT)
        .values(
            id=uuid4(),
            zaak=case.id,
            resultaattype=type_of_case(world, case, "resultaattype", body.resultaattype),
            data={"toelichting": body.toelichting},
        )
        .returning(RESULTAAT)
    ).one()
    touch(connection, case.id)
    return written(world, case, "resultaat", result_resource(world, row))


def _check_kind(
    connection: Connection, world: World, case_type_url: str, document_id: UUID
) -> None:
    """Refuse a document that isn't there, or of a kind that the case type doesn't have."""
    data = connection.scalar(select(DOCUMENT.c.data).where(DOCUMENT.c.id == document_id))
    if data is None:
        raise invalid("informatieobject", "bad-url", "De URL kon niet opgehaald worden.")
    kinds = [
        link["informatieobjecttype"]
        for link in catalogue(world).resources["zaaktype-informatieobjecttype"].values()
        if link["zaaktype"] == case_type_url
    ]
    if address(world, "informatieobjecttype", UUID(data["informatieobjecttype"])) not in kinds:
        raise invalid(
            "nonFieldErrors",
            "missing-zaaktype-informatieobjecttype-relation",
            "Het informatieobjecttype hoort niet bij het zaaktype van de zaak.",
        )
