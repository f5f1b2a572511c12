"""Consultation lines as a resident reads them: counted and grouped in SQL, read by key.

What is confidential is left out by every query, through its `Window`; nothing else reads lines.
"""

import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Select,
    String,
    Text,
    Uuid,
    bindparam,
    cast,
    column,
    func,
    select,
    true,
)
from sqlalchemy.orm import Session

from portal.domain.case_keys import CaseKey
from portal.domain.consultations import (
    Action,
    Consultation,
    DataKind,
    HowChosen,
    Tally,
    Who,
)
from portal.domain.people import Ground, OwnerId
from portal.storage.base import table_of
from portal.storage.consultation_filters import (
    ANY,
    LINE,
    LineCase,
    LineFilter,
    LineShape,
    Window,
)
from portal.storage.consultation_statements import NO_ID
from portal.storage.consultations import ConsultationLine

LIMIT = 60
"""Lines that are read at once: enough for a page of looks that are taken together."""
ROWS_AT_ONCE = 500
SHAPES_KEPT = 64
"""Statements that are kept put together: each page asks for one or two shapes of lines."""
OF_OWN, OF_OTHERS = LineFilter(is_own=True), LineFilter(is_own=False)
WHO: dict[str, Who] = {
    Ground.SELF: Who.YOU,
    Ground.REPRESENTATIVE: Who.REPRESENTATIVE,
    Ground.HELPER_PRESENT: Who.HELPER,
    Ground.COUNTER_EMPLOYEE: Who.EMPLOYEE,
    Ground.SYSTEM: Who.AUTOMATIC,
    Ground.ANONYMOUS: Who.YOU,
}
ACTIONS: dict[str, Action] = {action: action for action in Action}
HOW_CHOSEN: dict[str, HowChosen] = {how: how for how in HowChosen}
KINDS_KEPT = 256
UUID_DIGITS = 32
TABLE = table_of(ConsultationLine)
KINDS = cast(LINE.data_kinds, Text)
"""As JSON: there are few combinations, see `_kinds_in`."""
COLUMNS = (
    LINE.id,
    LINE.made_at,
    LINE.actor_class,
    LINE.action,
    LINE.activity,
    KINDS,
    LINE.source,
    LINE.object_kind,
    LINE.object_ref,
    LINE.case_system,
    LINE.case_id,
    LINE.case_ref,
    LINE.how_chosen,
    LINE.recipient,
    LINE.outcome,
)
ALIKE = (
    LINE.actor_class,
    LINE.action,
    LINE.activity,
    KINDS,
    LINE.recipient,
    LINE.case_system,
    LINE.case_id,
    LINE.case_ref,
)
"""What lines that are counted together have in common."""


def line_of(session: Session, owner_id: OwnerId, line_id: UUID) -> Consultation | None:
    """One line about this resident; None: there is none, or it is about somebody else."""
    query = select(*COLUMNS).where(LINE.id == line_id, LINE.owner_id == owner_id)
    row = session.execute(query).one_or_none()
    return None if row is None else consultation_of(row)


def tallies(session: Session, owner_id: OwnerId, window: Window) -> list[Tally]:
    """What others did in this window, counted: the alike of one case together."""
    query = _tallies_query(LineShape.of(window, OF_OTHERS))
    values = window.values(owner_id, OF_OTHERS) | {"changes": list(window.changes)}
    return [_tally(row) for row in session.execute(query, values).all()]


def newest_lines(
    session: Session, owner_id: OwnerId, window: Window, line_filter: LineFilter = ANY
) -> list[Consultation]:
    """The newest of these lines, at most `LIMIT`; where to go on is `LineFilter.after`."""
    query = _newest_query(LineShape.of(window, line_filter))
    rows = session.execute(query, window.values(owner_id, line_filter)).all()
    return [consultation_of(row) for row in rows]


def newest_own(
    session: Session, owner_id: OwnerId, window: Window
) -> tuple[list[Consultation], int] | None:
    """The newest lines of what the resident did, at most `LIMIT`, and how many there are in all.

    None where there are none.
    """
    query = _newest_own_query(LineShape.of(window, OF_OWN))
    rows = session.execute(query, window.values(owner_id, OF_OWN)).all()
    return ([consultation_of(row[:-1]) for row in rows], rows[0][-1]) if rows else None


def newest_by_case(
    session: Session,
    owner_id: OwnerId,
    window: Window,
    cases: Sequence[LineCase],
    line_filter: LineFilter = ANY,
) -> dict[LineCase, list[Consultation]]:
    """The newest lines of those of these cases that have any, at most `LIMIT` of each.

    In one statement: a page shows looks for many cases.
    """
    query = _by_case_query(LineShape.of(window, line_filter))
    names = {
        "systems": [case.system for case in cases],
        "ids": [case.id for case in cases],
        "numbers": [case.number for case in cases],
    }
    by_case: dict[LineCase, list[Consultation]] = {}
    rows = session.execute(query, window.values(owner_id, line_filter) | names).all()
    for place, *row in rows:
        by_case.setdefault(cases[place - 1], []).append(consultation_of(row))
    return by_case


