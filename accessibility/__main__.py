"""`make audit`: walk over every state of the portal, look with everything, write what was seen.

`python -m accessibility`       all states, in at most half an hour on two cores
`python -m accessibility full`  with every engine at both widths and in all colours, without a limit

Exit status 1: a fault that nobody knew of (`known.toml` names the known ones), states unseen, or a
false alarm in `known.toml` that no longer rings.
"""

import shutil
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from accessibility import earl, false_alarms, journeys, known, report, summary
from accessibility.audit import LANGUAGES, Audit
from accessibility.false_alarms import Sieve
from accessibility.scope import FULL, USUAL
from accessibility.summary import Result

FOLDER = summary.FILE.parent


def write(result: Result, folder: Path = FOLDER) -> None:
    """The report for people in each language, EARL for tools, and the summary for the portal."""
    folder.mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        (folder / report.name_of(language)).write_text(report.as_html(result, language), "utf-8")
    shutil.rmtree(folder / report.PICTURES, ignore_errors=True)
    (folder / report.PICTURES).mkdir()
    for path, content in report.pictures(result.audit):
        (folder / path).write_bytes(content)
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
        *(f"Script not walked: {number}" for number in audit.scripts_missed),
        *(f"Not in accessibility/states.py: {place}" for place in audit.unknown),
        *(f"False alarm that did not ring: {alarm.check}" for alarm in audit.sieve.silent),
        *(f"Journey broke off: {line}" for line in audit.broken),
    ]


def main(arguments: list[str]) -> int:
    """Audit the portal; gives the exit status."""
    known_faults, sieve = known.load(), Sieve(false_alarms.load())
    began = time.monotonic()

    def tell(line: str) -> None:
        print(f"{time.monotonic() - began:5.0f} s {line}", file=sys.__stdout__, flush=True)

    tell("      starting the portal and the world around it")
    try:
        audit = Audit(tell, sieve, FULL if arguments == ["full"] else USUAL)
        journeys.walk(audit)
    except KeyboardInterrupt:
        tell("      stopped: nothing is written")
        return 130
    result = summary.result_of(audit, known_faults, datetime.now(UTC).date())
    write(result)
    for line in [
        *conclusion(result),
        f"Open report.nl.html or report.en.html in accessibility/{FOLDER.name}/.",
    ]:
        tell(line)
    return 0 if result.is_clean else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
