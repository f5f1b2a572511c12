"""What a case worker does to who sees a case: its roles, and how confidential it is.

Every action writes what the HTTP API would keep, and sends the same notifications.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select

from portal.embedded.desk import tasks
from portal.embedded.desk.casefile import NoSuchCase, NotPossible
from portal.embedded.desk.role_lines import AGENT
from portal.embedded.desk.treating import Desk, treating
from portal.embedded.registers.everybody import BY_BSN
from portal.embedded.storage import ROL
from portal.embedded.world import World
from portal.embedded.zgw.addresses import address
from portal.embedded.zgw.catalogue import catalogue, catalogue_id
from portal.embedded.zgw.zaken.role_bodies import RolBody
from portal.embedded.zgw.zaken.roles import add_role, remove_role

APPLICANT = "initiator"
ROLES = {
    APPLICANT: "Aanvrager",
    "belanghebbende": "Belanghebbende",
    AGENT: "Gemachtigde: handelt voor de aanvrager",
}
"""What somebody can be made in a case."""
LEVELS = {
    "openbaar": "Openbaar",
    "beperkt_openbaar": "Beperkt openbaar",
    "intern": "Intern",
    "zaakvertrouwelijk": "Zaakvertrouwelijk: zoals gewoonlijk",
    "vertrouwelijk": "Vertrouwelijk: niet meer in het portaal",
    "confidentieel": "Confidentieel: niet meer in het portaal",
    "geheim": "Geheim: niet meer in het portaal",
    "zeer_geheim": "Zeer geheim: niet meer in het portaal",
}


def set_confidentiality(world: World, case_id: UUID, *, level: str) -> None:
    """Say how secret the case is; raises `NotPossible` for what is no level."""
    if level not in LEVELS:
        raise NotPossible("Kies hoe vertrouwelijk de zaak is.")
    with treating(world, case_id) as desk:
        desk.change(vertrouwelijkheidaanduiding=level)


def add_person(world: World, case_id: UUID, *, bsn: str, role: str) -> None:
    """Give somebody this role; raises `NotPossible` for nobody, and for a second applicant."""
    if role not in ROLES:
        raise NotPossible("Kies wat deze persoon in de zaak is.")
    if not bsn.strip():
        raise NotPossible("Vul een BSN in.")
    with treating(world, case_id) as desk:
        if role == APPLICANT and _applicants(desk):
            raise NotPossible("Deze zaak heeft al een aanvrager. Haal die eerst weg.")
        generic = "belanghebbende" if role == AGENT else role
        key = catalogue(world).case_types[desk.case.zaaktype].key
        resident = BY_BSN.get(bsn.strip())
        body = RolBody.model_validate(
            {
                "zaak": address(world, "zaak", case_id),
                "betrokkeneType": "natuurlijk_persoon",
                "roltype": address(world, "roltype", catalogue_id("roltype", key, generic)),
                "roltoelichting": ROLES[role],
                "afwijkendeNaamBetrokkene": resident.full_name if resident else "",
                "indicatieMachtiging": AGENT if role == AGENT else "",
                "betrokkeneIdentificatie": {"inpBsn": bsn.strip()},
            }
        )
        desk.written.append(add_role(desk.connection, world, body))


def remove_person(world: World, case_id: UUID, role_id: UUID) -> None:
    """Take a role away; nothing is asked any more of an applicant who goes.

    Raises `NoSuchCase` for a role of another case.
    """
    with treating(world, case_id) as desk:
        is_applicant = role_id in {row.id for row in _applicants(desk)}
        removed = remove_role(desk.connection, world, case_id, role_id)
        if removed is None:
            raise NoSuchCase("Deze rol hoort niet bij deze zaak.")
        desk.written.append(removed)
        if is_applicant:
            tasks.settle(desk.connection, case_id, also_open=True)


def _applicants(desk: Desk) -> Sequence[Row[Any]]:
    rows = select(ROL.c.id).where(
        ROL.c.zaak == desk.case.id, ROL.c.omschrijving_generiek == APPLICANT
    )
    return desk.connection.execute(rows).all()
