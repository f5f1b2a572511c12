"""What is typed on a page whose session is over: kept for the pages that give it back (rule 3).

Nothing is kept, or promised on the login page, where no page would show it again.
"""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from flask import current_app, g, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

from portal.domain.people import OwnerId
from portal.storage import logins
from portal.web.edge.request_context import session

V = TypeVar("V", bound=Callable[..., object])

CSRF_FIELD = "csrf_token"
KEPT_FIELD = "kept"
"""Sent along by the script of a page that had kept what was typed: what is sent is newer."""
OWN_FIELDS = frozenset(
    {CSRF_FIELD, "next", "revision", "draft", "action", "remove", "look_up", KEPT_FIELD}
    | {"asked", "remove_row"}
)
"""Fields of the portal itself: a button with only these leaves what was typed alone."""

NOT_PARKED = OWN_FIELDS - {"revision", "draft"}


def restores_input(view: V) -> V:
    """Let what is typed on this page be kept: when opened again, the view takes it."""
    view.restores_input = True  # type: ignore[attr-defined]
    return view


def keep_expired_input(owner_id: OwnerId | None, path: str) -> bool:
    """Keep what this resident sent from this page; whether the page will give it back. Commits."""
    if owner_id is None or OWN_FIELDS.issuperset(request.form) or not page_to_restore(path):
        return False
    logins.keep_expired_input(session(), owner_id, path, _fields_to_park())
    session().commit()
    return True


def drop_kept(owner_id: OwnerId) -> None:
    """Forget what the script of this page had kept of it, as the page was sent since. Commits."""
    if KEPT_FIELD in request.form:
        take(owner_id)


def take(owner_id: OwnerId) -> MultiDict[str, str] | None:
    """What this resident had typed on this page, once; None where nothing is kept. Commits."""
    fields = logins.take_expired_input(session(), owner_id, request.path)
    session().commit()
    return None if fields is None else MultiDict(fields)


def page_to_restore(path: str) -> Callable[[], ResponseReturnValue] | None:
    """What shows the page at this path with what was typed there; None where no page does."""
    adapter = current_app.create_url_adapter(request)
    assert adapter is not None
    try:
        endpoint, arguments = adapter.match(path, method="GET")
    except HTTPException:
        return None  # no page of ours
    view = current_app.view_functions[endpoint]
    is_given_back = getattr(view, "restores_input", False)
    return partial(current_app.ensure_sync(view), **arguments) if is_given_back else None


def give_back_at_once(fields: MultiDict[str, str]) -> None:
    """Let the page that this request shows have these fields, as if they were kept."""
    g.fields_to_give_back = fields


def given_back_at_once() -> MultiDict[str, str] | None:
    """What was typed on this page just now, by who stays on it; None for who opens it."""
    fields: MultiDict[str, str] | None = g.get("fields_to_give_back")
    return fields


def _fields_to_park() -> logins.Fields:
    """With what says which draft the tab showed, so that it overwrites no other."""
    return [pair for pair in request.form.items(multi=True) if pair[0] not in NOT_PARKED]
