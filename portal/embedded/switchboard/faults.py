"""Plays what the switchboard says: hooks around every call to a part that can be broken."""

import time
from collections.abc import Iterator
from datetime import timedelta

from flask import Flask, Response, g, request

from portal.embedded.switchboard.answers import bad_gateway, change, refusal
from portal.embedded.switchboard.switches import PARTS, Mode, Setting, Switchboard

LONGEST_HANG_S = 120
"""A hanging call holds a thread; this is longer than any client waits."""
LOOK_AGAIN_S = 0.2
NONSENSE = "<!doctype html><title>Welkom</title><p>Dit is een heel andere server.</p>"
SKEWS = {Mode.CLOCK_AHEAD: timedelta(hours=2), Mode.CLOCK_BEHIND: timedelta(hours=-2)}


def register(app: Flask, board: Switchboard) -> None:
    """Count every call to a part, and treat it as its switch says."""

    def before() -> Response | None:
        part = _part()
        if part is None:
            return None
        board.count(part, f"{request.method} {request.url_rule or request.path}")
        g.treatment = board.take(part, f"{request.method} {request.path}")
        return _instead_of_work(board, part, g.treatment)

    def after(response: Response) -> Response:
        treatment = g.pop("treatment", None)
        return _instead_of_answer(board, response, treatment) if treatment else response

    app.before_request(before)
    app.after_request(after)


def _part() -> str | None:
    """The part that this request is for; None: a page of this tool."""
    name = (request.blueprint or "").split(".")[0]
    return name if name in PARTS else None


def _instead_of_work(board: Switchboard, part: str, treatment: Setting) -> Response | None:
    """What the caller gets without any work being done; None: do the work."""
    match treatment.mode:
        case Mode.SLOW:
            time.sleep(treatment.seconds)
        case Mode.HANGING:
            hang(board, part, treatment)
            return Response("", status=504)
        case Mode.DOWN:
            return bad_gateway()
        case Mode.NONSENSE:
            return Response(NONSENSE, content_type="text/html; charset=utf-8")
        case Mode.CLOCK_AHEAD | Mode.CLOCK_BEHIND:
            g.clock_skew = SKEWS[treatment.mode]
        case Mode.ERROR_AFTER:
            return None
        case _:
            return refusal(treatment)
    return None


def _instead_of_answer(board: Switchboard, response: Response, treatment: Setting) -> Response:
    """What the caller gets after the work was done."""
    match treatment.mode:
        case Mode.LATE:
            time.sleep(treatment.seconds)
        case Mode.BROKEN_AFTER:
            response.close()
            return bad_gateway()
        case Mode.ERROR_AFTER:
            response.close()
            return refusal(treatment) or response
        case Mode.HANGING_HALFWAY:
            return _halfway(board, response, treatment)
        case mode:
            return change(response, mode)
    return response


def _halfway(board: Switchboard, response: Response, treatment: Setting) -> Response:
    """The headers and the first half of this answer; the rest never comes."""
    part = str(_part())
    response.direct_passthrough = False
    content = response.get_data()

    def body() -> Iterator[bytes]:
        yield content[: len(content) // 2]
        hang(board, part, treatment)

    length = str(len(content))
    response.response = body()
    response.headers["Content-Length"] = length
    return response


def hang(board: Switchboard, part: str, treatment: Setting) -> None:
    """Wait until the switch is set otherwise, so that a test leaves no thread behind."""
    until = time.monotonic() + LONGEST_HANG_S
    while time.monotonic() < until and board.settings()[part].mode is treatment.mode:
        time.sleep(LOOK_AGAIN_S)
