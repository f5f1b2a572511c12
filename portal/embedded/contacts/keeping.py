"""Keeping what is made in the contact register, for the API and for the desk."""

from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, Row, Table, insert, select, update

from portal.embedded.clock import now_text
from portal.embedded.contacts.bodies import (
    AddressBody,
    ContactBody,
    MakeContactBody,
    NewSubjectBody,
    ParticipantBody,
    PartyBody,
    TaskBody,
    data_of,
)
from portal.embedded.contacts.tables import (
    ACTOR,
    ADDRESS,
    CONTACT,
    PARTICIPANT,
    PARTY,
    SUBJECT,
    TASK,
    url_of,
)
from portal.embedded.world import World
from portal.embedded.zgw.notifications import Change, notify
from portal.embedded.zgw.problems import invalid, not_found

UNIT = "Klantcontactcentrum"
"""The organisational unit that answers."""
DONE = "verwerkt"


def row_of(connection: Connection, table: Table, resource_id: UUID) -> Row[Any]:
    """One resource; raises the 404."""
    row = connection.execute(select(table).where(table.c.id == resource_id)).one_or_none()
    if row is None:
        raise not_found()
    return row


def ensure_unit(connection: Connection) -> UUID:
    """The unit that answers, made where it is not there."""
    there = connection.scalar(select(ACTOR.c.id).where(ACTOR.c.data["naam"].astext == UNIT))
    if there is not None:
        return UUID(str(there))
    data = {"naam": UNIT, "soortActor": "organisatorische_eenheid", "indicatieActief": True}
    return _keep(connection, ACTOR, data)


def make_party(connection: Connection, body: PartyBody) -> UUID:
    """Keep a party; raises the 400 for a number that another one has."""
    numbers = [each.partij_identificator.object_id for each in body.partij_identificatoren]
    bsn = numbers[0] if numbers else None
    if bsn and connection.scalar(select(PARTY.c.id).where(PARTY.c.bsn == bsn)) is not None:
        reason = "`PartijIdentificator` moet uniek zijn"
        raise invalid("partijIdentificatoren", "unique", reason)
    return _keep(connection, PARTY, data_of(body), bsn=bsn)


def make_contact(connection: Connection, body: MakeContactBody) -> UUID:
    """Keep a contact with who took part and what it was about, or nothing of it."""
    contact_id = _keep(connection, CONTACT, contact_data(body.klantcontact))
    if body.betrokkene:
        add_participant(connection, contact_id, body.betrokkene)
    if body.onderwerpobject:
        add_subject(connection, contact_id, body.onderwerpobject)
    return contact_id


def contact_data(body: ContactBody) -> dict[str, Any]:
    """What is kept of a contact itself."""
    return data_of(body)


def add_participant(connection: Connection, contact_id: UUID, body: ParticipantBody) -> UUID:
    """Keep who took part; raises the 400 of a party that there is not."""
    party = body.was_partij.uuid if body.was_partij else None
    _check(connection, PARTY, party, "wasPartij")
    data = data_of(body, "wasPartij")
    return _keep(connection, PARTICIPANT, data, contact=contact_id, party=party)


def add_subject(connection: Connection, contact_id: UUID | None, body: NewSubjectBody) -> UUID:
    """Keep what a contact was about."""
    was_contact = body.was_klantcontact.uuid if body.was_klantcontact else None
    _check(connection, CONTACT, contact_id, "klantcontact")
    _check(connection, CONTACT, was_contact, "wasKlantcontact")
    identifier = body.onderwerpobjectidentificator
    return _keep(
        connection,
        SUBJECT,
        {"onderwerpobjectidentificator": identifier.as_json() if identifier else None},
        contact=contact_id,
        was_contact=was_contact,
        object_id=identifier.object_id if identifier else None,
    )


def add_task(connection: Connection, body: TaskBody) -> UUID:
    """Keep what an employee has to do."""
    contact_id = body.aanleidinggevend_klantcontact.uuid
    _check(connection, CONTACT, contact_id, "aanleidinggevendKlantcontact")
    actors = [each.uuid for each in body.toegewezen_aan_actoren]
    for each in actors:
        _check(connection, ACTOR, each, "toegewezenAanActoren")
    data = data_of(body, "aanleidinggevendKlantcontact", "toegewezenAanActoren")
    data |= {"actors": [str(each) for each in actors], "toegewezenOp": now_text()}
    data["afgehandeldOp"] = now_text() if body.status == DONE else None
    return _keep(connection, TASK, data, contact=contact_id)


def add_address(connection: Connection, body: AddressBody) -> UUID:
    """Keep where somebody can be reached."""
    by = body.verstrekt_door_betrokkene.uuid if body.verstrekt_door_betrokkene else None
    party = body.verstrekt_door_partij.uuid if body.verstrekt_door_partij else None
    _check(connection, PARTICIPANT, by, "verstrektDoorBetrokkene")
    _check(connection, PARTY, party, "verstrektDoorPartij")
    data = data_of(body, "verstrektDoorBetrokkene", "verstrektDoorPartij")
    data |= {"isStandaardAdres": False, "referentie": "", "verificatieDatum": None}
    return _keep(connection, ADDRESS, data, participant=by, party=party)


def change(connection: Connection, table: Table, resource_id: UUID, data: dict[str, Any]) -> None:
    """Let a resource say this from now on."""
    connection.execute(update(table).where(table.c.id == resource_id).values(data=data))


def tell(world: World, table: Table, resource_id: UUID, action: str = "update") -> None:
    """Notify who is subscribed to the channel of these resources."""
    channels = {CONTACT.name: "klantcontacten", TASK.name: "internetaken"}
    url = url_of(world, table, resource_id)
    notify(
        world,
        Change(
            channel=channels[table.name],
            resource=table.name,
            main=url,
            url=url,
            action=action,
            marks={},
        ),
    )


def _keep(connection: Connection, table: Table, data: dict[str, Any], **keys: Any) -> UUID:
    resource_id = uuid4()
    connection.execute(insert(table).values(id=resource_id, data=data, **keys))
    return resource_id


def _check(connection: Connection, table: Table, resource_id: UUID | None, field: str) -> None:
    if resource_id is None:
        return
    if connection.scalar(select(table.c.id).where(table.c.id == resource_id)) is None:
        raise invalid(field, "does_not_exist", "Dit object bestaat niet.")
