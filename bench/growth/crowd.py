"""Many residents at once: overload, open drafts, and waiting for a system that hangs."""

import itertools
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

from bench import load, scenarios
from bench.browser import Browser, Page
from bench.floor_scenarios import FLOOR_STEP
from bench.growth.figures import goal, percentile
from bench.growth.numbers import numbers
from bench.growth.pages import FORM_STEP, LIST
from bench.plays import Turn
from bench.records import age_answers
from bench.world import World

CROWD = 64
CLIENTS = (8, 16, 32, CROWD)
SLICES = 5
DRAFTS, THINK_S, DRAFTS_FOR_S = 1_000, 20.0, 60.0
HANGING_FOR_S = 30.0
LOOK_FOR_S = 5.0
"""How long a resident looks at a page before asking for it again. Without it the crowd would
measure overload: what is remembered is shown at once, so they would ask as fast as they can."""

Tell = Callable[[str], None]


def overload(world: World, turns: int, tell: Tell) -> dict[str, Any]:
    """Pages a second with more and more clients."""
    rows = {}
    for clients in CLIENTS:
        slices = [load.measure(world, LIST, max(turns, CROWD), clients) for _ in range(SLICES)]
        seconds = [second for piece in slices for second in piece.seconds]
        rows[clients] = {
            "pages_a_second": round(sorted(piece.rate for piece in slices)[SLICES // 2], 1),
            "p50_ms": percentile(seconds, 50),
            "p95_ms": percentile(seconds, 95),
        }
        tell(f"{clients} clients: {rows[clients]}")
    share = rows[CROWD]["pages_a_second"] / rows[CLIENTS[0]]["pages_a_second"]
    return {
        "clients": rows,
        "goals": {f"pages a second, {CROWD} clients against 8": goal(share, at_least=0.9)},
    }


def drafts(world: World, _turns: int, tell: Tell) -> dict[str, Any]:
    """Open drafts, each sent again every twenty seconds, at moments that wait for no answer.

    Before that the same number of people do the same in the floor app.
    """
    floors = at_a_pace(FLOOR_STEP.begin(world, DRAFTS, 0))
    tell(f"floor app: p95 {percentile(floors, 95)} ms")
    with ThreadPoolExecutor(load.CLIENTS) as visits:
        residents = itertools.islice(numbers(), DRAFTS)
        pages = list(visits.map(partial(scenarios.at_the_step, world), residents))
    tell(f"{DRAFTS} drafts are open.")

    def turn(browser: Browser, fields: dict[str, str]) -> Page:
        return browser.get(scenarios.post(browser, fields).location)

    before, began = world.cpu_s("web"), time.perf_counter()
    seconds = at_a_pace([partial(turn, *page) for page in pages])
    cores = (world.cpu_s("web") - before) / (time.perf_counter() - began)
    p95, floor_p95 = percentile(seconds, 95), percentile(floors, 95)
    return {
        "steps": len(seconds),
        "p50_ms": percentile(seconds, 50),
        "floor_p50_ms": percentile(floors, 50),
        "goals": {
            "form step (post and next page), p95 in ms": goal(p95, at_most=120),
            "form step, p95 against the floor app's": goal(p95 / floor_p95, at_most=1.3),
            "cores": goal(cores, at_most=1),
            "PSS of all web processes, MB": goal(world.pss_mb("web"), at_most=250),
        },
    }


def at_a_pace(turns: list[Turn]) -> list[float]:
    """Seconds of each turn, from the moment at which it was due: they wait for no answer."""
    pace = THINK_S * 2 / DRAFTS  # a turn is two requests
    seconds, began = list[float](), time.perf_counter()

    def one(number: int) -> None:
        due = began + number * pace
        time.sleep(max(0.0, due - time.perf_counter()))
        turns[number % len(turns)]()
        seconds.append(time.perf_counter() - due)

    with ThreadPoolExecutor(CROWD) as clients:
        list(clients.map(one, range(round(DRAFTS_FOR_S / pace))))
    return seconds


def hanging(world: World, turns: int, tell: Tell) -> dict[str, Any]:
    """Form steps while a crowd waits on the overview for cases that come after ten seconds."""
    load.play(FORM_STEP.begin(world, load.CLIENTS, turns), turns)
    usual = [
        piece for _ in range(SLICES) for piece in load.measure(world, FORM_STEP, turns).seconds
    ]
    tell(f"usually: p95 {percentile(usual, 95)} ms")
    # Different ones: a breaker opens on the failures of different persons.
    residents = itertools.islice(numbers(), CROWD)
    crowd = [Browser(world.portal, world.log_in(bsn)) for bsn in residents]
    with ThreadPoolExecutor(load.CLIENTS) as visits:
        list(visits.map(lambda browser: browser.get(scenarios.OVERVIEW), crowd))
    age_answers(world.database, scenarios.LATER)
    steps, waits = _while_hanging(world, turns, crowd)
    return {
        "usual_p95_ms": percentile(usual, 95),
        "overviews": len(waits),
        "overview_p95_ms": percentile(waits, 95),
        "goals": {
            "form step while cases hang, p95 against usual": goal(
                percentile(steps, 95) / percentile(usual, 95), at_most=2
            ),
            "longest wait for an overview, s": goal(max(waits), at_most=3.5),
        },
    }


def _while_hanging(
    world: World, turns: int, crowd: list[Browser]
) -> tuple[list[float], list[float]]:
    """Seconds of the form steps, and of the overviews that were asked meanwhile."""
    steps, waits = list[float](), list[float]()
    players = FORM_STEP.begin(world, load.CLIENTS, turns)
    until = time.perf_counter() + HANGING_FOR_S

    def wait(browser: Browser) -> None:
        while time.perf_counter() < until:
            began = time.perf_counter()
            browser.get(scenarios.OVERVIEW)
            waits.append(time.perf_counter() - began)
            time.sleep(LOOK_FOR_S)

    world.hang("zaken")
    with ThreadPoolExecutor(CROWD) as waiting:
        pages = [waiting.submit(wait, browser) for browser in crowd]
        while time.perf_counter() < until:
            steps += load.play(players, turns)
        for page in pages:
            page.result()
    world.hang("")
    return steps, waits
