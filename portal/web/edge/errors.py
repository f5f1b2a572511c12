"""Errors as pages: the one place where an exception becomes a status.

Every error page says what to do, has the phone number, and a reference to read out on the phone.
"""

from http import HTTPStatus
from urllib.parse import quote

import structlog
from cryptography.exceptions import InvalidTag
from flask import Flask, current_app, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection
from werkzeug.exceptions import HTTPException

from portal.domain.failures import NotFound, SourceError
from portal.domain.security_events import EventKind, note_event
from portal.logs import place_of
from portal.storage.keys import WrongKeys
from portal.storage.readiness import is_out_of_service
from portal.storage.vault import UnknownKey
from portal.web.edge.expired_input import OWN_FIELDS
from portal.web.edge.limits import LimitHit, problem
from portal.web.edge.login_session import CLEAR, sign_out
from portal.web.edge.request_context import settings
from portal.web.edge.request_log import request_id
from portal.web.edge.rules import rule_of
from portal.web.edge.security_events import note_not_found

log = structlog.get_logger()
OWN_PAGES = frozenset({403, 404, 405, 413, 503})
LOGOUT = "accounts.logout"
FORMS = "submissions"
"""The pages of forms, of which each is kept as it is sent."""
NOTHING_SENT: dict[str, object] = {"kept": (), "action": "", "has_files": False}
UNSENT = frozenset({"csrf_token"})


def register(app: Flask) -> None:
    """Tell the app what to show when something goes wrong."""
    app.register_error_handler(NotFound, _not_found)
    app.register_error_handler(SourceError, _outside)
    app.register_error_handler(DBAPIError, _database)
    app.register_error_handler(NoConnection, _database_down)
    for wrong in (UnknownKey, InvalidTag, WrongKeys):
        app.register_error_handler(wrong, _wrong_key)
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(LimitHit, _limit)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _bug)


def _not_found(error: NotFound) -> ResponseReturnValue:
    note_not_found(error)
    return _page("errors/404.html"), 404


def _outside(error: SourceError) -> ResponseReturnValue:
    log.warning("outside_failed", system=error.system, reason=error.reason)
    return _failure("errors/503.html"), 503


def _database(error: DBAPIError) -> ResponseReturnValue:
    return _database_down(error) if is_out_of_service(error) else _bug(error)


def _database_down(error: DBAPIError | NoConnection) -> ResponseReturnValue:
    kind = type(getattr(error, "orig", error)).__name__
    log.error("database_down", kind=kind)
    return _out_of_reach()


def _wrong_key(error: UnknownKey | InvalidTag | WrongKeys) -> ResponseReturnValue:
    """Names keys, never what is in them; `InvalidTag`: another one under the same name."""
    log.error("wrong_key", kind=type(error).__name__, reason=str(error))
    return _out_of_reach()


def _out_of_reach() -> ResponseReturnValue:
    g.is_database_out = True  # so the page asks nothing of it: not even who is logged in
    if request.endpoint == LOGOUT and request.method == "POST":
        return _logged_out_here()
    return _failure("errors/503.html"), 503


def _logged_out_here() -> ResponseReturnValue:
    """On a shared computer this browser at least forgets whose session it was."""
    sign_out()
    page = _page("errors/logged_out.html", minutes=settings().session_minutes)
    return page, 503, {"Clear-Site-Data": CLEAR}


def _csrf(_error: CSRFError) -> ResponseReturnValue:
    log.info("csrf_refused")
    note_event(EventKind.CSRF_REFUSED)
    return _page("errors/csrf.html", **_to_send_again()), 400


def _limit(hit: LimitHit) -> ResponseReturnValue:
    if request.endpoint and rule_of(request.endpoint).is_for_systems:
        return problem(hit)
    context = _to_send_again() if request.method == "POST" else NOTHING_SENT
    page = _page("errors/429.html", until=hit.until, **context)
    return page, 429, {"Retry-After": str(hit.seconds)}


def _to_send_again() -> dict[str, object]:
    """What was typed comes back in the page, so that nothing is lost (rule 3)."""
    fields = [(name, value) for name, value in request.form.items(multi=True) if name not in UNSENT]
    has_files = any(file.filename for file in request.files.values())
    action = request.full_path.rstrip("?")
    return {"kept": fields, "action": action, "has_files": has_files}


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None or (error.code or 500) < 400:  # noqa: PLR2004
        return error
    code = error.code or 500
    log.info("refused", status=code)
    template = f"errors/{code}.html" if code in OWN_PAGES else "errors/400.html"
    # What a status must say beside its page: `Allow`, `WWW-Authenticate`, `Retry-After`.
    headers = [pair for pair in error.get_headers() if pair[0] != "Content-Type"]
    page = _failure(template) if code == HTTPStatus.SERVICE_UNAVAILABLE else _page(template)
    return page, code, headers


def _bug(error: Exception) -> ResponseReturnValue:
    # The message of an exception can hold personal data: its kind and place are logged only.
    log.error("bug", kind=type(error).__name__, where=place_of(error))
    return _failure("errors/500.html"), 500


def _failure(template: str) -> str:
    """A page of what failed at our side, with what was typed, to send once more (rule 3).

    Who only pressed a button gets no such form: the page that it stood on is asked for instead.
    """
    was_filled_in = "form" in vars(request) and not OWN_FIELDS.issuperset(request.form)
    is_of_form = request.blueprint == FORMS
    context = _to_send_again() if was_filled_in else NOTHING_SENT
    return _page(template, is_of_form=is_of_form, **context)


def _page(template: str, **context: object) -> str:
    g.is_error_page = True
    ways = {"retry_url": _retry_url(), "back_url": _back_url()}
    return render_template(template, reference=request_id(), **ways, **context)


def _retry_url() -> str:
    """Where to ask for the page once more; where something was sent, the page that it came from.

    '' where there is none: that it is sent twice may not happen by a link.
    """
    if request.method == "GET":
        return request.full_path.rstrip("?")
    return quote(request.path) if _is_page(request.path) else ""


def _back_url() -> str:
    """The nearest page above this one, as a case is above its documents; '' where there is none."""
    steps = request.path.strip("/").split("/")
    above = (f"/{'/'.join(steps[:length])}/" for length in range(len(steps) - 1, 0, -1))
    return next((quote(path) for path in above if _is_page(path)), "")


def _is_page(path: str) -> bool:
    adapter = current_app.create_url_adapter(request)
    assert adapter is not None
    try:
        _endpoint, arguments = adapter.match(path, method="GET")
    except HTTPException:
        return False
    # Of an address that is only sent on elsewhere, a part takes in whatever follows.
    return not any("/" in str(argument) for argument in arguments.values())
