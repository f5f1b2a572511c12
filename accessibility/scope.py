"""How far an audit goes: `make audit` within half an hour, `make audit-full` without a limit."""

from collections.abc import Sequence
from dataclasses import dataclass

from accessibility.states import STATES, State

SAMPLE = 40
"""States that `make audit` looks at with all engines in dark and with forced colours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """How far an audit goes."""

    in_all_colours: frozenset[str]
    """States that all engines look at in dark and with forced colours too."""
    narrow_too: bool
    """Whether all engines look at 320 px too; axe always does."""


def sample(states: Sequence[State], size: int) -> frozenset[str]:
    """So many states: those that are marked for it, and others from all over the list."""
    marked = [state.name for state in states if state.in_all_colours]
    others = [state.name for state in states if not state.in_all_colours]
    wanting = max(size - len(marked), 0)
    spread = others[:: max(len(others) // wanting, 1)][:wanting] if wanting else []
    return frozenset([*marked, *spread])


USUAL = Scope(in_all_colours=sample(STATES, SAMPLE), narrow_too=False)
FULL = Scope(in_all_colours=frozenset(state.name for state in STATES), narrow_too=True)
