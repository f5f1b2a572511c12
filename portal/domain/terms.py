"""Terms: the last day of a legal term, as the Algemene termijnenwet (Atw) moves it.

Functions of calendar days in the Netherlands; only `due_day` looks at the calendar.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

import holidays

from portal.domain.days import day_of_months_later, days_later, today
from portal.domain.outages import Outage
from portal.once import made_once

SATURDAY = 6
DAYS_OF_WEEK = 7
LONGEST_DAYS, LONGEST_WEEKS, LONGEST_MONTHS = 90, 12, 3
"""A longer term is not moved (Atw art. 4)."""
SHORT_TERM_DAYS = 3

EXTRA_DAYS = frozenset(
    (date(2026, 1, 2), date(2026, 5, 15), date(2027, 5, 7), date(2028, 4, 28), date(2028, 5, 26))
)
"""Days made equal to public holidays by royal decree (Atw art. 3, third paragraph)."""
EXTRA_DAYS_KNOWN_UNTIL = date(2028, 12, 31)
"""After this day the next decree must be added; a test fails half a year before."""


@dataclass(frozen=True, slots=True)
class Term:
    """A term as the law counts it: in days, in weeks or in months."""

    days: int = 0
    weeks: int = 0
    months: int = 0

    def end(self, start: date) -> date:
        """Its last day, of a term that begins on the day after `start`, before the Atw moves it.

        A term that outlasts the calendar ends with it.
        """
        after_months = day_of_months_later(start, self.months) or date.max
        return days_later(after_months, self.days + self.weeks * DAYS_OF_WEEK)

    @property
    def is_long(self) -> bool:
        """Whether it is too long for the Atw to move it (art. 4)."""
        is_over = self.weeks > LONGEST_WEEKS or self.months > LONGEST_MONTHS
        return is_over or self.days > LONGEST_DAYS

    @property
    def is_short(self) -> bool:
        """Whether it is too short to need two working days (art. 2)."""
        return not self.weeks and not self.months and self.days < SHORT_TERM_DAYS


@dataclass(frozen=True, slots=True)
class Promise:
    """By when the municipality acts; `law` says which term, empty for its own service norm."""

    last_day: date
    law: str
    until: str = "decision"
    """What the law wants to be done by then; see `LegalTerm` of a form."""


class StatutoryTerm(Protocol):
    """A term that a law gives the municipality."""

    @property
    def weeks(self) -> int:
        """How long it is; 0 where the law counts in months."""

    @property
    def months(self) -> int:
        """How long it is; 0 where the law counts in weeks."""

    @property
    def law(self) -> str:
        """The article."""

    @property
    def until(self) -> str:
        """What has to be done by then: `decision`, `handled` or `research`."""


class ServiceTerms(Protocol):
    """What the municipality says of how long a kind of case takes."""

    @property
    def term(self) -> StatutoryTerm | None:
        """None where no law gives one."""

    @property
    def service_days(self) -> int:
        """Its own norm, in working days."""

    @property
    def is_answered(self) -> bool:
        """Whether it can tell who sent it what came of it."""


@dataclass(frozen=True, slots=True)
class DueDay:
    """A last day as it is to be told today: as one to come, or as one that has passed."""

    day: date
    has_passed: bool
    is_extended: bool = False
    """Whether it moved because of an outage."""


@dataclass(frozen=True, slots=True)
class LastDays:
    """The last days that are told of one thing: the first and the latest, where they differ."""

    first: DueDay
    latest: DueDay

    @property
    def has_more_time(self) -> bool:
        """Whether a later day is told as well, which has not passed."""
        return self.latest.day > self.first.day and not self.latest.has_passed

    @property
    def is_between(self) -> bool:
        """Whether the first has passed, and a later one has not."""
        return self.has_more_time and self.first.has_passed


def last_days(
    first: date | None, latest: date | None, outages: tuple[Outage, ...] = ()
) -> LastDays | None:
    """How these are told today, as `due_day`; None where there is no first. `latest`: or none."""
    due, last = due_day(first, outages=outages), due_day(latest, outages=outages)
    return LastDays(due, last or due) if due else None


def due_day(
    day: date | None, *, is_legal: bool = False, outages: tuple[Outage, ...] = ()
) -> DueDay | None:
    """How a last day is told today; None where there is none.

    One that a law sets is moved as Atw art. 1 says; one that somebody named stays what it is.
    `outages`: what may have kept a resident from doing it through the portal.
    """
    if day is None:
        return None
    by_law = shifted(day) if is_legal else day
    last = extended(by_law, outages)
    return DueDay(last, has_passed=last < today(), is_extended=last != by_law)


def extended(day: date, outages: tuple[Outage, ...]) -> date:
    """A last day for residents; where the portal was out on it, the next working day without.

    Awb 2:21 holds nothing against who could not send because of an outage. It names no day: the
    first working day on which they could is the least that it can mean. An outage that ended
    before the last day moves nothing. One of some forms neither: what was asked of a resident, or
    decided, is answered by other pages.
    """
    of_all = [outage for outage in outages if outage.is_of_all]
    while outage := next((each for each in of_all if each.is_on(day)), None):
        day = _next_working_day(outage.last_day + timedelta(days=1))
    return day


def last_day(start: date, term: Term) -> date:
    """The last day of a term that begins on the day after `start`."""
    return moved(start, term.end(start), term)


def moved(start: date, last: date, term: Term) -> date:
    """The last day of this term where the Atw moves it.

    Art. 1: a last day on a Saturday, Sunday or public holiday moves to the next day that is none.
    Art. 2: a term of at least three days has at least two working days in it. Art. 4: neither
    holds for terms over 90 days, twelve weeks or three months.
    """
    if term.is_long:
        return last
    last = _next_working_day(last)
    if term.is_short:
        return last
    while _working_days(start, last) < 2 and last < date.max:  # noqa: PLR2004
        last = _next_working_day(days_later(last, 1))
    return last


def term_of(statutory: StatutoryTerm) -> Term:
    """The term that a law gives."""
    return Term(weeks=statutory.weeks, months=statutory.months)


def last_day_to_send(sent: date, days: int) -> date:
    """The last day for what a submission of this day said would come in so many days."""
    return last_day(sent, Term(days))


def add_working_days(start: date, days: int) -> date:
    """The day that is so many working days after `start`: for service norms, not legal terms."""
    day = start
    for _ in range(days):
        day = _next_working_day(day + timedelta(days=1))
    return day


def shifted(day: date) -> date:
    """A last day that may be a Saturday, Sunday or holiday, moved as Atw art. 1 says."""
    return _next_working_day(day)


def is_working_day(day: date) -> bool:
    """Whether this is no Saturday, Sunday or public holiday (Atw art. 3)."""
    return day.isoweekday() < SATURDAY and day not in _holidays(day.year)


@made_once
def _holidays(year: int) -> frozenset[date]:
    # "optional" brings 5 May of every year and Good Friday, which Atw art. 3 names.
    dutch = holidays.country_holidays("NL", years=year, categories=("public", "optional"))
    return frozenset(dutch) | EXTRA_DAYS


def _next_working_day(day: date) -> date:
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def _working_days(start: date, last: date) -> int:
    days = ((start + timedelta(days=n)) for n in range(1, (last - start).days + 1))
    return sum(1 for day in days if is_working_day(day))


def promise(terms: ServiceTerms, sent: date) -> Promise | None:
    """By when the municipality acts on a submission of this day: one day, wherever it is told.

    A legal term ends on a working day (Atw art. 1); without one the service norm holds. None where
    nobody can be answered: they would wait for nothing.
    """
    if not terms.is_answered:
        return None
    if terms.term:
        return Promise(ready_by(terms, sent), terms.term.law, terms.term.until)
    return Promise(ready_by(terms, sent), "")


def ready_by(terms: ServiceTerms, sent: date) -> date:
    """The day on which the municipality means to be ready with it, whoever is told."""
    if terms.term:
        return last_day(sent, term_of(terms.term))
    return add_working_days(sent, terms.service_days)
