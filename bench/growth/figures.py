"""Figures of the growth run, and whether they keep to their goals."""

import statistics
from collections.abc import Sequence
from typing import Any, TypedDict

from bench.load import Slice


class Figures(TypedDict):
    """Of one scenario at one size: medians of its slices."""

    cpu_ms: float
    times_bare: float
    p50_ms: float
    p95_ms: float
    calls: float
    """To the outside world, per turn."""


def figures_of(pairs: Sequence[tuple[Slice, Slice]]) -> Figures:
    """Of slices that each stand beside one of bare Flask, which comes first in the pair."""
    slices = [own for _bare, own in pairs]
    seconds = [second for own in slices for second in own.seconds]
    turns = sum(own.turns for own in slices)
    ratios = [own.cpu_ms / bare.cpu_ms for bare, own in pairs if bare.cpu_ms]
    return Figures(
        cpu_ms=round(statistics.median(own.cpu_ms for own in slices), 2),
        times_bare=round(statistics.median(ratios), 1) if ratios else 0.0,
        p50_ms=percentile(seconds, 50),
        p95_ms=percentile(seconds, 95),
        calls=round(sum(sum(own.calls.values()) for own in slices) / turns, 2),
    )


def percentile(seconds: Sequence[float], share: int) -> float:
    """So many per cent took at most this long, in ms."""
    ordered = sorted(seconds)
    place = min(len(ordered) - 1, len(ordered) * share // 100)
    return round(ordered[place] * 1000, 1)


def goal(figure: float, *, at_most: float = 0.0, at_least: float = 0.0) -> dict[str, Any]:
    """A figure beside its limit, and whether it keeps to it."""
    limit = at_least or at_most
    is_met = figure >= at_least if at_least else figure <= at_most
    return {"figure": round(figure, 2), "limit": limit, "is_met": is_met}
