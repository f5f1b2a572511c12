"""The outcome of an audit in short: committed, and read by the portal for its statement."""

import json
import shutil
import subprocess
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from accessibility import axe
from accessibility.audit import LANGUAGES, Audit
from accessibility.criteria import Finding, findings
from accessibility.known import Known
from accessibility.looking import WIDTHS
from accessibility.outcomes import Outcome
from portal import VERSION

ROOT = Path(__file__).parent.parent
FILE = ROOT / "accessibility" / "report" / "summary.json"


@dataclass(frozen=True, slots=True)
class Fault:
    """One check that fails in one or more states."""

    check: str
    criteria: tuple[str, ...]
    states: tuple[str, ...]
    known: Known | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """An audit that is over: everything that the reports tell."""

    audit: Audit
    findings: tuple[Finding, ...]
    faults: tuple[Fault, ...]
    made_on: date
    version: str
    commit: str

    @property
    def new_faults(self) -> list[Fault]:
        """The faults that nobody knew of."""
        return [fault for fault in self.faults if fault.known is None]

    @property
    def is_complete(self) -> bool:
        """Whether every state was seen."""
        return not (self.audit.missed or self.audit.unknown or self.audit.broken)

    @property
    def counts(self) -> Mapping[Outcome, int]:
        """How many criteria have which outcome."""
        return Counter(finding.outcome for finding in self.findings)


def result_of(audit: Audit, known: Sequence[Known], today: date) -> Result:
    """What comes of what was seen."""
    return Result(
        audit=audit,
        findings=findings(audit.checks, audit.looks),
        faults=tuple(_faults(audit, known, today)),
        made_on=today,
        version=VERSION,
        commit=_commit(),
    )


def as_json(result: Result) -> str:
    """The summary as text for `FILE`."""
    audit = result.audit
    names = {f.criterion.number: dict(f.criterion.names) for f in result.findings}
    data: dict[str, Any] = {
        "date": result.made_on.isoformat(),
        "version": result.version,
        "commit": result.commit,
        "tools": [f"axe-core {axe.VERSION}", audit.browser],
        "languages": list(LANGUAGES),
        "widths": list(WIDTHS),
        "pages": len({(look.state, look.place) for look in audit.looks}),
        "looks": len(audit.looks),
        "is_complete": result.is_complete,
        "states_missed": audit.missed,
        "counts": {outcome: result.counts.get(outcome, 0) for outcome in Outcome},
        "criteria": {f.criterion.number: f.outcome for f in result.findings},
        "faults": [_fault_as_json(fault, names) for fault in result.faults],
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _faults(audit: Audit, known: Sequence[Known], today: date) -> list[Fault]:
    criteria = {check.name: check.criteria for check in audit.checks}
    failed = sorted(
        {
            (verdict.check, look.state)
            for look in audit.looks
            for verdict in look.verdicts
            if verdict.outcome is Outcome.FAILED
        }
    )
    grouped: dict[tuple[str, int | None], list[str]] = {}
    for check, state in failed:
        entry = next((n for n, one in enumerate(known) if one.covers(check, state, today)), None)
        grouped.setdefault((check, entry), []).append(state)
    return [
        Fault(check, criteria[check], tuple(states), None if entry is None else known[entry])
        for (check, entry), states in grouped.items()
    ]


def _fault_as_json(fault: Fault, names: Mapping[str, dict[str, str]]) -> dict[str, Any]:
    return {
        "check": fault.check,
        "criteria": [
            {"number": number, "names": names[number]}
            for number in fault.criteria
            if number in names
        ],
        "states": list(fault.states),
        "known": fault.known
        and {
            "what": dict(fault.known.what),
            "cause": dict(fault.known.cause),
            "measure": dict(fault.known.measure),
            "until": fault.known.until.isoformat(),
        },
    }


def _commit() -> str:
    """The commit that was audited, with a plus when there were changes; empty without git."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        return ""
    asked = (
        ["rev-parse", "--short=12", "HEAD"],
        ["status", "--porcelain", "--", ".", f":!{FILE.parent.relative_to(ROOT)}"],
    )
    said = [
        subprocess.run([git, *words], cwd=ROOT, capture_output=True, text=True, check=False).stdout  # noqa: S603
        for words in asked
    ]
    return said[0].strip() + ("+" if said[1].strip() else "")
