"""`expand`: resources that a case points to, put inside the answer.

Open Zaak knows a fixed list of paths and never goes into documents. One query per kind, however
many cases there are.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, select

from portal.embedded.storage import (
    RESULTAAT,
    ROL,
    STATUS,
    ZAAKEIGENSCHAP,
    ZAAKINFORMATIEOBJECT,
)
from portal.embedded.world import World
from portal.embedded.zgw.catalogue import catalogue
from portal.embedded.zgw.problems import invalid
from portal.embedded.zgw.zaken.cases import CaseRow
from portal.embedded.zgw.zaken.parts import (
    PartRow,
    Resource,
    document_link_resource,
    property_resource,
    result_resource,
    role_resource,
    status_resource,
)

Shape = Callable[[World, PartRow], Resource]


def _last_status_resource(world: World, row: PartRow) -> Resource:
    return status_resource(world, row, is_last=True)


_MANY: dict[str, tuple[Table, Shape, str]] = {
    "eigenschappen": (ZAAKEIGENSCHAP, property_resource, "eigenschap"),
    "rollen": (ROL, role_resource, "roltype"),
    "zaakinformatieobjecten": (ZAAKINFORMATIEOBJECT, document_link_resource, ""),
}
_ONE: dict[str, tuple[Table, Shape, str]] = {
    "status": (STATUS, _last_status_resource, "statustype"),
    "resultaat": (RESULTAAT, result_resource, "resultaattype"),
}
_NEVER_THERE = ("hoofdzaak", "deelzaken", "relevanteAndereZaken", "zaakobjecten")
PATHS = frozenset(
    {
        "zaaktype",
        *_NEVER_THERE,
        *_MANY,
        *_ONE,
        *(f"{name}.{type_}" for name, (_, _, type_) in {**_MANY, **_ONE}.items() if type_),
    }
)
"""What may be expanded; a path brings its parents along."""


def paths(value: str | Sequence[Any] | None) -> frozenset[str]:
    """The paths asked for, from a query string or a list; raises a 400 for an unknown one."""
    names = value.split(",") if isinstance(value, str) else value or []
    wanted: set[str] = set()
    for name in names:
        path = name.strip() if isinstance(name, str) else ""
        if path not in PATHS:
            raise invalid("expand", "invalid_choice", f"'{path}' is een ongeldige keuze.")
        wanted |= {path, path.partition(".")[0]}
    return frozenset(wanted)


def expanded(
    connection: Connection, world: World, rows: Sequence[CaseRow], wanted: Collection[str]
) -> Mapping[UUID, dict[str, Any]]:
    """What `_expand` holds for each case."""
    answers: dict[UUID, dict[str, Any]] = {row.id: {} for row in rows}
    if "zaaktype" in wanted:
        for row in rows:
            answers[row.id]["zaaktype"] = catalogue(world).get("zaaktype", row.zaaktype)
    for name, kind in {**_MANY, **_ONE}.items():
        if name not in wanted:
            continue
        for part in _parts(connection, rows, name, kind[0]):
            resource = _with_type(world, part, name, kind, wanted)
            if name in _MANY:
                answers[part.zaak].setdefault(name, []).append(resource)
            else:
                answers[part.zaak][name] = resource
    return answers


def _parts(
    connection: Connection, rows: Sequence[CaseRow], name: str, table: Table
) -> Sequence[PartRow]:
    """All parts of one kind of these cases; of statuses only the last of each."""
    if name in _ONE:
        ids = [getattr(row, name) for row in rows if getattr(row, name) is not None]
        parts = select(table).where(table.c.id.in_(ids))
    else:
        parts = select(table).where(table.c.zaak.in_([row.id for row in rows]))
    return connection.execute(parts.order_by(table.c.seq)).all()


def _with_type(
    world: World,
    part: PartRow,
    name: str,
    kind: tuple[Table, Shape, str],
    wanted: Collection[str],
) -> Resource:
    """The part, with its type inside where that was asked for."""
    _, shape, type_ = kind
    resource = shape(world, part)
    if type_ and f"{name}.{type_}" in wanted:
        resource["_expand"] = {type_: catalogue(world).get(type_, getattr(part, type_))}
    return resource
