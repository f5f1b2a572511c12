"""Pages for logging in and out."""

import hmac

import structlog
from flask import Blueprint, Response, flash, jsonify, redirect, render_template, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from portal.domain.identity import CALLBACK_PATH, LOGGED_OUT_PATH, LoginFailed, LoginProblem
from portal.domain.people import Level, OwnerId
from portal.domain.security_events import EventKind, note_event
from portal.features.accounts.forms import LoginForm, NextForm
from portal.features.accounts.texts import Notice, heading, notice, step_up
from portal.measures import count_login
from portal.services.accounts import authentication
from portal.storage.logins import has_expired_input
from portal.web.edge import expired_input, login_session
from portal.web.edge.limits import (
    CALLBACK,
    LOGIN,
    LOGIN_NETWORK,
    check,
    limited,
    login_succeeded,
)
from portal.web.edge.login_session import CLEAR, acting, actor
from portal.web.edge.paths import HOME
from portal.web.edge.request_context import gateways, session, settings
from portal.web.edge.responses import public_keys
from portal.web.edge.rules import for_programs, public, unattended
from portal.web.edge.security_events import subject_here
from portal.web.page.layout import time_left
from portal.web.words.formats import clock

bp = Blueprint("accounts", __name__)
log = structlog.get_logger()

LOGOUT_STATE = "logout_state"
JSON = "application/json"


@bp.get("/inloggen/")
@public
def login() -> ResponseReturnValue:
    """What DigiD is for, and the button; straight on for who is logged in well enough."""
    form, visitor = LoginForm(request.args), actor()
    needed, next_path = _needed(form), form.next.data
    if visitor and visitor.level >= needed:
        return redirect(next_path, 303)
    expired = login_session.expired_owner()
    owner = visitor.for_party.key if visitor else expired
    return render_template(
        "accounts/expired.html" if expired else "accounts/login.html",
        begin_url=url_for("accounts.begin", next=next_path, niveau=int(needed)),
        heading=heading(needed, is_logged_in=visitor is not None),
        notice=_notice(form, needed),
        kept=owner is not None and has_expired_input(session(), owner, next_path.partition("?")[0]),
        files_lost="bestanden" in request.args,
        minutes=settings().session_minutes,
    )


@bp.get("/inloggen/digid")
@public
@limited(LOGIN, LOGIN_NETWORK)
def begin() -> BaseResponse:
    """Go to DigiD."""
    form = LoginForm(request.args)
    next_path, needed = form.next.data, _needed(form)
    wish = authentication.LoginRequest(
        level=needed,
        next_path=next_path,
        browser=login_session.browser_here(),
        language=str(get_locale()),
    )
    try:
        return redirect(authentication.begin(session(), gateways().identity, wish), 303)
    except LoginFailed as failure:
        return _back(failure, (next_path, needed))


@bp.get(CALLBACK_PATH)
@public
def finish() -> BaseResponse:
    """Back from DigiD."""
    answer = list(request.args.items(multi=True))
    before = authentication.BrowserState(
        browser=login_session.browser_here(), token=login_session.token_here(), actor=actor()
    )
    try:
        arrival = authentication.finish(session(), gateways().identity, answer, before)
    except LoginFailed as failure:
        check((CALLBACK,))
        return _back(failure, authentication.wish_of(session(), answer, before.browser))
    login_session.sign_in(arrival.token)
    login_succeeded()
    count_login("in")
    log.info("logged_in")
    return redirect(arrival.next_path or HOME, 303)


@bp.post("/uitloggen/")
@public
def logout() -> BaseResponse:
    """End the session here, and then at DigiD; also for a session that is over already.

    Our own page goes on to DigiD: a form may not end at another site (`form-action 'self'`), also
    not by a redirect, and where DigiD's broker sends the browser next we can't know.
    """
    if actor():
        note_event(EventKind.LOGOUT, subject=subject_here())
    state, url = authentication.log_out(session(), gateways().identity, login_session.token_here())
    login_session.sign_out()
    cookie[LOGOUT_STATE] = state
    response = _leave(url) if url else redirect(url_for("accounts.logged_out"), 303)
    response.headers["Clear-Site-Data"] = CLEAR
    log.info("logged_out")
    return response


