"""What the portal may say of its own accessibility, after the model of the Dutch statement.

The last audit by computer (`make audit`) says which faults there are; only research by people can
say how many of the 50 requirements are met. So no audit alone ever gives status A.
Source: digitoegankelijk.nl, "De status".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

REQUIREMENTS = 50
"""EN 301 549 v3.2.1: the criteria of WCAG 2.1, levels A and AA."""
RESEARCH_IS_VALID = timedelta(days=3 * 365)
PLANNED_WITHIN = timedelta(days=183)
AUDIT_IS_RECENT = timedelta(days=365)


class Status(StrEnum):
    """Status of the statement. There is an E too: no statement at all."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


@dataclass(frozen=True, slots=True, kw_only=True)
class Research:
    """The research by people (WCAG-EM) that the municipality had done, or plans."""

    planned: date | None = None
    """Day before which it will be there."""
    done: date | None = None
    by: str = ""
    report: str = ""
    """Address of the report."""
    criteria_met: int = 0

    def is_valid(self, today: date) -> bool:
        """Whether there is one that was done, not too long ago."""
        return self.done is not None and self.done <= today <= self.done + RESEARCH_IS_VALID


@dataclass(frozen=True, slots=True)
class Explained:
    """What is told of a known fault: each text by language."""

    what: Mapping[str, str]
    cause: Mapping[str, str]
    measure: Mapping[str, str]
    until: date


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that the audit found: which criteria it breaks, by number and name."""

    check: str
    criteria: tuple[tuple[str, Mapping[str, str]], ...]
    states: tuple[str, ...]
    known: Explained | None


class AuditOutcome(StrEnum):
    """Outcome of a check or criterion: https://www.w3.org/TR/EARL10-Schema/#OutcomeValue."""

    FAILED = "failed"
    CANT_TELL = "cantTell"
    PASSED = "passed"
    INAPPLICABLE = "inapplicable"
    UNTESTED = "untested"


@dataclass(frozen=True, slots=True)
class CriterionOutcome:
    """A criterion by number, name (by language) and level, and what came of it."""

    number: str
    names: Mapping[str, str]
    level: str
    outcome: AuditOutcome


@dataclass(frozen=True, slots=True)
class TesterScript:
    """A script of testers, by its title in each language: how many of its steps went well."""

    number: str
    title: Mapping[str, str]
    steps: int
    passed: int


@dataclass(frozen=True, slots=True)
class RuleThatErrs:
    """A rule of an engine that is wrong about some elements, and why (by language)."""

    check: str
    why: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditReport:
    """How an audit was done, and what it says of everything."""

    tools: tuple[str, ...] = ()
    looks: int = 0
    """How often a page was looked at."""
    sample: int = 0
    """How many states were seen in dark and with forced colours too."""
    criteria: tuple[CriterionOutcome, ...] = ()
    scripts: tuple[TesterScript, ...] = ()
    papers: tuple[str, ...] = ()
    """Names of the PDFs that were judged."""
    rules_that_err: tuple[RuleThatErrs, ...] = ()

    def with_outcome(self, outcome: AuditOutcome) -> tuple[CriterionOutcome, ...]:
        """The criteria of which this came, in the order of the standard."""
        return tuple(one for one in self.criteria if one.outcome is outcome)


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """The last audit by computer."""

    made_on: date
    version: str
    pages: int
    is_complete: bool
    faults: tuple[Fault, ...]
    report: AuditReport = AuditReport()

    def is_old(self, today: date) -> bool:
        """Whether it is more than a year ago."""
        return today - self.made_on > AUDIT_IS_RECENT


@dataclass(frozen=True, slots=True)
class Statement:
    """What may be said today."""

    version: str
    """Version of the portal that runs."""
    audit: Audit | None
    research: Research
    today: date

    @property
    def status(self) -> Status:
        """A and B only after research by people; A never while the audit knows better."""
        if self.research.is_valid(self.today):
            met_all = self.research.criteria_met == REQUIREMENTS
            return Status.A if met_all and self.audit_is_clean else Status.B
        planned = self.research.planned
        is_near = planned is not None and self.today <= planned <= self.today + PLANNED_WITHIN
        return Status.C if is_near else Status.D

    @property
    def changed_on(self) -> date | None:
        """When what it says last changed: with an audit or research; None: neither was done."""
        days = (self.research.done, self.audit.made_on if self.audit else None)
        return max((day for day in days if day and day <= self.today), default=None)

    @property
    def audit_is_old(self) -> bool:
        """Whether the audit is too long ago to count on."""
        return self.audit is not None and self.audit.is_old(self.today)

    @property
    def audit_is_of_another_version(self) -> bool:
        """Whether the audit looked at another version than runs here."""
        return self.audit is not None and self.audit.version != self.version

    @property
    def audit_is_clean(self) -> bool:
        """Whether there is a complete audit of this version, not old, that found nothing."""
        audit = self.audit
        if audit is None or self.audit_is_old or self.audit_is_of_another_version:
            return False
        return audit.is_complete and not audit.faults
