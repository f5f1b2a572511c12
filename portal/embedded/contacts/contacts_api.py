"""The operations of the Klantinteracties API that a portal needs (Open Klant 2.18, API 0.9.0)."""

import hmac
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue
from sqlalchemy import ColumnElement, Connection, Row, Table, exists, false, select

from portal.embedded.contacts import bodies, keeping, shapes
from portal.embedded.contacts.tables import (
    ACTOR,
    ADDRESS,
    CONTACT,
    PARTICIPANT,
    PARTY,
    PREFIX,
    SUBJECT,
    TASK,
)
from portal.embedded.current import world
from portal.embedded.zgw.api import Route, api, created
from portal.embedded.zgw.bodies import checked, json_object
from portal.embedded.zgw.problems import Problem, invalid
from portal.embedded.zgw.queries import (
    PAGING,
    page_of,
    page_of_rows,
    paginated,
    query,
    truth,
)

Clause = Callable[[str, str], ColumnElement[bool]]
Shape = Callable[[Connection, Row[Any]], dict[str, Any]]
OF_PARTY = {
    "partijIdentificator__codeObjecttype": "natuurlijk_persoon",
    "partijIdentificator__codeRegister": "brp",
    "partijIdentificator__codeSoortObjectId": "bsn",
}
"""All parties here are known by a BSN: these filters leave all, or none."""
SUBJECT_FILTERS = {
    "ObjectId": "objectId",
    "CodeObjecttype": "codeObjecttype",
    "CodeRegister": "codeRegister",
    "CodeSoortObjectId": "codeSoortObjectId",
}


