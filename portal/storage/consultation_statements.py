"""The statements that write consultation lines: one for all lines of a page, however many."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import (
    Insert,
    Table,
    Update,
    Uuid,
    and_,
    bindparam,
    column,
    func,
    select,
    update,
)
from sqlalchemy import case as sql_case
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, insert

from portal.domain.consultations import NewConsultation
from portal.domain.numbers import without_bsn

ORGANISATION = "gemeente"
NO_ID = UUID(int=0)
"""What stands for the id of a case where a line is about none: null would fit no index."""

AGAIN = (
    "trace_id",
    "owner_id",
    "activity",
    "action",
    "actor_class",
    "source",
    "object_kind",
    "object_ref",
)
"""What all tries of one look or delivery have in common, and no other look has."""


def row_of(consultation: NewConsultation, moment: datetime) -> dict[str, Any]:
    """A new line as JSON, written at this moment; its outcome is not known yet."""
    case = consultation.case
    return {
        "id": str(uuid4()),
        "made_at": moment.isoformat(),
        "trace_id": str(consultation.draft_id or consultation.look_id or uuid4()),
        "owner_id": str(consultation.subject.key),
        "acted_by": str(consultation.acted_by) if consultation.acted_by else None,
        "activity": consultation.activity,
        "action": consultation.action,
        "actor_class": consultation.ground,
        "organisation": ORGANISATION,
        "channel": "web",
        "data_kinds": consultation.kinds,
        "source": consultation.source,
        "object_kind": consultation.object_kind,
        "object_ref": without_bsn(consultation.object_ref),
        "case_system": case.system if case else "",
        "case_id": str(case.id if case else NO_ID),
        "case_ref": without_bsn(consultation.case_ref),
        "how_chosen": consultation.how_chosen,
        "recipient": consultation.recipient,
        "outcome": "begun",
    }


def again_statement(line: Table) -> Update:
    """Begins the line with the same `AGAIN` since `since` anew, for these `kinds` of data.

    Its moment stays that of the first try, from which on the data may have been seen or shared;
    once that is so (`ok`) it stays so.
    """
    is_same = [line.c[name] == bindparam(f"same_{name}") for name in AGAIN]
    first = (
        select(line.c.id)
        .where(*is_same, line.c.made_at >= bindparam("since"))
        .order_by(line.c.made_at)
        .limit(1)
    ).scalar_subquery()
    is_seen = line.c.outcome == "ok"
    begun: dict[str, Any] = {
        "outcome": sql_case((is_seen, "ok"), else_="begun"),
        "ended_at": sql_case((is_seen, line.c.ended_at), else_=None),
        "data_kinds": bindparam("kinds", type_=line.c.data_kinds.type),
    }
    return update(line).where(line.c.id == first).values(begun).returning(line.c.id)


def write_statement(line: Table) -> Insert:
    """Writes all `rows` (see `row_of`)."""
    rows = func.jsonb_to_recordset(bindparam("rows", type_=JSONB())).table_valued(
        *(column(item.name, item.type) for item in line.c)
    )
    new = rows.render_derived(name="line", with_types=True)
    return insert(line).from_select(line.c.keys(), select(*new.c))


def end_statement(line: Table) -> Update:
    """Gives all `lines` their outcome, of which those in `failed` failed, at `ended`.

    What was seen in an earlier try was seen, however a later one ended.
    """
    ids = ARRAY(Uuid())
    is_ended = line.c.id == func.any(bindparam("lines", type_=ids))
    has_failed = line.c.id == func.any(bindparam("failed", type_=ids))
    values = {
        "outcome": sql_case((and_(has_failed, line.c.outcome != "ok"), "failed"), else_="ok"),
        "ended_at": bindparam("ended", type_=line.c.ended_at.type),
    }
    return update(line).where(is_ended).values(values)
