"""The parts of the growth run: what grows, what is played meanwhile, and what must hold."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from bench import load, scenarios
from bench.browser import Browser
from bench.growth import case_pages, crowd, fill
from bench.growth.embedded_cases import give_cases
from bench.growth.figures import Figures, figures_of, goal
from bench.growth.pages import (
    BY_REFERENCE,
    FIRST_CASES,
    FORM_POST,
    LIST,
    LOOKED,
    MESSAGES,
    OF_MANY_CASES,
    OVERVIEW,
)
from bench.plays import Scenario
from bench.records import replace_lines
from bench.scenarios import BARE
from bench.world import World, running
from portal.embedded.registers.residents import CORNELIS

CASES = (20, 200, 1_000, 10_000)
OWN_LINES = (10, 100, 1_000, 10_000)
ROWS = (1_000, 10_000, 100_000, 1_000_000)
FEW_LINES = 60
MOST = 1.3
"""What a page may cost at the largest size, against the smallest."""

Tell = Callable[[str], None]
Result = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is played at each size."""

    rounds: int = 5
    turns: int = 24
    share: float = 1.0
    """Of the sizes: less for a try."""


@dataclass(frozen=True, slots=True)
class Part:
    """Something that is measured by itself; its result is kept under its name."""

    name: str
    about: str
    play: Callable[[Plan, Tell], Result]
    is_of_bench: bool = False
    """Whether `make bench` plays it too: it takes a minute or two."""


def _grown(
    world: World, plan: Plan, tell: Tell, played: Sequence[Scenario], growth: "_Growth"
) -> Result:
    """The figures at each size, and the largest held against the smallest."""
    sizes = [max(10, round(size * plan.share)) for size in growth.sizes]
    by_size: dict[int, dict[str, Figures]] = {}
    for size in sizes:
        growth.grow(size)
        by_size[size] = {scenario.name: _measured(world, plan, scenario) for scenario in played}
        words = (f"{name} {row['times_bare']}x bare" for name, row in by_size[size].items())
        tell(f"{size:>9,}: {', '.join(words)}")
    first, last = by_size[sizes[0]], by_size[sizes[-1]]
    return {
        "sizes": by_size,
        "goals": {
            f"{name}, {sizes[-1]:,} against {sizes[0]:,}": goal(
                last[name]["times_bare"] / (first[name]["times_bare"] or 1), at_most=MOST
            )
            for name in first
        },
    }


@dataclass(frozen=True, slots=True)
class _Growth:
    sizes: Sequence[int]
    grow: Callable[[int], None]


def _measured(world: World, plan: Plan, scenario: Scenario) -> Figures:
    load.play(scenario.begin(world, load.CLIENTS, plan.turns), plan.turns)
    return figures_of(
        [
            (load.measure(world, BARE, plan.turns * 16), load.measure(world, scenario, plan.turns))
            for _ in range(plan.rounds)
        ]
    )


@contextmanager
def _lived_in() -> Iterator[World]:
    """A world in which the resident has a draft, a submission, a message and lines."""
    with running() as world:
        FORM_POST.begin(world, 1, 1)
        Browser(world.portal, world.log_in(CORNELIS.bsn)).get(scenarios.OVERVIEW)
        fill.add_own(world.database, CORNELIS.bsn)
        yield world


def _cases(plan: Plan, tell: Tell) -> Result:
    with running() as world:

        def grow(size: int) -> None:
            give_cases(world.embedded_url, OF_MANY_CASES, size)
            world.forget_cases()

        result = _grown(world, plan, tell, (OVERVIEW, FIRST_CASES), _Growth(CASES, grow))
    for name in (OVERVIEW.name, FIRST_CASES.name):
        calls = [figures[name]["calls"] for figures in result["sizes"].values()]
        result["goals"][f"{name}, calls more than with the fewest"] = goal(
            max(calls) - calls[0], at_most=0
        )
    return result


def _rows(growing: fill.Growing, played: Sequence[Scenario], plan: Plan, tell: Tell) -> Result:
    with _lived_in() as world:
        growth = _Growth(ROWS, partial(fill.grow, world.database, growing))
        return _grown(world, plan, tell, played, growth)


def _lines(plan: Plan, tell: Tell) -> Result:
    with _lived_in() as world:

        def grow(size: int) -> None:
            replace_lines(world.database, CORNELIS.bsn, FEW_LINES)
            fill.grow(world.database, fill.LINES, size)

        return _grown(world, plan, tell, (LOOKED,), _Growth(ROWS, grow))


def _own_lines(plan: Plan, tell: Tell) -> Result:
    with _lived_in() as world:
        grow = partial(replace_lines, world.database, CORNELIS.bsn)
        return _grown(world, plan, tell, (LOOKED,), _Growth(OWN_LINES, grow))


def _crowd(play: Callable[[World, int, Tell], Result], plan: Plan, tell: Tell) -> Result:
    with running() as world:
        return play(world, plan.turns, tell)


PARTS = (
    Part("cases", "cases of one resident", _cases, is_of_bench=True),
    Part(
        "first-view",
        "first pages, 200 ms a call",
        partial(_crowd, case_pages.first_view),
        is_of_bench=True,
    ),
    Part(
        "partial-page",
        "first pages, a part hangs",
        partial(_crowd, case_pages.partial_page),
        is_of_bench=True,
    ),
    Part(
        "documents",
        "documents of one case",
        partial(_crowd, case_pages.documents),
        is_of_bench=True,
    ),
    Part(
        "downloads", "16 downloads at once", partial(_crowd, case_pages.downloads), is_of_bench=True
    ),
    Part(
        "submissions",
        "submissions of others",
        partial(_rows, fill.SUBMISSIONS, (LIST, BY_REFERENCE, FORM_POST)),
    ),
    Part("messages", "messages of others", partial(_rows, fill.MESSAGES, (MESSAGES,))),
    Part("sessions", "login sessions", partial(_rows, fill.SESSIONS, (MESSAGES,))),
    Part("lines", "consultation lines about others", _lines),
    Part("own-lines", "consultation lines about the resident", _own_lines),
    Part("overload", "8 to 64 clients", partial(_crowd, crowd.overload)),
    Part("drafts", "1,000 open drafts", partial(_crowd, crowd.drafts)),
    Part(
        "hanging",
        "cases hang, forms go on",
        partial(_crowd, crowd.hanging),
        is_of_bench=True,
    ),
)
