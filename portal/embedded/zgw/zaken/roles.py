"""Who is involved in a case."""

from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, insert

from portal.embedded.clock import now_text
from portal.embedded.storage import ROL
from portal.embedded.world import World
from portal.embedded.zgw.addresses import referred
from portal.embedded.zgw.bodies import checked
from portal.embedded.zgw.catalogue import catalogue
from portal.embedded.zgw.notifications import Written
from portal.embedded.zgw.problems import InvalidParam, Problem, invalid
from portal.embedded.zgw.zaken.cases import open_case, touch
from portal.embedded.zgw.zaken.changes import written
from portal.embedded.zgw.zaken.parts import role_resource
from portal.embedded.zgw.zaken.role_bodies import HAS_LOGIN, IDENTITIES, RolBody
from portal.embedded.zgw.zaken.statuses import type_of_case


def add_role(connection: Connection, world: World, body: RolBody) -> Written:
    """Add somebody to an open case; raises a 400 for nobody, or for a second initiator."""
    identity = _identity(body)
    case = open_case(connection, referred(world, "zaak", body.zaak, field="zaak"))
    type_id = type_of_case(world, case, "roltype", body.roltype)
    generic = catalogue(world).resources["roltype"][type_id]["omschrijvingGeneriek"]
    row = connection.execute(
        insert(ROL)
        .values(
            id=uuid4(),
            zaak=case.id,
            roltype=type_id,
            omschrijving_generiek=generic,
            bsn=(identity or {}).get("inpBsn") or None,
            data=_fields(body, identity),
        )
        .returning(ROL)
    ).one()
    touch(connection, case.id)
    return written(world, case, "rol", role_resource(world, row))


def _identity(body: RolBody) -> dict[str, Any] | None:
    """Who it is, with all fields of this kind of person; None where only a link is given."""
    if not body.betrokkene_identificatie:
        if body.betrokkene:
            return None
        raise invalid(
            "nonFieldErrors",
            "invalid-betrokkene",
            "betrokkene of betrokkeneIdentificatie moet worden opgegeven",
        )
    try:
        model = IDENTITIES[body.betrokkene_type]
        return checked(model, body.betrokkene_identificatie).as_json()
    except Problem as problem:
        params = tuple(
            InvalidParam(f"betrokkeneIdentificatie.{each.name}", each.code, each.reason)
            for each in problem.params
        )
        raise Problem(problem.status, problem.code, params=params) from problem


def _fields(body: RolBody, identity: dict[str, Any] | None) -> dict[str, Any]:
    fields = body.as_json()
    fields["betrokkeneIdentificatie"] = identity
    fields["registratiedatum"] = now_text()
    if body.betrokkene_type not in HAS_LOGIN:
        del fields["authenticatieContext"]
    return fields
