"""`expand`: resources that a case points to, put inside the answer.

The list of paths is closed, as in Open Zaak, and never goes into documents. It is what the
published document lists (`ZaakEmbedded`), with what is inside other cases, and with
`zaakinformatieobjecten`, which Open Zaak offers besides. One query per kind, however many cases
there are. What isn't there has no key in `_expand`.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, select

from portal.embedded.storage import (
    RESULTAAT,
    ROL,
    STATUS,
    ZAAK,
    ZAAKEIGENSCHAP,
    ZAAKINFORMATIEOBJECT,
    ZAAKOBJECT,
)
from portal.embedded.world import World
from portal.embedded.zgw import authorisations, quirks
from portal.embedded.zgw.catalogue import catalogue
from portal.embedded.zgw.problems import invalid
from portal.embedded.zgw.zaken.cases import CASES, CaseRow, resource
from portal.embedded.zgw.zaken.parts import (
    PartRow,
    Resource,
    case_object_resource,
    document_link_resource,
    property_resource,
    result_resource,
    role_resource,
    status_resource,
)
from portal.embedded.zgw.zaken.relations import MAIN, OTHERS, SUB_CASES, related

Shape = Callable[[World, PartRow], Resource]


def _last_status_resource(world: World, row: PartRow) -> Resource:
    return status_resource(world, row, is_last=True)


_MANY: dict[str, tuple[Table, Shape, str]] = {
    "eigenschappen": (ZAAKEIGENSCHAP, property_resource, "eigenschap"),
    "rollen": (ROL, role_resource, "roltype"),
    "zaakinformatieobjecten": (ZAAKINFORMATIEOBJECT, document_link_resource, ""),
    "zaakobjecten": (ZAAKOBJECT, case_object_resource, ""),
}
_ONE: dict[str, tuple[Table, Shape, str]] = {
    "status": (STATUS, _last_status_resource, "statustype"),
    "resultaat": (RESULTAAT, result_resource, "resultaattype"),
}
_KINDS = {**_MANY, **_ONE}
_OWN = frozenset(
    {
        "zaaktype",
        *_KINDS,
        *(f"{name}.{type_}" for name, (_, _, type_) in _KINDS.items() if type_),
    }
)
_CASES = (MAIN, SUB_CASES, OTHERS, f"{MAIN}.{SUB_CASES}")
EXPAND_S = 0.009
"""Seconds that a real case system takes for each case and relation. Source: Open Zaak 1.30, where
20 cases took 47 ms, and 230 with their roles."""
PATHS = frozenset({*_OWN, *_CASES, *(f"{case}.{path}" for case in _CASES for path in _OWN)})
"""What may be expanded; a path brings its parents along."""


def paths(value: str | Sequence[Any] | None) -> frozenset[str]:
    """The paths asked for, from a query string or a list; raises a 400 for an unknown one."""
    names = value.split(",") if isinstance(value, str) else value or []
    wanted: set[str] = set()
    for name in names:
        path = name.strip() if isinstance(name, str) else ""
        if path not in PATHS:
            raise invalid("expand", "invalid_choice", f"'{path}' is een ongeldige keuze.")
        steps = path.split(".")
        wanted |= {".".join(steps[: count + 1]) for count in range(len(steps))}
    return frozenset(wanted)


def expanded(
    connection: Connection, world: World, rows: Sequence[CaseRow], wanted: frozenset[str]
) -> Mapping[UUID, dict[str, Any]]:
    """What `_expand` holds for each case."""
    _take_time(world, rows, wanted)
    answers: dict[UUID, dict[str, Any]] = {row.id: {} for row in rows}
    if "zaaktype" in wanted:
        for row in rows:
            answers[row.id]["zaaktype"] = catalogue(world).get("zaaktype", row.zaaktype)
    for name in wanted & _KINDS.keys():
        for part in _parts(connection, rows, name):
            shaped = _with_type(world, part, name, wanted)
            if name in _MANY:
                answers[part.zaak].setdefault(name, []).append(shaped)
            else:
                answers[part.zaak][name] = shaped
    for name in wanted & {MAIN, SUB_CASES, OTHERS}:
        for case_id, shown in _related(connection, world, rows, name, wanted).items():
            answers[case_id][name] = shown[0] if name == MAIN else shown
    return answers


def _take_time(world: World, rows: Sequence[CaseRow], wanted: frozenset[str]) -> None:
    """Be as slow as a real one where told so; what is in other cases costs time of its own."""
    relations = wanted & (_OWN | {MAIN, SUB_CASES, OTHERS})
    if relations and quirks.is_on(world, quirks.Quirk.SLOW_EXPAND):
        time.sleep(EXPAND_S * len(rows) * len(relations))


def _related(
    connection: Connection,
    world: World,
    rows: Sequence[CaseRow],
    name: str,
    wanted: frozenset[str],
) -> dict[UUID, list[Resource]]:
    """The cases that this field of each case names, and that the client may see."""
    named = {row.id: related(row)[name] for row in rows}
    query = CASES.where(ZAAK.c.id.in_(chain(*named.values())), authorisations.visible(world))
    found = connection.execute(query).all() if any(named.values()) else []
    start = f"{name}."
    within = frozenset(path.removeprefix(start) for path in wanted if path.startswith(start))
    inside = expanded(connection, world, found, within) if within else {}
    cases: dict[UUID, Resource] = {
        row.id: resource(world, row) | ({"_expand": inside[row.id]} if within else {})
        for row in found
    }
    shown = {
        case_id: [cases[each] for each in ids if each in cases] for case_id, ids in named.items()
    }
    return {case_id: each for case_id, each in shown.items() if each}


def _parts(connection: Connection, rows: Sequence[CaseRow], name: str) -> Sequence[PartRow]:
    """All parts of one kind of these cases; of statuses only the last of each."""
    table = _KINDS[name][0]
    if name in _ONE:
        ids = [getattr(row, name) for row in rows if getattr(row, name) is not None]
        parts = select(table).where(table.c.id.in_(ids))
    else:
        parts = select(table).where(table.c.zaak.in_([row.id for row in rows]))
    return connection.execute(parts.order_by(table.c.seq)).all()


def _with_type(world: World, part: PartRow, name: str, wanted: frozenset[str]) -> Resource:
    """The part, with its type inside where that was asked for."""
    _, shape, type_ = _KINDS[name]
    shaped = shape(world, part)
    if type_ and f"{name}.{type_}" in wanted:
        shaped["_expand"] = {type_: catalogue(world).get(type_, getattr(part, type_))}
    return shaped
