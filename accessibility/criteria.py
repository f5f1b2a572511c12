"""The success criteria as data, and what the looks at all pages say of each.

Honest about what a computer can know: passing our checks is passing a criterion only where they
answer it wholly; elsewhere the best outcome is cantTell, with what a person must look at.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from accessibility.outcomes import Check, Look, worst
from portal.domain.accessibility import AuditOutcome

FILE = Path(__file__).parent / "criteria.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One success criterion of WCAG, level A or AA."""

    number: str
    names: Mapping[str, str]
    """By language."""
    level: str
    since: str
    """Version of WCAG that it came with."""
    until: str = "2.2"
    is_whole: bool = False
    """Whether our checks answer it wholly."""
    only_with: str = ""
    """CSS selector of what it is about; where no page has it, it does not apply."""
    by_hand: Mapping[str, str] = field(default_factory=dict)
    """What a person still has to look at, by language; empty: nothing."""

    @property
    def name(self) -> str:
        """Its name in the standard."""
        return self.names["en"]

    @property
    def url(self) -> str:
        """Its place in the standard; also its name in EARL."""
        slug = re.sub(r"[^a-z0-9]+", "-", self.name.lower()).strip("-")
        return f"https://www.w3.org/TR/WCAG{self.until.replace('.', '')}/#{slug}"

    @property
    def clause(self) -> str:
        """Its clause in EN 301 549 v3.2.1; empty for what that version does not ask."""
        return f"9.{self.number}" if self.since != "2.2" else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What all looks together say of one criterion."""

    criterion: Criterion
    outcome: AuditOutcome
    checks: tuple[Check, ...]
    per_state: Mapping[str, AuditOutcome]
    evidence: tuple[tuple[Look, str, str], ...]
    """(page, check, line) for each fault and each doubt."""


def load() -> tuple[Criterion, ...]:
    """All criteria of `criteria.toml`, in the order of the standard."""
    data = tomllib.loads(FILE.read_text("utf-8"))
    return tuple(Criterion(**entry) for entry in data["criterion"])


def findings(checks: Iterable[Check], looks: Iterable[Look]) -> tuple[Finding, ...]:
    """What the looks say of every criterion."""
    known, seen = tuple(checks), tuple(looks)
    return tuple(_finding(criterion, known, seen) for criterion in load())


def house_rules(checks: Iterable[Check], looks: Iterable[Look]) -> list[tuple[Look, str, str]]:
    """Faults against what no criterion asks: the engine's best practices, and ours."""
    ours = {check.name for check in checks if not check.criteria}
    return [(look, name, line) for look, name, line in _lines(looks, ours)]


def _finding(criterion: Criterion, checks: tuple[Check, ...], looks: tuple[Look, ...]) -> Finding:
    about = tuple(check for check in checks if criterion.number in check.criteria)
    names = {check.name for check in about}
    per_state: dict[str, AuditOutcome] = {}
    for look in looks:
        found = [verdict.outcome for verdict in look.verdicts if verdict.check in names]
        if found:
            before = per_state.get(look.state, AuditOutcome.UNTESTED)
            per_state[look.state] = worst([before, *found])
    evidence = tuple(_lines(looks, names)) + tuple(_lines(looks, names, AuditOutcome.CANT_TELL))
    outcome = _overall(criterion, worst(per_state.values()), looks)
    return Finding(
        criterion=criterion, outcome=outcome, checks=about, per_state=per_state, evidence=evidence
    )


def _overall(criterion: Criterion, found: AuditOutcome, looks: tuple[Look, ...]) -> AuditOutcome:
    if found is AuditOutcome.FAILED or not looks:
        return found
    if criterion.only_with:
        has = any(criterion.only_with in look.elements for look in looks)
        return AuditOutcome.CANT_TELL if has else AuditOutcome.INAPPLICABLE
    if found is AuditOutcome.PASSED and not criterion.is_whole:
        return AuditOutcome.CANT_TELL
    # Rules that found nothing to apply to say little: the criterion is wider than they are.
    return AuditOutcome.UNTESTED if found is AuditOutcome.INAPPLICABLE else found


def _lines(
    looks: Iterable[Look], names: set[str], outcome: AuditOutcome = AuditOutcome.FAILED
) -> Iterable[tuple[Look, str, str]]:
    return (
        (look, verdict.check, line)
        for look in looks
        for verdict in look.verdicts
        if verdict.check in names and verdict.outcome is outcome
        for line in verdict.evidence
    )
