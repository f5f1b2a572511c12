"""What a case worker does to the course of a case: put it off, let it stand still, go back on it.

Every action writes what the HTTP API would keep, and sends the same notifications.
"""

from datetime import date
from uuid import UUID

from portal.embedded.desk.casefile import NoSuchCase, NotPossible
from portal.embedded.desk.treating import treating
from portal.embedded.world import World
from portal.embedded.zgw.besluiten import Withdrawal, end_decision
from portal.embedded.zgw.zaken.bodies import Opschorting, Verlenging

MOST_DAYS, LONGEST_REASON = 365, 200
"""Longest reason: characters of `verlenging.reden` and `opschorting.reden`. Source: Zaken API."""


def extend(world: World, case_id: UUID, *, days: int, reason: str) -> None:
    """Take so many days more than first, all extensions together; raises `NotPossible`."""
    if not 1 <= days <= MOST_DAYS:
        raise NotPossible(f"Vul een aantal dagen in, van 1 tot en met {MOST_DAYS}.")
    extension = Verlenging(reden=_reason(reason), duur=f"P{days}D")
    with treating(world, case_id) as desk:
        desk.change(verlenging=extension.as_json())


def suspend(world: World, case_id: UUID, *, reason: str) -> None:
    """Let the case stand still; raises `NotPossible` where it does so already."""
    with treating(world, case_id) as desk:
        before = desk.case.data["opschorting"] or {}
        if before.get("indicatie"):
            raise NotPossible("Deze zaak staat al stil.")
        suspension = Opschorting(
            indicatie=True,
            eerdere_opschorting=bool(before.get("eerdereOpschorting")),
            reden=_reason(reason),
        )
        desk.change(opschorting=suspension.as_json())


def resume(world: World, case_id: UUID) -> None:
    """Let a case that stands still go on; raises `NotPossible` where it doesn't."""
    with treating(world, case_id) as desk:
        if not (desk.case.data["opschorting"] or {}).get("indicatie"):
            raise NotPossible("Deze zaak staat niet stil.")
        going_on = Opschorting(indicatie=False, eerdere_opschorting=True, reden="")
        desk.change(opschorting=going_on.as_json())


def withdraw_decision(
    world: World, case_id: UUID, decision_id: UUID, *, day: date, on_request: bool
) -> None:
    """Let a decision of this case hold no more from a day on, also once the case is closed.

    Raises `NoSuchCase` for a decision of another case.
    """
    reason = "ingetrokken_belanghebbende" if on_request else "ingetrokken_overheid"
    withdrawal = Withdrawal(day, reason)
    with treating(world, case_id, also_closed=True) as desk:
        ended = end_decision(desk.connection, world, case_id, decision_id, withdrawal)
        if ended is None:
            raise NoSuchCase("Dit besluit hoort niet bij deze zaak.")
        desk.written.append(ended)


def _reason(words: str) -> str:
    if not words.strip() or len(words.strip()) > LONGEST_REASON:
        raise NotPossible(f"Schrijf waarom, in hooguit {LONGEST_REASON} letters.")
    return words.strip()
