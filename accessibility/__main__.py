"""`make audit`: walk over every state of the portal, look with everything, write what was seen.

Exit status 1: a fault that nobody knew of (`known.toml` names the known ones), or states unseen.
"""

import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from accessibility import earl, journeys, known, report, summary
from accessibility.summary import Result

FOLDER = summary.FILE.parent


def write(result: Result, folder: Path = FOLDER) -> None:
    """The report for people, EARL for tools, and the summary for the portal."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "report.html").write_text(report.as_html(result), "utf-8")
    (folder / "earl.jsonld").write_text(earl.as_json(result), "utf-8")
    (folder / summary.FILE.name).write_text(summary.as_json(result), "utf-8")


def conclusion(result: Result) -> list[str]:
    """What to say at the end, a line each."""
    counts = ", ".join(f"{number} {outcome}" for outcome, number in result.counts.items())
    audit = result.audit
    return [
        f"{len(audit.looks)} looks; criteria: {counts}.",
        *(f"Known: {f.check} in {len(f.states)} states" for f in result.faults if f.known),
        *(f"NEW FAULT: {f.check}: {'; '.join(f.states)}" for f in result.new_faults),
        *(f"State not met: {name}" for name in audit.missed),
        *(f"Not in accessibility/states.py: {place}" for place in audit.unknown),
        *(f"Journey broke off: {line}" for line in audit.broken),
    ]


def main() -> int:
    """Audit the portal; gives the exit status."""
    known_faults = known.load()
    began = time.monotonic()

    def tell(line: str) -> None:
        print(f"{time.monotonic() - began:5.0f} s {line}", file=sys.__stdout__, flush=True)

    tell("      starting the portal and the world around it")
    try:
        audit = journeys.walk(tell)
    except KeyboardInterrupt:
        tell("      stopped: nothing is written")
        return 130
    result = summary.result_of(audit, known_faults, datetime.now(UTC).date())
    write(result)
    for line in [*conclusion(result), f"Open {FOLDER.name}/report.html in accessibility/."]:
        tell(line)
    return 1 if result.new_faults or not result.is_complete else 0


if __name__ == "__main__":
    sys.exit(main())
