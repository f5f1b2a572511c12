"""What runs before each view: every page needs a login unless its rule says otherwise."""

from http import HTTPStatus

from flask import Flask, Response, abort, current_app, g, redirect, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_wtf import CSRFProtect

from portal.domain.callers import Caller, CallTerm, Work, begin_call
from portal.domain.people import Actor, Level, LevelTooLow
from portal.domain.security_events import EventKind, note_event
from portal.web.edge import bodies, expired_input, staying
from portal.web.edge.login_session import (
    ANONYMOUS,
    BROWSER,
    acting,
    actor,
    actor_as_read,
    expired_owner,
)
from portal.web.edge.paths import page_of
from portal.web.edge.request_context import settings
from portal.web.edge.request_log import request_id
from portal.web.edge.rules import Rule, for_programs, rule_of
from portal.web.edge.systems import check_system

TAKEN_IN = frozenset(
    {HTTPStatus.OK, HTTPStatus.NO_CONTENT, HTTPStatus.SEE_OTHER, HTTPStatus.UNPROCESSABLE_ENTITY}
)
"""What a view answers that took in what was sent; 422: it shows it again."""


def require_level(needed: Level) -> None:
    """Go on only at this level of assurance; else the resident is asked to log in again."""
    if acting().level < needed:
        raise LevelTooLow(needed)


def register(app: Flask) -> None:
    """Close every page that is not public, and check every POST against CSRF."""
    app.config.from_mapping(
        WTF_CSRF_CHECK_DEFAULT=False,  # `_guard` does it, as it knows which views are for systems
        WTF_CSRF_TIME_LIMIT=None,  # as long as the cookie: nobody loses a page by reading slowly
        WTF_CSRF_SSL_STRICT=False,  # asks for a Referer; `__Host-` already stops planted cookies
    )
    CSRFProtect(app)
    for_programs(app.view_functions["static"])
    app.before_request(_guard)
    app.after_request(_drop_kept)
    app.add_template_global(_here, "here")
    app.register_error_handler(LevelTooLow, _ask_higher_login)


def _here() -> str:
    """The page of this request, for its templates; they say it some times."""
    if "here" not in g:
        g.here = page_of(request)
    return str(g.here)


def _guard() -> ResponseReturnValue | None:
    if request.endpoint is None:
        return None  # no such page: its error page shows nothing of anybody
    if "\0" in request.path:
        abort(404)  # no name of anything holds it, and PostgreSQL can't even look
    rule = rule_of(request.endpoint)
    if rule.is_for_programs or rule.is_for_systems:
        _begin_call(None)
        return _guard_system(rule) if rule.is_for_systems else None
    return _guard_page(rule)


def _guard_system(rule: Rule) -> ResponseReturnValue | None:
    refusal = check_system(rule)
    if refusal is None:
        bodies.read_message()
    return refusal


def _guard_page(rule: Rule) -> ResponseReturnValue | None:
    bodies.read_form()
    current_app.extensions["csrf"].protect()
    staying.choose_language()
    # Asked before the view begins, as it notes that the resident was seen.
    current = actor()
    _begin_call(current)
    needed = rule.level(**(request.view_args or {})) if rule.level else None
    is_open = rule.is_public or needed is Level.NONE
    if current is None and not is_open:
        return _ask_login(needed)
    if needed and not is_open:
        require_level(needed)
    return staying.same_page()


def _drop_kept(response: Response) -> Response:
    """Once a page is taken in, and only then: until then what was kept may be the only copy."""
    is_taken_in = response.status_code in TAKEN_IN and not g.get("is_sent_away")
    current = actor_as_read() if request.method == "POST" and is_taken_in else None
    if current:
        expired_input.drop_kept(current.for_party.key)
    return response


def _begin_call(current: Actor | None) -> None:
    """What this request asks of outside systems, it asks for this person, or this browser."""
    anonymous = cookie.get(BROWSER) or cookie.get(ANONYMOUS, "")
    person = str(current.for_party.key) if current else anonymous
    most_waiting = max(1, settings().threads // 2)
    wait_s, is_shown = settings().first_answer_seconds, request.method in {"GET", "HEAD"}
    begin_call(
        Caller(
            Work.PAGE,
            person,
            most_waiting=most_waiting,
            page=CallTerm(wait_s) if is_shown else None,
            answer_s=wait_s,
            late_s=settings().late_seconds,
            request=request_id(),
        )
    )


def _ask_higher_login(error: LevelTooLow) -> ResponseReturnValue:
    note_event(EventKind.LEVEL_TOO_LOW, str(error.level.value))
    return _ask_login(error.level)


def _ask_login(needed: Level | None) -> ResponseReturnValue:
    """To the login page and then back here; what was typed is kept where the page gives it back."""
    page = page_of(request)
    current = actor()
    owner = current.for_party.key if current else expired_owner()
    g.is_sent_away = expired_input.keep_expired_input(owner, page.partition("?")[0])
    target = url_for(
        "accounts.login",
        next=page,
        niveau=int(needed) if needed else None,
        bestanden="opnieuw" if any(file.filename for file in request.files.values()) else None,
    )
    return redirect(target, 303)
