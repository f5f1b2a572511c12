"""Terms of the Algemene wet bestuursrecht (Awb): a last day, and each step that makes it that day.

Pure functions of calendar days in the Netherlands. The Algemene termijnenwet (Atw) is that of
`portal.domain.terms`; it moves terms that a law sets, not those that the municipality names.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from portal.domain.days import day_of, days_later
from portal.domain.terms import StatutoryTerm, Term, moved, shifted, term_of

REASONABLE = Term(weeks=8)
"""Where no law gives a term to decide in (Awb 4:13, second paragraph)."""
OBJECTION = Term(weeks=6)
POST = Term(days=7)
"""After the term, for what was posted within it (Awb 6:9, second paragraph)."""
NOT_TREATED = Term(weeks=4)
"""To say that an application is left as it is (Awb 4:5, fourth paragraph)."""
FORTNIGHT = 14
DEFAULT = Term(weeks=2)
"""After a notice of default (Awb 4:17, third paragraph)."""


@dataclass(frozen=True, slots=True)
class TermStep:
    """What made a last day what it is: an article of the law, and the last day that came of it.

    `days`: how far it moved the last day; for the first step, how long the term is.
    """

    law: str
    day: date
    days: int


@dataclass(frozen=True, slots=True)
class LastDay:
    """A last day, with its steps in their order."""

    day: date
    steps: tuple[TermStep, ...]

    def then(self, law: str, day: date) -> "LastDay":
        """The same, moved to this day by this article."""
        return LastDay(day, (*self.steps, TermStep(law, day, (day - self.day).days)))


@dataclass(frozen=True, slots=True)
class TermSuspension:
    """Days on which the term to decide stands still (Awb 4:15), the first and the last included.

    Nothing stands still where the last comes before the first.
    """

    first: date
    last: date
    law: str


@dataclass(frozen=True, slots=True)
class TermExtension:
    """A notice that it takes longer, with the new last day that it names (Awb 4:14)."""

    told: date
    last_day: date


@dataclass(frozen=True, slots=True)
class Rates:
    """What a day costs the municipality that decides too late, by fortnight (Awb 4:17, second)."""

    since: date
    """The first day on which a notice of default brings these rates."""
    cents: tuple[int, int, int]
    """For each of the first 14 days, of the next 14, and of the last 14."""


RATES = (Rates(date(2009, 10, 1), (2000, 3000, 4000)), Rates(date(2019, 1, 1), (2300, 3500, 4500)))
"""Oldest first. A new row where the amounts are indexed (Awb 11:2): the day on which the
municipality received the notice says which ones hold. Source: Stcrt. 2018, 65542."""


@dataclass(frozen=True, slots=True)
class Penalty:
    """What the municipality owes from its first day too late on, at the rates of the notice."""

    first_day: date
    rates: Rates

    def cents(self, undecided: date) -> int:
        """What is owed when nothing was decided up to and with this day; never more than at 42."""
        days = (undecided - self.first_day).days + 1
        fortnights = enumerate(self.rates.cents)
        return sum(
            rate * min(max(days - FORTNIGHT * number, 0), FORTNIGHT) for number, rate in fortnights
        )


class Timeliness(Enum):
    """Whether an objection came in time."""

    IN_TIME = "in_time"
    BY_POST = "by_post"
    """After the term, but posted within it (Awb 6:9, second paragraph)."""
    LATE = "late"

    @property
    def asks_why(self) -> bool:
        """Whether the reason decides: who could not help it is heard all the same (Awb 6:11)."""
        return self is Timeliness.LATE


def received(sent: datetime) -> LastDay:
    """The day of receipt of what was sent electronically at this moment (Awb 2:17).

    The whole day counts, to midnight in the Netherlands.
    """
    day = day_of(sent)
    return LastDay(day, (TermStep("Awb 2:17", day, 0),))


def repair(asked: date, term: Term) -> LastDay:
    """The last day to complete an application, of which was asked on this day (Awb 4:5).

    The municipality sets this term itself, so that the Atw does not move it.
    """
    return _begun(asked, term, "Awb 4:5")


def repair_suspension(asked: date, until: date, completed: date | None = None) -> TermSuspension:
    """How long an incomplete application makes the term to decide stand still.

    From the day after the request to the day before it was completed; where it was not within its
    term (`until`), to the last day of that.
    """
    in_time = completed is not None and completed <= until
    last = days_later(completed, -1) if completed and in_time else until
    return TermSuspension(days_later(asked, 1), last, "Awb 4:15, eerste lid, onder a")


def not_treated(until: date, completed: date | None = None) -> LastDay:
    """The last day to say that an incomplete application is left as it is (Awb 4:5, fourth).

    From the day on which it was completed, or on which the term for that passed.
    """
    return _by_law(completed or until, NOT_TREATED, "Awb 4:5, vierde lid")


def decision(
    receipt: date,
    statutory: StatutoryTerm | None = None,
    events: Iterable[TermSuspension | TermExtension] = (),
) -> LastDay:
    """The last day to decide on what was received on this day (Awb 4:13).

    Within the term that a law gives, else within eight weeks. Events count in the order in which
    they begin; two suspensions at once stop it once. What begins when the term is over moves
    nothing: its step says so. The Atw moves no day that a notice named.
    """
    term = term_of(statutory) if statutory else REASONABLE
    reckoned = _begun(receipt, term, statutory.law if statutory else "Awb 4:13, tweede lid")
    stopped, is_named = receipt, False
    for event in sorted(events, key=_begin):
        legal = reckoned.day if is_named else moved(receipt, reckoned.day, term)
        if isinstance(event, TermExtension):
            is_in_time = event.told <= legal and event.last_day > legal
            reckoned = reckoned.then("Awb 4:14", event.last_day if is_in_time else reckoned.day)
            is_named = is_named or is_in_time
            continue
        first = max(event.first, days_later(stopped, 1))
        stopped = max(stopped, event.last)
        days = max(0, (event.last - first).days + 1) if first <= legal else 0
        base = legal if first > reckoned.day and days else reckoned.day
        reckoned = reckoned.then(event.law, days_later(base, days))
        is_named = is_named and not days
    return reckoned if is_named else _moved(reckoned, receipt, term)


def objection(announced: date) -> LastDay:
    """The last day to object to a decision that was announced on this day (Awb 6:7 and 6:8)."""
    return _by_law(announced, OBJECTION, "Awb 6:7 en 6:8")


def timeliness(announced: date, came: date, posted: date | None = None) -> Timeliness:
    """Whether an objection that came on this day was in time (Awb 6:9).

    `posted`: the day on which it was posted; None for what was not sent by post.
    """
    last = objection(announced).day
    if came <= last:
        return Timeliness.IN_TIME
    is_by_post = posted is not None and posted <= last
    return Timeliness.BY_POST if is_by_post and came <= POST.end(last) else Timeliness.LATE


def default(notice: date, due: date) -> LastDay | None:
    """The last day to decide without a penalty, after a notice of default (Awb 4:17).

    `notice`: the day on which the municipality received it; `due`: the last day to decide. None
    for a notice that came too early, which counts for nothing.
    """
    return _by_law(notice, DEFAULT, "Awb 4:17, derde lid") if notice > due else None


def penalty(notice: date, due: date) -> Penalty | None:
    """What is owed from the day after the last one of `default`, which takes the same days.

    None where the notice came too early, or before there were penalties.
    """
    last = default(notice, due)
    rates = next((each for each in reversed(RATES) if each.since <= notice), None)
    return Penalty(days_later(last.day, 1), rates) if last and rates else None


def _begin(event: TermSuspension | TermExtension) -> date:
    return event.first if isinstance(event, TermSuspension) else event.told


def _begun(start: date, term: Term, law: str) -> LastDay:
    end = term.end(start)
    return LastDay(end, (TermStep(law, end, (end - start).days),))


def _by_law(start: date, term: Term, law: str) -> LastDay:
    return _moved(_begun(start, term, law), start, term)


def _moved(reckoned: LastDay, start: date, term: Term) -> LastDay:
    """Moved as the Atw says, with a step for each of its articles that did so."""
    last = moved(start, reckoned.day, term)
    by_first = reckoned.day if last == reckoned.day else shifted(reckoned.day)
    if by_first != reckoned.day:
        reckoned = reckoned.then("Atw 1", by_first)
    return reckoned if last == by_first else reckoned.then("Atw 2", last)
