"""What processes cost, as Linux counts it in /proc."""

import os
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
TICKS_PER_S = os.sysconf("SC_CLK_TCK")
PARENT, USER, SYSTEM = 1, 11, 12
"""Places in /proc/<pid>/stat, counted after the name."""
IDLE, WAITING, STOLEN = 3, 4, 7
"""Places in the first line of /proc/stat, counted after the word."""
MB = 1024
"""/proc counts memory in kB."""


@dataclass(frozen=True, slots=True)
class Memory:
    """Of one process, in MB. What processes share counts in RSS for each, in PSS only once."""

    rss_mb: float
    pss_mb: float


@dataclass(frozen=True, slots=True)
class Machine:
    """Seconds that all cores together were busy, and that another machine had them."""

    busy_s: float
    stolen_s: float


def tree(root: int) -> list[int]:
    """A process and all below it."""
    below: dict[int, list[int]] = {}
    for folder in PROC.iterdir():
        if folder.name.isdecimal() and (fields := _stat(int(folder.name))):
            below.setdefault(int(fields[PARENT]), []).append(int(folder.name))
    found = [root]
    for pid in found:
        found += below.get(pid, [])
    return found


def cpu_s(pids: list[int]) -> float:
    """Seconds of CPU (user and system, all threads) that these used since they began."""
    stats = (fields for pid in pids if (fields := _stat(pid)))
    return sum(int(fields[USER]) + int(fields[SYSTEM]) for fields in stats) / TICKS_PER_S


def memory(pid: int) -> Memory:
    """What a process holds now."""
    lines = (PROC / str(pid) / "smaps_rollup").read_text("utf-8").splitlines()[1:]
    kb = {line.partition(":")[0]: int(line.split()[1]) for line in lines}
    return Memory(round(kb["Rss"] / MB, 1), round(kb["Pss"] / MB, 1))


def machine() -> Machine:
    """The whole machine, since it began."""
    fields = (PROC / "stat").read_text("utf-8").partition("\n")[0].split()[1:9]
    ticks = [int(field) for field in fields]
    idle = ticks[IDLE] + ticks[WAITING] + ticks[STOLEN]
    return Machine((sum(ticks) - idle) / TICKS_PER_S, ticks[STOLEN] / TICKS_PER_S)


def _stat(pid: int) -> list[str]:
    """The fields after the name, which may itself hold spaces; empty when the process is gone."""
    try:
        text = (PROC / str(pid) / "stat").read_text("utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return []
    return text.rpartition(")")[2].split()
