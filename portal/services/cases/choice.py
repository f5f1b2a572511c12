"""Which of their cases a resident chose to see, and in what order."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from portal.domain.case_keys import CaseKey
from portal.domain.case_rows import CaseRow, RowSelection


class CaseState(StrEnum):
    """Whether a case still runs."""

    RUNNING = "running"
    CLOSED = "closed"


class CaseOrder(StrEnum):
    """Which case comes first."""

    NEWEST = "newest"
    OLDEST = "oldest"
    KIND = "kind"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseChoice:
    """What a resident chose; what is empty leaves nothing out."""

    text: str = ""
    """Words that stand in its number, its kind or its own description; each of them."""
    state: CaseState | None = None
    kind: str = ""
    year: int | None = None
    """In which it began."""
    needs_resident: bool = False
    """Only cases for which the resident has to do something."""
    order: CaseOrder = CaseOrder.NEWEST

    @property
    def is_usual(self) -> bool:
        """Whether it is the list as it is without any choice."""
        return self == USUAL_CHOICE

    @property
    def selection(self) -> RowSelection:
        """What of it the case system itself can do."""
        is_oldest_first = self.order is CaseOrder.OLDEST
        return RowSelection(
            year=self.year, is_oldest_first=is_oldest_first, has_statuses=self.needs_resident
        )

    def of(self, rows: Iterable[CaseRow], asking: Mapping[CaseKey, bool]) -> list[CaseRow]:
        """Those of these rows that were chosen, in order.

        `asking`: cases with an open task; True: with one that stands when the case has ended.
        """
        words = plain_words(self.text).split()
        chosen = [row for row in rows if self._fits(row, words, asking)]
        chosen.sort(key=lambda row: (row.started, row.number), reverse=self.order != "oldest")
        if self.order is CaseOrder.KIND:
            chosen.sort(key=lambda row: plain_words(row.title))
        return chosen

    def _fits(self, row: CaseRow, words: Iterable[str], asking: Mapping[CaseKey, bool]) -> bool:
        is_closed = row.closed is not None
        is_asked = row.key in asking and (asking[row.key] or not is_closed)
        return (
            self.state in (None, CaseState.CLOSED if is_closed else CaseState.RUNNING)
            and self.kind in ("", row.title)
            and self.year in (None, row.started.year)
            and not (self.needs_resident and not (row.is_waiting or is_asked))
            and _has_words(row, words)
        )


USUAL_CHOICE = CaseChoice()


def plain_words(text: str) -> str:
    """A text as it is compared: without capitals and accents."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(each for each in letters if not unicodedata.combining(each)).split())


def _has_words(row: CaseRow, words: Iterable[str]) -> bool:
    looked_in = plain_words(f"{row.number} {row.title} {row.description}")
    return all(word in looked_in for word in words)
