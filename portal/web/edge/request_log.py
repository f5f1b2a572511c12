"""One id a request, in every log line, answer and outside call; and one line when it is done.

Residents read the id out from an error page; it is also in the answer's `X-Request-ID`. The line
names the endpoint, never the path: paths can hold secrets (a tracking link).
"""

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class RequestLog:
    """What is remembered of a request until it is logged."""

    id: str
    began_at: float
    """By `perf_counter`."""


def register(app: Flask) -> None:
    """Give each request its id before anything else, and log it after everything else."""
    app.before_request(_begin)
    app.after_request(_end)


def request_id() -> str:
    """The id of the request at hand."""
    request_log = g.get("request_log")
    return (request_log or _begun()).id


def _begin() -> None:
    _begun()


def _begun() -> RequestLog:
    request_log = g.request_log = RequestLog(new_request_id(), perf_counter())
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request=request_log.id, endpoint=request.endpoint)
    return request_log


def _end(response: Response) -> Response:
    request_log, endpoint = g.get("request_log") or _begun(), request.endpoint or NO_PAGE
    response.headers["X-Request-ID"] = request_log.id
    if endpoint.startswith(UNLOGGED):
        return response
    seconds = perf_counter() - request_log.began_at
    method = request.method if request.method in METHODS else "other"
    count_request(endpoint, method, response.status_code, seconds)
    log.info("answered", method=method, status=response.status_code, ms=round(seconds * MS))
    return response
