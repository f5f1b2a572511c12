"""Where a case stands: one function says so, for the list, the page's head and the timeline alike.

The case system's parts may contradict each other. What holds, in this order: an end date that has
come, or an end status, means that it has ended; the status that the case itself names is the
present one, whatever its history says; a status dated after today was not reached.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from portal.domain.cases import Progress
from portal.domain.days import AMSTERDAM, day_of
from portal.gateways.cases.zgw.catalogue import CaseType
from portal.gateways.cases.zgw.resources import CaseStatus, Zaak
from portal.gateways.cases.zgw.step_types import StepType

NOON = time(12)
_Reached = tuple[StepType, CaseStatus]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Where a case stands on some day."""

    progress: Progress
    reached: tuple[_Reached, ...]
    """In order of time; the last one is the present one."""
    ahead: tuple[StepType, ...]
    """Steps with a status that is dated after today."""
    closed: date | None
    """Day on which it ended; None exactly when its progress is not CLOSED."""

    @property
    def present(self) -> StepType | None:
        """The step in which the case is; None before the first one."""
        return self.reached[-1][0] if self.reached else None

    @property
    def ended_at(self) -> datetime | None:
        """When it ended, where none of its statuses says so; the end date has no hour."""
        if self.closed is None or any(step.is_last for step, _ in self.reached):
            return None
        return datetime.combine(self.closed, NOON, AMSTERDAM).astimezone(UTC)


def stage_of(zaak: Zaak, history: Iterable[CaseStatus], case_type: CaseType, today: date) -> Stage:
    """Where the case stands; `history` is needed only for a present status dated ahead.

    Raises `InvalidSourceAnswer` where the present status is missing, or of another case type.
    """
    if zaak.status is None:  # shown only where the municipality says so
        return _before_any_status(zaak, today)
    named = zaak.present_status
    step = case_type.step(named.statustype)
    reached: list[_Reached] = []
    ahead: list[_Reached] = []
    statuses = tuple(history)
    is_reached = _is_reached(named, today)
    if statuses:
        for each in _in_order(_with(named, statuses), case_type):
            (reached if _is_reached(each[1], today) else ahead).append(each)
        if is_reached:
            reached = _with_last(reached, named, step)
    else:  # as for the list of cases, which doesn't read the history
        (reached if is_reached else ahead).append((step, named))
    closed = _closed_on(zaak, reached, today)
    return Stage(
        progress=_progress(zaak, reached, is_closed=closed is not None),
        reached=tuple(reached),
        ahead=tuple(step for step, _ in ahead),
        closed=closed,
    )


def _before_any_status(zaak: Zaak, today: date) -> Stage:
    closed = _closed_on(zaak, [], today)
    progress = _progress(zaak, [], is_closed=closed is not None)
    return Stage(progress=progress, reached=(), ahead=(), closed=closed)


def is_dated_ahead(zaak: Zaak, today: date) -> bool:
    """Whether the status that the case names is still to come, so that its history must tell."""
    status = zaak.expanded.status
    return status is not None and not _is_reached(status, today)


def _progress(zaak: Zaak, reached: list[_Reached], *, is_closed: bool) -> Progress:
    if is_closed:
        return Progress.CLOSED
    progress = reached[-1][0].progress if reached else Progress.RECEIVED
    if progress is not Progress.WAITING_FOR_YOU and zaak.suspension is not None:
        return Progress.SUSPENDED
    return progress


def _closed_on(zaak: Zaak, reached: list[_Reached], today: date) -> date | None:
    if zaak.einddatum is not None and zaak.einddatum <= today:
        return zaak.einddatum
    if reached and reached[-1][0].is_last:
        return day_of(reached[-1][1].datum_status_gezet)
    return None


def _is_reached(status: CaseStatus, today: date) -> bool:
    return day_of(status.datum_status_gezet) <= today


def _with(named: CaseStatus, history: tuple[CaseStatus, ...]) -> tuple[CaseStatus, ...]:
    """The history, with the status that the case names where it isn't in there."""
    is_there = any(
        status.statustype == named.statustype
        and (status.datum_status_gezet == named.datum_status_gezet or _is_one(status, named))
        for status in history
    )
    return history if is_there else (*history, named)


def _with_last(reached: list[_Reached], named: CaseStatus, step: StepType) -> list[_Reached]:
    """These in their order, but the status that the case names at the end."""
    same = [each for each in reached if each[1].statustype == named.statustype]
    present = same[-1] if same else (step, named)
    return [*(each for each in reached if each is not present), present]


def _is_one(status: CaseStatus, other: CaseStatus) -> bool:
    return status.url is not None and status.url == other.url


def _in_order(statuses: Iterable[CaseStatus], case_type: CaseType) -> list[_Reached]:
    """With their steps, in order of time; at one moment the number of the step decides."""
    return sorted(
        (
            (step, status)
            for status in statuses
            if (step := case_type.step_or_none(status.statustype))
        ),
        key=lambda each: (each[1].datum_status_gezet, each[0].order or 0),
    )