@bp.get(LOGGED_OUT_PATH)
@public
def logged_out() -> str:
    """Logged out here; at DigiD too only if DigiD itself sent the browser back."""
    expected, state = str(cookie.get(LOGOUT_STATE, "")), request.args.get("state", "")
    is_ended_there = bool(expected) and hmac.compare_digest(state.encode(), expected.encode())
    return render_template("accounts/logged_out.html", digid_ended=is_ended_there, leave_url="")


@bp.post("/sessie/verlengen")
def extend() -> ResponseReturnValue:
    """More time; back to the page, or for its script only until when that is."""
    login_session.extend()
    if request.accept_mimetypes.best == JSON:
        return jsonify(time_left(acting()))
    flash(_("U kunt verder tot %(time)s uur.", time=clock(acting().ends_at)))
    return redirect(NextForm(request.form).next.data, 303)


@bp.post("/sessie/bewaren")
@unattended
def keep() -> ResponseReturnValue:
    """Keep what is typed on a page as it stands there, shortly before the session ends or after it.

    For the page's script 204, or 404 where that page gives nothing back; else to log in.
    """
    page = NextForm(request.form).next.data
    is_kept = expired_input.keep_expired_input(_owner_here(), page.partition("?")[0])
    if request.accept_mimetypes.best == JSON:
        return "", 204 if is_kept else 404
    return redirect(url_for("accounts.login", next=page), 303)


@bp.get("/sessie/einde")
@unattended
def over() -> ResponseReturnValue:
    """Where a page goes that was open for as long as a session lasts; another may have used it."""
    page, who = NextForm(request.args).next.data, actor()
    if request.accept_mimetypes.best == JSON:
        return jsonify(time_left(who)) if who else ("", 401)
    if who is None:
        return redirect(url_for("accounts.login", next=page), 303)
    return render_template("accounts/closed.html", next_url=page)


@bp.get("/api/jwks.json")
@for_programs
def keys() -> Response:
    """The public keys with which the portal proves itself to the OpenID provider."""
    return public_keys(gateways().identity.public_keys())


def _owner_here() -> OwnerId | None:
    who = actor()
    return who.for_party.key if who else login_session.expired_owner()


def _leave(url: str) -> Response:
    """Our own page, which goes on to this address at once; a link does where that is off."""
    page = render_template("accounts/logged_out.html", digid_ended=False, leave_url=url)
    return Response(page, headers={"Refresh": f"0; url={url}"})


def _needed(form: LoginForm) -> Level:
    """The level that the page asks for, never below what every login proves."""
    try:
        level = Level(form.niveau.data or Level.NONE)
    except ValueError:
        level = Level.NONE
    return max(level, settings().login_level)


def _notice(form: LoginForm, needed: Level) -> Notice | None:
    try:
        return notice(LoginProblem(form.melding.data), needed)
    except ValueError:
        return step_up(needed) if actor() else None


def _back(failure: LoginFailed, wish: tuple[str, Level] | None) -> BaseResponse:
    """To the login page with what went wrong; a login that was done already just goes on.

    A level above the usual goes along: the page still needs it, so the next try asks for it again.
    """
    next_path, level = wish or (None, Level.NONE)
    if failure.problem is LoginProblem.STALE and next_path and actor():
        return redirect(next_path, 303)
    count_login(failure.problem)
    note_event(EventKind.LOGIN_REFUSED, failure.problem)
    log.warning("login_failed", problem=failure.problem, detail=str(failure))
    target = url_for(
        "accounts.login",
        next=next_path,
        niveau=int(level) if level > settings().login_level else None,
        melding=failure.problem,
    )
    return redirect(target, 303)
