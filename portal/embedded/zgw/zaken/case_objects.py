"""What a case is about (zaakobjecten): an address, anything in words, or something at a URL."""

from typing import Any, Literal
from uuid import uuid4

from pydantic import Field
from sqlalchemy import Connection, insert, select

from portal.embedded.storage import OBJECT, ZAAKOBJECT
from portal.embedded.world import World
from portal.embedded.zgw.addresses import id_in, referred
from portal.embedded.zgw.bodies import Body, Link, checked
from portal.embedded.zgw.notifications import Written
from portal.embedded.zgw.problems import invalid, problems_inside
from portal.embedded.zgw.zaken.bodies import PartBody
from portal.embedded.zgw.zaken.cases import open_case, touch
from portal.embedded.zgw.zaken.changes import written
from portal.embedded.zgw.zaken.parts import case_object_resource

ObjectType = Literal[
    "adres",
    "besluit",
    "buurt",
    "enkelvoudig_document",
    "gemeente",
    "gemeentelijke_openbare_ruimte",
    "huishouden",
    "inrichtingselement",
    "kadastrale_onroerende_zaak",
    "kunstwerkdeel",
    "maatschappelijke_activiteit",
    "medewerker",
    "natuurlijk_persoon",
    "niet_natuurlijk_persoon",
    "openbare_ruimte",
    "organisatorische_eenheid",
    "pand",
    "spoorbaandeel",
    "status",
    "terreindeel",
    "terrein_gebouwd_object",
    "vestiging",
    "waterdeel",
    "wegdeel",
    "wijk",
    "woonplaats",
    "woz_deelobject",
    "woz_object",
    "woz_waarde",
    "zakelijk_recht",
    "overige",
]


class Adres(Body):
    """An address of the BAG; its number there is needed, as at Open Zaak."""

    identificatie: str = Field(min_length=1, max_length=100)
    wpl_woonplaats_naam: str = Field(min_length=1, max_length=80)
    gor_openbare_ruimte_naam: str = Field(min_length=1, max_length=80)
    huisnummer: int = Field(ge=0, le=99999)
    huisletter: str = Field(default="", max_length=1)
    huisnummertoevoeging: str = Field(default="", max_length=4)
    postcode: str = Field(default="", max_length=7)


class Overige(Body):
    """Anything else, in fields of who writes it."""

    overige_data: dict[str, Any]


class Definitie(Body):
    """Where the kind of what lies at a URL is described."""

    url: str = Field(min_length=1, max_length=1000)
    schema_: str = Field(min_length=1, max_length=100, alias="schema")
    object_data: str = Field(min_length=1, max_length=100)


class ZaakobjectBody(PartBody):
    """Something that a case is about, without what it is: that depends on `objectType`."""

    object: Link = ""
    zaakobjecttype: None = None
    object_type: ObjectType
    object_type_overige: str = Field(default="", max_length=100, pattern=r"^$|[a-z_]+")
    object_type_overige_definitie: Definitie | None = None
    relatieomschrijving: str = Field(default="", max_length=80)
    object_identificatie: dict[str, Any] | None = None


_IDENTITIES: dict[str, type[Body]] = {"adres": Adres, "overige": Overige}
"""The kinds that the embedded world can identify; others are given by their URL."""


def add_object(connection: Connection, world: World, body: ZaakobjectBody) -> Written:
    """Say what an open case is about; the same twice makes two."""
    _check_kind(body)
    identity = _identity(body)
    _check_url(connection, world, body)
    case = open_case(connection, referred(world, "zaak", body.zaak, field="zaak"))
    fields = body.as_json() | {"objectIdentificatie": identity}
    row = connection.execute(
        insert(ZAAKOBJECT).values(id=uuid4(), zaak=case.id, data=fields).returning(ZAAKOBJECT)
    ).one()
    touch(connection, case.id)
    return written(world, case, "zaakobject", case_object_resource(world, row))


def _check_kind(body: ZaakobjectBody) -> None:
    """Refuse what is nothing at all, or of a kind that isn't told."""
    if not (body.object or body.object_identificatie):
        reason = "object or objectIdentificatie must be provided"
        raise invalid("nonFieldErrors", "invalid-zaakobject", reason)
    if body.object_type_overige_definitie and not body.object:
        raise invalid("objectUrl", "required", "Er moet een OBJECT url zijn.")
    is_other = body.object_type == "overige"
    if is_other and not (body.object_type_overige or body.object_type_overige_definitie):
        reason = "Als `objectType` de waarde overige heeft, moet er staan wat het is."
        raise invalid("nonFieldErrors", "missing-object-type-overige", reason)
    if body.object_type_overige and not is_other:
        reason = "`objectTypeOverige` mag niet van een waarde voorzien zijn."
        raise invalid("nonFieldErrors", "invalid-object-type-overige-usage", reason)


def _identity(body: ZaakobjectBody) -> dict[str, Any] | None:
    if not body.object_identificatie:
        return None
    if body.object_type not in _IDENTITIES:
        reason = "Dit soort object heeft in de nagebootste wereld alleen een URL."
        raise invalid("objectIdentificatie", "invalid", reason)
    with problems_inside("objectIdentificatie"):
        identity = checked(_IDENTITIES[body.object_type], body.object_identificatie)
    return identity.as_json()


def _check_url(connection: Connection, world: World, body: ZaakobjectBody) -> None:
    """Refuse a URL at which nothing is: Open Zaak asks it."""
    if not body.object:
        return
    object_id = id_in(world, "object", body.object)
    is_there = object_id and connection.scalar(select(OBJECT.c.id).where(OBJECT.c.id == object_id))
    if not is_there:
        raise invalid("object", "bad-url", "De URL kon niet opgehaald worden.")
