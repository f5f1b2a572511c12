"""Who is involved in a case, as the case worker's page names them."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from portal.embedded.desk.casefile import RoleLine
from portal.embedded.registers.everybody import BY_BSN
from portal.embedded.storage import ROL
from portal.embedded.world import World
from portal.embedded.zgw.catalogue import catalogue

AGENT = "gemachtigde"
_UNNAMED = "Onbekend"


def roles_of(connection: Connection, world: World, case_id: UUID) -> tuple[RoleLine, ...]:
    """Everybody, in the order in which they came."""
    rows = select(ROL).where(ROL.c.zaak == case_id).order_by(ROL.c.seq)
    types = catalogue(world).resources["roltype"]
    return tuple(
        RoleLine(
            id=row.id,
            kind=_kind(row.data, types[row.roltype]["omschrijving"]),
            name=name_of(row.bsn, row.data),
            bsn=row.bsn or "",
        )
        for row in connection.execute(rows)
    )


def name_of(bsn: str | None, data: Mapping[str, Any]) -> str:
    """A test resident's own name, or else as it was sent."""
    if bsn in BY_BSN:
        return BY_BSN[bsn].full_name
    contact = data.get("contactpersoonRol") or {}
    return str(contact.get("naam") or data.get("afwijkendeNaamBetrokkene") or _UNNAMED)


def _kind(data: Mapping[str, Any], otherwise: str) -> str:
    return AGENT.capitalize() if data.get("indicatieMachtiging") == AGENT else otherwise
