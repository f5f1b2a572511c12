"""A request and its answer over a connection that is open already: nearly every call.

urllib3 makes the connections, keeps them and says what went wrong. What it does around each request
besides (reads the address anew, counts retries, keeps all headers twice) takes three times as long
as to send and to read. So that is left out here; whatever is out of the ordinary goes its way.
"""

import errno
import http.client
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from ssl import SSLError as BrokenTls
from typing import Protocol
from weakref import WeakKeyDictionary, WeakValueDictionary

import urllib3
from urllib3.connection import HTTPConnection
from urllib3.exceptions import ProtocolError, ReadTimeoutError, SSLError

from portal.domain.contents import Content

PLAIN_TARGET = re.compile(r"/(?!.*/\.)[\w~.!$&'()*+,;=:@%/?-]*", re.ASCII)
"""A path and query that go over the line as they are, and lead to no other path."""
WITH_BODY = frozenset({"POST", "PUT", "PATCH"})
"""Methods of which a server waits for a body, or for word that there is none."""
ANSWERED_EARLY = frozenset({errno.EPIPE, errno.ECONNRESET, errno.EPROTOTYPE})
"""The server hung up before all was sent; its answer may be there to be read."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent; its `repr` shows nothing of it."""

    method: str
    url: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    body: bytes | Content | None = field(repr=False)

    @property
    def size(self) -> int:
        """Bytes of its body."""
        return self.body.size if isinstance(self.body, Content) else len(self.body or b"")

    def pieces(self) -> Iterator[bytes]:
        """Its body, from the start."""
        return self.body.pieces() if isinstance(self.body, Content) else iter((self.body or b"",))


class Response(Protocol):
    """An answer, as urllib3 gives it."""

    @property
    def status(self) -> int:
        """The status of HTTP."""

    @property
    def headers(self) -> Mapping[str, str]:
        """Its headers, whatever the case of their names."""

    def read(self, amount: int, /) -> bytes:
        """The next bytes, decoded; raises `HTTPError` of urllib3."""

    def close(self) -> None:
        """Read no more of it."""

    def release_conn(self) -> None:
        """Give the connection back."""


class PlainResponse:
    """An answer of known length, as it goes over the line."""

    def __init__(
        self, raw: http.client.HTTPResponse, connection: HTTPConnection, pool: "Pool"
    ) -> None:
        self.status = raw.status
        self._raw, self._pool = raw, pool
        self._connection: HTTPConnection | None = connection

    @property
    def headers(self) -> Mapping[str, str]:
        """Its headers, whatever the case of their names."""
        return urllib3.HTTPHeaderDict(self._raw.headers.items())

    def read(self, amount: int, /) -> bytes:
        """The next bytes, no fewer than these unless it ends; raises `HTTPError` of urllib3."""
        wanted = min(amount, self._raw.length or 0)
        with broken_lines(self._pool):
            content = self._raw.read(amount)
            if len(content) < wanted:
                raise http.client.IncompleteRead(content, wanted - len(content))
        if self._raw.isclosed():
            self.release_conn()
        return content

    def close(self) -> None:
        """Read no more of it: a connection on which the rest would come is used no more."""
        self._raw.close()
        if self._connection is not None:
            self._connection.close()

    def release_conn(self) -> None:
        """Give the connection back; more than once does no harm."""
        connection, self._connection = self._connection, None
        if connection is not None:
            self._pool.give_back(connection)


class Pool(urllib3.HTTPConnectionPool):
    """The connections to one server, that may be used without what urllib3 does around it."""

    def take_open(self, wait_s: float) -> HTTPConnection | None:
        """A connection that is up; None: the next one has to be made.

        Raises `EmptyPoolError` when all are in use for so long.
        """
        connection = self._get_conn(timeout=wait_s)
        assert isinstance(connection, HTTPConnection)
        if connection.is_closed:
            self._put_conn(connection)
            return None
        return connection

    def give_back(self, connection: HTTPConnection) -> None:
        """Let others use it, or make it anew where it is closed."""
        self._put_conn(connection)


def answer_on_open_line(
    request: Request, pools: urllib3.PoolManager, *, wait_s: float, send_s: float
) -> Response | None:
    """The answer with its body still unread; None: not sent yet, and for urllib3 to send.

    Waits `wait_s` seconds for a connection, and takes `send_s` to send. Raises `HTTPError` of
    urllib3.
    """
    origin, target = _parts(request.url)
    if isinstance(pools, urllib3.ProxyManager) or not PLAIN_TARGET.fullmatch(target):
        return None
    pool = _pool(pools, origin)
    connection = None if pool.pool is None else pool.take_open(wait_s)
    if connection is None:
        return None
    try:
        with broken_lines(pool):
            connection.timeout = send_s
            _send(request, target, connection)
            raw = http.client.HTTPConnection.getresponse(connection)
    except BaseException:
        connection.close()
        pool.give_back(connection)
        raise
    if raw.length is not None and raw.getheader("Content-Encoding") is None:
        return PlainResponse(raw, connection, pool)
    return urllib3.HTTPResponse(
        raw,
        headers=urllib3.HTTPHeaderDict(raw.headers.items()),
        status=raw.status,
        preload_content=False,
        original_response=raw,
        pool=pool,
        connection=connection,
        request_method=request.method,
    )


@contextmanager
def broken_lines(pool: Pool) -> Iterator[None]:
    """What goes wrong on the line, in the words of urllib3."""
    try:
        yield
    except TimeoutError as error:
        raise ReadTimeoutError(pool, "", "Read timed out.") from error
    except BrokenTls as error:
        raise SSLError(error) from error
    except (http.client.HTTPException, OSError) as error:
        raise ProtocolError("Connection broken.", error) from error


def _send(request: Request, target: str, connection: HTTPConnection) -> None:
    connection.sock.settimeout(connection.timeout)
    try:
        connection.putrequest(request.method, target)
        if request.body is not None or request.method in WITH_BODY:
            connection.putheader("Content-Length", str(request.size))
        for name, value in request.headers.items():
            connection.putheader(name, value)
        if not isinstance(request.body, Content):
            connection.endheaders(request.body)
            return
        connection.endheaders()
        for piece in request.pieces():
            connection.send(piece)
    except OSError as error:
        if error.errno not in ANSWERED_EARLY:
            raise


def _parts(url: str) -> tuple[str, str]:
    """Scheme with host, and path with query."""
    scheme, _, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}://{host}", f"{slash}{path}"


def _pool(pools: urllib3.PoolManager, origin: str) -> Pool:
    """The pool of this server. Held by urllib3 alone, which lets go of those not used for long."""
    kept = _POOLS.setdefault(pools, WeakValueDictionary())
    pool = kept.get(origin)
    if pool is None:
        made = pools.connection_from_url(origin)
        assert isinstance(made, Pool)
        pool = kept[origin] = made
    return pool


_POOLS: WeakKeyDictionary[urllib3.PoolManager, WeakValueDictionary[str, Pool]]
_POOLS = WeakKeyDictionary()
