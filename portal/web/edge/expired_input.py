"""What is typed on a page whose session is over: kept for the pages that give it back (rule 3).

Nothing is kept, or promised on the login page, where no page would show it again.
"""

from collections.abc import Callable
from typing import TypeVar

from flask import current_app, request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

from portal.domain.people import OwnerId
from portal.storage import logins
from portal.web.edge.request_context import session

V = TypeVar("V", bound=Callable[..., object])

CSRF_FIELD = "csrf_token"
OWN_FIELDS = frozenset({CSRF_FIELD, "next", "revision", "draft", "action", "remove", "look_up"})
"""Fields of the portal itself: a button with only these leaves what was typed alone."""

NOT_PARKED = OWN_FIELDS - {"revision", "draft"}


def restores_input(view: V) -> V:
    """Let what is typed on this page be kept: when opened again, the view takes it."""
    view.restores_input = True  # type: ignore[attr-defined]
    return view


def keep_expired_input(owner_id: OwnerId, path: str) -> None:
    """Keep what this resident sent from this page, if it gives that back. Commits."""
    if not OWN_FIELDS.issuperset(request.form) and _is_given_back(path):
        logins.keep_expired_input(session(), owner_id, path, _fields_to_park())
        session().commit()


def take(owner_id: OwnerId) -> MultiDict[str, str] | None:
    """What this resident had typed on this page, once; None where nothing is kept. Commits."""
    fields = logins.take_expired_input(session(), owner_id, request.path)
    session().commit()
    return None if fields is None else MultiDict(fields)


def _is_given_back(path: str) -> bool:
    adapter = current_app.create_url_adapter(request)
    assert adapter is not None
    try:
        endpoint, _arguments = adapter.match(path, method="GET")
    except HTTPException:
        return False  # no page of ours
    return getattr(current_app.view_functions[endpoint], "restores_input", False)


def _fields_to_park() -> logins.Fields:
    """With what says which draft the tab showed, so that it overwrites no other."""
    return [pair for pair in request.form.items(multi=True) if pair[0] not in NOT_PARKED]
