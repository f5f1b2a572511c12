"""What the resident's cases are searched and sorted by: a row of each, of many at once."""

from dataclasses import dataclass
from datetime import date

from portal.domain.case_keys import CaseKey, CaseNumber

MOST_ROWS = 500
"""So many cases are looked through at most; more would take a page too long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """What a case is found by. Whose it is was not held against the resident."""

    key: CaseKey
    number: CaseNumber
    title: str
    """What it is, as the case type's name says it."""
    description: str
    started: date
    closed: date | None
    """Day on which it ended; None where it runs."""
    is_waiting: bool = False
    """Whether its status says that it waits for the resident; False where that was not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowSelection:
    """Which rows are read, as far as the case system itself can choose."""

    year: int | None = None
    """In which they began; None: any."""
    is_oldest_first: bool = False
    has_statuses: bool = False
    """Whether it has to be known which cases wait for the resident."""

    @property
    def name(self) -> str:
        """The same selection has the same name."""
        order = "oldest" if self.is_oldest_first else "newest"
        return f"{self.year or 'all'}-{order}{'-with-statuses' if self.has_statuses else ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRows:
    """The first rows of a selection, `MOST_ROWS` at most."""

    rows: tuple[CaseRow, ...]
    read: int
    """How many cases were looked through, also those that no resident is shown."""
    count: int
    """How many the selection has."""

    @property
    def is_whole(self) -> bool:
        """Whether there are no others."""
        return self.read >= self.count
