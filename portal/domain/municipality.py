"""The municipality whose portal this is: its name, and the other ways to reach it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from forms.maps import MapArea
from portal.domain.accessibility import Research
from portal.domain.remedies import NO_REMEDIES, RemedyRegister
from portal.domain.terms import is_working_day

DAYS_AHEAD = 14


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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Municipality:
    """What every page says about the municipality. Source: `PORTAL_MUNICIPALITY_FILE`.

    There is one for each reading of the file, so each is equal to itself alone.
    """

    name: str
    portal_name: str
    theme: str
    phone: str
    phone_international: str
    email: str
    website: str
    privacy_officer: str
    """Mail address of the data protection officer (AVG art. 37)."""
    security_contact: str
    security_policy: str
    """Address of the page that says how to tell of a vulnerability, and what one may expect."""
    security_checked: date
    """When somebody last looked whether these two still hold."""
    counter_address: tuple[str, ...]
    hours: dict[int, Hours]
    """By ISO weekday (1 is Monday)."""
    help_points: tuple[HelpPoint, ...]
    organisations: dict[str, str]
    """OIN → name: other organisations, as the log of employees names them by number."""
    research: Research
    """Research by people into the accessibility of the portal."""
    map_area: MapArea | None = None
    """What of the map residents look at to point out a place; None: pages have no map."""
    remedies: RemedyRegister = NO_REMEDIES
    """What one can do against its decisions. Source: `PORTAL_REMEDIES_FILE`."""

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
