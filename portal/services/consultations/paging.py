"""Pages of looks by case: the case with the newest look first, what is about no case last.

Counted in SQL, so that the order of cases is known before any line is read; then only the lines
of the cases that the page shows are read, some cases in one statement, each by key.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import dropwhile
from math import ceil

from portal.domain.case_keys import CaseKey
from portal.domain.consultations import Consultation, Tally
from portal.services.consultations.bundles import Bundle, first_bundles
from portal.services.consultations.history import (
    ConsultationHistory,
    HistoryTallies,
    newest_first,
)
from portal.services.consultations.history_filter import HistoryChoice, who_key
from portal.storage.consultation_filters import LineCase, LineFilter
from portal.storage.consultation_history import LIMIT, newest_by_case

PAGE = 25
"""Looks on one page."""


@dataclass(frozen=True, slots=True, eq=False)
class CaseName:
    """The case that consultations are about, as far as we know it: about none, all is empty.

    One case by its key, whatever a line calls it; without a key by what it is called.
    """

    key: CaseKey | None = None
    number: str = ""
    title: str = ""
    description: str = ""

    @property
    def _identity(self) -> object:
        return self.key or (self.number, self.title)

    def __eq__(self, other: object) -> bool:
        """Whether it is the same case."""
        return isinstance(other, CaseName) and self._identity == other._identity

    def __hash__(self) -> int:
        """That of what identifies it."""
        return hash(self._identity)

    def __bool__(self) -> bool:
        """Whether there is anything to call it by."""
        return bool(self.key or self.number or self.title)


FindCase = Callable[[Consultation], CaseName]
"""Gives the case that a consultation is about."""


@dataclass(frozen=True, slots=True)
class LookPage:
    """The looks of one page; `number` is that of the last page where a later one was asked."""

    looks: list[Bundle]
    number: int
    has_older: bool


@dataclass(slots=True)
class _CaseLooks:
    """What there is of one case: how many lines of ours under which name, and the log's."""

    newest: datetime
    ours: dict[LineCase, int] = field(default_factory=dict)
    theirs: list[Consultation] = field(default_factory=list)


def organisations(history: ConsultationHistory, tallies: Iterable[Tally]) -> list[Consultation]:
    """One consultation of each organisation; that of the one that looked most comes first."""
    samples: dict[str, Consultation] = {}
    counts: dict[str, int] = {}
    for tally in sorted(tallies, key=lambda tally: tally.sample.at, reverse=True):
        key = who_key(history.register, tally.sample)
        samples.setdefault(key, tally.sample)
        counts[key] = counts.get(key, 0) + tally.count
    return [samples[key] for key in sorted(counts, key=lambda key: -counts[key])]


def page_of(
    history: ConsultationHistory,
    tallies: HistoryTallies,
    choice: HistoryChoice,
    find_case: FindCase,
    number: int,
) -> LookPage:
    """The looks of others on this page; `tallies` are those of this choice, without routine."""
    cases = _in_order(tallies, find_case)
    reader = _CaseReader(
        history=history,
        wanted=LineFilter(
            is_own=False,
            is_routine=False,
            kind=choice.kind,
            activities=_activities(tallies, choice),
        ),
        counts={key: count for case in cases for key, count in case.ours.items()},
    )
    looks: list[Bundle] = []
    has_older = False
    for case in cases:
        if len(looks) == number * PAGE:
            has_older = True
            break
        lines = newest_first(*map(reader.lines, case.ours), case.theirs)
        fitting = (line for line in lines if choice.fits(history.register, line))
        bundles = first_bundles(fitting, number * PAGE - len(looks))
        looks += bundles.looks
        has_older = bundles.has_more
    here = min(number, max(1, ceil(len(looks) / PAGE)))
    return LookPage(looks[(here - 1) * PAGE : here * PAGE], here, has_older)


def _in_order(tallies: HistoryTallies, find_case: FindCase) -> list[_CaseLooks]:
    cases: dict[CaseName, _CaseLooks] = {}
    for tally in tallies:
        case = cases.setdefault(find_case(tally.sample), _CaseLooks(tally.sample.at))
        case.newest = max(case.newest, tally.sample.at)
    for tally in tallies.ours:
        ours, key = cases[find_case(tally.sample)].ours, LineCase.of(tally.sample)
        ours[key] = ours.get(key, 0) + tally.count
    for tally in tallies.theirs:
        cases[find_case(tally.sample)].theirs.append(tally.sample)
    newest = sorted(cases.items(), key=lambda case: case[1].newest, reverse=True)
    return [case for _name, case in sorted(newest, key=lambda case: not case[0])]


def _activities(tallies: HistoryTallies, choice: HistoryChoice) -> frozenset[str] | None:
    """Of which activities the lines are; None where that leaves nothing out."""
    if not choice.organisation:
        return None
    return frozenset(tally.sample.activity_code for tally in tallies.ours)


@dataclass(frozen=True, slots=True, kw_only=True)
class _CaseReader:
    """Reads lines of our own case by case; `counts`: how many of each, in the order of pages."""

    history: ConsultationHistory
    wanted: LineFilter
    counts: Mapping[LineCase, int]
    at_hand: dict[LineCase, list[Consultation]] = field(default_factory=dict)

    def lines(self, key: LineCase) -> Iterator[Consultation]:
        """The lines of this case, newest first; those of the next cases are read along."""
        if key not in self.at_hand:
            self._read(self._from(key))
        lines = self.at_hand.pop(key)
        yield from lines
        if len(lines) == LIMIT:
            after = (lines[-1].at, lines[-1].id)
            yield from self.history.ours(replace(self.wanted, case=key, after=after))

    def _read(self, keys: list[LineCase]) -> None:
        history = self.history
        by_case = newest_by_case(
            history.database, history.owner_id, history.window, keys, self.wanted
        )
        self.at_hand.update((key, by_case.get(key, [])) for key in keys)

    def _from(self, key: LineCase) -> list[LineCase]:
        """The names of this case and the next ones, for about as many lines as are read at once."""
        keys: list[LineCase] = []
        expected = 0
        for other in dropwhile(lambda other: other != key, self.counts):
            if expected >= LIMIT:
                break
            keys.append(other)
            expected += self.counts[other]
        return keys
