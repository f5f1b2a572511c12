"""What is told a day at a time: what our computer only looked at, and what the resident did."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Self

from portal.domain.consultations import Consultation
from portal.services.consultations.bundles import DayLooks, by_day
from portal.storage.consultation_history import LIMIT

MOST_DAYS = 7
"""Days on a page; the file to download has them all."""


@dataclass(frozen=True, slots=True)
class FoldedLooks:
    """Looks that are told a day at a time: the newest days, and how many lines there are in all."""

    days: list[DayLooks]
    count: int

    @classmethod
    def of(cls, lines: Iterable[Consultation], count: int) -> Self:
        """Of these lines, newest first, of so many; a day that was read in part is left out."""
        days = by_day(islice(lines, LIMIT))
        is_whole = sum(day.count for day in days) == count
        whole = days if is_whole or len(days) == 1 else days[:-1]
        return cls(whole[:MOST_DAYS], count)

    @property
    def has_more(self) -> bool:
        """Whether there are others, older ones."""
        return sum(day.count for day in self.days) < self.count


NO_LOOKS = FoldedLooks([], 0)
