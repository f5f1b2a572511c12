"""One blueprint per API: its routes as a table, and what every answer of an API has in common."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError

from portal.embedded.zgw.problems import Problem, answer, answer_duplicate

View = Callable[..., ResponseReturnValue]


@dataclass(frozen=True, slots=True)
class Route:
    """One operation: a method, a path below the API's own, and the view that answers it."""

    method: str
    path: str
    view: View


def api(
    name: str, prefix: str, version: str, routes: Sequence[Route], check: Callable[[], None]
) -> Blueprint:
    """The blueprint of one API; `check` refuses a request that may not be made."""
    blueprint = Blueprint(name, __name__, url_prefix=prefix)
    for route in routes:
        blueprint.add_url_rule(
            route.path,
            endpoint=f"{route.method} {route.path}".replace(".", "_"),
            view_func=route.view,
            methods=[route.method],
        )
    blueprint.before_request(check)
    blueprint.register_error_handler(Problem, answer)
    blueprint.register_error_handler(IntegrityError, answer_duplicate)

    def tell_version(response: Response) -> Response:
        response.headers["API-version"] = version
        return response

    blueprint.after_request(tell_version)
    return blueprint


def created(body: dict[str, Any]) -> ResponseReturnValue:
    """The 201 for a new resource, with its address."""
    return body, 201, {"Location": body["url"]}


def fingerprint(body: Mapping[str, Any]) -> str:
    """The ETag of a resource: another one as soon as anything in it changes."""
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()[:32]
