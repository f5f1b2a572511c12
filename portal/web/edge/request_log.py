"""One id a request, in every log line, answer and outside call; and one line when it is done.

Residents read the id out from an error page; it is also in the answer's `X-Request-ID`. The line
names the endpoint, never the path: paths can hold secrets (a tracking link).
"""

from time import perf_counter

import structlog
from flask import Flask, Response, g, request

from portal.domain.references import new_request_id
from portal.measures import count_request

log = structlog.get_logger()
MS = 1000
METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST"})
NO_PAGE = "(no such page)"
UNLOGGED = ("static", "operations.")
"""Beginnings of endpoints that browsers and monitors ask all the time: nobody looks for those."""


def register(app: Flask) -> None:
    """Give each request its id before anything else, and log it after everything else."""
    app.before_request(_begin)
    app.after_request(_end)


def request_id() -> str:
    """The id of the request at hand."""
    if "request_id" not in g:
        _begin()
    return str(g.request_id)


def _begin() -> None:
    g.request_id, g.began_at = new_request_id(), perf_counter()
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request=g.request_id, endpoint=request.endpoint)


def _end(response: Response) -> Response:
    response.headers["X-Request-ID"] = request_id()
    if (request.endpoint or NO_PAGE).startswith(UNLOGGED):
        return response
    seconds = perf_counter() - g.began_at
    method = request.method if request.method in METHODS else "other"
    count_request(request.endpoint or NO_PAGE, method, response.status_code, seconds)
    log.info("answered", method=method, status=response.status_code, ms=round(seconds * MS))
    return response
