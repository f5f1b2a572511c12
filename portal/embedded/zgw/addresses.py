"""The address of each resource, and back from an address to its id."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement

from portal.embedded import current
from portal.embedded.world import World
from portal.embedded.zgw.problems import invalid

ZAKEN = "/zaken/api/v1"
CATALOGI = "/catalogi/api/v1"
DOCUMENTEN = "/documenten/api/v1"
BESLUITEN = "/besluiten/api/v1"
NOTIFICATIES = "/notificaties/api/v1"
OBJECTEN = "/objecten/api/v2"
OBJECTTYPEN = "/objecttypen/api/v2"

_PATHS: dict[str, str] = {
    "zaak": f"{ZAKEN}/zaken/",
    "rol": f"{ZAKEN}/rollen/",
    "status": f"{ZAKEN}/statussen/",
    "resultaat": f"{ZAKEN}/resultaten/",
    "zaakobject": f"{ZAKEN}/zaakobjecten/",
    "zaakinformatieobject": f"{ZAKEN}/zaakinformatieobjecten/",
    "document": f"{DOCUMENTEN}/enkelvoudiginformatieobjecten/",
    "bestandsdeel": f"{DOCUMENTEN}/bestandsdelen/",
    "objectinformatieobject": f"{DOCUMENTEN}/objectinformatieobjecten/",
    "besluit": f"{BESLUITEN}/besluiten/",
    "besluitinformatieobject": f"{BESLUITEN}/besluitinformatieobjecten/",
    "catalogus": f"{CATALOGI}/catalogussen/",
    "zaaktype": f"{CATALOGI}/zaaktypen/",
    "statustype": f"{CATALOGI}/statustypen/",
    "roltype": f"{CATALOGI}/roltypen/",
    "eigenschap": f"{CATALOGI}/eigenschappen/",
    "informatieobjecttype": f"{CATALOGI}/informatieobjecttypen/",
    "resultaattype": f"{CATALOGI}/resultaattypen/",
    "besluittype": f"{CATALOGI}/besluittypen/",
    "zaaktype-informatieobjecttype": f"{CATALOGI}/zaaktype-informatieobjecttypen/",
    "abonnement": f"{NOTIFICATIES}/abonnement/",
    "kanaal": f"{NOTIFICATIES}/kanaal/",
    "object": f"{OBJECTEN}/objects/",
    "objecttype": f"{OBJECTTYPEN}/objecttypes/",
}


def address(world: World, kind: str, resource_id: UUID) -> str:
    """Where the resource of this kind is found."""
    return f"{world.base_url}{_PATHS[kind]}{resource_id}"


def property_address(world: World, case_id: UUID, property_id: UUID) -> str:
    """Where a `zaakeigenschap` is found: below its case."""
    return f"{address(world, 'zaak', case_id)}/zaakeigenschappen/{property_id}"


def id_in(world: World, kind: str, url: str) -> UUID | None:
    """The id in the address of a resource of this kind; None for any other text."""
    start = world.base_url + _PATHS[kind]
    if not url.startswith(start):
        return None
    try:
        resource_id = UUID(url.removeprefix(start))
    except ValueError:
        return None
    return resource_id if address(world, kind, resource_id) == url else None


def referred(world: World, kind: str, url: str, *, field: str) -> UUID:
    """The id that a field refers to; raises the 400 of a link to something else."""
    resource_id = id_in(world, kind, url)
    if resource_id is None:
        raise invalid(field, "no_match", "Ongeldige hyperlink - Geen overeenkomende URL.")
    return resource_id


def linked(column: ColumnElement[Any], kind: str) -> Callable[[str, str], ColumnElement[bool]]:
    """A filter on a link; something that is no such address is refused."""

    def clause(name: str, value: str) -> ColumnElement[bool]:
        resource_id = id_in(current.world(), kind, value)
        if resource_id is None:
            raise invalid(name, "invalid", "Voer een geldige URL in.")
        return column == resource_id

    return clause
