"""A whole run: everything up at once, short slices in turn, the unit beside each of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from bench import load, processes, world
from bench.load import Slice, measure
from bench.report import Found, run_as_json
from bench.scenarios import BARE, SCENARIOS, Scenario
from bench.world import Statements, World

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

    def turns_of(self, scenario: Scenario) -> int:
        """Turns in a slice of this scenario; of one alone there are no percentiles."""
        return max(2, round(self.turns * scenario.share))


def run(plan: Plan, tell: Callable[[str], None]) -> dict[str, Any]:
    """Play it; gives what `report` makes of it.

    Raises `WrongAnswer` where a page is wrong, `SourceFailed` where the portal got a failure from
    outside.
    """
    with world.running(plan.cases) as here:
        tell("Everything runs. Warming up, and counting statements.")
        statements = {one.name: _warm(here, one, plan) for one in (BARE, *plan.scenarios)}
        here.check_sources()
        memory = {"at the start": _memory(here)}
        slices: dict[str, list[Slice]] = {one.name: [] for one in plan.scenarios}
        bare: dict[str, list[Slice]] = {one.name: [] for one in plan.scenarios}
        for number in range(plan.rounds):
            for scenario in _rotated(plan.scenarios, number):
                bare[scenario.name].append(measure(here, BARE, plan.turns_of(BARE)))
                slices[scenario.name].append(measure(here, scenario, plan.turns_of(scenario)))
            here.check_sources()
            tell(f"Round {number + 1} of {plan.rounds} is over.")
        memory["after the run"] = _memory(here)
    settings = {
        "workers": here.settings.workers,
        "threads": here.settings.threads,
        "cases": plan.cases,
        "clients": load.CLIENTS,
        "rounds": plan.rounds,
        "turns": plan.turns,
    }
    units = [piece for pieces in bare.values() for piece in pieces]
    found = [_found(BARE, units, units, statements)]
    found += [_found(one, slices[one.name], bare[one.name], statements) for one in plan.scenarios]
    return run_as_json(found, memory, settings)


def _found(
    scenario: Scenario, slices: list[Slice], bare: list[Slice], counted: dict[str, Statements]
) -> Found:
    units = [piece.cpu_ms for piece in bare]
    statements = counted[scenario.name]
    return Found(scenario=scenario, slices=slices, bare_ms=units, statements=statements)


def _warm(here: World, scenario: Scenario, plan: Plan) -> Statements:
    """Let every worker see it, then count the statements of one turn."""
    turns = min(WARM_UP, plan.turns_of(scenario))
    load.play(scenario.begin(here, load.CLIENTS, turns), turns)
    [turn] = scenario.begin(here, 1, 1)
    with here.statements() as counted:
        turn()
    return counted[0]


def _memory(here: World) -> list[processes.Memory]:
    return [processes.memory(pid) for pid in here.pids("web")]


def _rotated(scenarios: tuple[Scenario, ...], by: int) -> Iterable[Scenario]:
    start = by % len(scenarios)
    return (*scenarios[start:], *scenarios[:start])
