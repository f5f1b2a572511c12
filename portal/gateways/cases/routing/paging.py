"""One list over several case systems, newest first, a page at a time.

Each system gives its own list by pages. A page of the whole is found without reading what comes
before it: of several lists, the first n cases of one surely come before ours, where the n-th of
them is newer than the n-th of each other list. So each look passes over a part of what is left:
page 1 costs one call for each system, page 2 two at the same time, a later one some more rounds
(the logarithm of its number).
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from portal.domain.cases import CASES_ON_PAGE, Case, CaseList
from portal.domain.consultations import ConsultationProof
from portal.domain.failures import MissingPart, NotFound, SourceAnswer, SourceError
from portal.gateways.cases.routing.systems import (
    NamedCases,
    ask_at_once,
    missing_systems,
    or_none,
)
from portal.gateways.deadlines import Deadline

Row = Case | MissingPart | None
"""A place in a list: a case, one that could not be read, or one that is not shown."""
Page = SourceAnswer[CaseList] | None
"""A page of one system; None: it has no such page."""


@dataclass(slots=True)
class Lists:
    """The lists of one resident in several systems, as far as they were read."""

    systems: Mapping[str, NamedCases]
    proof: ConsultationProof
    pages: dict[tuple[str, int], Page] = field(default_factory=dict)
    """By system and number."""
    errors: dict[str, SourceError] = field(default_factory=dict)
    deadlines: dict[str, Deadline] = field(init=False)
    """Of each system: all that is asked of it for a page ends before it."""

    def __post_init__(self) -> None:
        """Let the time begin."""
        self.deadlines = {
            name: Deadline.of_call(each.limit_s) for name, each in self.systems.items()
        }

    def page(self, number: int) -> SourceAnswer[CaseList]:
        """A page of the whole; raises `NotFound` past the last one.

        Where a system fails it is without those cases, and says so; raises the failure where it is
        not known whether there is such a page.
        """
        rows, has_older = self._rows_of_who_answers(number)
        if number > 1 and not rows:
            raise next(iter(self.errors.values()), NotFound(f"page {number} of cases"))
        cases = tuple(row for row in rows if isinstance(row, Case))
        odd = tuple(row for row in rows if isinstance(row, MissingPart))
        page = CaseList(cases=cases, number=number, count=self._count(), has_older=has_older)
        return SourceAnswer(page, (*odd, *missing_systems(self.systems, self.errors)))

    def _rows_of_who_answers(self, number: int) -> tuple[list[Row], bool]:
        """The rows of a page of the whole; raises the failure where no system answers."""
        while names := [name for name in self.systems if name not in self.errors]:
            with suppress(_SystemFailed):
                return self._rows(names, number)
        raise next(iter(self.errors.values()))

    def _rows(self, names: list[str], number: int) -> tuple[list[Row], bool]:
        """The rows of a page of the whole, and whether there are older ones."""
        skipped = (number - 1) * CASES_ON_PAGE
        passed = self._passed(names, skipped)
        skipped -= sum(passed.values()) * CASES_ON_PAGE
        depth = skipped // CASES_ON_PAGE + 1
        wanted = [(name, passed[name] + step) for name in names for step in range(1, depth + 1)]
        self._read(wanted)
        merged = sorted(
            (row for name, place in wanted for row in _placed(self.pages[name, place])),
            key=lambda row: row[0],
            reverse=True,
        )
        end = skipped + CASES_ON_PAGE
        older = any(
            page.value.has_older
            for name in names
            if (page := self.pages[name, passed[name] + depth])
        )
        return [row for _key, row in merged[skipped:end]], older or len(merged) > end

    def _passed(self, names: list[str], skipped: int) -> dict[str, int]:
        """How many pages of each system surely come before so many rows of the whole."""
        if len(names) == 1:
            return {names[0]: skipped // CASES_ON_PAGE}
        passed = dict.fromkeys(names, 0)
        step = skipped // (len(names) * CASES_ON_PAGE)
        while step:
            ends = {name: passed[name] + step for name in names}
            self._read([*ends.items()])
            full = {
                name: _placed(page)[-1][0]
                for name, end in ends.items()
                if (page := self.pages[name, end]) and page.value.has_older
            }
            if full:
                newest = max(full, key=lambda name: full[name])
                passed[newest] += step
                skipped -= step * CASES_ON_PAGE
                step = skipped // (len(names) * CASES_ON_PAGE)
            else:
                step //= 2
        return passed

    def _read(self, wanted: list[tuple[str, int]]) -> None:
        """Read these pages at once; raises `_SystemFailed` where one couldn't be."""
        answers = ask_at_once(
            {
                (name, number): (
                    self.deadlines[name],
                    or_none(partial(self.systems[name].cases.cases_of, self.proof, number)),
                )
                for name, number in wanted
                if (name, number) not in self.pages
            }
        )
        self.pages |= answers.values
        for (name, _number), error in answers.errors.items():
            self.errors[name] = error
        if answers.errors:
            raise _SystemFailed

    def _count(self) -> int | None:
        """How many cases there are; None where a system doesn't tell, or failed."""
        counts = {name: page.value.count for (name, _), page in self.pages.items() if page}
        known = [counts.get(name) for name in self.systems if name not in self.errors]
        if self.errors or None in known:
            return None
        return sum(filter(None, known))


class _SystemFailed(Exception):
    """A system didn't answer: the page is made without it."""


Key = tuple[date, str]


def _placed(page: Page) -> list[tuple[Key, Row]]:
    """The rows of a page of one system, each with its place among those of others."""
    if page is None:
        return []
    rows: list[tuple[Key, Row]] = [((case.started, case.number), case) for case in page.value.cases]
    last = rows[-1][0] if rows else (date.max, "")
    rows += [(last, part) for part in page.missing]
    if page.value.has_older:
        rows += [(last, None)] * (CASES_ON_PAGE - len(rows))
    return rows[:CASES_ON_PAGE]
