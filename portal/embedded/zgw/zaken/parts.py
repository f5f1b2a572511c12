"""What belongs to a case, and how each is answered: status, role, property, document, result."""

from typing import Any

from sqlalchemy import ColumnElement, Row, ScalarSelect, select

from portal.embedded.storage import STATUS, ZAAK
from portal.embedded.world import World
from portal.embedded.zgw.addresses import address, property_address
from portal.embedded.zgw.catalogue import catalogue

PartRow = Row[Any]
Resource = dict[str, Any]


def newest_status(column: ColumnElement[Any]) -> ScalarSelect[Any]:
    """A column of a case's newest status: newest by its moment, not by when it was made."""
    newest = select(column).where(STATUS.c.zaak == ZAAK.c.id)
    return newest.order_by(STATUS.c.set_at.desc()).limit(1).correlate(ZAAK).scalar_subquery()


def status_resource(world: World, row: PartRow, *, is_last: bool) -> Resource:
    """A `status`."""
    return {
        "url": address(world, "status", row.id),
        "uuid": str(row.id),
        "zaak": address(world, "zaak", row.zaak),
        "statustype": address(world, "statustype", row.statustype),
        "datumStatusGezet": row.data["datumStatusGezet"],
        "statustoelichting": row.data["statustoelichting"],
        "indicatieLaatstGezetteStatus": is_last,
        "gezetdoor": row.data["gezetdoor"],
        "zaakinformatieobjecten": [],
    }


def role_resource(world: World, row: PartRow) -> Resource:
    """A `rol`."""
    role_type = catalogue(world).resources["roltype"][row.roltype]
    return {
        "url": address(world, "rol", row.id),
        "uuid": str(row.id),
        "omschrijving": role_type["omschrijving"],
        "omschrijvingGeneriek": row.omschrijving_generiek,
        "statussen": [],
        **row.data,
        "zaak": address(world, "zaak", row.zaak),
        "roltype": address(world, "roltype", row.roltype),
    }


def property_resource(world: World, row: PartRow) -> Resource:
    """A `zaakeigenschap`."""
    return {
        "url": property_address(world, row.zaak, row.id),
        "uuid": str(row.id),
        "zaak": address(world, "zaak", row.zaak),
        "eigenschap": address(world, "eigenschap", row.eigenschap),
        "naam": catalogue(world).resources["eigenschap"][row.eigenschap]["naam"],
        "waarde": row.data["waarde"],
    }


def case_object_resource(world: World, row: PartRow) -> Resource:
    """A `zaakobject`."""
    return {
        "url": address(world, "zaakobject", row.id),
        "uuid": str(row.id),
        **row.data,
        "zaak": address(world, "zaak", row.zaak),
    }


def document_link_resource(world: World, row: PartRow) -> Resource:
    """A `zaakinformatieobject`."""
    return {
        "url": address(world, "zaakinformatieobject", row.id),
        "uuid": str(row.id),
        "informatieobject": address(world, "document", row.informatieobject),
        "zaak": address(world, "zaak", row.zaak),
        "aardRelatieWeergave": "Hoort bij, omgekeerd: kent",
        **row.data,
        "status": None,
    }


def result_resource(world: World, row: PartRow) -> Resource:
    """A `resultaat`."""
    return {
        "url": address(world, "resultaat", row.id),
        "uuid": str(row.id),
        "zaak": address(world, "zaak", row.zaak),
        "resultaattype": address(world, "resultaattype", row.resultaattype),
        "toelichting": row.data["toelichting"],
    }
