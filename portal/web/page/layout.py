"""What stands around every page: the municipality, who is logged in, the languages."""

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from babel.dates import get_day_names
from flask import Flask, g, request
from flask import session as cookie
from flask_babel import get_locale
from flask_babel import gettext as _

from portal.configuration.languages import DUTCH, LANGUAGES
from portal.domain.days import AMSTERDAM
from portal.domain.municipality import HelpPoint, Hours, Municipality
from portal.domain.people import Actor
from portal.services.sources.queries import NAME
from portal.storage.overview import Header, header_of
from portal.web.edge.login_session import LANGUAGE, actor
from portal.web.edge.request_context import municipality, single_statements
from portal.web.words.formats import clock, day


@dataclass(frozen=True, slots=True)
class LanguageChoice:
    """A language to choose, named in itself."""

    code: str
    name: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is logged in, as the header shows it."""

    name: str
    """Empty while the population register could not be read."""
    session_ends_at: datetime
    unread: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownMunicipality:
    """The municipality as every page shows it, in the language of the page."""

    name: str
    portal_name: str
    theme: str
    phone: str
    phone_href: str
    email: str
    website: str
    counter_address: tuple[str, ...]
    counter_hours: tuple[tuple[str, str], ...]
    open_now: bool
    open_text: str
    help_points: tuple[HelpPoint, ...]


def register(app: Flask) -> None:
    """Give every template what stands around its page."""
    app.context_processor(_around)


def language() -> str:
    """The language of this request: as chosen, else as the browser asks, else Dutch."""
    chosen = cookie.get(LANGUAGE)
    if chosen in LANGUAGES:
        return str(chosen)
    return request.accept_languages.best_match(LANGUAGES) or DUTCH.code


def opening() -> tuple[bool, str]:
    """Whether the counter is open now, and a sentence about it."""
    now = datetime.now(AMSTERDAM)
    closes = municipality().closes_at(now)
    if closes:
        return True, _("Nu open, tot %(time)s uur.", time=clock(closes))
    upcoming = municipality().opens_next(now)
    if upcoming is None:
        return False, _("Nu gesloten.")
    when, opens = upcoming
    text = _("Nu gesloten. Open %(day)s vanaf %(time)s uur.", day=_when(when), time=clock(opens))
    return False, text


def counter_hours() -> tuple[tuple[str, str], ...]:
    """The week as (day, hours), days with the same hours taken together."""
    names = _day_names()
    groups: list[tuple[list[int], Hours | None]] = []
    for weekday in range(1, 8):
        hours = municipality().hours.get(weekday)
        if groups and groups[-1][1] == hours:
            groups[-1][0].append(weekday)
        else:
            groups.append(([weekday], hours))
    return tuple((_span(days, names), _hours(hours)) for days, hours in groups)


def show_in_header(header: Header) -> None:
    """Let the header of this page show what the page read itself, so that it isn't read again."""
    g.header = header


def _around() -> dict[str, object]:
    # An error page must also come when the database is gone: it knows no visitor.
    return {
        "municipality": _shown(municipality()),
        "visitor": None if g.get("is_error_page") else _visitor(),
        "languages": _languages(),
        "get_locale": get_locale,
    }


def _shown(known: Municipality) -> ShownMunicipality:
    open_now, open_text = opening()
    return ShownMunicipality(
        name=known.name,
        portal_name=known.portal_name,
        theme=known.theme,
        phone=known.phone,
        phone_href=known.phone_href,
        email=known.email,
        website=known.website,
        counter_address=known.counter_address,
        counter_hours=counter_hours(),
        open_now=open_now,
        open_text=open_text,
        help_points=known.help_points,
    )


def _visitor() -> Visitor | None:
    who = actor()
    if who is None:
        return None
    header = g.get("header") or _read_header(who)
    return Visitor(header.name, who.ends_at, header.unread)


def _read_header(who: Actor) -> Header:
    with single_statements() as database:
        return header_of(database, who.for_party.key, who.session_id, NAME)


def _languages() -> tuple[LanguageChoice, ...]:
    here = request.full_path.rstrip("?") if request.method == "GET" else request.path
    current = str(get_locale())
    return tuple(
        LanguageChoice(
            code,
            language.name,
            f"/taal/?{urlencode({'taal': code, 'next': here})}",
            code == current,
        )
        for code, language in LANGUAGES.items()
    )


def _when(when: date) -> str:
    return f"{_day_names()[when.weekday()]} {day(when)}"


def _day_names() -> dict[int, str]:
    return dict(get_day_names("wide", locale=str(get_locale())))


def _span(days: list[int], names: dict[int, str]) -> str:
    first, last = names[days[0] - 1], names[days[-1] - 1]
    if len(days) == 1:
        return first
    if days[0] + 1 == days[-1]:
        return _("%(first)s en %(last)s", first=first, last=last)
    return _("%(first)s tot en met %(last)s", first=first, last=last)


def _hours(hours: Hours | None) -> str:
    if hours is None:
        return _("gesloten")
    opens, closes = clock(hours.opens), clock(hours.closes)
    return _("%(opens)s tot %(closes)s uur", opens=opens, closes=closes)
