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
    FromClause,
    Select,
    String,
    Text,
    Uuid,
    bindparam,
    cast,
    column,
    func,
    not_,
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
from portal.storage.consultation_filters import (
    ANY,
    LINE,
    OWN,
    LineCase,
    LineFilter,
    Window,
    conditions,
)
from portal.storage.consultation_statements import NO_ID

LIMIT = 60
"""Lines that are read at once: enough for a page of looks that are taken together."""
ROWS_AT_ONCE = 500
WHO = {
    Ground.SELF: Who.YOU,
    Ground.REPRESENTATIVE: Who.REPRESENTATIVE,
    Ground.HELPER_PRESENT: Who.HELPER,
    Ground.COUNTER_EMPLOYEE: Who.EMPLOYEE,
    Ground.SYSTEM: Who.AUTOMATIC,
    Ground.ANONYMOUS: Who.YOU,
}
KINDS_KEPT = 256
UUID_DIGITS = 32
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


def line_of(session: Session, owner_id: OwnerId, line_id: UUID) -> Consultation | None:
    """One line about this resident; None: there is none, or it is about somebody else."""
    query = select(*COLUMNS).where(LINE.id == line_id, LINE.owner_id == owner_id)
    row = session.execute(query).one_or_none()
    return None if row is None else consultation_of(row)


def tallies(session: Session, owner_id: OwnerId, window: Window) -> list[Tally]:
    """What others did in this window, counted: the alike of one case together."""
    alike: tuple[Any, ...] = (
        LINE.actor_class,
        LINE.action,
        LINE.activity,
        KINDS,
        LINE.recipient,
        LINE.case_system,
        LINE.case_id,
        LINE.case_ref,
    )
    eras: tuple[Any, ...] = ()
    if window.changes:
        moments = bindparam("changes", list(window.changes), type_=ARRAY(LINE.made_at.type))
        eras = (func.width_bucket(LINE.made_at, moments),)
    query = (
        select(*alike, func.max(LINE.made_at), func.count())
        .where(*window.conditions(owner_id), not_(OWN))
        .group_by(*alike, *eras)
    )
    return [_tally(row) for row in session.execute(query)]


def own_count(session: Session, owner_id: OwnerId, window: Window) -> int:
    """How often the resident looked in this window."""
    query = select(func.count()).where(*window.conditions(owner_id), OWN)
    return session.scalar(query) or 0


def newest_lines(
    session: Session, owner_id: OwnerId, window: Window, wanted: LineFilter = ANY, limit: int = 1
) -> list[Consultation]:
    """The newest of these lines, at most so many; where to go on is `LineFilter.after`."""
    query = _lines(owner_id, window, wanted).limit(limit)
    return [consultation_of(row) for row in session.execute(query)]


def newest_by_case(
    session: Session,
    owner_id: OwnerId,
    window: Window,
    cases: Sequence[LineCase],
    wanted: LineFilter = ANY,
) -> dict[LineCase, list[Consultation]]:
    """The newest lines of those of these cases that have any, at most `LIMIT` of each.

    In one statement: a page shows looks for many cases.
    """
    names = _names_of(cases)
    lines = (
        _lines(owner_id, window, wanted)
        .where(
            LINE.case_id == names.c.id,
            LINE.case_system == names.c.system,
            LINE.case_ref == names.c.number,
        )
        .limit(LIMIT)
        .lateral("line")
    )
    query = (
        select(names.c.place, *lines.c)
        .select_from(names.join(lines, true()))
        .order_by(names.c.place, lines.c.made_at.desc(), lines.c.id.desc())
    )
    by_case: dict[LineCase, list[Consultation]] = {}
    for place, *row in session.execute(query):
        by_case.setdefault(cases[place - 1], []).append(consultation_of(row))
    return by_case


def every_line(
    session: Session, owner_id: OwnerId, window: Window, wanted: LineFilter = ANY
) -> Iterator[Consultation]:
    """All these lines, newest first, read as they are used: years of lines never stand at once."""
    query = _lines(owner_id, window, wanted)
    rows = session.execute(query.execution_options(yield_per=ROWS_AT_ONCE))
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
        action=Action(action),
        kinds=_kinds_in(kinds),
        source=source,
        object_kind=kind,
        object_ref=reference,
        case=_case_key(system, case_id),
        case_ref=number,
        document=_as_id(reference) if kind == "document" else None,
        how_chosen=HowChosen(how_chosen),
        recipient=recipient,
        has_failed=outcome == "failed",
    )


def _names_of(cases: Sequence[LineCase]) -> FromClause:
    """The names of these cases as a table, with the place of each."""
    names: FromClause = (
        func.unnest(
            bindparam("systems", [case.system for case in cases], type_=ARRAY(String)),
            bindparam("ids", [case.id for case in cases], type_=ARRAY(Uuid())),
            bindparam("numbers", [case.number for case in cases], type_=ARRAY(String)),
        )
        .table_valued(
            column("system", String),
            column("id", Uuid()),
            column("number", String),
            with_ordinality="place",
        )
        .render_derived("wanted_case")
    )
    return names


def _lines(owner_id: OwnerId, window: Window, wanted: LineFilter) -> "Select[*tuple[Any, ...]]":
    return (
        select(*COLUMNS)
        .where(*window.conditions(owner_id), *conditions(wanted))
        .order_by(LINE.made_at.desc(), LINE.id.desc())
    )


def _tally(row: Sequence[Any]) -> Tally:
    ground, action, activity, kinds, recipient, system, case_id, number, newest, count = row
    sample = Consultation(
        id=UUID(int=0),
        at=newest,
        who=_who(ground, action),
        activity_code=activity,
        action=Action(action),
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
    return Who.AUTOMATIC if is_fetched else WHO[Ground(ground)]


def _case_key(system: str, case_id: UUID) -> CaseKey | None:
    return None if case_id == NO_ID else CaseKey(system, case_id)


def _as_id(text: str) -> UUID | None:
    if len(text) < UUID_DIGITS:
        return None
    try:
        return UUID(text)
    except ValueError:
        return None
