"""Bodies of requests: read only where a view takes one, and never by all threads at once.

A server hands a request over before its body is in. Who sends half of it holds the thread that
reads it; so at most half of the threads read, and some more wait a moment for their turn.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from io import BytesIO
from threading import BoundedSemaphore
from typing import IO, Any

from flask import Flask, Request, abort, current_app, request

from portal.domain.upload_quota import MB
from portal.files.arriving import ArrivingFile, LeftOutFile
from portal.web.edge.request_context import settings

NAME = "bodies"
TAKEN_WITH = frozenset({"POST", "PUT", "PATCH"})
"""The methods of views that take a body."""
FORM, FILES = "application/x-www-form-urlencoded", "multipart/form-data"
MOST_WAIT_S = 0.5
"""Longer than bodies take that are there already, shorter than a page may."""
LARGE, LARGE_WAIT_S = MB, 15.0
"""Bytes of a body with files, and how long it waits: it was chosen and sent with trouble, and those
before it take seconds, however fast the proxy hands them over."""
PASSING_S = 0.02
"""In which several small bodies pass: as many residents who send at once are no flood."""


class PortalRequest(Request):
    """A request whose files come in on disk, and no more of them than may be sent."""

    _files_in = 0

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        """What a file of this request is written to, as its body is read (Werkzeug)."""
        del total_content_length, content_type, content_length
        quota = settings().upload_quota
        self._files_in += bool(filename)
        if not filename or self._files_in > quota.files:
            return LeftOutFile()
        return ArrivingFile(quota.file_mb * MB)


class BodyReaders:
    """The places of one process to read a body at."""

    def __init__(self, threads: int) -> None:
        self._reading = BoundedSemaphore(max(1, threads // 2))
        self._waiting = BoundedSemaphore(max(1, threads // 4))

    @contextmanager
    def place(self, *, is_large: bool = False) -> Iterator[None]:
        """A place to read at; answers 503 where none comes free soon."""
        if not self._reading.acquire(blocking=False):
            self._wait(LARGE_WAIT_S if is_large else MOST_WAIT_S)
        try:
            yield
        finally:
            self._reading.release()

    def _wait(self, most_wait_s: float) -> None:
        with ExitStack() as waiting:
            if not self._waiting.acquire(timeout=PASSING_S):
                abort(503)
            waiting.callback(self._waiting.release)
            if not self._reading.acquire(timeout=most_wait_s):
                abort(503)


def register(app: Flask, threads: int) -> None:
    """Give this process its places, and let the body of any other request lie."""
    app.extensions[NAME] = BodyReaders(threads)
    app.before_request(_leave_unread)


def read_form() -> None:
    """Read the fields and files that came; answers 413 where there are more than any form has."""
    if request.method not in TAKEN_WITH:
        return
    with _place():
        if request.mimetype == FORM:
            _check_fields()
        fields = request.form
    if None in fields:
        # A part without a name: nothing of ours sends that, and it breaks the CSRF check.
        abort(400)


def read_message() -> None:
    """Read what a system sent; answers 413 where it is larger than any message."""
    if request.method not in TAKEN_WITH:
        return
    request.max_content_length = request.max_form_memory_size
    with _place():
        request.get_data()


def sent_message() -> Any:
    """The JSON that a system sent; None where it is none, or nested deeper than anything is."""
    try:
        return request.get_json(silent=True)
    except RecursionError:
        return None


def _leave_unread() -> None:
    if request.endpoint is None or request.method not in TAKEN_WITH:
        environ = request.environ
        environ["wsgi.input"], environ["CONTENT_LENGTH"] = BytesIO(), "0"


def _check_fields() -> None:
    """The library bounds the fields of forms with files only."""
    request.max_content_length = request.max_form_memory_size
    if request.get_data().count(b"&") >= (request.max_form_parts or 0):
        abort(413)


def _place() -> AbstractContextManager[None]:
    readers = current_app.extensions[NAME]
    assert isinstance(readers, BodyReaders)
    is_large = request.mimetype == FILES and (request.content_length or 0) > LARGE
    return readers.place(is_large=is_large)
