"""The resources of the Klantinteracties API, as the standard writes them."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Table, select

from portal.embedded.contacts.tables import (
    ACTOR,
    ADDRESS,
    CONTACT,
    PARTICIPANT,
    PARTY,
    SUBJECT,
    TASK,
    link,
    url_of,
)
from portal.embedded.world import World

Json = dict[str, Any]
EXPANDED = {
    "hadBetrokkenen": PARTICIPANT,
    "gingOverOnderwerpobjecten": SUBJECT,
    "leiddeTotInterneTaken": TASK,
}
"""The parts of a contact that can come with it, and where they are."""


def party(world: World, row: Row[Any]) -> Json:
    """A `partij`."""
    data = row.data
    return {
        **_head(world, PARTY, row),
        "nummer": None,
        "betrokkenen": [],
        "categorieRelaties": [],
        "digitaleAdressen": [],
        "voorkeursDigitaalAdres": None,
        "vertegenwoordigden": [],
        "rekeningnummers": [],
        "voorkeursRekeningnummer": None,
        "bezoekadres": None,
        "correspondentieadres": None,
        "partijIdentificatie": {"contactnaam": None, "volledigeNaam": ""},
        **{name: value for name, value in data.items() if name != "partijIdentificatoren"},
        "partijIdentificatoren": [
            {
                **each,
                "uuid": str(row.id),
                "url": f"{world.base_url}/klantinteracties/api/v1/partij-identificatoren/{row.id}",
                "identificeerdePartij": link(world, PARTY, row.id),
                "subIdentificatorVan": None,
            }
            for each in data["partijIdentificatoren"]
        ],
    }


def contact(
    connection: Connection, world: World, row: Row[Any], expand: Collection[str] = ()
) -> Json:
    """A `klantcontact`, with these of its parts."""
    parts = {name: _parts(connection, table, row.id) for name, table in EXPANDED.items()}
    shape = {PARTICIPANT: participant, SUBJECT: subject, TASK: task}
    body = {
        **_head(world, CONTACT, row),
        "nummer": None,
        "referentienummer": None,
        "hadBetrokkenActoren": [],
        "omvatteBijlagen": [],
        **{
            name: [link(world, EXPANDED[name], each.id) for each in rows]
            for name, rows in parts.items()
        },
        **row.data,
    }
    if expand:
        body["_expand"] = {
            name: [shape[EXPANDED[name]](world, each) for each in parts[name]]
            for name in expand
            if name in EXPANDED
        }
    return body


def participant(world: World, row: Row[Any]) -> Json:
    """A `betrokkene`."""
    return {
        **_head(world, PARTICIPANT, row),
        "wasPartij": link(world, PARTY, row.party),
        "hadKlantcontact": link(world, CONTACT, row.contact),
        "digitaleAdressen": [],
        "bezoekadres": None,
        "correspondentieadres": None,
        "contactnaam": None,
        "volledigeNaam": "",
        **row.data,
    }


def subject(world: World, row: Row[Any]) -> Json:
    """An `onderwerpobject`."""
    return {
        **_head(world, SUBJECT, row),
        "klantcontact": link(world, CONTACT, row.contact),
        "wasKlantcontact": link(world, CONTACT, row.was_contact),
        "onderwerpobjectidentificator": row.data.get("onderwerpobjectidentificator"),
    }


def task(world: World, row: Row[Any]) -> Json:
    """An `internetaak`."""
    actors = [link(world, ACTOR, UUID(each)) for each in row.data["actors"]]
    return {
        **_head(world, TASK, row),
        "nummer": None,
        "referentienummer": None,
        "aanleidinggevendKlantcontact": link(world, CONTACT, row.contact),
        "toegewezenAanActor": actors[0],
        "toegewezenAanActoren": actors,
        **{name: value for name, value in row.data.items() if name != "actors"},
    }


def actor(world: World, row: Row[Any]) -> Json:
    """An `actor`."""
    return {**_head(world, ACTOR, row), "actoridentificator": None, **row.data}


def digital_address(world: World, row: Row[Any]) -> Json:
    """A `digitaaladres`."""
    return {
        **_head(world, ADDRESS, row),
        "verstrektDoorBetrokkene": link(world, PARTICIPANT, row.participant),
        "verstrektDoorPartij": link(world, PARTY, row.party),
        **row.data,
    }


def _head(world: World, table: Table, row: Row[Any]) -> Json:
    return {"uuid": str(row.id), "url": url_of(world, table, row.id)}


def _parts(connection: Connection, table: Table, contact_id: UUID) -> list[Row[Any]]:
    rows = select(table).where(table.c.contact == contact_id).order_by(table.c.seq)
    return list(connection.execute(rows).all())
