"""What a resident chose to see of who looked, and what that leaves."""

from collections.abc import Iterable
from dataclasses import dataclass

from portal.domain.activities import Register
from portal.domain.consultations import PEOPLE, Consultation, Tally
from portal.services.consultations.activities import activity_of


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryChoice:
    """One organisation, one kind of data; empty: all of them."""

    organisation: str = ""
    kind: str = ""

    @property
    def is_narrow(self) -> bool:
        """Whether something is left out."""
        return bool(self.organisation or self.kind)

    def fits(self, register: Register, line: Consultation) -> bool:
        """Whether this consultation is among what was chosen."""
        if self.kind and self.kind not in line.kinds:
            return False
        return self.organisation in ("", who_key(register, line))

    def of(self, register: Register, tallies: Iterable[Tally]) -> list[Tally]:
        """Those of these that were chosen."""
        return [tally for tally in tallies if self.fits(register, tally.sample)]


ALL = HistoryChoice()


def who_key(register: Register, line: Consultation) -> str:
    """Who it was as an address names them: the same in every language."""
    if line.who in PEOPLE:
        return str(line.who)
    if line.organisation:
        return line.organisation
    activity = activity_of(register, line)
    return activity.department if activity else str(line.who)
