"""Addresses within the portal: where a resident was, and where they may be sent on to."""

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from flask import Flask, Request, current_app
from granian.utils.proxies import wrap_wsgi_with_proxy_headers
from pydantic import HttpUrl

from portal.settings import Settings
from portal.web.edge.request_context import settings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

HOME = "/overzicht/"
"""Where a resident goes when no other page was asked for."""
LONGEST_PATH = 2000
SAFE_IN_QUERY = "!$&'()*+,/:;=?@%"
"""What stays as it is in a query; also `%`, of what is quoted already. Source: WHATWG URL."""
PLAIN_QUERY = re.compile(rf"[\w.~{re.escape(SAFE_IN_QUERY)}-]*", re.ASCII)
"""A query that is quoted already: nearly every one."""
FIRST_PRINTABLE, DELETE = "!", "\x7f"


class QuotedRequest(Request):
    """A request whose query holds ASCII only: bytes that aren't UTF-8 fail wherever it is read."""

    def __init__(self, environ: "WSGIEnvironment", *args: bool) -> None:
        query = environ.get("QUERY_STRING", "")
        if not PLAIN_QUERY.fullmatch(query):
            in_bytes = query.encode("latin-1")  # as WSGI gives them
            environ["QUERY_STRING"] = quote(in_bytes, safe=SAFE_IN_QUERY)
        super().__init__(environ, *args)


class PublicAddress:
    """Lets every request come in at the portal's public address, whatever its `Host` says.

    So no redirect, link or comparison can follow a name or a scheme that a stranger sends.
    """

    def __init__(self, wsgi: "WSGIApplication", url: HttpUrl) -> None:
        parts = urlsplit(str(url))
        self._wsgi, self._scheme, self._host = wsgi, parts.scheme, parts.netloc

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> "Iterable[bytes]":
        """Answer the request."""
        environ["wsgi.url_scheme"], environ["HTTP_HOST"] = self._scheme, self._host
        return self._wsgi(environ, start_response)


def register(app: Flask, configured: Settings) -> None:
    """Take in addresses that no browser makes; who asks is told by trusted proxies only."""
    app.request_class = QuotedRequest
    own = PublicAddress(app.wsgi_app, configured.public_url)
    proxies = [str(network) for network in configured.trusted_proxies or ()]
    app.wsgi_app = wrap_wsgi_with_proxy_headers(own, proxies)  # type: ignore[method-assign]


def safe_path(text: str | None, default: str = HOME) -> str:
    """`text` if it is a path on this site, else `default`.

    Browsers read two slashes (or backslashes) as another site, and drop tabs and line ends before
    they look; so only one slash and then printable characters will do.
    """
    if not text or not text.startswith("/") or text[1:2] in {"/", "\\"}:
        return default
    is_clean = all(FIRST_PRINTABLE <= letter != DELETE for letter in text)
    return text if is_clean and "\\" not in text and len(text) <= LONGEST_PATH else default


def public_address(path: str) -> str:
    """The whole address of this path, to keep or to send; never as the request's `Host` says."""
    return f"{str(settings().public_url).rstrip('/')}{path}"


def page_of(request: Request) -> str:
    """The page (path and query) on which this request was made, so that one can return to it.

    For htmx that is the page around the block, for a POST the page with its form.
    """
    if "HX-Request" in request.headers:
        return _on_this_site(request, request.headers.get("HX-Current-URL")) or HOME
    if _can_be_opened(request):
        return _on_this_site(request, request.url) or HOME
    page = _on_this_site(request, request.referrer) or HOME
    # From an error page at an address that is only sent to, it can't be opened either.
    return HOME if page.partition("?")[0] == request.path else page


def _on_this_site(request: Request, url: str | None) -> str | None:
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    if parts.netloc != request.host:
        return None
    return safe_path(f"{parts.path}?{parts.query}" if parts.query else parts.path)


def _can_be_opened(request: Request) -> bool:
    if request.method in {"GET", "HEAD"}:
        return True
    adapter = current_app.create_url_adapter(request)
    return adapter is not None and adapter.test(method="GET")
