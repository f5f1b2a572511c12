"""The municipality whose portal this is: its name, and the other ways to reach it."""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from portal.domain.accessibility import REQUIREMENTS, Research
from portal.domain.terms import is_working_day

DAYS_AHEAD = 14
RESEARCH = {
    "planned": (date, "a day, such as 2027-05-01 without quotes"),
    "done": (date, "a day, such as 2027-05-01 without quotes"),
    "by": (str, "a text"),
    "report": (str, "a text"),
    "criteria_met": (int, "a whole number"),
}
"""What each value of `Research` is in the file."""


class BadMunicipality(ValueError):
    """The municipality file lacks something or says something impossible."""


@dataclass(frozen=True, slots=True)
class HelpPoint:
    """A place where somebody helps with digital government, such as a library."""

    name: str
    address: str
    hours: str


@dataclass(frozen=True, slots=True)
class Hours:
    """Opening hours on one day of the week, local time."""

    opens: time
    closes: time


@dataclass(frozen=True, slots=True, kw_only=True)
class Municipality:
    """What every page says about the municipality. Source: `PORTAL_MUNICIPALITY_FILE`."""

    name: str
    portal_name: str
    theme: str
    phone: str
    phone_international: str
    email: str
    website: str
    security_contact: str
    counter_address: tuple[str, ...]
    hours: dict[int, Hours]
    """By ISO weekday (1 is Monday)."""
    help_points: tuple[HelpPoint, ...]
    organisations: dict[str, str]
    """OIN → name: other organisations, as the log of employees names them by number."""
    research: Research
    """Research by people into the accessibility of the portal."""

    @property
    def phone_href(self) -> str:
        """The number as a link."""
        return f"tel:{self.phone_international}"

    def hours_on(self, day: date) -> Hours | None:
        """Opening hours on this day; None when closed, as on public holidays."""
        return self.hours.get(day.isoweekday()) if is_working_day(day) else None

    def closes_at(self, now: datetime) -> time | None:
        """Until when the counter is open now (local time); None: it is closed now."""
        hours = self.hours_on(now.date())
        return hours.closes if hours and hours.opens <= now.time() < hours.closes else None

    def opens_next(self, now: datetime) -> tuple[date, time] | None:
        """The next opening after `now` (local time), within two weeks."""
        for ahead in range(DAYS_AHEAD):
            day = now.date() + timedelta(days=ahead)
            hours = self.hours_on(day)
            if hours and (ahead > 0 or now.time() < hours.opens):
                return day, hours.opens
        return None


def load(path: Path) -> Municipality:
    """The municipality in this file; raises `BadMunicipality`, which says what to mend."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
        return _parse(data)
    except FileNotFoundError as error:
        raise BadMunicipality(f"{path}: no such file; see PORTAL_MUNICIPALITY_FILE") from error
    except (KeyError, TypeError, ValueError) as error:
        raise BadMunicipality(f"{path}: {error}") from error


def _parse(data: dict[str, Any]) -> Municipality:
    words = ("name", "portal_name", "theme", "phone", "phone_international", "email", "website")
    return Municipality(
        **{word: str(data[word]) for word in (*words, "security_contact")},
        counter_address=tuple(data["counter_address"]),
        hours={int(day): _hours(*span) for day, span in data["counter_hours"].items()},
        help_points=tuple(HelpPoint(**point) for point in data.get("help_points", ())),
        organisations={str(oin): str(name) for oin, name in data.get("organisations", {}).items()},
        research=_research(data.get("accessibility", {})),
    )


def _research(data: dict[str, Any]) -> Research:
    found = Research(**data)
    for name, value in data.items():
        kind, what = RESEARCH[name]
        if type(value) is not kind:
            raise ValueError(f"{name} in [accessibility] must be {what}")
    if found.criteria_met not in range(REQUIREMENTS + 1):
        raise ValueError(f"criteria_met in [accessibility] must be 0 to {REQUIREMENTS}")
    return found


def _hours(opens: str, closes: str) -> Hours:
    return Hours(time.fromisoformat(opens), time.fromisoformat(closes))
