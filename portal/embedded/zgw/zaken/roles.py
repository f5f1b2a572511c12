"""Who is involved in a case."""

from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, delete, insert

from portal.embedded.clock import now_text
from portal.embedded.storage import ROL
from portal.embedded.world import World
from portal.embedded.zgw.addresses import referred
from portal.embedded.zgw.bodies import checked
from portal.embedded.zgw.catalogue import catalogue
from portal.embedded.zgw.notifications import Written
from portal.embedded.zgw.problems import invalid, problems_inside
from portal.embedded.zgw.zaken.cases import open_case, touch
from portal.embedded.zgw.zaken.changes import written
from portal.embedded.zgw.zaken.parts import role_resource
from portal.embedded.zgw.zaken.role_bodies import HAS_LOGIN, IDENTITIES, DigidContext, RolBody
from portal.embedded.zgw.zaken.statuses import type_of_case


def add_role(connection: Connection, world: World, body: RolBody) -> Written:
    """Add somebody to an open case; raises a 400 for nobody, or for a second initiator."""
    identity, login = _identity(body), _login(body)
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
            data=_fields(body, identity, login),
        )
        .returning(ROL)
    ).one()
    touch(connection, case.id)
    return written(world, case, "rol", role_resource(world, row))


def remove_role(
    connection: Connection, world: World, case_id: UUID, role_id: UUID
) -> Written | None:
    """Take somebody out of an open case; None where that case has no such role."""
    case = open_case(connection, case_id)
    role = (ROL.c.zaak == case.id) & (ROL.c.id == role_id)
    row = connection.execute(delete(ROL).where(role).returning(ROL)).one_or_none()
    if row is None:
        return None
    touch(connection, case.id)
    return written(world, case, "rol", role_resource(world, row), action="destroy")


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
    model = IDENTITIES[body.betrokkene_type]
    with problems_inside("betrokkeneIdentificatie"):
        identity = checked(model, body.betrokkene_identificatie)
    return identity.as_json()


def _login(body: RolBody) -> dict[str, Any] | None:
    """How a person logged in; raises a 400 where they act for another and don't say so."""
    if not body.authenticatie_context or body.betrokkene_type != "natuurlijk_persoon":
        return body.authenticatie_context
    with problems_inside("authenticatieContext"):
        login = checked(DigidContext, body.authenticatie_context)
    if login.representee and body.indicatie_machtiging != "gemachtigde":
        raise invalid(
            "nonFieldErrors",
            "indicatie-machtiging-invalid",
            "`indicatieMachtiging` must be 'gemachtigde' when a representee is specified",
        )
    return login.model_dump(mode="json", by_alias=True, exclude_none=True)


def _fields(
    body: RolBody, identity: dict[str, Any] | None, login: dict[str, Any] | None
) -> dict[str, Any]:
    fields = body.as_json()
    fields["betrokkeneIdentificatie"] = identity
    fields["authenticatieContext"] = login
    fields["registratiedatum"] = now_text()
    if body.betrokkene_type not in HAS_LOGIN:
        del fields["authenticatieContext"]
    return fields
