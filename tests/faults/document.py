"""`docs/fault-matrix.md`: written from what the tests saw, and read to hold them to it."""

from collections.abc import Callable
from dataclasses import dataclass

from portal.embedded.switchboard.switches import MODES, Mode
from tests.faults.table import (
    ENDS,
    LOOKS,
    READS,
    REPLIES,
    WRITES,
    Call,
    all_but_long,
    few,
    often,
)


@dataclass(frozen=True, slots=True)
class Section:
    """A table of the document."""

    calls: tuple[Call, ...]
    words: str
    tried: Callable[[Call], frozenset[Mode]]
    """The ways to fail that it has; each run tries some of them, `make stress` all."""


Cells = dict[tuple[str, str, str], str]
"""By section, call and way of failing: what comes of it."""
PAGES, DELIVERY, LOOKING = "Pages", "Delivery", "Looks after a notification"
REPLYING, ENDING = "Documents for a task", "Ends of tasks"
WORDS_OF_PAGES = """
What a page of a resident with cases, a document and a task says when one of its calls fails and
nothing was seen before. `whole`: all of it. A notice says that a part can't be shown now and what
to do; the rest of the page stands. `503`: a page that says that this doesn't work now, with a link
to try again. `404`: a page that says that it can't be found. The next page asks again: no failure
is kept.
"""
WORDS_OF_DELIVERY = """
What becomes of what a resident sent when one of the calls of its delivery fails, at its first try.
`delivered`: the case is complete all the same. `waits`: it is tried again by itself, as in an
outage. `unreadable`: the same, and operators read that the answer can't be read. `counts`: it is
tried again, and is stuck after three such tries. `stuck`: an operator sees it at once, and it is
tried each hour.
In every cell the submission is kept, and when the fault is
gone the next try leaves exactly one complete case and one message that it was received. Ways that
aren't here are tried in `make stress`, where only this last sentence is held.
"""
WORDS_OF_LOOKS = """
What becomes of a look at a case after a notification when one of its calls fails, at its first
try; in the words of delivery. `told`: the resident is told of the new status all the same.
`unseen`: the portal sees no such case, so nothing is told. A look is never stuck at once, as nobody
tries it again by hand. In every cell the next look, when the fault is gone, has told of the status
exactly once.
"""
WORDS_OF_REPLIES = """
The same of a document that a resident sends for a task, which goes to the case in parts.
`delivered`: it is in the case and the task has ended. When the fault is gone the next try leaves
exactly one whole document in the case, a task that ended once, and one message.
"""
WORDS_OF_ENDS = """
The same of a task that a form was sent for, while its case is delivered. `ended`: the register
knows of it. When the fault is gone the next try leaves a task that ended once.
"""
SECTIONS: dict[str, Section] = {
    PAGES: Section(READS, WORDS_OF_PAGES, all_but_long),
    DELIVERY: Section(WRITES, WORDS_OF_DELIVERY, often),
    LOOKING: Section(LOOKS, WORDS_OF_LOOKS, few),
    REPLYING: Section(REPLIES, WORDS_OF_REPLIES, few),
    ENDING: Section(ENDS, WORDS_OF_ENDS, few),
}
HEAD = """# The fault matrix

What the portal does when a call to the case system, or to the register of tasks, fails. Columns are
calls, rows are ways to fail: those of the switchboard of the embedded world (`/schakelbord/`). The
tests that hold this page write it: `WRITE_FAULT_MATRIX=1 .venv/bin/python -m pytest tests/faults`.
No cell is an error of the portal, and no page says that there is nothing where nothing is known.
"""


def written(cells: Cells) -> str:
    """The document for these outcomes."""
    parts = [HEAD]
    for section, table in SECTIONS.items():
        names = [call.name for call in table.calls]
        modes = [mode for mode in Mode if any((section, name, mode) in cells for name in names)]
        parts.append(f"\n## {section}\n{table.words}\n")
        parts.append(_row(["", *names]) + _row(["---"] * (len(names) + 1)))
        for mode in modes:
            outcomes = [cells.get((section, name, mode.value), "") for name in names]
            parts.append(_row([f"`{mode.value}`", *outcomes]))
    parts.append("\n## Ways to fail\n\n| way | as the switchboard says it |\n| --- | --- |\n")
    parts += [_row([f"`{mode.value}`", words]) for mode, words in MODES.items()]
    return "".join(parts)


def read(document: str) -> Cells:
    """The outcomes that it tells."""
    cells: Cells = {}
    section, names = "", []
    for line in document.splitlines():
        if line.startswith("## "):
            section, names = line.removeprefix("## "), []
        elif section in SECTIONS and line.startswith("| ") and "---" not in line:
            mode, *outcomes = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if not names:
                names = outcomes
                continue
            told = zip(names, outcomes, strict=True)
            mode = mode.strip("`")
            cells |= {(section, name, mode): outcome for name, outcome in told if outcome}
    return cells


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |\n"
