"""The outside world as a tape: every answer was given once by the embedded world, then replayed.

So its answers have real shapes, and giving one costs next to nothing: the portal is what is
measured. It only reads, waits before each answer as long as it is told, and counts. Failures are
passed on and never kept. Orders, all PUT below `/_bench/`: `delay/200` sets the delay (ms),
`broken/zaken` lets one part of the world fail, `hanging/zaken` answer after 10 s (without a name:
none), `forget/zaken` asks the world behind anew for that part. `GET /_bench/calls` counts.
"""

import asyncio
import json
import os
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import urllib3
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

PORT, BEHIND = "STUB_PORT", "STUB_BEHIND_PORT"
"""Environment: where it listens, and where the embedded world does."""
CONTROL = "/_bench/"
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
        answer = self._answers.get(key)
        if answer is None:
            answer = await asyncio.to_thread(self._ask, key, scope["headers"])
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
        if (method, name) == ("PUT", "forget"):
            begin = f"/{value}/"
            kept = self._answers.items()
            self._answers = {key: answer for key, answer in kept if not key[1].startswith(begin)}
        return Answer(HTTPStatus.OK, b"application/json", json.dumps(self.calls).encode())


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
