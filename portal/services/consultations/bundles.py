"""Several looks that are the same, within 15 minutes, taken together as one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from portal.domain.consultations import LOOKING, Consultation, Who
from portal.domain.days import day_of

TOGETHER = timedelta(minutes=15)
Bundle = list[Consultation]
"""Consultations of the same look, newest first."""


@dataclass(frozen=True, slots=True)
class Bundles:
    """The newest looks. `has_more`: others, older ones, were left out."""

    looks: list[Bundle]
    has_more: bool


def is_own(consultation: Consultation) -> bool:
    """Whether the resident did this: kept, but folded and not counted."""
    return consultation.who is Who.YOU and not consultation.recipient


def is_routine(consultation: Consultation) -> bool:
    """Whether a computer of ours only looked: folded, and told apart from what people did."""
    is_ours = consultation.who is Who.AUTOMATIC and not consultation.organisation
    return is_ours and consultation.action in LOOKING


@dataclass(frozen=True, slots=True)
class DayLooks:
    """What was looked at on one day (in the Netherlands), the newest first."""

    day: date
    looks: list[Bundle]

    @property
    def count(self) -> int:
        """How often in all."""
        return sum(map(len, self.looks))


def by_day(consultations: Iterable[Consultation]) -> list[DayLooks]:
    """These (newest first) by day; what was done alike on one day is one look, of whatever case."""
    days = groupby(consultations, key=lambda consultation: day_of(consultation.at))
    return [DayLooks(day, _bundles(of_day)) for day, of_day in days]


def _bundles(of_day: Iterable[Consultation]) -> list[Bundle]:
    looks: dict[tuple[object, ...], Bundle] = {}
    for consultation in of_day:
        looks.setdefault(_deed(consultation), []).append(consultation)
    return list(looks.values())


def first_bundles(consultations: Iterable[Consultation], most: int) -> Bundles:
    """The newest looks of these (newest first), at most so many, each whole.

    It reads no further than the last of them can reach back.
    """
    looks: list[Bundle] = []
    latest: dict[tuple[object, ...], Bundle] = {}
    has_more = False
    for consultation in consultations:
        if has_more and (not looks or looks[-1][0].at - consultation.at > TOGETHER):
            break
        sameness = _sameness(consultation)
        look = latest.get(sameness)
        if look and look[0].at - consultation.at <= TOGETHER:
            look.append(consultation)
        elif len(looks) < most:
            latest[sameness] = [consultation]
            looks.append(latest[sameness])
        else:
            has_more = True
    return Bundles(looks, has_more)


def _sameness(line: Consultation) -> tuple[object, ...]:
    """What is the same in looks that are shown as one; another reason is another look."""
    thing = (line.object_kind, line.object_ref, line.case, line.case_ref, line.process_id)
    return (*thing, *_deed(line))


def _deed(line: Consultation) -> tuple[object, ...]:
    """What was done and by whom, whatever it was about."""
    who = (line.who, line.organisation, line.activity_code, line.activity_id)
    how = (line.action, line.kinds, line.details, line.source, line.how_chosen)
    return (*who, *how, line.deed, line.reason, line.recipient, line.has_failed)
