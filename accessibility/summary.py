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

from accessibility import engines, scripts
from accessibility.audit import LANGUAGES, Audit
from accessibility.criteria import Finding, findings
from accessibility.known import Known
from accessibility.looking import WIDTHS
from portal import VERSION
from portal.domain.accessibility import AuditOutcome

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
        """Whether every state was seen, and every script walked."""
        audit = self.audit
        return not (audit.missed or audit.unknown or audit.broken or audit.scripts_missed)

    @property
    def is_clean(self) -> bool:
        """Whether all was seen, nothing new is wrong, and no false alarm is needless."""
        return self.is_complete and not self.new_faults and not self.audit.sieve.silent

    @property
    def counts(self) -> Mapping[AuditOutcome, int]:
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
        "tools": [*engines.TOOLS, audit.browser],
        "languages": list(LANGUAGES),
        "widths": list(WIDTHS),
        "pages": len({(look.state, look.place) for look in audit.looks if look.width}),
        "looks": len(audit.looks),
        "is_complete": result.is_complete,
        "states_missed": audit.missed,
        "counts": {outcome: result.counts.get(outcome, 0) for outcome in AuditOutcome},
        "criteria": {f.criterion.number: f.outcome for f in result.findings},
        "faults": [_fault_as_json(fault, names) for fault in result.faults],
    } | _report(result)
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _report(result: Result) -> dict[str, Any]:
    """What the page with the outcome tells beside that."""
    audit = result.audit
    return {
        "sample": len(audit.scope.in_all_colours),
        "findings": [
            {
                "number": one.criterion.number,
                "names": dict(one.criterion.names),
                "level": one.criterion.level,
                "outcome": one.outcome,
            }
            for one in result.findings
        ],
        "scripts": [_script(script, audit.steps) for script in scripts.load()],
        "papers": list(audit.papers),
        "rules_that_err": [
            {"check": alarm.check, "why": dict(alarm.why)} for alarm in audit.sieve.alarms
        ],
    }


def _script(script: scripts.Script, steps: Sequence[scripts.Step]) -> dict[str, Any]:
    mine = [step.passed for step in steps if step.number == script.number]
    title = dict(script.title)
    return {"number": script.number, "title": title, "steps": len(mine), "passed": sum(mine)}


def _faults(audit: Audit, known: Sequence[Known], today: date) -> list[Fault]:
    criteria = {check.name: check.criteria for check in audit.checks}
    failed = sorted(
        {
            (verdict.check, look.state)
            for look in audit.looks
            for verdict in look.verdicts
            if verdict.outcome is AuditOutcome.FAILED
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
