"""The outside world as a tape: every answer was given once by the embedded world, then replayed.

So its answers have real shapes, and giving one costs next to nothing: the portal is what is
measured. It only reads, waits before each answer as long as it is told, and counts. Failures are
passed on and never kept. Orders, all PUT below `/_bench/`: `delay/200` sets the delay (ms),
`broken/zaken` lets one part of the world fail, `hanging/zaken` answer after 10 s (without a name:
none), `cases/1000` multiplies the cases of every list. `GET /_bench/calls` counts.
"""

import asyncio
import functools
import json
import os
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

import urllib3
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

PORT, BEHIND = "STUB_PORT", "STUB_BEHIND_PORT"
"""Environment: where it listens, and where the embedded world does."""
CONTROL = "/_bench/"
LIST_OF_CASES = "zaken/_zoek"
PAGE_OF_CASES = 20
HANGING_S = 10.0
READING_POSTS = ("/_zoek", "/personen", "/search")
NOT_PASSED_ON = frozenset({b"host", b"connection", b"content-length", b"accept-encoding"})

Send = Callable[[dict[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Key = tuple[str, str, bytes]


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, as it goes over the line."""

    status: int
    media_type: bytes
    content: bytes


BROKEN = Answer(HTTPStatus.SERVICE_UNAVAILABLE, b"text/plain", b"broken off")


@dataclass(slots=True)
class Tape:
    """An ASGI application: replays what the world behind it said."""

    here: int
    behind: int
    delay_s: float = 0.0
    broken: str = ""
    """The part that fails now."""
    hanging: str = ""
    cases: int = 0
    """How many cases a list has; 0: as the world says."""
    calls: Counter[str] = field(default_factory=Counter)
    _answers: dict[Key, Answer] = field(default_factory=dict)
    _pool: urllib3.PoolManager = field(default_factory=urllib3.PoolManager)

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        content = await _body(receive)
        path = str(scope["path"])
        if path.startswith(CONTROL):
            answer = self._control(scope["method"], path.removeprefix(CONTROL))
        else:
            part = path.split("/")[1]
            self.calls[part] += 1
            answer = BROKEN if part == self.broken else await self._play(scope, content)
            await asyncio.sleep(HANGING_S if part == self.hanging else self.delay_s)
        headers = [
            (b"content-type", answer.media_type),
            (b"content-length", str(len(answer.content)).encode()),
        ]
        await send({"type": "http.response.start", "status": answer.status, "headers": headers})
        await send({"type": "http.response.body", "body": answer.content})

    async def _play(self, scope: dict[str, Any], content: bytes) -> Answer:
        method, path = scope["method"], str(scope["path"])
        if method != "GET" and not (method == "POST" and path.endswith(READING_POSTS)):
            return Answer(HTTPStatus.METHOD_NOT_ALLOWED, b"text/plain", b"this world only reads")
        target = path
        if scope["query_string"]:
            target += "?" + scope["query_string"].decode()
        key = (method, target, content)
        if not (self.cases and path.endswith(LIST_OF_CASES)):
            return await self._replay(key, scope["headers"])
        page, first = _pages_of(target)
        answer = await self._replay((method, first, content), scope["headers"])
        return multiplied(answer, self.cases, page)

    async def _replay(self, key: Key, headers: list[tuple[bytes, bytes]]) -> Answer:
        answer = self._answers.get(key)
        if answer is None:
            answer = await asyncio.to_thread(self._ask, key, headers)
            if answer.status == HTTPStatus.OK:
                self._answers[key] = answer
        return answer

    def _ask(self, key: Key, headers: list[tuple[bytes, bytes]]) -> Answer:
        """What the world behind says; addresses in it are made ours, both ways."""
        method, target, content = key
        answer = self._pool.request(
            method,
            f"http://127.0.0.1:{self.behind}{self._moved(target.encode(), back=True).decode()}",
            body=self._moved(content, back=True) or None,
            headers={k.decode(): v.decode() for k, v in headers if k not in NOT_PASSED_ON},
            redirect=False,
        )
        media_type = answer.headers.get("Content-Type", "application/json").encode()
        return Answer(answer.status, media_type, self._moved(answer.data, back=False))

    def _moved(self, content: bytes, *, back: bool) -> bytes:
        old, new = (self.here, self.behind) if back else (self.behind, self.here)
        for colon in (":", "%3A"):
            content = content.replace(
                f"127.0.0.1{colon}{old}".encode(), f"127.0.0.1{colon}{new}".encode()
            )
        return content

    def _control(self, method: str, order: str) -> Answer:
        name, _, value = order.partition("/")
        if (method, name) == ("PUT", "delay"):
            self.delay_s = int(value) / 1000
        if (method, name) == ("PUT", "broken"):
            self.broken = value
        if (method, name) == ("PUT", "hanging"):
            self.hanging = value
        if (method, name) == ("PUT", "cases"):
            self.cases = int(value)
        return Answer(HTTPStatus.OK, b"application/json", json.dumps(self.calls).encode())


@functools.cache
def multiplied(answer: Answer, count: int, page: int) -> Answer:
    """One page of a list of so many cases: those of the first page, each with an id of its own."""
    if answer.status != HTTPStatus.OK:
        return answer
    body = json.loads(answer.content)
    patterns = body["results"]
    size = max(len(patterns), PAGE_OF_CASES)
    numbers = range((page - 1) * size, min(page * size, count))
    results = [_copied(patterns[number % len(patterns)], number) for number in numbers]
    body |= {"count": count, "results": results, "next": None, "previous": None}
    return Answer(answer.status, answer.media_type, json.dumps(body).encode())


def _copied(case: dict[str, Any], number: int) -> dict[str, Any]:
    own = str(case["url"]).rpartition("/")[2]
    copy: dict[str, Any] = json.loads(json.dumps(case).replace(own, str(UUID(int=number))))
    return copy | {"identificatie": f"GROWN-{number:05d}"}


def _pages_of(target: str) -> tuple[int, str]:
    """The number of the page that is asked, and the address of the first page."""
    path, _, query = target.partition("?")
    values = dict(parse_qsl(query))
    page = int(values.get("page", "1"))
    return page, f"{path}?{urlencode(values | {'page': '1'})}"


def from_environment() -> Tape:
    """The tape as its server loads it."""
    return Tape(int(os.environ[PORT]), int(os.environ[BEHIND]))


async def _body(receive: Receive) -> bytes:
    content, has_more = b"", True
    while has_more:
        message = await receive()
        content += message.get("body", b"")
        has_more = message.get("more_body", False)
    return content


if __name__ == "__main__":
    Granian(
        "bench.stub:from_environment",
        factory=True,
        address="127.0.0.1",
        port=int(os.environ[PORT]),
        interface=Interfaces.ASGINL,
        workers=1,
        websockets=False,
        log_level=LogLevels.error,
    ).serve()
