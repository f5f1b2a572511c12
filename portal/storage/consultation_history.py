"""Consultation lines as a resident reads them: counted and grouped in SQL, read by key.

What is confidential is left out by every query, through its `Window`; nothing else reads lines.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    CompoundSelect,
    Select,
    String,
    Uuid,
    bindparam,
    column,
    func,
    literal,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import Session

from portal.domain.consultations import Consultation, Tally
from portal.domain.people import OwnerId
from portal.storage.base import table_of
from portal.storage.consultation_filters import (
    ANY,
    LINE,
    LineCase,
    LineFilter,
    LineShape,
    Window,
)
from portal.storage.consultation_rows import ALIKE, COLUMNS, consultation_of, tally_of
from portal.storage.consultations import ConsultationLine

LIMIT = 60
"""Lines that are read at once: enough for a page of looks that are taken together."""
ROWS_AT_ONCE = 500
SHAPES_KEPT = 64
"""Statements that are kept put together: each page asks for one or two shapes of lines."""
OF_OWN, OF_OTHERS = LineFilter(is_own=True), LineFilter(is_own=False)
OF_ROUTINE = LineFilter(is_own=False, is_routine=True)
TABLE = table_of(ConsultationLine)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewestFolded:
    """Lines that are shown folded, newest first; `own_count`: of the own ones in all."""

    own: Sequence[Consultation] = ()
    own_count: int = 0
    routine: Sequence[Consultation] = ()


def line_of(session: Session, owner_id: OwnerId, line_id: UUID) -> Consultation | None:
    """One line about this resident; None: there is none, or it is about somebody else."""
    query = select(*COLUMNS).where(LINE.id == line_id, LINE.owner_id == owner_id)
    row = session.execute(query).one_or_none()
    return None if row is None else consultation_of(row)


def tallies(session: Session, owner_id: OwnerId, window: Window) -> list[Tally]:
    """What others did in this window, counted: the alike of one case together."""
    query = _tallies_query(LineShape.of(window, OF_OTHERS))
    values = window.values(owner_id, OF_OTHERS) | {"changes": list(window.changes)}
    return [tally_of(row) for row in session.execute(query, values).all()]


def newest_lines(
    session: Session, owner_id: OwnerId, window: Window, line_filter: LineFilter = ANY
) -> list[Consultation]:
    """The newest of these lines, at most `LIMIT`; where to go on is `LineFilter.after`."""
    query = _newest_query(LineShape.of(window, line_filter))
    rows = session.execute(query, window.values(owner_id, line_filter)).all()
    return [consultation_of(row) for row in rows]


def newest_folded(session: Session, owner_id: OwnerId, window: Window) -> NewestFolded | None:
    """The newest lines of what the resident did, and of what our computer only looked at.

    At most `LIMIT` of each, in one statement; None where there are none.
    """
    query = _folded_query(LineShape.of(window, OF_OWN), LineShape.of(window, OF_ROUTINE))
    rows = session.execute(query, window.values(owner_id, ANY)).all()
    if not rows:
        return None
    own = [row for row in rows if row[-2]]
    return NewestFolded(
        own=[consultation_of(row[:-2]) for row in own],
        own_count=own[0][-1] if own else 0,
        routine=[consultation_of(row[:-2]) for row in rows if not row[-2]],
    )


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
def _folded_query(own: LineShape, routine: LineShape) -> CompoundSelect[*tuple[Any, ...]]:
    """Two sorts of lines, each with whether it is own; and how many own ones there are in all."""
    count = select(func.count()).where(*own.conditions()).select_from(TABLE).correlate(None)
    parts = (
        _newest_query(own).add_columns(literal(value=True), count.scalar_subquery()),
        _newest_query(routine).add_columns(literal(value=False), literal(0)),
    )
    return union_all(*(select(part.subquery()) for part in parts))


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
