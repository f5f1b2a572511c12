"""Days as people in the Netherlands count them; moments are kept in UTC."""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
"""Where a calendar day begins and ends."""

Day = TypeVar("Day", date, datetime)


def utc_now() -> datetime:
    """The moment that it is, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The day it is in the Netherlands."""
    return day_of(utc_now())


def day_of(moment: datetime) -> date:
    """The day in the Netherlands on which a moment falls."""
    return moment.astimezone(AMSTERDAM).date()


def months_later(begin: Day, months: int) -> Day:
    """The same day (and time) so many months later, or the last day of that month.

    Raises `ValueError` where that is outside the calendar (years 1 to 9999).
    """
    years, month = divmod(begin.month - 1 + months, 12)
    year = begin.year + years
    last = monthrange(year, month + 1)[1]
    return begin.replace(year=year, month=month + 1, day=min(begin.day, last))


def day_of_months_later(begin: date, months: int) -> date | None:
    """The same for a day that may be any; None where that is outside the calendar."""
    try:
        return months_later(begin, months)
    except ValueError:
        return None


def days_later(begin: date, days: int) -> date:
    """The day so many days later; the last one of the calendar where that is after it."""
    return begin + timedelta(days=min(days, (date.max - begin).days))
