"""The scripts that accessibility testers go through, as far as a browser can go through them.

`scripts.toml` says what each is about; `tests/journeys/scripts/` does it. What is written down with
`record_property("evidence", …)` there is shown in the report.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

FILE = Path(__file__).parent / "scripts.toml"
EVIDENCE = "evidence"
_NODE = re.compile(r"scripts/test_t(\d+)_\w+\.py::(?:\w+::)?test_(\w+)")


@dataclass(frozen=True, slots=True)
class Script:
    """What a tester looks at, and what a person still has to do."""

    number: str
    title: Mapping[str, str]
    left: Mapping[str, str]
    """What the script leaves to a person; each text by language."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a script, as it went."""

    number: str
    """Of the script."""
    name: str
    passed: bool
    evidence: tuple[str, ...]


def load() -> tuple[Script, ...]:
    """All scripts, in their order."""
    return tuple(Script(**entry) for entry in tomllib.loads(FILE.read_text("utf-8"))["script"])


def step_of(report: pytest.TestReport) -> Step | None:
    """The step that this test is; None: it is of no script, or it is not over yet."""
    node = _NODE.search(report.nodeid)
    if node is None or not (report.when == "call" or report.failed):
        return None
    lines = tuple(str(line) for name, line in report.user_properties if name == EVIDENCE)
    return Step(f"T{node[1]}", node[2].replace("_", " "), report.passed, lines)