def check_request() -> None:
    """Refuse a request without the token (401)."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind != "Token" or not hmac.compare_digest(token.encode(), world().secret.encode()):
        raise Problem(401, "not_authenticated")


def list_parties() -> Response:
    """`GET /partijen`."""
    return _listed(PARTY, PARTY_FILTERS, lambda _, row: shapes.party(world(), row))


def make_party() -> ResponseReturnValue:
    """`POST /partijen`."""
    body = checked(bodies.PartyBody, _body())
    with world().engine.begin() as connection:
        row = keeping.row_of(connection, PARTY, keeping.make_party(connection, body))
        return created(shapes.party(world(), row))


def list_contacts() -> Response:
    """`GET /klantcontacten`; the filters on what it was about hold for one and the same thing."""
    expand = _expand()
    return _listed(
        CONTACT,
        CONTACT_FILTERS,
        lambda connection, row: shapes.contact(connection, world(), row, expand),
        _about(),
        others={"expand", *(f"{ABOUT}{name}" for name in SUBJECT_FILTERS)},
    )


def read_contact(contact_id: UUID) -> Response:
    """`GET /klantcontacten/{uuid}`."""
    query({"expand"})
    with world().engine.connect() as connection:
        row = keeping.row_of(connection, CONTACT, contact_id)
        return jsonify(shapes.contact(connection, world(), row, _expand()))


def change_contact(contact_id: UUID) -> Response:
    """`PATCH /klantcontacten/{uuid}`."""
    given = _body()
    with world().engine.begin() as connection:
        old = keeping.row_of(connection, CONTACT, contact_id)
        body = checked(bodies.ContactBody, {**old.data, **given})
        keeping.change(connection, CONTACT, contact_id, keeping.contact_data(body))
        row = keeping.row_of(connection, CONTACT, contact_id)
        answer = jsonify(shapes.contact(connection, world(), row))
    keeping.tell(world(), CONTACT, contact_id)
    return answer


def make_whole_contact() -> ResponseReturnValue:
    """`POST /maak-klantcontact`."""
    body = checked(bodies.MakeContactBody, _body())
    with world().engine.begin() as connection:
        contact_id = keeping.make_contact(connection, body)
        row = keeping.row_of(connection, CONTACT, contact_id)
        whole = shapes.contact(connection, world(), row, shapes.EXPANDED)
    parts = whole.pop("_expand")
    answer = {"klantcontact": whole}
    for name, part in (("betrokkene", "hadBetrokkenen"), ("onderwerpobject", ABOUT_PART)):
        if parts[part]:
            answer[name] = parts[part][0]
    keeping.tell(world(), CONTACT, contact_id, "create")
    return answer, 201


def list_subjects() -> Response:
    """`GET /onderwerpobjecten`."""
    return _listed(SUBJECT, OF_SUBJECT, lambda _, row: shapes.subject(world(), row))


def make_subject() -> ResponseReturnValue:
    """`POST /onderwerpobjecten`."""
    body = checked(bodies.SubjectBody, _body())
    contact_id = body.klantcontact.uuid if body.klantcontact else None
    with world().engine.begin() as connection:
        row = keeping.row_of(connection, SUBJECT, keeping.add_subject(connection, contact_id, body))
    return created(shapes.subject(world(), row))


def list_tasks() -> Response:
    """`GET /internetaken`."""
    return _listed(TASK, TASK_FILTERS, lambda _, row: shapes.task(world(), row))


def make_task() -> ResponseReturnValue:
    """`POST /internetaken`."""
    body = checked(bodies.TaskBody, _body())
    with world().engine.begin() as connection:
        row = keeping.row_of(connection, TASK, keeping.add_task(connection, body))
    keeping.tell(world(), TASK, row.id, "create")
    return created(shapes.task(world(), row))


def read_task(task_id: UUID) -> Response:
    """`GET /internetaken/{uuid}`."""
    query(())
    with world().engine.connect() as connection:
        return jsonify(shapes.task(world(), keeping.row_of(connection, TASK, task_id)))


def list_actors() -> Response:
    """`GET /actoren`."""
    return _listed(ACTOR, ACTOR_FILTERS, lambda _, row: shapes.actor(world(), row))


def list_addresses() -> Response:
    """`GET /digitaleadressen`."""
    return _listed(ADDRESS, ADDRESS_FILTERS, lambda _, row: shapes.digital_address(world(), row))


def make_address() -> ResponseReturnValue:
    """`POST /digitaleadressen`."""
    body = checked(bodies.AddressBody, _body())
    with world().engine.begin() as connection:
        row = keeping.row_of(connection, ADDRESS, keeping.add_address(connection, body))
    return created(shapes.digital_address(world(), row))


def _body() -> dict[str, Any]:
    query(())
    return json_object()


def _listed(
    table: Table,
    filters: Mapping[str, Clause],
    shape: Shape,
    clauses: Iterable[ColumnElement[bool]] = (),
    *,
    others: Iterable[str] = (),
) -> Response:
    """One page of a list, newest first."""
    parameters = query({*filters, *PAGING, *others})
    page = page_of(parameters)
    chosen = [filters[name](name, value) for name, value in parameters.items() if name in filters]
    rows = select(table).where(*chosen, *clauses)
    with world().engine.connect() as connection:
        found, count = page_of_rows(connection, rows, [table.c.seq.desc()], page)
        return paginated([shape(connection, row) for row in found], count, page)


def _expand() -> tuple[str, ...]:
    names = request.args.get("expand", "").split(",")
    unknown = [name for name in names if name and name not in EXPANDABLE]
    if unknown:
        raise invalid("expand", "invalid_choice", f"{unknown[0]} is geen beschikbare keuze.")
    return tuple(name for name in names if name)


def _about() -> list[ColumnElement[bool]]:
    """One thing that the contact was about, of which all that is asked holds."""
    asked = {
        field: request.args[f"{ABOUT}{name}"]
        for name, field in SUBJECT_FILTERS.items()
        if f"{ABOUT}{name}" in request.args
    }
    if not asked:
        return []
    identifier = SUBJECT.c.data["onderwerpobjectidentificator"]
    holds = [identifier[field].astext == value for field, value in asked.items()]
    return [exists().where(SUBJECT.c.contact == CONTACT.c.id, *holds)]


def _of_party(column: ColumnElement[Any]) -> Clause:
    return lambda name, value: exists().where(
        PARTICIPANT.c.contact == CONTACT.c.id,
        PARTICIPANT.c.party == PARTY.c.id,
        column == (_id(name, value) if column is PARTY.c.id else value),
    )


def _id(name: str, value: str) -> UUID:
    try:
        return UUID(value)
    except ValueError as error:
        raise invalid(name, "invalid", "Voer een geldige UUID in.") from error


def _links_to(column: ColumnElement[Any]) -> Clause:
    return lambda name, value: column == _id(name, value)


def _says(table: Table, field: str) -> Clause:
    return lambda _, value: table.c.data[field].astext == value


def _constant(right: str) -> Clause:
    return lambda _, value: PARTY.c.bsn.is_not(None) if value == right else false()


def _is_active(name: str, value: str) -> ColumnElement[bool]:
    return ACTOR.c.data["indicatieActief"].astext == str(truth(name, value)).lower()


ABOUT, ABOUT_PART = "onderwerpobject__onderwerpobjectidentificator", "gingOverOnderwerpobjecten"
EXPANDABLE = frozenset({*shapes.EXPANDED, "omvatteBijlagen"})
PARTY_FILTERS: dict[str, Clause] = {
    **{name: _constant(right) for name, right in OF_PARTY.items()},
    "partijIdentificator__objectId": lambda _, value: PARTY.c.bsn == value,
    "soortPartij": _says(PARTY, "soortPartij"),
}
CONTACT_FILTERS: dict[str, Clause] = {
    "hadBetrokkene__wasPartij__uuid": _of_party(PARTY.c.id),
    "hadBetrokkene__wasPartij__partijIdentificator__objectId": _of_party(PARTY.c.bsn),
    "kanaal": _says(CONTACT, "kanaal"),
}
OF_SUBJECT: dict[str, Clause] = {
    "klantcontact__uuid": _links_to(SUBJECT.c.contact),
    "wasKlantcontact__uuid": _links_to(SUBJECT.c.was_contact),
}
TASK_FILTERS: dict[str, Clause] = {
    "aanleidinggevendKlantcontact__uuid": _links_to(TASK.c.contact),
    "status": _says(TASK, "status"),
}
ACTOR_FILTERS: dict[str, Clause] = {
    "naam": _says(ACTOR, "naam"),
    "soortActor": _says(ACTOR, "soortActor"),
    "indicatieActief": _is_active,
}
ADDRESS_FILTERS: dict[str, Clause] = {
    "verstrektDoorBetrokkene__uuid": _links_to(ADDRESS.c.participant),
    "soortDigitaalAdres": _says(ADDRESS, "soortDigitaalAdres"),
}
_ROUTES = (
    Route("GET", "/partijen", list_parties),
    Route("POST", "/partijen", make_party),
    Route("GET", "/klantcontacten", list_contacts),
    Route("GET", "/klantcontacten/<uuid:contact_id>", read_contact),
    Route("PATCH", "/klantcontacten/<uuid:contact_id>", change_contact),
    Route("POST", "/maak-klantcontact", make_whole_contact),
    Route("GET", "/onderwerpobjecten", list_subjects),
    Route("POST", "/onderwerpobjecten", make_subject),
    Route("GET", "/internetaken", list_tasks),
    Route("POST", "/internetaken", make_task),
    Route("GET", "/internetaken/<uuid:task_id>", read_task),
    Route("GET", "/actoren", list_actors),
    Route("GET", "/digitaleadressen", list_addresses),
    Route("POST", "/digitaleadressen", make_address),
)


def blueprint() -> Blueprint:
    """The Klantinteracties API, named `klantinteracties`."""
    return api("klantinteracties", PREFIX, "0.9.0", _ROUTES, check_request)
