"""Cases that hang together: parts of a case (deelzaken), and others that it has to do with.

What is kept of another case is its id, as addresses may change between two starts.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, exists, func, select
from sqlalchemy.dialects.postgresql import insert

from portal.embedded.storage import DEELZAAK, ZAAK
from portal.embedded.world import World
from portal.embedded.zgw.addresses import address, referred
from portal.embedded.zgw.problems import invalid

OTHERS = "relevanteAndereZaken"
MAIN = "hoofdzaak"
SUB_CASES = "deelzaken"

MAIN_CASE = (
    select(DEELZAAK.c.hoofdzaak)
    .where(DEELZAAK.c.zaak == ZAAK.c.id)
    .correlate(ZAAK)
    .scalar_subquery()
)
PARTS = (
    select(func.array_agg(DEELZAAK.c.zaak))
    .where(DEELZAAK.c.hoofdzaak == ZAAK.c.id)
    .correlate(ZAAK)
    .scalar_subquery()
)


def set_main_case(connection: Connection, world: World, case_id: UUID, url: str | None) -> None:
    """Make a case a part of the one at this URL, or of none; raises the 400s of Open Zaak."""
    if not url:
        connection.execute(delete(DEELZAAK).where(DEELZAAK.c.zaak == case_id))
        return
    main = existing(connection, world, url, field=MAIN)
    if main == case_id:
        raise invalid(MAIN, "self-relation", "Een zaak kan geen deelzaak van zichzelf zijn.")
    is_part = exists().where(DEELZAAK.c.zaak == main)
    has_parts = exists().where(DEELZAAK.c.hoofdzaak == case_id)
    if connection.scalar(select(is_part | has_parts)):
        raise invalid(MAIN, "deelzaak-als-hoofdzaak", "Een deelzaak kan geen deelzaken hebben.")
    values = {"zaak": case_id, "hoofdzaak": main}
    query = insert(DEELZAAK).values(values)
    connection.execute(
        query.on_conflict_do_update(index_elements=["zaak"], set_={"hoofdzaak": main})
    )


def existing(connection: Connection, world: World, url: str, *, field: str) -> UUID:
    """The id of the case at this URL; raises the 400 of one that isn't there."""
    case_id = referred(world, "zaak", url, field=field)
    if not connection.scalar(select(exists().where(ZAAK.c.id == case_id))):
        raise invalid(field, "does_not_exist", "Ongeldige hyperlink - Object bestaat niet.")
    return case_id


def kept(connection: Connection, world: World, fields: dict[str, Any]) -> dict[str, Any]:
    """These fields of a case as they are kept: other cases by their ids, its main case apart."""
    changed = {name: value for name, value in fields.items() if name != MAIN}
    if OTHERS in fields:
        changed[OTHERS] = [
            {**each, "url": str(existing(connection, world, each["url"], field=OTHERS))}
            for each in fields[OTHERS]
        ]
    return changed


def answered(world: World, row: Any) -> dict[str, Any]:
    """The same as the API answers them."""
    return {
        MAIN: address(world, "zaak", row.hoofdzaak) if row.hoofdzaak else None,
        SUB_CASES: [address(world, "zaak", each) for each in row.deelzaken or ()],
        OTHERS: [
            {**each, "url": address(world, "zaak", UUID(each["url"]))} for each in row.data[OTHERS]
        ],
    }


def related(row: Any) -> dict[str, list[UUID]]:
    """The ids of the cases that this one has to do with, by the field that names them."""
    return {
        MAIN: [row.hoofdzaak] if row.hoofdzaak else [],
        SUB_CASES: list(row.deelzaken or ()),
        OTHERS: [UUID(each["url"]) for each in row.data[OTHERS]],
    }
