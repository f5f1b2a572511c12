"""Dates, moments and sizes as people read them, in the language of the page."""

from datetime import UTC, date, datetime, time
from functools import lru_cache

from babel.dates import format_date, format_time
from babel.numbers import format_decimal
from flask import Flask
from flask_babel import get_locale
from flask_babel import gettext as _

from forms.kinds.text import phone_number
from portal.configuration.languages import DUTCH, LANGUAGES, Language
from portal.domain.days import AMSTERDAM, day_of, today

KB = 1024


def language() -> Language:
    """The language of the page; Dutch where there is no page."""
    return LANGUAGES[str(get_locale() or DUTCH.code)]


def locale() -> str:
    """The locale of the page for days and numbers, as Babel names it."""
    return language().babel


def day(value: date) -> str:
    """`12 december 2026`; a moment (UTC) gives its day in Amsterdam."""
    if isinstance(value, datetime):
        value = day_of(value)
    return _day(value, locale())


def moment(value: datetime) -> str:
    """`12 december 2026, 14.05 uur`."""
    return _("%(day)s, %(time)s uur", day=day(value), time=clock(value))


def clock(value: datetime | time) -> str:
    """`14.05`, `14:05` in English; of a moment in Amsterdam."""
    local = value.astimezone(AMSTERDAM) if isinstance(value, datetime) else value
    return format_time(local, language().clock, locale=locale())


def since(value: datetime) -> str:
    """A moment as short as it can be: `14.05 uur` today, else day and time."""
    if day_of(value) == today():
        return _("%(time)s uur", time=clock(value))
    return moment(value)


def size(value: int) -> str:
    """Bytes as `2,4 MB` or `310 kB`."""
    if value >= KB * KB:
        return f"{format_decimal(round(value / (KB * KB), 1), locale=locale())} MB"
    return f"{max(1, round(value / KB))} kB"


def phone(value: str) -> str:
    """A telephone number as people write it."""
    return phone_number(value)


def register(app: Flask) -> None:
    """Make these filters of the templates."""
    for text_of in (day, moment, clock, since, size, phone):
        app.add_template_filter(text_of)


@lru_cache(maxsize=4096)
def _day(value: date, name: str) -> str:
    return format_date(value, "d MMMM y", locale=name)


def utc_now() -> datetime:
    """The moment that it is, in UTC."""
    return datetime.now(UTC)
