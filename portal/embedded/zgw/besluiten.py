"""The Besluiten API 1.1.0, in the profile of Open Zaak 1.30."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from uuid import UUID, uuid4

from flask import Blueprint, Response, jsonify
from flask.typing import ResponseReturnValue
from pydantic import Field
from sqlalchemy import ColumnElement, Connection, Row, exists, insert, select, update

from portal.embedded.current import world
from portal.embedded.storage import BESLUIT, BESLUITINFORMATIEOBJECT, DOCUMENT
from portal.embedded.world import World
from portal.embedded.zgw.access import check_token
from portal.embedded.zgw.addresses import BESLUITEN, address, linked, referred
from portal.embedded.zgw.api import Route, api, created
from portal.embedded.zgw.bodies import Body, Day, Link, Rsin, checked, json_object
from portal.embedded.zgw.catalogue import catalogue
from portal.embedded.zgw.notifications import Change, Written, notify
from portal.embedded.zgw.numbers import next_number
from portal.embedded.zgw.problems import invalid, not_found
from portal.embedded.zgw.queries import PAGING, page_of, page_of_rows, paginated, query
from portal.embedded.zgw.zaken.cases import open_case


class BesluitBody(Body):
    """A decision."""

    identificatie: str = Field(default="", max_length=50)
    verantwoordelijke_organisatie: Rsin
    besluittype: Link
    zaak: Link = ""
    datum: Day
    toelichting: str = ""
    bestuursorgaan: str = Field(default="", max_length=50)
    ingangsdatum: Day
    vervaldatum: Day | None = None
    vervalreden: Literal["", "tijdelijk", "ingetrokken_overheid", "ingetrokken_belanghebbende"] = ""
    publicatiedatum: Day | None = None
    verzenddatum: Day | None = None
    uiterlijke_reactiedatum: Day | None = None


class BesluitinformatieobjectBody(Body):
    """A document in which a decision is written down."""

    besluit: Link
    informatieobject: Link


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """From which day a decision holds no more, and why."""

    day: date
    reason: str
    """`vervalreden`."""


_REASONS = {
    "": "",
    "tijdelijk": "Besluit met tijdelijke werking",
    "ingetrokken_overheid": "Besluit ingetrokken door overheid",
    "ingetrokken_belanghebbende": "Besluit ingetrokken o.v.v. belanghebbende",
}


def create_decision(connection: Connection, world: World, body: BesluitBody) -> Written:
    """Keep a decision, on an open case if it is on one; raises a 400 for another's kind."""
    type_id = referred(world, "besluittype", body.besluittype, field="besluittype")
    kind = catalogue(world).get("besluittype", type_id)
    if kind is None:
        raise invalid("besluittype", "bad-url", "Het besluittype bestaat niet.")
    case_id = referred(world, "zaak", body.zaak, field="zaak") if body.zaak else None
    if case_id is not None:
        case = open_case(connection, case_id)
        if address(world, "zaaktype", case.zaaktype) not in kind["zaaktypen"]:
            raise invalid(
                "nonFieldErrors",
                "zaaktype-mismatch",
                "Het besluittype hoort niet bij het zaaktype.",
            )
    number = body.identificatie or next_number(connection, BESLUIT, "BESLUIT")
    row = connection.execute(
        insert(BESLUIT)
        .values(
            id=uuid4(),
            identificatie=number,
            verantwoordelijke_organisatie=body.verantwoordelijke_organisatie,
            besluittype=type_id,
            zaak=case_id,
            data={**body.as_json(), "identificatie": number},
        )
        .returning(BESLUIT)
    ).one()
    return _written(resource(world, row), "besluit")


def end_decision(
    connection: Connection, world: World, case_id: UUID, decision_id: UUID, withdrawal: Withdrawal
) -> Written | None:
    """Let a decision of this case hold no more; None where the case has no such decision."""
    fields = {"vervaldatum": withdrawal.day.isoformat(), "vervalreden": withdrawal.reason}
    row = connection.execute(
        update(BESLUIT)
        .where(BESLUIT.c.id == decision_id, BESLUIT.c.zaak == case_id)
        .values(data=BESLUIT.c.data.op("||")(fields))
        .returning(BESLUIT)
    ).one_or_none()
    return _written(resource(world, row), "besluit", action="partial_update") if row else None


