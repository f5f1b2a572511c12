"""Stands before the portal in a preview: passes all on, and lets pages reload by themselves.

The portal knows nothing of it. What is added: one script before the end of each page, what that
asks for (`/-preview/…`), and the way by which a draft goes on with the version that is newest.
"""

import sys
from collections.abc import Iterable
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from portal.local.preview.state import PreviewBoard
from portal.local.preview.visits import DraftVisits

OWN = "/-preview/"
STATE = f"{OWN}state"
ASSETS = {"reload.js": "text/javascript", "bar.css": "text/css"}
END_OF_PAGE = b"</body>"
OF_ONE_CONNECTION = frozenset(
    {
        "connection",
        "keep-alive",
        "proxy-authenticate",
        "proxy-authorization",
        "proxy-connection",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    }
)
"""Headers that are not passed on. Source: RFC 9110 7.6.1."""
OF_THE_CONTENT = frozenset({"content-length", "etag"})
"""Headers that no longer hold of a page to which something was added."""
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
BLOCK_BYTES = 65_536
TIMEOUT_S = 120.0


class PreviewProxy(ThreadingHTTPServer):
    """Listens on this machine only. Its port is taken as soon as there is one of it."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Tell of what is wrong here; not of a browser that went away in the middle."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    def __init__(self, port: int) -> None:
        """`port` 0: one that is free. Raises `OSError` where it is taken."""
        super().__init__(("127.0.0.1", port), _Exchange)
        self.board = PreviewBoard()
        self.portal_port = 0
        self.public_url = ""
        self.visits = DraftVisits("")

    def stand_before(self, portal_port: int, public_url: str, slug: str) -> None:
        """Pass on to the portal on this port, which is reached at this address."""
        self.portal_port, self.public_url = portal_port, public_url
        self.visits = DraftVisits(slug)


class _Exchange(BaseHTTPRequestHandler):
    """One connection of a browser; its requests come after each other."""

    protocol_version = "HTTP/1.1"
    timeout = TIMEOUT_S
    server: PreviewProxy
    unread = 0
    """Bytes of the body that were not read yet."""

    def log_message(self, *_words: object) -> None:
        """Say nothing: the terminal is for what is wrong in the form."""

    def answer(self) -> None:
        """Answer one request, whatever its method."""
        text = self.headers.get("Content-Length", "0")
        self.unread = int(text) if text.isdecimal() else 0
        own = self.server.public_url
        if self.headers.get("Host") != urlsplit(own).netloc:
            # Also who reaches this machine by a name of their own gets nothing to read here.
            self._send(HTTPStatus.TEMPORARY_REDIRECT, [("Location", own + self.path)])
        elif self.path.startswith(OWN):
            self._send_own()
        elif "Transfer-Encoding" in self.headers:
            self._send(HTTPStatus.LENGTH_REQUIRED)
        elif to_newest := self.server.visits.way_to_newest(
            self.command, self.path, self.headers, self.server.board.state.number
        ):
            self._send(HTTPStatus.SEE_OTHER, [("Location", to_newest), ("Vary", "Cookie")])
        else:
            self._pass_on()

    def _send_own(self) -> None:
        name = self.path.removeprefix(OWN)
        if self.path == STATE:
            self._send_content(self.server.board.state.as_json(), "application/json")
        elif name in ASSETS:
            content = files(__package__).joinpath(name).read_bytes()
            self._send_content(content, f"{ASSETS[name]}; charset=utf-8")
        else:
            self._send(HTTPStatus.NOT_FOUND)

    def _send_content(self, content: bytes, kind: str) -> None:
        headers = [("Content-Type", kind), ("X-Content-Type-Options", "nosniff")]
        self._send(HTTPStatus.OK, [*headers, ("Cache-Control", "no-store")], content)

    def _pass_on(self) -> None:
        """Ask the portal, and give its answer."""
        number = self.server.board.state.number  # before: the answer may be of a later one
        connection = HTTPConnection("127.0.0.1", self.server.portal_port, timeout=TIMEOUT_S)
        try:
            try:
                answer = self._ask(connection)
            except (OSError, HTTPException):
                self._send(HTTPStatus.BAD_GATEWAY)
            except UnicodeError:
                self._send(HTTPStatus.BAD_REQUEST)
            else:
                self._give(answer, number)
        finally:
            connection.close()

    def _ask(self, connection: HTTPConnection) -> HTTPResponse:
        connection.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
        for name, value in self.headers.items():
            if name.lower() not in OF_ONE_CONNECTION | {"accept-encoding"}:
                connection.putheader(name, value)
        connection.endheaders()
        while self.unread:
            block = self.rfile.read(min(self.unread, BLOCK_BYTES))
            if not block:
                raise ConnectionError
            self.unread -= len(block)
            try:
                connection.send(block)
            except OSError:
                break  # the portal refuses it, and says why
        return connection.getresponse()

    def _give(self, answer: HTTPResponse, number: int) -> None:
        headers = [each for each in answer.getheaders() if each[0].lower() not in OF_ONE_CONNECTION]
        headers = self.server.visits.headers_of_answer(self.path, answer.status, headers, number)
        if _is_page(answer) and self.command != "HEAD":
            content = with_script(answer.read(), number)
            kept = [each for each in headers if each[0].lower() not in OF_THE_CONTENT]
            self._send(answer.status, kept, content)
            return
        self.close_connection |= answer.length is None  # then its end is that of the connection
        self._begin(answer.status, headers)
        while block := answer.read(BLOCK_BYTES):
            self.wfile.write(block)

    def _send(
        self, status: int, headers: Iterable[tuple[str, str]] = (), body: bytes = b""
    ) -> None:
        self._begin(status, [*headers, ("Content-Length", str(len(body)))])
        if self.command != "HEAD":
            self.wfile.write(body)

    def _begin(self, status: int, headers: Iterable[tuple[str, str]]) -> None:
        # What is not read of this request would be taken for the next one.
        self.close_connection |= self.unread > 0
        self.send_response_only(status)
        for name, value in headers:
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()


for method in METHODS:
    setattr(_Exchange, f"do_{method}", _Exchange.answer)


def with_script(page: bytes, number: int) -> bytes:
    """The page with the script before its end; a block of a page, which has none, as it is.

    `number`: of the version that it shows, at least.
    """
    before, end, after = page.rpartition(END_OF_PAGE)
    if not end:
        return page
    script = f'<script src="{OWN}reload.js" data-version="{number}" defer></script>\n'
    return before + script.encode() + end + after


def _is_page(answer: HTTPResponse) -> bool:
    is_plain = answer.headers.get("Content-Encoding", "identity") == "identity"
    return is_plain and answer.headers.get_content_type() == "text/html"
