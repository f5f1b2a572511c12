"""Rules for files: one test looks at all of them, and its failure lists every fault."""

from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).parent.parent


def faults_by_file(
    paths: Iterable[Path], faults: Callable[[Path, str], list[str]]
) -> dict[str, list[str]]:
    """The faults of each file that has some; `faults` gets its path and its text."""
    found = {
        path.relative_to(ROOT).as_posix(): faults(path, path.read_text("utf-8")) for path in paths
    }
    return {name: its_faults for name, its_faults in found.items() if its_faults}