def every_line(
    session: Session, owner_id: OwnerId, window: Window, line_filter: LineFilter = ANY
) -> Iterator[Consultation]:
    """All these lines, newest first, read as they are used: years of lines never stand at once."""
    query = _lines_query(LineShape.of(window, line_filter))
    values = window.values(owner_id, line_filter)
    rows = session.execute(query, values, execution_options={"yield_per": ROWS_AT_ONCE})
    return map(consultation_of, rows)


def consultation_of(row: Sequence[Any]) -> Consultation:
    """The consultation of a row of `COLUMNS`."""
    (line_id, at, ground, action, activity, kinds, source, kind, reference, *rest) = row
    system, case_id, number, how_chosen, recipient, outcome = rest
    return Consultation(
        id=line_id,
        at=at,
        who=_who(ground, action),
        activity_code=activity,
        action=ACTIONS[action],
        kinds=_kinds_in(kinds),
        source=source,
        object_kind=kind,
        object_ref=reference,
        case=_case_key(system, case_id),
        case_ref=number,
        document=_as_id(reference) if kind == "document" else None,
        how_chosen=HOW_CHOSEN[how_chosen],
        recipient=recipient,
        has_failed=outcome == "failed",
    )


@lru_cache(SHAPES_KEPT)
def _tallies_query(shape: LineShape) -> "Select[*tuple[Any, ...]]":
    moments = bindparam("changes", type_=ARRAY(LINE.made_at.type))
    era = func.width_bucket(LINE.made_at, moments)
    return (
        select(*ALIKE, func.max(LINE.made_at), func.count())
        .where(*shape.conditions())
        .group_by(*ALIKE, era)
    )


@lru_cache(SHAPES_KEPT)
def _lines_query(shape: LineShape) -> "Select[*tuple[Any, ...]]":
    return select(*COLUMNS).where(*shape.conditions()).order_by(LINE.made_at.desc(), LINE.id.desc())


@lru_cache(SHAPES_KEPT)
def _newest_query(shape: LineShape) -> "Select[*tuple[Any, ...]]":
    return _lines_query(shape).limit(LIMIT)


@lru_cache(SHAPES_KEPT)
def _newest_own_query(shape: LineShape) -> "Select[*tuple[Any, ...]]":
    count = select(func.count()).where(*shape.conditions()).select_from(TABLE).correlate(None)
    return _newest_query(shape).add_columns(count.scalar_subquery())


@lru_cache(SHAPES_KEPT)
def _by_case_query(shape: LineShape) -> "Select[*tuple[Any, ...]]":
    """The names of the cases as a table, with the place of each; the lines of each beside it."""
    names = (
        func.unnest(
            bindparam("systems", type_=ARRAY(String)),
            bindparam("ids", type_=ARRAY(Uuid())),
            bindparam("numbers", type_=ARRAY(String)),
        )
        .table_valued(
            column("system", String),
            column("id", Uuid()),
            column("number", String),
            with_ordinality="place",
        )
        .render_derived("wanted_case")
    )
    lines = (
        _newest_query(shape)
        .where(
            LINE.case_id == names.c.id,
            LINE.case_system == names.c.system,
            LINE.case_ref == names.c.number,
        )
        .lateral("line")
    )
    return (
        select(names.c.place, *lines.c)
        .select_from(names.join(lines, true()))
        .order_by(names.c.place, lines.c.made_at.desc(), lines.c.id.desc())
    )


def _tally(row: Sequence[Any]) -> Tally:
    ground, action, activity, kinds, recipient, system, case_id, number, newest, count = row
    sample = Consultation(
        id=UUID(int=0),
        at=newest,
        who=_who(ground, action),
        activity_code=activity,
        action=ACTIONS[action],
        kinds=_kinds_in(kinds),
        source="",
        case=_case_key(system, case_id),
        case_ref=number,
        recipient=recipient,
    )
    return Tally(sample, count)


@lru_cache(KINDS_KEPT)
def _kinds_in(array: str) -> tuple[DataKind, ...]:
    """The kinds of data in a JSON array."""
    return tuple(map(DataKind, json.loads(array)))


def _who(ground: str, action: str) -> Who:
    # What the portal fetches elsewhere while a resident fills in a form is no look of their own.
    is_fetched = ground == Ground.SELF and action == Action.FETCHED
    return Who.AUTOMATIC if is_fetched else WHO[ground]


def _case_key(system: str, case_id: UUID) -> CaseKey | None:
    return None if case_id == NO_ID else CaseKey(system, case_id)


def _as_id(text: str) -> UUID | None:
    if len(text) < UUID_DIGITS:
        return None
    try:
        return UUID(text)
    except ValueError:
        return None
