"""What a run found, as values that JSON can hold and as a table for the terminal."""

import json
import os
import platform
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench.load import Counts, Slice
from bench.plays import Scenario
from bench.processes import Memory

RESULTS = Path(__file__).parent / "results"
LATEST = RESULTS / "latest.json"
PACKAGES = ("flask", "jinja2", "sqlalchemy", "psycopg", "granian", "wtforms")
NOISE = 0.25
"""Other work than this, in cores, from which on the absolute figures say little."""
HEAD = (
    "scenario",
    "CPU ms",
    *("x bare", "(10-90 %)", "x floor", "(10-90 %)"),
    *("/s", "p50", "p95", "SQL", "trips", "calls", "bytes"),
)
ROW = "{:<20}{:>7}{:>7}{:>14}{:>8}{:>12}{:>6}{:>6}{:>6}{:>5}{:>6}{:>6}{:>7}"
COUNTS = ("queries", "round_trips", "calls", "page_bytes")
NO_RATIO = ("-", "-")


@dataclass(frozen=True, slots=True)
class Spread:
    """The middle of several figures, and between which most of them lie (10-90 %)."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "Spread":
        """Of these, of which there is at least one."""
        tenths = statistics.quantiles(values, n=10, method="inclusive") if len(values) > 1 else []
        low, high = (tenths[0], tenths[-1]) if tenths else (values[0], values[0])
        return cls(round(statistics.median(values), 3), round(low, 3), round(high, 3))


@dataclass(slots=True)
class Result:
    """All slices of one scenario, and those of its units that were played just before each."""

    scenario: Scenario
    counts: Counts
    slices: list[Slice] = field(default_factory=list)
    bare: list[Slice] = field(default_factory=list)
    floor: list[Slice] = field(default_factory=list)
    """Empty: nothing in the floor app is like it."""

    def as_json(self) -> dict[str, Any]:
        """The figures, per turn."""
        seconds = [duration for piece in self.slices for duration in piece.seconds]
        hundredths = statistics.quantiles(seconds, n=100, method="inclusive")
        turns = sum(piece.turns for piece in self.slices)
        calls = sum((Counter(piece.calls) for piece in self.slices), Counter[str]())
        return {
            "about": self.scenario.about,
            "requests_in_a_turn": self.scenario.requests,
            "delay_ms": self.scenario.delay_ms,
            "turns": turns,
            "cpu_ms": asdict(Spread.of([piece.cpu_ms for piece in self.slices])),
            "times_bare": _ratios(self.slices, self.bare),
            "times_floor": _ratios(self.slices, self.floor) if self.floor else None,
            "database_cpu_ms": asdict(Spread.of([piece.database_cpu_ms for piece in self.slices])),
            "turns_a_second": asdict(Spread.of([piece.rate for piece in self.slices])),
            "p50_ms": round(hundredths[49] * 1000, 2),
            "p95_ms": round(hundredths[94] * 1000, 2),
            "counts_of_a_turn": asdict(self.counts),
            "calls_outside": {part: round(times / turns, 3) for part, times in calls.items()},
            "other_cores": asdict(Spread.of([piece.other_cores for piece in self.slices])),
            "stolen_cores": asdict(Spread.of([piece.stolen_cores for piece in self.slices])),
        }


def _ratios(own: Sequence[Slice], units: Sequence[Slice]) -> dict[str, float] | None:
    """How often the unit goes into each slice; None where no unit took a tick of the clock."""
    pairs = zip(own, units, strict=True)
    ratios = [piece.cpu_ms / unit.cpu_ms for piece, unit in pairs if unit.cpu_ms]
    return asdict(Spread.of(ratios)) if ratios else None


def run_as_json(
    results: Sequence[Result], memory: dict[str, list[Memory]], settings: dict[str, int]
) -> dict[str, Any]:
    """A whole run."""
    return {
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": {"cores": os.cpu_count(), "python": platform.python_version()},
        "packages": {name: version(name) for name in PACKAGES},
        "settings": settings,
        "scenarios": {result.scenario.name: result.as_json() for result in results},
        "memory_mb": {when: [asdict(process) for process in each] for when, each in memory.items()},
    }


def write(run: dict[str, Any], path: Path) -> None:
    """Keep a run in a file."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(run, indent=2) + "\n", "utf-8")


def table(run: dict[str, Any]) -> str:
    """A run as text of a hundred columns."""
    lines = [ROW.format(*HEAD)]
    lines += [ROW.format(*_row(name, figures)) for name, figures in run["scenarios"].items()]
    for when, each in run["memory_mb"].items():
        workers = ", ".join(
            f"{process['rss_mb']:.0f} / {process['pss_mb']:.0f}" for process in each
        )
        total = sum(process["pss_mb"] for process in each)
        lines.append(f"memory {when}, RSS / PSS MB: {workers}; together {total:.0f} PSS")
    noise = max(figures["other_cores"]["median"] for figures in run["scenarios"].values())
    if noise > NOISE:
        lines.append(f"NOISY: {noise:.1f} cores were used by something else. Trust only ratios.")
    return "\n".join(lines)


def _row(name: str, figures: dict[str, Any]) -> tuple[str, ...]:
    return (
        name,
        f"{figures['cpu_ms']['median']:.2f}",
        *_ratio(figures["times_bare"]),
        *_ratio(figures["times_floor"]),
        f"{figures['turns_a_second']['median']:.0f}",
        f"{figures['p50_ms']:.0f}",
        f"{figures['p95_ms']:.0f}",
        *(str(figures["counts_of_a_turn"][count]) for count in COUNTS),
    )


def _ratio(spread: dict[str, float] | None) -> tuple[str, str]:
    if spread is None:
        return NO_RATIO
    return f"{spread['median']:.1f}", f"{spread['low']:.1f}-{spread['high']:.1f}"
