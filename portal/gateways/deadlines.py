"""Deadlines that hold: a server that drips byte after byte can't outlast them.

urllib3's own time limits count each wait for bytes anew. Here every wait on the socket, for the
status line, the headers and the body, gets no more than what is left of the whole call.
Only looking up the server's name is not limited; the system's resolver does that.
"""

import http.client
import io
import socket
import time
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import replace
from typing import Any, Self, TypeVar

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection

from portal.domain.callers import call_limit
from portal.domain.contents import Content
from portal.gateways.exchange import Pool, Request, Response, answer_on_open_line

T = TypeVar("T", bound=urllib3.PoolManager)
CONNECT_S = 2.0
SMALL_BODY = 64 * 1024
"""Bytes; a larger body may take the whole limit to be sent."""


class Deadline:
    """A moment after which there is no more waiting."""

    __slots__ = ("_ends_at", "_longest_wait_s")

    def __init__(self, seconds: float) -> None:
        self._ends_at = time.monotonic() + seconds
        self._longest_wait_s = seconds

    @classmethod
    def of_call(cls, seconds: float) -> Self:
        """Of what usually may take so long: see `call_limit`."""
        return cls(call_limit(seconds))

    @property
    def left(self) -> float:
        """Seconds that are left; zero when it has passed."""
        return max(0.0, self._ends_at - time.monotonic())

    @property
    def wait_s(self) -> float:
        """Seconds that the next wait may take; raises `TimeoutError` when none are left."""
        left = self.left
        if not left:
            raise TimeoutError("deadline passed")
        return min(left, self._longest_wait_s)

    def extend(self, seconds: float, *, longest_wait_s: float) -> None:
        """Let it end `seconds` from now, as long as no single wait takes `longest_wait_s`."""
        self._ends_at = time.monotonic() + seconds
        self._longest_wait_s = longest_wait_s


_current: ContextVar[Deadline] = ContextVar("deadline")


class _LimitedReader(io.RawIOBase):
    """What a server sends, each wait limited by the deadline."""

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self._sock = sock
        self._raw = sock.makefile("rb", buffering=0)
        self._deadline = deadline

    def readable(self) -> bool:
        """It is there to be read."""
        return True

    def readinto(self, buffer: Any) -> int | None:
        """The next bytes; raises `TimeoutError`."""
        self._sock.settimeout(self._deadline.wait_s)
        return self._raw.readinto(buffer)

    def close(self) -> None:
        """Let go of the socket."""
        self._raw.close()
        super().close()


class _LimitedSocket:
    """The one thing that `http.client.HTTPResponse` asks of a socket."""

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self._sock = sock
        self._deadline = deadline

    def makefile(self, _mode: str) -> io.BufferedReader:
        """What the server sends."""
        return io.BufferedReader(_LimitedReader(self._sock, self._deadline))


class _LimitedResponse(http.client.HTTPResponse):
    """A response that is read within the deadline of the call it answers."""

    def __init__(self, sock: socket.socket, *args: Any, **options: Any) -> None:
        limited: Any = _LimitedSocket(sock, _current.get())
        super().__init__(limited, *args, **options)


class _Connection(HTTPConnection):
    """A connection whose answers keep to the deadline."""

    response_class = _LimitedResponse


class _SecureConnection(HTTPSConnection):
    """The same over TLS; the server's certificate is checked."""

    response_class = _LimitedResponse


class _Pool(Pool):
    ConnectionCls = _Connection


class _SecurePool(Pool, urllib3.HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


def limited(pools: T) -> T:
    """The same pools, of which each connection keeps to the deadline of its call."""
    pools.pool_classes_by_scheme = {"http": _Pool, "https": _SecurePool}
    return pools


def ask(request: Request, deadline: Deadline, pools: urllib3.PoolManager) -> Response:
    """The answer with its body still unread; redirects are not followed.

    Raises `urllib3.exceptions.HTTPError`, and `TimeoutError` when the deadline had passed.
    """
    left = deadline.wait_s
    send_s = left if request.size > SMALL_BODY else min(left, CONNECT_S)
    request = _limited_body(request, deadline)
    token = _current.set(deadline)
    try:
        response = answer_on_open_line(request, pools, wait_s=left, send_s=send_s)
        if response is not None:
            return response
        left = deadline.wait_s  # waiting for a connection took of it
        return pools.urlopen(
            request.method,
            request.url,
            body=request.pieces() if isinstance(request.body, Content) else request.body,
            headers=_headers(request),
            redirect=False,
            retries=False,
            # All of it may take longer than a wait, where its body comes in pieces.
            timeout=urllib3.Timeout(total=max(left, deadline.left), connect=send_s, read=left),
            pool_timeout=left,
            preload_content=False,
        )
    finally:
        _current.reset(token)


def _headers(request: Request) -> dict[str, str]:
    """With the length of a body that urllib3 can't measure: else it would send it in chunks."""
    length = {"Content-Length": str(request.size)} if isinstance(request.body, Content) else {}
    return {**request.headers, **length}


def _limited_body(request: Request, deadline: Deadline) -> Request:
    """The same request, of which no piece is sent once the deadline has passed."""
    body = request.body
    if not isinstance(body, Content):
        return request

    def pieces() -> Iterator[bytes]:
        for piece in body.pieces():
            yield piece
            if not deadline.left:
                raise TimeoutError("deadline passed")

    return replace(request, body=Content(body.size, pieces))
