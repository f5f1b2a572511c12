"""What a run found, as values that JSON can hold and as a table for the terminal."""

import json
import os
import platform
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench.load import Slice
from bench.processes import Memory
from bench.scenarios import Scenario
from bench.world import Statements

RESULTS = Path(__file__).parent / "results"
LATEST = RESULTS / "latest.json"
PACKAGES = ("flask", "jinja2", "sqlalchemy", "psycopg", "granian", "wtforms")
NOISE = 0.25
"""Other work than this, in cores, from which on the absolute figures say little."""
HEAD = ("scenario", "CPU ms", "x bare", "(10-90 %)", "/s", "p50", "p95", "SQL", "trips", "calls")
ROW = "{:<20}{:>8}{:>8}{:>14}{:>8}{:>7}{:>7}{:>5}{:>7}{:>7}"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """All slices of one scenario, each with the CPU (ms) of the bare slice just before it."""

    scenario: Scenario
    slices: list[Slice]
    bare_ms: list[float]
    statements: Statements

    def as_json(self) -> dict[str, Any]:
        """The figures, per turn."""
        seconds = [one for piece in self.slices for one in piece.seconds]
        hundredths = statistics.quantiles(seconds, n=100, method="inclusive")
        turns = sum(piece.turns for piece in self.slices)
        calls = sum((Counter(piece.calls) for piece in self.slices), Counter[str]())
        return {
            "about": self.scenario.about,
            "requests_in_a_turn": self.scenario.requests,
            "delay_ms": self.scenario.delay_ms,
            "turns": turns,
            "cpu_ms": asdict(Spread.of([piece.cpu_ms for piece in self.slices])),
            "times_bare": _ratios([piece.cpu_ms for piece in self.slices], self.bare_ms),
            "database_cpu_ms": asdict(Spread.of([piece.database_cpu_ms for piece in self.slices])),
            "turns_a_second": asdict(Spread.of([piece.rate for piece in self.slices])),
            "p50_ms": round(hundredths[49] * 1000, 2),
            "p95_ms": round(hundredths[94] * 1000, 2),
            "statements": asdict(self.statements),
            "calls_outside": {part: round(times / turns, 3) for part, times in calls.items()},
            "other_cores": asdict(Spread.of([piece.other_cores for piece in self.slices])),
            "stolen_cores": asdict(Spread.of([piece.stolen_cores for piece in self.slices])),
        }


def _ratios(own_ms: Sequence[float], unit_ms: Sequence[float]) -> dict[str, float] | None:
    """How often the unit goes into each slice; None where no unit took a tick of the clock."""
    pairs = zip(own_ms, unit_ms, strict=True)
    ratios = [own / unit for own, unit in pairs if unit]
    return asdict(Spread.of(ratios)) if ratios else None


def run_as_json(
    found: Sequence[Found], memory: dict[str, list[Memory]], settings: dict[str, int]
) -> dict[str, Any]:
    """A whole run."""
    return {
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": {"cores": os.cpu_count(), "python": platform.python_version()},
        "packages": {name: version(name) for name in PACKAGES},
        "settings": settings,
        "scenarios": {one.scenario.name: one.as_json() for one in found},
        "memory_mb": {when: [asdict(process) for process in each] for when, each in memory.items()},
    }


def write(run: dict[str, Any], path: Path) -> None:
    """Keep a run in a file."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(run, indent=2) + "\n", "utf-8")


def table(run: dict[str, Any]) -> str:
    """A run as text of eighty-odd columns."""
    lines = [ROW.format(*HEAD)]
    lines += [ROW.format(*_row(name, one)) for name, one in run["scenarios"].items()]
    for when, each in run["memory_mb"].items():
        workers = ", ".join(f"{one['rss_mb']:.0f} / {one['pss_mb']:.0f}" for one in each)
        total = sum(one["pss_mb"] for one in each)
        lines.append(f"memory {when}, RSS / PSS MB: {workers}; together {total:.0f} PSS")
    noise = max(one["other_cores"]["median"] for one in run["scenarios"].values())
    if noise > NOISE:
        lines.append(f"NOISY: {noise:.1f} cores were used by something else. Trust only ratios.")
    return "\n".join(lines)


def _row(name: str, one: dict[str, Any]) -> tuple[str, ...]:
    ratio = one["times_bare"]
    return (
        name,
        f"{one['cpu_ms']['median']:.2f}",
        f"{ratio['median']:.1f}" if ratio else "-",
        f"{ratio['low']:.1f}-{ratio['high']:.1f}" if ratio else "-",
        f"{one['turns_a_second']['median']:.0f}",
        f"{one['p50_ms']:.0f}",
        f"{one['p95_ms']:.0f}",
        str(one["statements"]["queries"]),
        str(one["statements"]["round_trips"]),
        f"{sum(one['calls_outside'].values()):.1f}",
    )
