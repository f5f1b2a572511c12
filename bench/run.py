"""A whole run: everything up at once, short slices in turn, the unit beside each of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from bench import load, processes, world
from bench.load import Counts, measure
from bench.plays import Scenario
from bench.report import Result, run_as_json
from bench.scenarios import BARE, SCENARIOS, papers
from bench.world import World

PAPERS = 2 * load.CLIENTS
"""So that each web process prints some."""
WARM_UP = 4 * load.CLIENTS
"""Turns before anything is measured: each worker has then seen each page."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is played."""

    rounds: int
    turns: int
    """In a slice; a scenario may take a share of it."""
    scenarios: tuple[Scenario, ...] = SCENARIOS
    cases: int = world.CASES
    """Of the resident whose pages are played."""
    workers: int = world.WORKERS
    """Web processes of each app."""

    def turns_of(self, scenario: Scenario) -> int:
        """Turns in a slice of this scenario; of one alone there are no percentiles."""
        return max(2, round(self.turns * scenario.share))


def run(plan: Plan, tell: Callable[[str], None]) -> dict[str, Any]:
    """Play it; gives what `report` makes of it.

    Raises `WrongAnswer` where a page is wrong, `SourceFailed` where the portal got a failure from
    outside.
    """
    floors = tuple(dict.fromkeys(scenario.floor for scenario in plan.scenarios if scenario.floor))
    with world.running(plan.cases, plan.workers) as here:
        tell("Everything runs. Warming up, and counting.")
        counts = {
            scenario.name: _warm(here, scenario, plan)
            for scenario in (BARE, *floors, *plan.scenarios)
        }
        here.check_sources()
        memory = {"at the start": _memory(here)}
        results = {
            scenario.name: Result(scenario, counts[scenario.name]) for scenario in plan.scenarios
        }
        for number in range(plan.rounds):
            for scenario in _rotated(plan.scenarios, number):
                _play(here, plan, results[scenario.name])
            here.check_sources()
            tell(f"Round {number + 1} of {plan.rounds} is over.")
        memory["after the run"] = _memory(here)
        load.play(papers(here, load.CLIENTS, PAPERS), PAPERS)
        memory["after PDFs"] = _memory(here)
    settings = {
        "workers": here.settings.workers,
        "threads": here.settings.threads,
        "cases": plan.cases,
        "clients": load.CLIENTS,
        "rounds": plan.rounds,
        "turns": plan.turns,
    }
    units = [_unit(unit, results.values(), counts) for unit in (BARE, *floors)]
    return run_as_json([*units, *results.values()], memory, settings)


def _play(here: World, plan: Plan, result: Result) -> None:
    """One slice of a scenario, each of its units right before it."""
    scenario = result.scenario
    result.bare.append(measure(here, BARE, plan.turns_of(BARE)))
    if scenario.floor:
        result.floor.append(measure(here, scenario.floor, plan.turns_of(scenario.floor)))
    result.slices.append(measure(here, scenario, plan.turns_of(scenario)))


def _unit(unit: Scenario, results: Iterable[Result], counts: dict[str, Counts]) -> Result:
    """All slices of a unit, whichever scenario they stood beside."""
    own = Result(unit, counts[unit.name])
    for result in results:
        if unit in (BARE, result.scenario.floor):
            own.slices += result.bare if unit.is_bare else result.floor
            own.bare += result.bare
    return own


def _warm(here: World, scenario: Scenario, plan: Plan) -> Counts:
    """Let every worker see it, then count what one turn takes."""
    # Alone first: with all at once, a world that answers for the first time may be too late.
    load.play(scenario.begin(here, 1, 2), 2)
    turns = min(WARM_UP, plan.turns_of(scenario))
    load.play(scenario.begin(here, load.CLIENTS, turns), turns)
    return load.count(here, scenario)


def _memory(here: World) -> list[processes.Memory]:
    return [processes.memory(pid) for pid in here.pids("web")]


def _rotated(scenarios: tuple[Scenario, ...], by: int) -> Iterable[Scenario]:
    start = by % len(scenarios)
    return (*scenarios[start:], *scenarios[:start])
