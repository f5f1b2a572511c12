"""Many residents at once: overload, open drafts, and waiting for a system that hangs."""

import itertools
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any, TypeVar

from bench import load, scenarios
from bench.browser import Browser, Page
from bench.floor_scenarios import FLOOR_STEP
from bench.growth.figures import goal, percentile
from bench.growth.numbers import numbers
from bench.growth.pages import FORM_STEP, LIST
from bench.made_steps import (
    LIKE_ITS_ANSWERS,
    LIKE_THE_FLOOR,
    at_made_step,
    publish_pages,
    send_step,
)
from bench.plays import Turn
from bench.records import age_answers
from bench.world import World

CROWD = 64
CLIENTS = (8, 16, 32, CROWD)
SLICES = 5
DRAFTS, THINK_S, DRAFTS_FOR_S = 1_000, 20.0, 60.0
HANGING_FOR_S = 30.0
LIKE = "form-like-the-floor"
LOOK_FOR_S = 5.0
"""How long a resident looks at a page before asking for it again. Without it the crowd would
measure overload: what is remembered is shown at once, so they would ask as fast as they can."""

Tell = Callable[[str], None]
Draft = TypeVar("Draft")


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

    As many people do the same in the floor app, and on a page of the same seven questions of the
    portal. That of the removal looks an address up in another system, which the floor never does.
    """
    floors = at_a_pace(world, "floor", FLOOR_STEP.begin(world, DRAFTS, 0))
    tell(f"floor app: {floors}")
    publish_pages(world, LIKE, [LIKE_THE_FLOOR])
    like = at_a_pace(
        world, "web", [partial(send_step, *each) for each in _drafts(world, _at_the_same)]
    )
    tell(f"same questions: {like}")
    pages = _drafts(world, scenarios.at_the_step)
    moves = at_a_pace(world, "web", [partial(_to_next_page, *each) for each in pages])
    tell(f"with an address that is looked up: {moves}")
    return {
        "floor": asdict(floors),
        "same_questions": asdict(like),
        "address": asdict(moves),
        "address_times_floor": round(moves.p95_ms / floors.p95_ms, 2),
        "goals": {
            "form step (post and next page), p95 in ms": goal(moves.p95_ms, at_most=120),
            "same questions, p95 against the floor app's": goal(
                like.p95_ms / floors.p95_ms, at_most=1.3
            ),
            "cores": goal(moves.cores, at_most=1),
            "PSS of all web processes, MB": goal(world.pss_mb("web"), at_most=250),
        },
    }


@dataclass(frozen=True, slots=True)
class Paced:
    """What came of turns at a pace."""

    steps: int
    p50_ms: float
    p95_ms: float
    cores: float
    """Of all processes of its server together, on average."""


def at_a_pace(world: World, server: str, turns: list[Turn]) -> Paced:
    """Times are from the moment at which a turn was due: they wait for no answer."""
    pace = THINK_S * 2 / DRAFTS  # a turn is two requests
    seconds, before, began = list[float](), world.cpu_s(server), time.perf_counter()

    def one(number: int) -> None:
        due = began + number * pace
        time.sleep(max(0.0, due - time.perf_counter()))
        turns[number % len(turns)]()
        seconds.append(time.perf_counter() - due)

    with ThreadPoolExecutor(CROWD) as clients:
        list(clients.map(one, range(round(DRAFTS_FOR_S / pace))))
    cores = (world.cpu_s(server) - before) / (time.perf_counter() - began)
    p50, p95 = percentile(seconds, 50), percentile(seconds, 95)
    return Paced(len(seconds), p50, p95, round(cores, 2))


def _drafts(world: World, come: Callable[[World, str], Draft]) -> list[Draft]:
    with ThreadPoolExecutor(load.CLIENTS) as visits:
        return list(visits.map(partial(come, world), itertools.islice(numbers(), DRAFTS)))


def _at_the_same(world: World, bsn: str) -> tuple[Browser, str, dict[str, str]]:
    return at_made_step(world, LIKE, bsn, LIKE_ITS_ANSWERS)


def _to_next_page(browser: Browser, fields: dict[str, str]) -> Page:
    return browser.get(scenarios.post(browser, fields).location)


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
