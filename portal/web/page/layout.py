"""What stands around every page: the municipality, who is logged in, the languages."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from urllib.parse import quote_plus

from babel import Locale
from babel.dates import get_day_names
from flask import Flask, Response, g, request
from flask import session as cookie
from flask_babel import get_locale
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection

from portal.configuration.languages import DUTCH, LANGUAGES
from portal.domain.days import AMSTERDAM
from portal.domain.municipality import HelpPoint, Hours, Municipality
from portal.domain.people import Actor
from portal.once import made_once
from portal.storage.logins import Header
from portal.texts.words import Words
from portal.web.edge.htmx import is_block_wanted
from portal.web.edge.login_session import LANGUAGE, actor, header, token_here
from portal.web.edge.request_context import gateways, municipality
from portal.web.page import fitting, form_faults
from portal.web.page.bands import Band
from portal.web.page.outage_band import maintenance_band, outage_band
from portal.web.words.formats import clock, words

EXTENDED = "session-extended"
"""What htmx lets the page hear with a block, as the session of the resident goes on longer then."""
LOCALES = {code: Locale.parse(code) for code in LANGUAGES}
MINUTES_KEPT = 2
"""Of which the texts about the opening hours are kept, in each language."""


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
    session_ends_at: datetime | None
    """None where the session itself could not be read: all that is sure is that there was one."""
    unread: int

    @property
    def seconds_left(self) -> int:
        """How long the session goes on, in seconds; 0 where that is not known."""
        end = self.session_ends_at
        return max(0, int((end - datetime.now(UTC)).total_seconds())) if end else 0


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
    """Give every template what stands around its page; keep that right when a block comes."""
    app.context_processor(_around)
    fitting.register(app)
    form_faults.register(app)
    # Within one template: a macro of which each text is made once, however often it stands there.
    app.add_template_global(made_once, "once")
    app.after_request(_tell_time_left)


def language() -> str:
    """The language of this request: as chosen, else as the browser asks, else Dutch."""
    chosen = cookie.get(LANGUAGE)
    if chosen in LANGUAGES:
        return str(chosen)
    return request.accept_languages.best_match(LANGUAGES) or DUTCH.code


def locale() -> Locale:
    """The same for Flask-Babel, which would else read it out of its name in each request."""
    return LOCALES[language()]


def opening(municipality: Municipality, words: Words, now: datetime) -> tuple[bool, str]:
    """Whether the counter is open at this moment (local time), and a sentence about it."""
    _ = words.gettext
    closes = municipality.closes_at(now)
    if closes:
        return True, _("Nu open, tot %(time)s uur.", time=words.clock(closes))
    upcoming = municipality.opens_next(now)
    if upcoming is None:
        return False, _("Nu gesloten.")
    when, opens = upcoming
    day, time = f"{_day_names(words)[when.weekday()]} {words.day(when)}", words.clock(opens)
    return False, _("Nu gesloten. Open %(day)s vanaf %(time)s uur.", day=day, time=time)


def counter_hours(municipality: Municipality, words: Words) -> tuple[tuple[str, str], ...]:
    """The week as (day, hours), days with the same hours taken together."""
    groups: list[tuple[list[int], Hours | None]] = []
    for weekday in range(1, 8):
        hours = municipality.hours.get(weekday)
        if groups and groups[-1][1] == hours:
            groups[-1][0].append(weekday)
        else:
            groups.append(([weekday], hours))
    return tuple((_span(days, words), _hours(hours, words)) for days, hours in groups)


def show_in_header(shown: Header) -> None:
    """Let the header of this page show what the page read itself: it is newer."""
    g.header = shown


def time_left(who: Actor) -> dict[str, object]:
    """How long this session goes on, for the script of the page: in seconds, and in words.

    `text` says when it ends, `news` that one can go on, for who hears the page.
    """
    _ = words().gettext
    left = who.ends_at - datetime.now(UTC)
    text = _("U wordt om %(time)s uur uitgelogd.", time=clock(who.ends_at))
    news = _("U kunt verder tot %(time)s uur.", time=clock(who.ends_at))
    return {"seconds": int(left.total_seconds()), "text": text, "news": news}


def _tell_time_left(response: Response) -> Response:
    is_block = response.mimetype == "text/html" and is_block_wanted()
    who = actor() if is_block and not g.get("is_error_page") else None
    if who:
        # As JSON it is ASCII in every language, as a header must be.
        response.headers["HX-Trigger"] = json.dumps({EXTENDED: time_left(who)})
    return response


def _around() -> dict[str, object]:
    minute = datetime.now(AMSTERDAM).replace(second=0, microsecond=0)
    return {
        "municipality": _shown(municipality(), words(), minute),
        "visitor": _visitor_of_error_page() if g.get("is_error_page") else _visitor(),
        "bands": () if g.get("is_error_page") else _bands(),
        "has_contacts": gateways().contacts is not None,
        "languages": _languages(),
        "get_locale": get_locale,
    }


@lru_cache(MINUTES_KEPT * len(LANGUAGES))
def _shown(municipality: Municipality, words: Words, minute: datetime) -> ShownMunicipality:
    open_now, open_text = opening(municipality, words, minute)
    return ShownMunicipality(
        name=municipality.name,
        portal_name=municipality.portal_name,
        theme=municipality.theme,
        phone=municipality.phone,
        phone_href=municipality.phone_href,
        email=municipality.email,
        website=municipality.website,
        counter_address=municipality.counter_address,
        counter_hours=counter_hours(municipality, words),
        open_now=open_now,
        open_text=open_text,
        help_points=municipality.help_points,
    )


def _bands() -> tuple[Band, ...]:
    """What holds for the whole of this page, the most urgent first."""
    return tuple(filter(None, (outage_band(), maintenance_band())))


def _visitor() -> Visitor | None:
    who = actor()
    if who is None:
        return None
    shown = g.get("header") or header()
    return Visitor(shown.name, who.ends_at, shown.unread) if shown else None


def _visitor_of_error_page() -> Visitor | None:
    """Who is logged in, so that there is a way to log out; the page also comes without database.

    A database that failed is not asked again: the page would wait for it a second time.
    """
    unknown = Visitor("", None, 0) if token_here() else None
    if g.get("is_database_out"):
        return unknown
    try:
        return _visitor()
    except (DBAPIError, NoConnection):
        return unknown


def _languages() -> tuple[LanguageChoice, ...]:
    here = quote_plus(request.full_path.rstrip("?") if request.method == "GET" else request.path)
    current = words().language.code
    return tuple(
        LanguageChoice(
            code,
            language.name,
            f"/taal/?taal={code}&next={here}",
            code == current,
        )
        for code, language in LANGUAGES.items()
    )


def _day_names(words: Words) -> dict[int, str]:
    return dict(get_day_names("wide", locale=words.language.code))


def _span(days: list[int], words: Words) -> str:
    _, names = words.gettext, _day_names(words)
    first, last = names[days[0] - 1], names[days[-1] - 1]
    if len(days) == 1:
        return first
    if days[0] + 1 == days[-1]:
        return _("%(first)s en %(last)s", first=first, last=last)
    return _("%(first)s tot en met %(last)s", first=first, last=last)


def _hours(hours: Hours | None, words: Words) -> str:
    _ = words.gettext
    if hours is None:
        return _("gesloten")
    opens, closes = words.clock(hours.opens), words.clock(hours.closes)
    return _("%(opens)s tot %(closes)s uur", opens=opens, closes=closes)
