"""Who is logged in in this browser, and how long that lasts.

The browser's cookie holds one random token; everything about the session stands in `login_session`.
"""

import secrets
from typing import Any, cast

from flask import Flask, g, request
from flask import session as cookie
from flask.sessions import SecureCookieSessionInterface
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from werkzeug.datastructures import MultiDict

from portal.domain.people import Actor, OwnerId, Party
from portal.settings import Settings
from portal.storage import logins
from portal.storage.logins import Header, Visit
from portal.web.edge import expired_input
from portal.web.edge.expired_input import CSRF_FIELD
from portal.web.edge.request_context import session, settings, single_statements
from portal.web.edge.rules import rule_of

TOKEN = "_user_id"  # noqa: S105 - the name under which Flask-Login keeps it
BROWSER = "browser"
LANGUAGE = "language"
ANONYMOUS = "anonymous"
"""By which a browser finds what it fills in without login."""
KEPT = (BROWSER, LANGUAGE, ANONYMOUS)
"""What stays in the cookie when somebody logs in; nothing of it tells who they are."""

CLEAR = '"cache", "storage"'
"""What a browser clears of us when one logs out (`Clear-Site-Data`).

Not the cookies: ours is emptied anyhow, and keeps the chosen language.
"""


class SessionUser(UserMixin):
    """Whoever holds the token of a session, for Flask-Login; live or over, it has a token.

    Who acts with it is looked up when first asked: whom we log in ourselves we needn't look up.
    """

    def __init__(self, token: str) -> None:
        self._token = token
        self._visit: Visit | None = None
        self._is_read = False

    @property
    def actor(self) -> Actor | None:
        """Who acts with this token; None when the session is over, or could not be read."""
        visit = self._read()
        return visit.actor if visit else None

    @property
    def header(self) -> Header | None:
        """What the header of their pages shows; None where nobody acts."""
        visit = self._read()
        return visit.header if visit else None

    @property
    def as_read(self) -> Actor | None:
        """The same, without looking it up."""
        return self._visit.actor if self._visit else None

    @property
    def is_authenticated(self) -> bool:
        """Whether the session is live."""
        return self.actor is not None

    def get_id(self) -> str:
        """The token: what the cookie holds of a session."""
        return self._token

    def forget(self) -> None:
        """Look up anew who acts, when asked next."""
        self._visit, self._is_read = None, False

    def _read(self) -> Visit | None:
        if not self._is_read:
            self._is_read = True  # also where it fails: the page that says so asks again
            with single_statements() as database:
                self._visit = logins.visit_of(
                    database, self._token, _limits(), is_seen=not _is_unattended()
                )
        return self._visit


class CookieSessions(SecureCookieSessionInterface):
    """Flask's signed cookie of one app, with what signs it made once and not for each request."""

    def __init__(self) -> None:
        self._serializer: Any = None

    def get_signing_serializer(self, app: Flask) -> Any:
        """What signs and checks the cookie; None where the app has no secret key."""
        if self._serializer is None:
            self._serializer = super().get_signing_serializer(app)
        return self._serializer


def actor() -> Actor | None:
    """Who acts; None when nobody is logged in."""
    user = _user_here()
    return user.actor if user else None


def actor_as_read() -> Actor | None:
    """Who acts, as far as this request looked it up; looks up nothing."""
    user = _user_here()
    return user.as_read if user else None


def header() -> Header | None:
    """What the header shows of who is logged in; None when nobody is."""
    user = _user_here()
    return user.header if user else None


def look_up_anew() -> None:
    """Let the header show what this page itself changed."""
    current_user.forget()


def acting() -> Actor:
    """Who acts, on a page that needs a login."""
    current = actor()
    assert current is not None, "nobody is logged in: this view is for residents, not @public"
    return current


def resident() -> Party:
    """The resident whom it is about, on a page that needs a login."""
    return acting().for_party


def restored_input() -> MultiDict[str, str] | None:
    """What this resident had typed on this page when the session was over; given back once.

    Also what they typed just now, where they only chose another language. For the view that shows
    the page (GET) and says `@restores_input`. Holds text fields only, no files, and is unchecked.
    """
    return expired_input.given_back_at_once() or expired_input.take(resident().key)


def expired_owner() -> OwnerId | None:
    """The resident whose session in this browser expired by itself; else None."""
    token = token_here()
    return logins.expired_owner(session(), token, _limits()) if token else None


def token_here() -> str:
    """The token of the session, live or not, that this browser has; '' where it has none."""
    return current_user.get_id() or ""


def browser_here() -> str:
    """A random name of this browser, by which it can take up the login that it began."""
    return str(cookie.setdefault(BROWSER, secrets.token_urlsafe(logins.TOKEN_BYTES)))


def sign_in(token: str) -> None:
    """Give this browser a new session; of the old cookie nothing stays but `KEPT`.

    Nor of what Flask-Login notes of the address and the browser: we don't look at it.
    """
    login_user(SessionUser(token))
    g.pop("session_user", None)
    _empty_cookie((*KEPT, TOKEN))


def sign_out() -> None:
    """Take the session out of this browser; the caller ends it on the server."""
    logout_user()
    g.pop("session_user", None)
    _empty_cookie((LANGUAGE,))


def extend() -> None:
    """Let the time without a click begin anew, as the resident asks for more time."""
    logins.see(session(), acting().session_id)
    session().commit()
    look_up_anew()


def register(app: Flask, configured: Settings) -> None:
    """Say how the cookie is kept, and how who is logged in is found by it."""
    app.config.from_mapping(
        SESSION_COOKIE_NAME="__Host-portal" if configured.is_https else "portal",
        SESSION_COOKIE_SECURE=configured.is_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
    )
    app.session_interface = CookieSessions()
    manager = LoginManager(app)
    manager.session_protection = None  # else it would tie the session to the address of the phone
    manager.user_loader(SessionUser)


def _user_here() -> SessionUser | None:
    """Whoever holds the token of a session; None where this browser has none.

    Flask-Login's `current_user` looks it up for each thing that is asked of it.
    """
    try:
        return cast("SessionUser | None", g.session_user)
    except AttributeError:  # asked for the first time in this request
        user = current_user._get_current_object()  # noqa: SLF001 - what Werkzeug gives for that
        g.session_user = user if isinstance(user, SessionUser) else None
    return cast("SessionUser | None", g.session_user)


def _empty_cookie(kept: tuple[str, ...]) -> None:
    remaining = {name: cookie[name] for name in kept if name in cookie}
    cookie.clear()
    cookie.update(remaining)
    g.pop(CSRF_FIELD, None)  # Flask-WTF keeps it for the request: forms get a new one


def _is_unattended() -> bool:
    """Whether a program may have asked this; a browser asks itself for pages that aren't there."""
    return request.endpoint is None or rule_of(request.endpoint).is_unattended


def _limits() -> logins.SessionLimits:
    return logins.SessionLimits.of(settings())
