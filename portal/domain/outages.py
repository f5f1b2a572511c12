"""Outages: when residents could not reach the municipality through the portal.

Who could not send something in time by that is not held to it (Awb 2:21, third paragraph, as of
2026: Wet modernisering elektronisch bestuurlijk verkeer).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from forms.keys import FormSlug
from portal.domain.days import day_of, today, utc_now

ANNOUNCED = timedelta(days=3)
"""So long before it begins residents are told of an outage that is planned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outage:
    """One outage as it is known now; moments in UTC."""

    number: int
    begins_at: datetime
    ends_at: datetime | None = None
    """None: nobody knows yet. May lie ahead. As it began: it was a mistake, there was none."""
    forms: tuple[FormSlug, ...] = ()
    """Slugs of the forms that can't be sent; none: nothing can."""

    @property
    def is_of_all(self) -> bool:
        """Whether it is of the whole portal."""
        return not self.forms

    def lasts_at(self, moment: datetime) -> bool:
        """Whether it has begun and not ended."""
        return self.begins_at <= moment and (self.ends_at is None or moment < self.ends_at)

    def is_announced_at(self, moment: datetime) -> bool:
        """Whether it is planned, and comes soon."""
        comes = moment < self.begins_at and self.begins_at - moment <= ANNOUNCED
        return comes and self.ends_at != self.begins_at

    @property
    def last_day(self) -> date:
        """The last day that it touched; today, where its end is not known or lies ahead."""
        return min(day_of(self.ends_at - datetime.resolution), today()) if self.ends_at else today()

    def is_on(self, day: date) -> bool:
        """Whether something could not be sent on some part of this day, as far as is known.

        One that is only planned may be called off: it takes no part of any day yet.
        """
        was = self.begins_at <= utc_now() and self.ends_at != self.begins_at
        return was and day_of(self.begins_at) <= day <= self.last_day


def current_outages(outages: tuple[Outage, ...]) -> tuple[Outage, ...]:
    """Those that last now."""
    now = utc_now()
    return tuple(outage for outage in outages if outage.lasts_at(now))


def announced_outages(outages: tuple[Outage, ...]) -> tuple[Outage, ...]:
    """Those that are planned and come soon, the next one first."""
    now = utc_now()
    coming = [outage for outage in outages if outage.is_announced_at(now)]
    return tuple(sorted(coming, key=lambda outage: outage.begins_at))
