"""Playing a scenario with a fixed number of clients, and what it cost meanwhile."""

import os
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

from bench import processes
from bench.plays import Scenario, Turn
from bench.world import World

CLIENTS = 8
"""Closed loop: each begins its next turn when the one before is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """A short piece of one scenario, per turn where nothing else is said."""

    turns: int
    cpu_ms: float
    """Of the portal's (or bare app's) web processes."""
    database_cpu_ms: float
    rate: float
    """Turns in a second."""
    seconds: tuple[float, ...]
    """How long each turn took."""
    calls: dict[str, int]
    """To each part of the outside world, in all turns together."""
    other_cores: float
    """Cores that were used by something else than this run: noise."""
    stolen_cores: float
    """Cores that the machine below this one took: noise too."""


class _Counter:
    """Turns that are left, for all clients."""

    def __init__(self, turns: int) -> None:
        self._left = turns
        self._lock = threading.Lock()

    def take(self) -> bool:
        """Whether there was one left."""
        with self._lock:
            self._left -= 1
            return self._left >= 0

    def end(self) -> None:
        """None are left."""
        with self._lock:
            self._left = 0


def play(turns: Sequence[Turn], count: int) -> list[float]:
    """Let each client take turns until there were `count`; gives the seconds of each turn.

    Raises what the first client raised that met something wrong.
    """
    left, seconds, wrong = _Counter(count), list[float](), list[Exception]()

    def client(turn: Turn) -> None:
        while left.take():
            began = time.perf_counter()
            try:
                turn()
            except Exception as error:  # noqa: BLE001 - raised again below, in the main thread
                wrong.append(error)
                left.end()
            seconds.append(time.perf_counter() - began)

    threads = [threading.Thread(target=client, args=(turn,)) for turn in turns]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise wrong[0]
    return seconds


def measure(world: World, scenario: Scenario, turns: int, clients: int = CLIENTS) -> Slice:
    """One slice of this scenario."""
    players = scenario.begin(world, min(clients, turns), turns)
    world.delay(scenario.delay_ms)
    served = world.pids(scenario.server)
    before, began = _Reading.of(world, served), time.perf_counter()
    seconds = play(players, turns)
    took = time.perf_counter() - began
    after = _Reading.of(world, served)
    world.delay(0)
    own = after.own_s - before.own_s
    busy = after.machine.busy_s - before.machine.busy_s
    return Slice(
        turns=turns,
        cpu_ms=(after.served_s - before.served_s) * 1000 / turns,
        database_cpu_ms=(after.database_s - before.database_s) * 1000 / turns,
        rate=turns / took,
        seconds=tuple(seconds),
        calls={
            part: times - before.calls.get(part, 0)
            for part, times in after.calls.items()
            if times > before.calls.get(part, 0)
        },
        other_cores=max(0.0, (busy - own) / took),
        stolen_cores=(after.machine.stolen_s - before.machine.stolen_s) / took,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What one turn takes, exactly: the same whatever the machine."""

    queries: int
    round_trips: int
    """Of the database: also limits of transactions."""
    calls: int
    """To the outside world."""
    page_bytes: int
    """Of the last page of the turn."""


def count(world: World, scenario: Scenario) -> Counts:
    """The counts of one turn."""
    [turn] = scenario.begin(world, 1, 1)
    before = sum(world.calls().values())
    with world.statements() as counted:
        page = turn()
    return Counts(
        queries=counted[0].queries,
        round_trips=counted[0].round_trips,
        calls=sum(world.calls().values()) - before,
        page_bytes=len(page.text.encode()),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    served_s: float
    database_s: float
    own_s: float
    machine: processes.Machine
    calls: dict[str, int]

    @classmethod
    def of(cls, world: World, served: list[int]) -> "_Reading":
        database = world.database_pids()
        return cls(
            calls=world.calls(),
            served_s=processes.cpu_s(served),
            database_s=processes.cpu_s(database),
            own_s=processes.cpu_s([*processes.tree(os.getpid()), *database]),
            machine=processes.machine(),
        )
