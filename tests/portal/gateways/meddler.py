"""Somebody between the portal and the embedded world, who breaks calls on purpose."""

import io
import select
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Fault(StrEnum):
    """What happens to one call."""

    REFUSED_BEFORE = "502 without doing the work"
    REFUSED_AFTER = "502 after doing the work"
    ERROR_BEFORE = "500 without doing the work"
    LOST_BEFORE = "connection broken without doing the work"
    LOST_AFTER = "connection broken after doing the work"
    LATE = "the work is done, the answer comes too late"
    DONE_LATER = "the work is done only when nobody waits for the answer any more"
    NONSENSE = "the work is done, the answer is a web page"
    HALF = "the work is done, half of the answer comes"


LONGEST_WAIT_S = 30.0
BEFORE = {Fault.REFUSED_BEFORE: 502, Fault.ERROR_BEFORE: 500, Fault.LOST_BEFORE: 0}


@dataclass
class Meddler:
    """Between the portal and the world: breaks the calls whose turn it is."""

    app: Any
    faults: dict[int, Fault] = field(default_factory=dict)
    """Which call (counted from 0 since `begin`) goes how wrong."""
    meanwhile: dict[int, Callable[[], object]] = field(default_factory=dict)
    """What somebody else does just before which call."""
    calls: list[str] = field(default_factory=list)
    busy: int = 0
    """Calls that are being answered now."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self, faults: dict[int, Fault]) -> None:
        self.faults = dict(faults)
        self.calls = []

    def wait_until_idle(self) -> None:
        """A worker comes back after minutes: by then nothing is under way any more."""
        while self.busy:
            time.sleep(0.01)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        with self._lock:
            self.busy += 1
        try:
            return self._answer(environ, start_response)
        finally:
            with self._lock:
                self.busy -= 1

    def _answer(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        with self._lock:
            fault = self.faults.pop(len(self.calls), None)
            meanwhile = self.meanwhile.pop(len(self.calls), None)
            self.calls.append(f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}")
        if meanwhile:
            meanwhile()
        if fault in BEFORE:
            # No more than was sent: else it waits for what never comes, and is a call too late.
            _body(environ)
            return _broken(BEFORE[fault], environ, start_response)
        if fault is Fault.DONE_LATER:
            environ["wsgi.input"] = io.BytesIO(_body(environ))
            _wait_until_nobody_waits(environ)
        if fault in (None, Fault.DONE_LATER):
            return self.app(environ, start_response)
        answer: list[Any] = []
        body = self.app(environ, lambda *args, **_kw: answer.append(args))
        content = b"".join(body)
        if hasattr(body, "close"):
            body.close()
        return _after(fault, content, environ, start_response, answer[0])


def _body(environ):
    return environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))


def _wait_until_nobody_waits(environ):
    """Return when the client hangs up; its body must have been read, or that is what is seen."""
    client = environ["werkzeug.socket"]
    readable, _, _ = select.select([client], [], [], LONGEST_WAIT_S)
    assert readable, f"the client still waits after {LONGEST_WAIT_S} s"
    assert client.recv(1, socket.MSG_PEEK) == b""


def _after(fault, content, environ, start_response, answer):
    if fault is Fault.LATE:
        _wait_until_nobody_waits(environ)
        start_response(*answer)
        return [content]
    if fault is Fault.NONSENSE:
        start_response("200 OK", [("Content-Type", "text/html"), ("Content-Length", "9")])
        return [b"<!doctype"]
    if fault is Fault.HALF:
        start_response("200 OK", [("Content-Length", str(len(content) + 10))])
        return [content[: len(content) // 2]]
    return _broken(502 if fault is Fault.REFUSED_AFTER else 0, environ, start_response)


def _broken(status, environ, start_response):
    if status:
        start_response(f"{status} X", [("Content-Type", "text/html"), ("Content-Length", "0")])
        return []
    environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
    start_response("200 OK", [("Content-Length", "0")])
    return []
