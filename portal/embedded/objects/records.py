"""Objects of the Objects API: an object has records, of which the newest counts."""

import operator
from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any
from uuid import UUID, uuid4

from pydantic import Field
from sqlalchemy import (
    ColumnElement,
    Connection,
    Numeric,
    Row,
    Select,
    case,
    cast,
    func,
    insert,
    select,
    update,
)

from portal.embedded.clock import today
from portal.embedded.objects.product_requests import PRODUCT_REQUEST_TYPE, check_product_request
from portal.embedded.storage import OBJECT, OBJECT_RECORD
from portal.embedded.world import World
from portal.embedded.zgw.addresses import address, referred
from portal.embedded.zgw.bodies import Body, Day, Link
from portal.embedded.zgw.problems import invalid, not_found
from portal.embedded.zgw.zaken.bodies import Geometry

TASK_TYPE = UUID("3e852115-277a-4570-873a-9a64be3aeb35")
"""The object type of external tasks (schema "Externe klanttaak", version 1)."""
OBJECT_TYPES = frozenset({TASK_TYPE, PRODUCT_REQUEST_TYPE})

Operator = Callable[[Sequence[str], str], ColumnElement[bool]]


class RecordBody(Body):
    """One record: what is true of the object from a day on."""

    type_version: Annotated[int, Field(ge=0, le=32767)]
    data: dict[str, Any] = Field(default_factory=dict)
    geometry: Geometry = None
    start_at: Day


class ObjectBody(Body):
    """An object with its record."""

    uuid: UUID | None = None
    type: Link
    record: RecordBody


def objects(*clauses: ColumnElement[bool]) -> Select[Any]:
    """Objects with their newest record."""
    newest = (
        select(OBJECT_RECORD.c.index)
        .where(OBJECT_RECORD.c.object == OBJECT.c.id)
        .order_by(OBJECT_RECORD.c.index.desc())
        .limit(1)
        .correlate(OBJECT)
        .scalar_subquery()
    )
    number = OBJECT_RECORD.c.index.label("record_index")
    joined = select(OBJECT, OBJECT_RECORD, number).join(
        OBJECT_RECORD, OBJECT_RECORD.c.object == OBJECT.c.id
    )
    return joined.where(OBJECT_RECORD.c.index == newest, *clauses)


def object_row(connection: Connection, object_id: UUID) -> Row[Any]:
    """One object with its newest record; raises the 404."""
    row = connection.execute(objects(OBJECT.c.id == object_id)).one_or_none()
    if row is None:
        raise not_found()
    return row


def create_object(connection: Connection, world: World, body: ObjectBody) -> UUID:
    """Keep a new object; raises a 400 for an unknown object type or an id that is taken."""
    type_id = referred(world, "objecttype", body.type, field="type")
    if type_id not in OBJECT_TYPES:
        raise invalid("type", "invalid", "Dit objecttype bestaat niet.")
    _check_data(type_id, body.record)
    object_id = body.uuid or uuid4()
    if connection.scalar(select(OBJECT.c.id).where(OBJECT.c.id == object_id)) is not None:
        raise invalid("uuid", "unique", "Er bestaat al een object met eenzelfde uuid.")
    connection.execute(insert(OBJECT).values(id=object_id, objecttype=type_id))
    _keep(connection, object_id, 1, body.record)
    return object_id


def change_object(connection: Connection, object_id: UUID, body: RecordBody) -> None:
    """Give an object a new record; the old one ends the day this one begins."""
    connection.execute(select(OBJECT.c.id).where(OBJECT.c.id == object_id).with_for_update())
    old = object_row(connection, object_id)
    _check_data(old.objecttype, body)
    connection.execute(
        update(OBJECT_RECORD)
        .where(OBJECT_RECORD.c.object == object_id, OBJECT_RECORD.c.index == old.record_index)
        .values(end_at=body.start_at)
    )
    _keep(connection, object_id, old.record_index + 1, body)


def merged(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """The old data with the new laid over it, object inside object, as `PATCH` does."""
    result = dict(old)
    for name, value in new.items():
        inside = result.get(name)
        is_deeper = isinstance(inside, dict) and isinstance(value, dict)
        result[name] = merged(inside, value) if is_deeper and inside is not None else value
    return result


def resource(world: World, row: Row[Any]) -> dict[str, Any]:
    """An `object`."""
    return {
        "url": address(world, "object", row.id),
        "uuid": str(row.id),
        "type": address(world, "objecttype", row.objecttype),
        "record": {
            "index": row.record_index,
            "typeVersion": row.type_version,
            "data": row.data,
            "geometry": row.geometry,
            "references": [],
            "startAt": row.start_at.isoformat(),
            "endAt": row.end_at.isoformat() if row.end_at else None,
            "registrationAt": row.registered_at.isoformat(),
            "correctionFor": None,
            "correctedBy": None,
        },
    }


_PARTS = 3


def attribute_clause(name: str, expression: str) -> ColumnElement[bool]:
    """The filter `key__operator__value` on the data; raises a 400 for any other form."""
    parts = expression.rsplit("__", 2)
    if len(parts) != _PARTS or not parts[0] or parts[1] not in _OPERATORS:
        raise invalid(name, "invalid-data-attr-value", f"Ongeldige waarde: {expression}")
    key, how, value = parts
    return _OPERATORS[how](key.split("__"), value)


def _value(path: Sequence[str], value: str) -> tuple[ColumnElement[Any], Any]:
    """What to compare: a number with numbers only, anything else as text (ISO dates)."""
    found = OBJECT_RECORD.c.data[tuple(path)]
    try:
        number = Decimal(value)
    except InvalidOperation:
        return found.astext, value
    if not number.is_finite():
        return found.astext, value
    is_number = func.jsonb_typeof(found) == "number"
    return case((is_number, cast(found.astext, Numeric)), else_=None), number


def _text(path: Sequence[str]) -> ColumnElement[str]:
    column: ColumnElement[str] = OBJECT_RECORD.c.data[tuple(path)].astext
    return column


def _compare(how: Callable[[Any, Any], Any]) -> Operator:
    def clause(path: Sequence[str], value: str) -> ColumnElement[bool]:
        compared: ColumnElement[bool] = how(*_value(path, value))
        return compared

    return clause


_OPERATORS: dict[str, Operator] = {
    "exact": lambda path, value: _text(path) == value,
    "icontains": lambda path, value: _text(path).icontains(value, autoescape=True),
    "in": lambda path, value: _text(path).in_(value.split("|")),
    "gt": _compare(operator.gt),
    "gte": _compare(operator.ge),
    "lt": _compare(operator.lt),
    "lte": _compare(operator.le),
}


def _check_data(type_id: UUID, body: RecordBody) -> None:
    """Raise a 400 for data that its object type doesn't allow; of tasks none is refused."""
    if type_id == PRODUCT_REQUEST_TYPE:
        check_product_request(body.data)


def _keep(connection: Connection, object_id: UUID, index: int, body: RecordBody) -> None:
    """Keep a record as the newest."""
    connection.execute(
        insert(OBJECT_RECORD).values(
            object=object_id,
            index=index,
            type_version=body.type_version,
            data=body.data,
            geometry=body.geometry,
            start_at=body.start_at,
            registered_at=today(),
        )
    )