def link_document(
    connection: Connection, world: World, body: BesluitinformatieobjectBody
) -> Written:
    """Tie a document to a decision; raises a 400 where one of the two is unknown."""
    decision_id = referred(world, "besluit", body.besluit, field="besluit")
    document_id = referred(world, "document", body.informatieobject, field="informatieobject")
    decision = connection.execute(select(BESLUIT).where(BESLUIT.c.id == decision_id)).one_or_none()
    if decision is None:
        raise invalid("besluit", "does_not_exist", "Ongeldige hyperlink - Object bestaat niet.")
    if not connection.scalar(select(exists().where(DOCUMENT.c.id == document_id))):
        raise invalid("informatieobject", "bad-url", "De URL kon niet opgehaald worden.")
    row = connection.execute(
        insert(BESLUITINFORMATIEOBJECT)
        .values(id=uuid4(), besluit=decision_id, informatieobject=document_id, data={})
        .returning(BESLUITINFORMATIEOBJECT)
    ).one()
    made = _written(resource(world, decision), "besluitinformatieobject")
    link = link_resource(world, row)
    return Written(
        link,
        Change(
            channel=made.change.channel,
            resource=made.change.resource,
            main=made.change.main,
            url=link["url"],
            marks=made.change.marks,
        ),
    )


def resource(world: World, row: Row[Any]) -> dict[str, Any]:
    """A `besluit`."""
    return {
        "url": address(world, "besluit", row.id),
        **row.data,
        "besluittype": address(world, "besluittype", row.besluittype),
        "zaak": address(world, "zaak", row.zaak) if row.zaak else "",
        "vervalredenWeergave": _REASONS[row.data["vervalreden"]],
    }


def link_resource(world: World, row: Row[Any]) -> dict[str, Any]:
    """A `besluitinformatieobject`."""
    return {
        "url": address(world, "besluitinformatieobject", row.id),
        "informatieobject": address(world, "document", row.informatieobject),
        "besluit": address(world, "besluit", row.besluit),
    }


def _list_decisions() -> Response:
    parameters = query({*_FILTERS, *PAGING})
    page = page_of(parameters)
    rows = select(BESLUIT).where(*_clauses(parameters))
    with world().engine.connect() as connection:
        found, count = page_of_rows(connection, rows, [BESLUIT.c.seq.desc()], page)
    return paginated([resource(world(), row) for row in found], count, page)


def _read_decision(decision_id: UUID) -> Response:
    query(())
    with world().engine.connect() as connection:
        row = connection.execute(select(BESLUIT).where(BESLUIT.c.id == decision_id)).one_or_none()
    if row is None:
        raise not_found()
    return jsonify(resource(world(), row))


def _make_decision() -> ResponseReturnValue:
    query(())
    body = checked(BesluitBody, json_object())
    with world().engine.begin() as connection:
        made = create_decision(connection, world(), body)
    notify(world(), made.change)
    return created(made.resource)


def _list_links() -> Response:
    parameters = query({"besluit", "informatieobject"})
    kinds = {"besluit": "besluit", "informatieobject": "document"}
    clauses = [
        BESLUITINFORMATIEOBJECT.c[name] == referred(world(), kinds[name], value, field=name)
        for name, value in parameters.items()
    ]
    rows = select(BESLUITINFORMATIEOBJECT).where(*clauses)
    with world().engine.connect() as connection:
        found = connection.execute(rows.order_by(BESLUITINFORMATIEOBJECT.c.seq)).all()
    return jsonify([link_resource(world(), row) for row in found])


def _make_link() -> ResponseReturnValue:
    query(())
    body = checked(BesluitinformatieobjectBody, json_object())
    with world().engine.begin() as connection:
        made = link_document(connection, world(), body)
    notify(world(), made.change)
    return created(made.resource)


_FILTERS: dict[str, Callable[[str, str], ColumnElement[bool]]] = {
    "identificatie": lambda _, value: BESLUIT.c.identificatie == value,
    "verantwoordelijkeOrganisatie": lambda _, value: (
        BESLUIT.c.verantwoordelijke_organisatie == value
    ),
    "zaak": linked(BESLUIT.c.zaak, "zaak"),
    "besluittype": linked(BESLUIT.c.besluittype, "besluittype"),
}


def _clauses(parameters: Mapping[str, str]) -> list[ColumnElement[bool]]:
    return [_FILTERS[name](name, value) for name, value in parameters.items() if name in _FILTERS]


def _written(resource: dict[str, Any], kind: str, *, action: str = "create") -> Written:
    marks = {
        "verantwoordelijkeOrganisatie": resource["verantwoordelijkeOrganisatie"],
        "besluittype": resource["besluittype"],
    }
    change = Change(
        channel="besluiten",
        resource=kind,
        main=resource["url"],
        url=resource["url"],
        action=action,
        marks=marks,
    )
    return Written(resource, change)


_ROUTES = (
    Route("GET", "/besluiten", _list_decisions),
    Route("POST", "/besluiten", _make_decision),
    Route("GET", "/besluiten/<uuid:decision_id>", _read_decision),
    Route("GET", "/besluitinformatieobjecten", _list_links),
    Route("POST", "/besluitinformatieobjecten", _make_link),
)


def blueprint() -> Blueprint:
    """The Besluiten API."""
    return api("besluiten", BESLUITEN, "1.1.0", _ROUTES, check_token)
