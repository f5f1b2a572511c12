"""Rows of consultation lines as what they say: a consultation, or alike ones that were counted."""

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Text, cast

from portal.domain.case_keys import CaseKey
from portal.domain.consultations import (
    Action,
    Consultation,
    DataKind,
    HowChosen,
    Tally,
    Who,
)
from portal.domain.people import Ground
from portal.storage.consultation_filters import LINE
from portal.storage.consultation_statements import NO_ID

WHO: dict[str, Who] = {
    Ground.SELF: Who.YOU,
    Ground.REPRESENTATIVE: Who.REPRESENTATIVE,
    Ground.HELPER_PRESENT: Who.HELPER,
    Ground.COUNTER_EMPLOYEE: Who.EMPLOYEE,
    Ground.SYSTEM: Who.AUTOMATIC,
    Ground.ANONYMOUS: Who.YOU,
    Ground.COSIGNER: Who.COSIGNER,
}
ACTIONS: dict[str, Action] = {action: action for action in Action}
HOW_CHOSEN: dict[str, HowChosen] = {how: how for how in HowChosen}
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


def tally_of(row: Sequence[Any]) -> Tally:
    """What is counted in a row of `ALIKE`, the newest moment and how many."""
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
