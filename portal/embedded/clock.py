"""The time in Demodam: now, as the APIs write it, and days as people write them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

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


def today() -> date:
    """The day that it is in Demodam."""
    return datetime.now(AMSTERDAM).date()


def as_text(moment: datetime) -> str:
    """A moment in UTC with a Z, as Open Zaak writes it."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def now_text() -> str:
    """Now, as text."""
    return as_text(datetime.now(UTC))


def in_dutch(day: date) -> str:
    """The day as it stands on a page and in a letter, such as `3 mei 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
