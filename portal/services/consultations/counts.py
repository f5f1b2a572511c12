"""How often who looked: people first, and computers apart."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from portal.domain.activities import Register
from portal.domain.consultations import Consultation, Tally, Who
from portal.services.consultations.activities import activity_of
from portal.services.consultations.bundles import is_routine
from portal.services.consultations.paging import FindCase


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryCounts:
    """How often others looked in a period."""

    employees: int = 0
    departments: tuple[str, ...] = ()
    """Those of the employees, as far as the register of activities says."""
    for_cases: int = 0
    """How many of the employees' looks were for a case."""
    helpers: int = 0
    """Who helps the resident, or may act for them."""
    organisations: int = 0
    """Others than the municipality, and their computers."""
    routine: int = 0
    """Our computer that only looked."""
    computer: int = 0
    """Our computer that did more: it fetched or shared."""

    @property
    def others(self) -> int:
        """In all."""
        people = self.employees + self.helpers + self.organisations
        return people + self.routine + self.computer

    @classmethod
    def of(cls, register: Register, tallies: Iterable[Tally], find_case: FindCase) -> Self:
        """The sums of these."""
        counts = dict.fromkeys(COUNTED, 0)
        departments: dict[str, None] = {}
        for tally in tallies:
            kind = _kind(tally.sample)
            counts[kind] += tally.count
            if kind == EMPLOYEES:
                counts[FOR_CASES] += tally.count if find_case(tally.sample) else 0
                activity = activity_of(register, tally.sample)
                departments |= {activity.department: None} if activity else {}
        return cls(departments=tuple(sorted(departments)), **counts)


EMPLOYEES, FOR_CASES = "employees", "for_cases"
HELPERS = frozenset({Who.REPRESENTATIVE, Who.HELPER, Who.COSIGNER})
COUNTED = (EMPLOYEES, FOR_CASES, "helpers", "organisations", "routine", "computer")


def _kind(line: Consultation) -> str:
    if line.organisation or line.who is Who.OTHER:
        return "organisations"
    if line.who is Who.EMPLOYEE:
        return EMPLOYEES
    if line.who in HELPERS:
        return "helpers"
    return "routine" if is_routine(line) else "computer"
