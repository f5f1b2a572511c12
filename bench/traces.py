"""What request ids and the log of security events cost: pages with and without, in pairs.

In one process, turn by turn, so that what slows the machine slows both. `python -m bench.traces`
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

import click
from flask import Flask, g
from flask.testing import FlaskClient
from sqlalchemy import Engine, event

from bench.browser import WrongAnswer
from bench.world import COOKIE, running
from portal.application import create_app
from portal.embedded.registers.residents import CORNELIS
from portal.logs import configure as configure_logs
from portal.web.edge import request_log, security_events
from portal.web.edge.request_context import portal_of
from portal.wiring import assemble

PAGES = ("/", "/overzicht/", "/zaken/", "/berichten/")
PAIRS, TURNS = 15, 60
GOAL = 1.05


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU with them, divided by CPU without, of each pair; and statements of one turn."""

    ratios: list[float]
    statements_with: int
    statements_without: int


def compare(app: Flask, visit: Callable[[], None], pairs: int, turns: int) -> Cost:
    """Play the same page with and without; each pair begins with the other one."""
    engine = portal_of(app).sessions.kw["bind"]
    counts = {}
    for is_traced in (True, False):
        with traced(app, is_traced=is_traced):
            visit()
            counts[is_traced] = _statements(engine, visit)
    ratios = []
    for number in range(pairs):
        seconds = {}
        for is_traced in (number % 2 == 0, number % 2 == 1):
            with traced(app, is_traced=is_traced):
                seconds[is_traced] = _cpu_s(visit, turns)
        ratios.append(seconds[True] / seconds[False])
    return Cost(ratios, counts[True], counts[False])


@contextmanager
def traced(app: Flask, *, is_traced: bool) -> Iterator[None]:
    """Let requests have ids and events, or neither: the hooks are taken out."""
    before, after = app.before_request_funcs, app.after_request_funcs
    if is_traced:
        yield
        return
    of_events = {security_events._collect, security_events._write}  # noqa: SLF001 - to take out
    hooks: list[Any] = [_begin if hook is request_log._begin else hook for hook in before[None]]  # noqa: SLF001
    app.before_request_funcs = {**before, None: [hook for hook in hooks if hook not in of_events]}
    app.after_request_funcs = {
        **after,
        None: [hook for hook in after[None] if hook not in of_events],
    }
    try:
        yield
    finally:
        app.before_request_funcs, app.after_request_funcs = before, after


def _begin() -> None:
    """What the line about each answer needs, without an id."""
    g.request_id, g.began_at = "", perf_counter()


def _cpu_s(visit: Callable[[], None], turns: int) -> float:
    begin = process_time()
    for _turn in range(turns):
        visit()
    return process_time() - begin


def _statements(engine: Engine, visit: Callable[[], None]) -> int:
    sent: list[str] = []
    event.listen(engine, "before_cursor_execute", listener := _note(sent))
    try:
        visit()
    finally:
        event.remove(engine, "before_cursor_execute", listener)
    return len(sent)


def _note(sent: list[str]) -> Callable[..., None]:
    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        sent.append(statement)

    return note


def _visitor(client: FlaskClient, path: str) -> Callable[[], None]:
    def visit() -> None:
        answer = client.get(path)
        if answer.status_code != 200:  # noqa: PLR2004 - the one that is right
            raise WrongAnswer(f"{path}: {answer.status_code}")

    return visit


@click.command()
@click.option("--pairs", default=PAIRS, show_default=True)
@click.option("--turns", default=TURNS, show_default=True, help="Of each page, in each of a pair.")
def main(pairs: int, turns: int) -> None:
    """CPU and statements of pages with request ids and security events, held against without."""
    with running(workers=1) as world, Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        app = create_app(assemble(world.settings))
        client = app.test_client()
        client.set_cookie(COOKIE, world.log_in(CORNELIS.bsn)[COOKIE])
        usual, sys.stderr = sys.stderr, nowhere
        try:
            configure_logs("info")
            costs = {path: compare(app, _visitor(client, path), pairs, turns) for path in PAGES}
        finally:
            sys.stderr = usual
    for path, cost in costs.items():
        ratios = sorted(cost.ratios)
        spread = f"{ratios[len(ratios) // 10]:.3f} to {ratios[-1 - len(ratios) // 10]:.3f}"
        statements = f"{cost.statements_with} statements, without {cost.statements_without}"
        click.echo(f"{path:14} {median(ratios):.3f} ({spread}); {statements}")
    is_met = all(
        median(cost.ratios) < GOAL and cost.statements_with == cost.statements_without
        for cost in costs.values()
    )
    sys.exit(0 if is_met else 1)


if __name__ == "__main__":
    main()
