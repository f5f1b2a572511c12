"""Periods of the ZGW standards, as ISO 8601 writes them, and days that are put off by one."""

import re
from datetime import date, timedelta

from portal.domain.days import months_later

PERIOD = re.compile(r"P(?:(\d{1,3})Y)?(?:(\d{1,3})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?")


def after(day: date, period: str) -> date | None:
    """The day that is so long after this one; None where the period can't be read."""
    match = PERIOD.fullmatch(period)
    if match is None or not any(match.groups()):
        return None
    years, months, weeks, days = (int(number or 0) for number in match.groups())
    try:
        return months_later(day, 12 * years + months) + timedelta(days=7 * weeks + days)
    except (OverflowError, ValueError):
        return None


def put_off(day: date | None, started: date, usual: str, extra: str) -> date | None:
    """A last day with the extension (verlenging) in it, where it is not in it already.

    Some case systems move the day itself, Open Zaak doesn't: a day that is later than the `usual`
    period of the case type was moved.
    """
    if day is None:
        return None
    first = after(started, usual)
    is_moved = first is not None and day > first
    return day if is_moved else after(day, extra) or day
