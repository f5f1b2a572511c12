"""What other sites let a browser send here is refused, before anything else of it is looked at.

Without this their form would come in without our cookie (`SameSite=Lax`), and the answer would
put a new one over the resident's own. Source: Fetch Metadata, OWASP ASVS 5.0 3.5.
"""

from flask import Flask, abort, request

from portal.web.edge.request_context import settings
from portal.web.edge.rules import rule_of

READS = frozenset({"GET", "HEAD", "OPTIONS"})
OWN = frozenset({"same-origin", "none"})
"""What browsers call a request of our own pages, or of the resident's own hand."""


def register(app: Flask) -> None:
    """Refuse such requests; systems are no browsers, and prove who they are."""
    app.before_request(_refuse)


def _refuse() -> None:
    if request.method in READS or request.endpoint is None:
        return
    if not rule_of(request.endpoint).is_for_systems and _is_from_elsewhere():
        abort(403)


def _is_from_elsewhere() -> bool:
    """As the browser says it; older ones name the origin only, very old ones nothing."""
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site:
        return site.lower() not in OWN
    return origin is not None and origin != str(settings().public_url).rstrip("/")
