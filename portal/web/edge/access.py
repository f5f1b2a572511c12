"""Who is asking, and may they? Every page needs a login unless its view says otherwise.

A view without a rule is for a logged-in resident. `@public` opens it, `@level` asks for a higher
level of assurance, `@webhook` is for a system that knows a token. The browser's cookie holds one
random token; everything about the session stands in `login_session`.
"""

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar, cast

from flask import Flask, abort, current_app, g, redirect, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, current_user
from flask_wtf import CSRFProtect
from pydantic import SecretStr
from werkzeug.datastructures import MultiDict

from portal.domain.callers import Caller, Work, begin_call
from portal.domain.people import Actor, Level, OwnerId, Party
from portal.settings import Settings
from portal.storage import logins
from portal.web.edge import expired_input
from portal.web.edge.expired_input import CSRF_FIELD
from portal.web.edge.paths import page_of
from portal.web.edge.request_context import session, settings, single_statements

V = TypeVar("V", bound=Callable[..., object])

TOKEN = "_user_id"  # noqa: S105 - the name under which Flask-Login looks
BROWSER = "browser"
LANGUAGE = "language"
ANONYMOUS = "anonymous"
"""By which a browser finds what it fills in without login."""
KEPT = (BROWSER, LANGUAGE, ANONYMOUS)
"""What stays in the cookie when somebody logs in; nothing of it tells who they are."""


