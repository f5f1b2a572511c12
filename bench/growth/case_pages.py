"""Pages of cases on a slow, a hanging and a full case API: goals of what a resident waits for."""

import statistics
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Self

from bench import load, scenarios
from bench.browser import Browser, WrongAnswer
from bench.growth.embedded_documents import case_id, document_id, give_documents
from bench.growth.figures import goal
from bench.stub import HANGING_S
from bench.world import World
from portal.embedded.registers.residents import CORNELIS
from portal.embedded.seed.case_data import NEWEST

DELAY_S = scenarios.SLOW_MS / 1000
VISITS, HANGING_VISITS = 9, 3
"""Of a system that hangs fewer: four that wait are all that a web process lets wait for it, and the
fifth page is refused at once. What a crowd meets, the part `hanging` plays."""
WARM_UP = 4 * load.CLIENTS
FIRST_VIEW_S = round(3 * DELAY_S + 0.1, 3)
PARTIAL_PAGE_S = 2.0
DOCUMENTS = (1, 100)
BIG_MB, AT_ONCE, MOST_MB = 10, 16, 24
MB = 1024 * 1024
LOOK_S = 0.02
"""Between two looks at memory."""

Tell = Callable[[str], None]


def first_view(world: World, _turns: int, tell: Tell) -> dict[str, Any]:
    """The first pages of login sessions, alone, while every answer takes 200 ms.

    What is kept for hours, the catalogue, is there.
    """
    paths = _paths(world)
    for path in paths.values():
        _views(world, path, WARM_UP)
    world.delay(scenarios.SLOW_MS)
    seconds = {name: statistics.median(_views(world, path)) for name, path in paths.items()}
    world.delay(0)
    tell(", ".join(f"{name} {each:.3f} s" for name, each in seconds.items()))
    return {
        "goals": {
            f"first view of {name}, 200 ms a call, s": goal(each, at_most=FIRST_VIEW_S)
            for name, each in seconds.items()
        }
    }


def partial_page(world: World, _turns: int, tell: Tell) -> dict[str, Any]:
    """The first pages of login sessions, alone, while a part of the case API hangs."""
    paths = _paths(world)
    for path in paths.values():
        _views(world, path, WARM_UP)
    hanging = {
        "a case, no decisions": ("besluiten", paths["a case"]),
        "a case, no documents": ("documenten", paths["a case"]),
        "the overview, no cases": ("zaken", paths["the overview"]),
        "the list, no cases": ("zaken", paths["the list"]),
    }
    seconds = {}
    for name, (part, path) in hanging.items():
        world.hang(part)
        seconds[name] = max(_views(world, path, HANGING_VISITS))
        world.hang("")
        time.sleep(HANGING_S)  # until no call waits any more
        tell(f"{name}: {seconds[name]:.3f} s at most")
    return {
        "goals": {
            f"{name}, longest wait in s": goal(each, at_most=PARTIAL_PAGE_S)
            for name, each in seconds.items()
        }
    }


def documents(world: World, turns: int, tell: Tell) -> dict[str, Any]:
    """The page of a case with one document, and with a hundred."""
    path, times = case_path(world), dict[int, float]()
    for count in DOCUMENTS:
        give_documents(world.embedded_url, NEWEST, count)
        world.forget_cases()
        _views(world, path, WARM_UP)
        times[count] = statistics.median(_views(world, path, turns))
        tell(f"{count} documents: {times[count]:.3f} s")
    few, many = DOCUMENTS
    return {
        "seconds": times,
        "goals": {
            f"page of a case, {many} documents against {few}, ms a document": goal(
                (times[many] - times[few]) * 1000 / (many - few), at_most=2
            )
        },
    }


def downloads(world: World, _turns: int, tell: Tell) -> dict[str, Any]:
    """Sixteen residents who each fetch ten megabytes at the same time."""
    give_documents(world.embedded_url, NEWEST, 2, BIG_MB * MB)
    world.forget_cases()
    path = f"{case_path(world)}documenten/{document_id(NEWEST, 2)}"
    browsers = [Browser(world.portal, world.log_in(CORNELIS.bsn)) for _ in range(AT_ONCE)]

    def fetch(browser: Browser) -> None:
        if len(browser.get(path).text) != BIG_MB * MB:
            raise WrongAnswer("a download is not whole")

    for browser in browsers:  # one after the other: what every process needs once
        fetch(browser)
    before = world.pss_mb("web")
    with ThreadPoolExecutor(AT_ONCE) as visits, _Highest(world) as highest:
        for _ in range(2):
            list(visits.map(fetch, browsers))
    growth = highest.mb - before
    tell(f"{before:.0f} MB before, {highest.mb:.0f} MB at most")
    return {
        "goals": {f"memory for {AT_ONCE} x {BIG_MB} MB, MB more": goal(growth, at_most=MOST_MB)}
    }


class _Highest:
    """Looks at the memory of the web processes, and keeps the highest."""

    def __init__(self, world: World) -> None:
        self._world, self._over = world, threading.Event()
        self._thread = threading.Thread(target=self._look)
        self.mb = 0.0

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(LOOK_S):
            self.mb = max(self.mb, self._world.pss_mb("web"))


def case_path(world: World) -> str:
    """Of the page of his newest case, which has one document."""
    return f"/zaken/{case_id(world.embedded_url, NEWEST)}/"


def _paths(world: World) -> dict[str, str]:
    return {
        "the overview": scenarios.OVERVIEW,
        "the list": scenarios.LIST,
        "a case": case_path(world),
    }


def _views(world: World, path: str, count: int = VISITS) -> list[float]:
    """Seconds that each of so many first views takes, one after the other."""
    seconds = []
    for _ in range(count):
        browser = Browser(world.portal, world.log_in(CORNELIS.bsn))
        began = time.perf_counter()
        browser.get(path)
        seconds.append(time.perf_counter() - began)
    return seconds
