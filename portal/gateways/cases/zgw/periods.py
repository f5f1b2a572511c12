"""Periods of the ZGW standards, as ISO 8601 writes them, and days that are put off by one."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from portal.domain.days import months_later

PERIOD = re.compile(r"P(?:(\d{1,3})Y)?(?:(\d{1,3})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?")

MOVED_BY_HOLIDAYS = timedelta(days=4)
"""At most: from Good Friday to the Tuesday after Easter."""
DAYS_THAT_MONTHS_LACK = 3
"""At most: a month after 28, 29, 30 and 31 January is the same day."""


def _months_and_days(period: str) -> tuple[int, int] | None:
    match = PERIOD.fullmatch(period)
    if match is None or not any(match.groups()):
        return None
    years, months, weeks, days = (int(number or 0) for number in match.groups())
    return 12 * years + months, 7 * weeks + days


def after(day: date, period: str) -> date | None:
    """The day that is so long after this one; None where the period can't be read."""
    length = _months_and_days(period)
    if length is None:
        return None
    months, days = length
    try:
        return months_later(day, months) + timedelta(days=days)
    except (OverflowError, ValueError):
        return None


def is_none(period: str) -> bool:
    """Whether it is no time at all, as in `P0D`."""
    return _months_and_days(period) == (0, 0)


def canonical(period: str) -> str:
    """The same period, always written alike; '' where it can't be read."""
    length = _months_and_days(period)
    return f"P{length[0]}M{length[1]}D" if length else ""


def days_in(period: str) -> int | None:
    """How many days it is; None where that depends on the month, or it can't be read."""
    months, days = _months_and_days(period) or (1, 0)
    return None if months else days


@dataclass(frozen=True, slots=True)
class PutOff:
    """A last day, and what it was before it was put off."""

    day: date | None
    before: date | None = None
    """None where it was not put off, or where what it was can't be reckoned back.

    A municipality may have chosen a day of its own that is later than usual: it has none before.
    """


def put_off(day: date | None, started: date, usual: str, extra: str) -> PutOff:
    """A last day with the extension (verlenging) in it, where it is not in it already.

    Some case systems move the day itself, Open Zaak doesn't: a day that is the `extra` period or
    more after the `usual` period of the case type was moved. One a little later than the usual
    period is as it was promised: weekends and holidays move that.
    """
    if day is None:
        return PutOff(None)
    first = after(started, usual)
    moved = after(first, extra) if first else None
    if moved is not None and day >= moved:
        before = _before(day, extra)
        is_usual = before is not None and first is not None and _is_about(before, first)
        return PutOff(day, before if is_usual else None)
    later = after(day, extra)
    return PutOff(later, day) if later else PutOff(day)


def _is_about(day: date, usual: date) -> bool:
    """Whether this is the usual day, as weekends and holidays move it."""
    return timedelta(0) <= day - usual <= MOVED_BY_HOLIDAYS


def _before(day: date, period: str) -> date | None:
    """The only day that this one is so long after; None where there are several, or none."""
    length = _months_and_days(period)
    if length is None:
        return None
    months, days = length
    try:
        first = months_later(day - timedelta(days=days), -months)
        days_around = [first + timedelta(days=each) for each in range(DAYS_THAT_MONTHS_LACK + 1)]
    except (OverflowError, ValueError):
        return None
    fitting = [each for each in days_around if after(each, period) == day]
    return fitting[0] if len(fitting) == 1 else None