class LevelTooLow(Exception):
    """The session proves less than this page needs; answered with a new login."""

    def __init__(self, level: Level) -> None:
        super().__init__(level.name)
        self.level = level


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may use a view."""

    is_public: bool = False
    level: Callable[..., Level] | None = None
    """Called with the arguments of the view; None: any login will do. `Level.NONE`: no login."""
    token: Callable[[Settings], SecretStr] | None = None
    """For systems: the token that the `Authorization` header must bear."""
    is_for_clients: bool = False
    """For organisations that prove themselves with a name and a secret (HTTP Basic)."""

    @property
    def is_for_systems(self) -> bool:
        """Whether no browser comes here: there is no login and no CSRF token, but a proof."""
        return self.token is not None or self.is_for_clients


def public(view: V) -> V:
    """Let everybody see this page."""
    return _ruled(view, Rule(is_public=True))


def level(needed: Level | Callable[..., Level]) -> Callable[[V], V]:
    """Let residents see this page who proved themselves at this level, or the one that it gives."""
    find = needed if callable(needed) else lambda **_: needed
    return lambda view: _ruled(view, Rule(level=find))


def webhook(token: Callable[[Settings], SecretStr]) -> Callable[[V], V]:
    """Let only a system call this view, with `Authorization: Bearer <token>`; no CSRF check."""
    return lambda view: _ruled(view, Rule(token=token))


def client(view: V) -> V:
    """Let only an organisation of `PORTAL_CONSENT_CLIENTS` call this view; no CSRF check."""
    return _ruled(view, Rule(is_for_clients=True))


def calling_client() -> str:
    """Name of the organisation that calls, in a view for them."""
    return str(g.client)


def rule_of(endpoint: str) -> Rule:
    """The rule of this endpoint; `Rule()`, for residents, where the view says nothing."""
    return cast("Rule", getattr(current_app.view_functions[endpoint], "access_rule", Rule()))


def actor() -> Actor | None:
    """Who acts; None when nobody is logged in."""
    return cast("Actor", current_user) if current_user.is_authenticated else None


def acting() -> Actor:
    """Who acts, on a page that needs a login."""
    current = actor()
    assert current is not None, "nobody is logged in: this view is for residents, not @public"
    return current


def resident() -> Party:
    """The resident whom it is about, on a page that needs a login."""
    return acting().for_party


def require_level(needed: Level) -> None:
    """Go on only at this level of assurance; else the resident is asked to log in again."""
    if acting().level < needed:
        raise LevelTooLow(needed)


def restored_input() -> MultiDict[str, str] | None:
    """What this resident had typed on this page when the session was over; given back once.

    For the view that shows the page (GET) and says `@restores_input`. Holds text fields only, no
    files, and is unchecked.
    """
    return expired_input.take(resident().key)


def expired_owner() -> OwnerId | None:
    """The resident whose session in this browser expired by itself; else None."""
    token = token_here()
    return logins.expired_owner(session(), token, _limits()) if token else None


def token_here() -> str:
    """The token of the session, live or not, that this browser has; '' where it has none."""
    return str(cookie.get(TOKEN, ""))


def browser_here() -> str:
    """A random name of this browser, by which it can take up the login that it began."""
    return str(cookie.setdefault(BROWSER, secrets.token_urlsafe(logins.TOKEN_BYTES)))


def sign_in(token: str) -> None:
    """Give this browser a new session; of the old cookie nothing stays but `KEPT`."""
    _empty_cookie(KEPT)
    cookie[TOKEN] = token


def sign_out() -> None:
    """Take the session out of this browser; the caller ends it on the server."""
    _empty_cookie((LANGUAGE,))


def extend() -> None:
    """Let the time without a click begin anew, as the resident asks for more time."""
    logins.see(session(), acting().session_id)
    session().commit()
    g.pop("_login_user")


def register(app: Flask, configured: Settings) -> None:
    """Close every page that is not public, and check every POST against CSRF."""
    app.config.from_mapping(
        SESSION_COOKIE_NAME="__Host-portal" if configured.is_https else "portal",
        SESSION_COOKIE_SECURE=configured.is_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        WTF_CSRF_CHECK_DEFAULT=False,  # `_guard` does it, as it knows which views are for systems
        WTF_CSRF_TIME_LIMIT=None,  # as long as the cookie: nobody loses a page by reading slowly
        WTF_CSRF_SSL_STRICT=False,  # asks for a Referer; `__Host-` already stops planted cookies
    )
    CSRFProtect(app)
    manager = LoginManager(app)
    manager.session_protection = None  # else it would tie the session to the address of the phone
    manager.user_loader(_load_actor)
    public(app.view_functions["static"])
    app.before_request(_guard)
    app.add_template_global(lambda: page_of(request), "here")
    app.register_error_handler(LevelTooLow, lambda error: _ask_login(error.level))


def _ruled(view: V, rule: Rule) -> V:
    view.access_rule = rule  # type: ignore[attr-defined]
    return view


def _guard() -> ResponseReturnValue | None:
    if request.endpoint is None:
        return None  # no such page: its error page shows nothing of anybody
    if "\0" in request.path:
        abort(404)  # no name of anything holds it, and PostgreSQL can't even look
    rule = rule_of(request.endpoint)
    if rule.is_for_systems:
        _begin_call(None)
        return _check_system(rule)
    if None in request.form:
        # A part without a name: nothing of ours sends that, and it breaks the CSRF check.
        abort(400)
    current_app.extensions["csrf"].protect()
    # Asked before the view begins, as it notes that the resident was seen.
    current = actor() if request.endpoint != "static" else None
    _begin_call(current)
    needed = rule.level(**(request.view_args or {})) if rule.level else None
    if rule.is_public or needed is Level.NONE:
        return None
    if current is None:
        return _ask_login(needed)
    if needed:
        require_level(needed)
    return None


def _begin_call(found: Actor | None) -> None:
    """What this request asks of outside systems, it asks for this person, or this browser."""
    person = str(found.for_party.key) if found else cookie.get(BROWSER) or cookie.get(ANONYMOUS, "")
    begin_call(Caller(Work.PAGE, person, most_waiting=max(1, settings().threads // 2)))


def _check_system(rule: Rule) -> ResponseReturnValue | None:
    if rule.token is None:
        return _check_client(settings().secrets_of_clients)
    _check_token(rule.token(settings()))
    return None


def _check_token(token: SecretStr) -> None:
    header = request.headers.get("Authorization", "")
    expected = f"Bearer {token.get_secret_value()}"
    if not hmac.compare_digest(header.encode(), expected.encode()):
        abort(401)


def _check_client(secrets_of: dict[str, str]) -> ResponseReturnValue | None:
    """Note who calls; an answer for programs where it can't be proven.

    All names and secrets are compared, so that the time it takes tells nothing.
    """
    credentials = request.authorization
    name, secret = (
        (credentials.username or "", credentials.password or "") if credentials else ("", "")
    )
    proven = ""
    for client_name, expected in secrets_of.items():
        is_name = hmac.compare_digest(name.encode(), client_name.encode())
        is_secret = hmac.compare_digest(secret.encode(), expected.encode())
        proven = client_name if is_name and is_secret else proven
    if proven:
        g.client = proven
        return None
    problem = {"type": "about:blank", "title": "Niet bekend", "status": 401}
    headers = {"Content-Type": "application/problem+json", "WWW-Authenticate": "Basic"}
    return problem, 401, headers


def _ask_login(needed: Level | None) -> ResponseReturnValue:
    """To the login page and then back here; what was typed is kept where the page gives it back."""
    page = page_of(request)
    current = actor()
    owner = current.for_party.key if current else expired_owner()
    if owner:
        expired_input.keep_expired_input(owner, page.partition("?")[0])
    target = url_for(
        "accounts.login",
        next=page,
        niveau=int(needed) if needed else None,
        bestanden="opnieuw" if any(file.filename for file in request.files.values()) else None,
    )
    if "HX-Request" in request.headers:
        return "", 204, {"HX-Redirect": target}
    return redirect(target, 303)


def _load_actor(token: str) -> Actor | None:
    if g.get("asked_for_actor"):
        return None  # the database failed; the page that says so asks again who is logged in
    g.asked_for_actor = True
    with single_statements() as database:
        current = logins.actor_of(database, token, _limits())
    g.asked_for_actor = False
    return current


def _empty_cookie(kept: tuple[str, ...]) -> None:
    remaining = {name: cookie[name] for name in kept if name in cookie}
    cookie.clear()
    cookie.update(remaining)
    g.pop(CSRF_FIELD, None)
    g.pop("_login_user", None)


def _limits() -> logins.SessionLimits:
    return logins.SessionLimits.of(settings())
