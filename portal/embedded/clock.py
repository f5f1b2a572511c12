"""The time in Demodam: now, as the APIs write it, and days as people write them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import holidays
from flask import g, has_app_context

SATURDAY = 6
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)


def moment() -> datetime:
    """Now in UTC, by the clock of the part that is called: the switchboard can put it wrong."""
    skew: timedelta = g.get("clock_skew", timedelta()) if has_app_context() else timedelta()
    return datetime.now(UTC) + skew


def today() -> date:
    """The day that it is in Demodam, by the same clock."""
    return moment().astimezone(AMSTERDAM).date()


def as_text(moment: datetime) -> str:
    """A moment in UTC with a Z, as Open Zaak writes it."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def now_text() -> str:
    """Now, as text."""
    return as_text(moment())


def working_day_from(day: date) -> date:
    """The day itself, or the first after it that is no Saturday, Sunday or holiday (Atw art. 1)."""
    dutch = holidays.country_holidays("NL", categories=("public", "optional"))
    while day.isoweekday() >= SATURDAY or day in dutch:
        day += timedelta(days=1)
    return day


def in_dutch(day: date) -> str:
    """The day as it stands on a page and in a letter, such as `3 mei 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
