"""The moment and the day that it is now, as the APIs write them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

TIME_ZONE = ZoneInfo("Europe/Amsterdam")


def today() -> date:
    """The day that it is in Demodam."""
    return datetime.now(TIME_ZONE).date()


def as_text(moment: datetime) -> str:
    """A moment in UTC with a Z, as Open Zaak writes it."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def now_text() -> str:
    """Now, as text."""
    return as_text(datetime.now(UTC))
