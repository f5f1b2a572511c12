"""External tasks: what the municipality asks of a resident (schema of NL Portal, v2)."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, Row

from portal.embedded.clock import AMSTERDAM, today
from portal.embedded.objects.records import (
    TASK_TYPE,
    ObjectBody,
    RecordBody,
    change_object,
    create_object,
    objects,
)
from portal.embedded.storage import OBJECT_RECORD
from portal.embedded.world import World
from portal.embedded.zgw.addresses import address

FORM = "document-aanleveren"
"""Name of the portal's own form on which a document is sent in."""
OWNER = "zaaksysteem-demodam"
_UNFINISHED = {"open": "gesloten", "afgerond": "verwerkt"}
"""What becomes of a task once the municipality goes on."""


def ask(  # noqa: PLR0913 - each is a field of the task
    connection: Connection,
    world: World,
    *,
    case_id: UUID,
    bsn: str,
    document_type: dict[str, Any],
    explanation: str,
    due: date | None,
) -> UUID:
    """Make the task to send in a document of this type; returns the id of its object."""
    data = {
        "titel": f"Stuur uw {document_type['omschrijving'].lower()}",
        "status": "open",
        "soort": "portaalformulier",
        "eigenaar": OWNER,
        "identificatie": {"type": "bsn", "value": bsn},
        # The schema names the case in `value`, NL Portal itself reads `uuid`: give both.
        "koppeling": {"registratie": "zaak", "value": str(case_id), "uuid": str(case_id)},
        "portaalformulier": {
            "formulier": {"soort": "id", "value": FORM},
            "data": {
                "documenttype": document_type["omschrijving"],
                "informatieobjecttype": document_type["url"],
                "toelichting": explanation,
            },
        },
        "verwerker_taak_id": str(uuid4()),
    }
    if due is not None:
        data["verloopdatum"] = datetime.combine(due, time(23, 59, 59), AMSTERDAM).isoformat()
    body = ObjectBody(
        type=address(world, "objecttype", TASK_TYPE),
        record=RecordBody(type_version=1, data=data, start_at=today()),
    )
    return create_object(connection, world, body)


def tasks_of(connection: Connection, case_id: UUID) -> list[Row[Any]]:
    """All tasks of a case, oldest first."""
    of_case = OBJECT_RECORD.c.data["koppeling", "uuid"].astext == str(case_id)
    return list(connection.execute(objects(of_case).order_by("seq")).all())


def settle(connection: Connection, case_id: UUID, *, also_open: bool) -> None:
    """Note that what the resident sent was dealt with; with `also_open` ask no longer."""
    for task in tasks_of(connection, case_id):
        status = task.data["status"]
        if status == "afgerond" or (also_open and status == "open"):
            data = {**task.data, "status": _UNFINISHED[status]}
            body = RecordBody(type_version=1, data=data, start_at=today())
            change_object(connection, task.id, body)
