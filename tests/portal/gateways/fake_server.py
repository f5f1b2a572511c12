"""A real HTTP server on this machine that answers what a test says, in every bad way too."""

import json
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    params: dict[str, str]
    headers: dict[str, str]
    body: bytes = field(repr=False)
    url: str
    connection: int
    """Which TCP connection it came over."""

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Reply:
    status: int = 200
    json: Any = None
    body: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)
    wait_s: float = 0.0
    """Seconds before anything is sent."""
    drip_s: float = 0.0
    """Seconds between two bytes, from the first byte of the headers on, or of the body."""
    drips: str = "body"
    half: bool = False
    raw: bytes | None = None
    """All that is sent, in place of the rest; then the connection is closed."""
    drop: bool = False
    """Close the connection without an answer."""


LONGEST_WAIT_S = 20.0
Answer = Callable[[Request], Reply]


class FakeServer:
    """Answers with `answer`; keeps what it was asked in `requests`."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.answer: Answer = lambda _request: Reply(404, json={"code": "not_found"})
        self.requests: list[Request] = []

    def answers(self, reply: Reply) -> None:
        self.answer = lambda _request: reply

    def requests_so_far(self, least: int) -> int:
        """How many requests there were; waits for so many, which a hurried client leaves behind."""
        until = time.monotonic() + LONGEST_WAIT_S
        while len(self.requests) < least and time.monotonic() < until:
            time.sleep(0.005)
        return len(self.requests)

    @property
    def asked(self) -> list[tuple[str, str]]:
        return [(request.method, request.path) for request in self.requests]


class Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    fake: FakeServer

    def handle_error(self, *_args: Any) -> None:
        """A client that went away is no news."""


class Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True

    def log_message(self, *_args: Any) -> None:
        """Tests are quiet."""

    def handle_any(self) -> None:
        fake = self.server.fake
        length = int(self.headers.get("Content-Length") or 0)
        parts = urlsplit(self.path)
        request = Request(
            self.command,
            parts.path,
            dict(parse_qsl(parts.query, keep_blank_values=True)),
            dict(self.headers.items()),
            self.rfile.read(length),
            fake.url + self.path,
            self.client_address[1],
        )
        fake.requests.append(request)
        self.reply(fake.answer(request))

    def reply(self, reply: Reply) -> None:
        time.sleep(reply.wait_s)
        if reply.drop:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        if reply.raw is not None:
            self.write(reply.raw, 0)
            self.close_connection = True
            return
        body = json.dumps(reply.json).encode() if reply.body is None else reply.body
        if reply.status == HTTPStatus.NO_CONTENT:
            body = b""
        headers = {"Content-Type": "application/json", "Content-Length": str(len(body))}
        lines = [f"{name}: {value}" for name, value in {**headers, **reply.headers}.items()]
        head = "\r\n".join([f"HTTP/1.1 {reply.status} X", *lines, "", ""])
        if reply.half:
            body = body[: len(body) // 2]
            self.close_connection = True
        self.write(head.encode(), reply.drip_s if reply.drips == "head" else 0)
        self.write(body, reply.drip_s if reply.drips == "body" else 0)

    def write(self, content: bytes, drip_s: float) -> None:
        at_once = 1 if drip_s else max(len(content), 1)
        with suppress(OSError):
            for start in range(0, len(content), at_once):
                self.wfile.write(content[start : start + at_once])
                self.wfile.flush()
                time.sleep(drip_s)

    def finish(self) -> None:
        with suppress(OSError):
            super().finish()

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = handle_any  # noqa: N815 (its names)


@contextmanager
def serving(tls: ssl.SSLContext | None = None) -> Iterator[FakeServer]:
    """A server on a free port of this machine; over TLS where that is given."""
    server = Server(("127.0.0.1", 0), Handler)
    scheme = "https" if tls else "http"
    if tls:
        # Each connection shakes hands in its own thread, at its first read.
        server.socket = tls.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
    server.fake = FakeServer(f"{scheme}://127.0.0.1:{server.server_port}")
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield server.fake
    finally:
        server.shutdown()
        server.server_close()
