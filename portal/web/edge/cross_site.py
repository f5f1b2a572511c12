"""What other sites let a browser send here is refused, before anything else of it is looked at.

Without this their form would come in without our cookie (`SameSite=Lax`), and the answer would
put a new one over the resident's own. Pages that another site embeds (`<img src=…/inloggen/digid>`)
would begin logins and drafts of whoever looks at it, until all at that address are held back.
Source: Fetch Metadata, OWASP ASVS 5.0 3.5.
"""

from typing import NoReturn

from flask import Flask, abort, request

from portal.domain.security_events import EventKind, note_event
from portal.web.edge.request_context import settings
from portal.web.edge.rules import rule_of

READS = frozenset({"GET", "HEAD", "OPTIONS"})
OWN = frozenset({"same-origin", "none"})
"""What browsers call a request of our own pages, or of the resident's own hand."""

STATIC = "static"
SENT, EMBEDDED = "sent", "embedded"
"""What another site did, as the log of security events has it."""


def register(app: Flask) -> None:
    """Refuse such requests; systems are no browsers, and prove who they are."""
    app.before_request(_refuse)


def _refuse() -> None:
    endpoint, is_read = request.endpoint, request.method in READS
    if endpoint in {None, STATIC} or rule_of(str(endpoint)).is_for_systems:
        return
    if not is_read and _is_from_elsewhere():
        _abort(SENT)
    if is_read and _is_embedded():
        _abort(EMBEDDED)


def _abort(code: str) -> NoReturn:
    note_event(EventKind.CROSS_SITE_REFUSED, code)
    abort(403)


def _is_from_elsewhere() -> bool:
    """As the browser says it; older ones name the origin only, very old ones nothing."""
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site:
        return site.lower() not in OWN
    return origin is not None and origin != str(settings().public_url).rstrip("/")


def _is_embedded() -> bool:
    """Whether another site uses a page as its part; opening one by a link is fine."""
    headers = request.headers
    site, destination = headers.get("Sec-Fetch-Site"), headers.get("Sec-Fetch-Dest")
    return bool(site) and str(site).lower() not in OWN and destination not in {None, "document"}
