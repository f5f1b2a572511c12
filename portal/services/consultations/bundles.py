"""Several looks that are the same, within 15 minutes, taken together as one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from portal.domain.consultations import Consultation, Who

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
    who = (line.who, line.organisation, line.activity_code, line.activity_id)
    how = (line.action, line.kinds, line.details, line.source, line.how_chosen)
    return (*thing, *who, *how, line.deed, line.reason, line.recipient, line.has_failed)
