"""The one HTTP client of all gateways: hard limits, and failures in our own words.

Logs and errors hold method, path and status; never parameters, headers or bodies, for those may
hold a BSN. A failure is never an answer: whatever goes wrong raises an `SourceError`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from types import MappingProxyType
from typing import Any, Self, TypeVar
from urllib.parse import unquote, urlencode, urlsplit

from pydantic import TypeAdapter
from pydantic_core import from_json
from urllib3.exceptions import HTTPError, ProtocolError

from portal.domain.callers import call_limit, caller
from portal.domain.failures import (
    InvalidSourceAnswer,
    SourceResting,
    SourceUnavailable,
)
from portal.gateways.answers import answer_as, leniently_parsed
from portal.gateways.breaker import Breaker, breaker_of
from portal.gateways.bulkhead import waiting_for
from portal.gateways.calls import Body, Call, Params
from portal.gateways.deadlines import Deadline, ask
from portal.gateways.exchange import Request, Response
from portal.gateways.links import DIRECT, Link, cause_of
from portal.gateways.measured import measured
from portal.gateways.problems import failure_of
from portal.gateways.streams import UNREADABLE, Stream
from portal.gateways.versions import Version, etag_in

T = TypeVar("T")
NO_PARAMS: Params = MappingProxyType({})
MOST_BYTES = 16 * 1024 * 1024
"""Of an answer that is read whole."""
STREAM_S = 300.0
"""Seconds that a whole download may take, as long as it keeps moving."""
STALL_S = 10.0
"""Seconds without a byte after which a download is given up."""
GATEWAY_FAILURES = frozenset({502, 503, 504})
PLAIN_PATH = re.compile(r"[\w-]+(?:/[\w-]+)*", re.ASCII)
"""A path in which nothing is written in another way than it is meant."""


@dataclass(frozen=True, slots=True)
class HttpResponse:
    """A successful answer (2xx), read whole; or the word (304) that nothing is new."""

    system: str
    content: bytes = field(repr=False)
    etag: str = field(default="", repr=False)
    """Of what was read; '' where none is given."""
    is_unchanged: bool = False
    """Whether what was read before still holds."""

    def json(self) -> Any:
        """The JSON in it; raises `InvalidSourceAnswer`."""
        try:
            return from_json(self.content)
        except ValueError:
            pass
        try:
            return leniently_parsed(self.content)
        except (ValueError, RecursionError):
            raise InvalidSourceAnswer(self.system, "the answer is not JSON") from None

    def as_(self, shape: TypeAdapter[T]) -> T:
        """The content in this shape; raises `InvalidSourceAnswer`."""
        return answer_as(shape, self.system, self.content)


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """An API at one base address; every method raises `SourceError` for whatever goes wrong."""

    system: str
    """Its name for the log and the page: "cases", "persons"."""
    base_url: str
    """Without a slash at the end; nothing outside it is ever asked."""
    limit_s: float
    """Seconds that one call may take, whatever the server does."""
    headers: Callable[[], Mapping[str, str]] = field(default=dict, repr=False)
    """Made anew for each call, for tokens that don't live long."""
    deadline: Deadline | None = None
    """When set, all calls together end before it."""
    link: Link = field(default=DIRECT, repr=False)
    """How it is reached: CA, client certificate and proxy."""
    part_of: str = ""
    """The system that it is a part of, where that is hanging as a whole; '' for one of its own."""

    @property
    def _breaker(self) -> Breaker:
        return breaker_of(self.system, self.base_url, caller().work)

    def within(self, deadline: Deadline) -> Self:
        """The same API, of which all calls together end before this deadline."""
        return replace(self, deadline=deadline)

    def post(self, path: str, value: Any) -> Any:
        """The JSON that answers a POST of a JSON value; None for an empty answer."""
        answer = self.send(Call(method="POST", path=path, body=Body.of_json(value)))
        return answer.json() if answer.content else None

    def read(self, shape: TypeAdapter[T], path: str, params: Params | None = None) -> T:
        """What stands at this path, in this shape. Asks once more if the connection broke."""
        return self._read(shape, Call(method="GET", path=path, params=params or {}, tries=2))

    def read_version(
        self, shape: TypeAdapter[T], path: str, before: Version[T] | None
    ) -> Version[T]:
        """The same with its ETag; `before` itself where the API says that it still holds."""
        call = Call(method="GET", path=path, tries=2, etag=before.etag if before else "")
        with measured(self.system):
            answer = self._sent(call)
            if before and answer.is_unchanged:
                return before
            return Version(answer.as_(shape), answer.etag)

    def read_by_post(
        self, shape: TypeAdapter[T], path: str, value: Any, params: Params = NO_PARAMS
    ) -> T:
        """The answer to a POST which only reads, in this shape; asks once more, like `read`."""
        body = Body.of_json(value)
        return self._read(shape, Call(method="POST", path=path, params=params, body=body, tries=2))

    def make(self, shape: TypeAdapter[T], path: str, value: Any, *, key: str = "") -> T:
        """What a POST of a JSON value made, in this shape.

        `key`: for an API at which the same key twice is one request (`Idempotency-Key`); that is
        sent once more if the connection broke.
        """
        body, tries = Body.of_json(value), 2 if key else 1
        return self._read(shape, Call(method="POST", path=path, body=body, key=key, tries=tries))

    def change(self, shape: TypeAdapter[T], path: str, value: Any) -> T:
        """What a PATCH of a JSON value made of it, in this shape."""
        return self._read(shape, Call(method="PATCH", path=path, body=Body.of_json(value)))

    def send(self, call: Call) -> HttpResponse:
        """A successful answer, read whole."""
        with measured(self.system):
            return self._sent(call)

    def _read(self, shape: TypeAdapter[T], call: Call) -> T:
        """The answer in this shape; one of another shape counts as a failure."""
        with measured(self.system):
            return self._sent(call).as_(shape)

    def _sent(self, call: Call) -> HttpResponse:
        with waiting_for(self.part_of or self.system, self.system):
            response = self._open(call, self._deadline_of(call))
            try:
                content = _content_of(response)
            except UNREADABLE as error:
                raise self._failed(error, call) from None
            finally:
                response.close()
                response.release_conn()
        self._note(response.status)
        if content is None:
            raise InvalidSourceAnswer(self.system, f"more than {MOST_BYTES} bytes on {call}")
        failure = failure_of(self.system, call, response.status, content, response.headers)
        if failure:
            raise failure
        is_unchanged = response.status == HTTPStatus.NOT_MODIFIED
        return HttpResponse(self.system, content, etag_in(response.headers), is_unchanged)

    def stream(self, path: str) -> Stream:
        """The content at this path, to be read piece by piece; its beginning was successful."""
        call = Call(method="GET", path=path, accept="*/*")
        with measured(self.system), waiting_for(self.part_of or self.system, self.system):
            # The time in our own line is no failure of the system.
            deadline = self._deadline(self.limit_s)
            response = self._open(call, deadline)
        self._note(response.status)
        stream = Stream(self.system, response)
        if response.status != HTTPStatus.OK:
            stream.close()
            failure = failure_of(self.system, call, response.status, b"", response.headers)
            reason = f"HTTP {response.status} on {call}"
            raise failure or InvalidSourceAnswer(self.system, reason)
        deadline.extend(STREAM_S, longest_wait_s=STALL_S)
        return stream

    def path_of(self, url: str) -> str:
        """The path of a URL of this API; raises `InvalidSourceAnswer` for any other URL.

        URLs in answers and notifications are followed only through here, so that nobody can make
        the portal ask elsewhere.
        """
        own, separator, rest = url.partition(f"{self.base_url}/")
        if separator and not own and PLAIN_PATH.fullmatch(rest):  # nearly every one
            return rest
        if not self.has(url):
            raise InvalidSourceAnswer(self.system, "a URL outside its base address")
        theirs = urlsplit(url)
        path = theirs.path.removeprefix(f"{urlsplit(self.base_url).path}/")
        return f"{path}?{theirs.query}" if theirs.query else path

    def has(self, url: str) -> bool:
        """Whether this is a URL of this API."""
        try:
            ours, theirs = urlsplit(self.base_url), urlsplit(url)
        except ValueError:
            return False
        return (
            (theirs.scheme, theirs.netloc) == (ours.scheme, ours.netloc)
            and theirs.path.startswith(f"{ours.path}/")
            and not {".", ".."} & set(unquote(theirs.path).split("/"))
            and "\\" not in unquote(url)
        )

    def _deadline(self, limit_s: float) -> Deadline:
        """For one call. Time that other systems used up is no failure of this one."""
        term = caller().term
        limits = [call_limit(limit_s)]
        limits += [self.deadline.left] if self.deadline else []
        limits += [term.left] if term else []
        left = min(limits)
        if not left:
            raise SourceUnavailable(self.system, "no time was left to ask")
        return Deadline(left)

    def _deadline_of(self, call: Call) -> Deadline:
        """The same, and longer for a body that is sent in pieces, as long as it keeps moving."""
        if call.body is None or isinstance(call.body.content, bytes):
            return self._deadline(self.limit_s)
        deadline = self._deadline(max(self.limit_s, STREAM_S))
        deadline.extend(deadline.left, longest_wait_s=call_limit(self.limit_s))
        return deadline

    def _open(self, call: Call, deadline: Deadline) -> Response:
        """The answer to a call, still unread."""
        if not self._breaker.allows_call():
            raise SourceResting(self.system, "left alone for a moment after several failures")
        content = None if call.body is None else call.body.content
        url = _url(self.base_url, call)
        request = Request(call.method, url, self._headers_of(call), content)
        for tries_left in reversed(range(call.tries)):
            try:
                response = ask(request, deadline, self.link.pools)
                break
            except ProtocolError as error:
                if not tries_left:
                    raise self._failed(error, call) from None
            except (HTTPError, TimeoutError) as error:
                raise self._failed(error, call) from None
        return response

    def _headers_of(self, call: Call) -> dict[str, str]:
        headers = {"Accept": call.accept, "User-Agent": "MijnGemeente", **self.headers()}
        headers |= caller().headers
        if call.etag:
            headers["If-None-Match"] = call.etag
        if call.key:
            headers["Idempotency-Key"] = call.key
        if call.body is not None:
            headers["Content-Type"] = call.body.media_type
        return headers

    def _note(self, status: int) -> None:
        """Tell the breaker of an answer, once it was read: a body may hang as well."""
        if status in GATEWAY_FAILURES:
            self._breaker.record_failure(caller().person)
        else:
            self._breaker.record_success()

    def _failed(self, error: Exception, call: Call) -> SourceUnavailable:
        """No answer, in our words; the error's own words may hold what was asked for."""
        self._breaker.record_failure(caller().person)
        return SourceUnavailable(self.system, f"{cause_of(error)} on {call}")


def _url(base_url: str, call: Call) -> str:
    url = f"{base_url}/{call.path}" if call.path else base_url
    mark = "&" if "?" in url else "?"
    return f"{url}{mark}{urlencode(call.params)}" if call.params else url


def _content_of(response: Response) -> bytes | None:
    """The whole content; None when it is too much."""
    content = response.read(MOST_BYTES + 1)
    return content if len(content) <= MOST_BYTES else None
