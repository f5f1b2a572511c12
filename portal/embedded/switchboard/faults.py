"""Plays what the switchboard says: hooks around every call to a part that can be broken."""

import time

from flask import Flask, Response, g, request

from portal.embedded.switchboard.switches import PARTS, Mode, Setting, Switchboard

LONGEST_HANG_S = 120
"""A hanging call holds a thread; this is longer than any client waits."""
LOOK_AGAIN_S = 0.2
NONSENSE = "<!doctype html><title>Welkom</title><p>Dit is een heel andere server.</p>"
BAD_GATEWAY = "<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>"


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
        return _instead_of_answer(response, treatment) if treatment else response

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
            return _bad_gateway()
        case Mode.NONSENSE:
            return Response(NONSENSE, content_type="text/html; charset=utf-8")
    return None


def _instead_of_answer(response: Response, treatment: Setting) -> Response:
    """What the caller gets after the work was done."""
    if treatment.mode is Mode.LATE:
        time.sleep(treatment.seconds)
    if treatment.mode is Mode.BROKEN_AFTER:
        response.close()
        return _bad_gateway()
    return response


def hang(board: Switchboard, part: str, treatment: Setting) -> None:
    """Wait until the switch is set otherwise, so that a test leaves no thread behind."""
    until = time.monotonic() + LONGEST_HANG_S
    while time.monotonic() < until and board.settings()[part].mode is treatment.mode:
        time.sleep(LOOK_AGAIN_S)


def _bad_gateway() -> Response:
    return Response(BAD_GATEWAY, status=502, content_type="text/html; charset=utf-8")
