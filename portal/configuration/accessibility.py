"""The summary of the last accessibility audit, as `make audit` wrote it."""

import json
from datetime import date
from pathlib import Path

from pydantic import ConfigDict

from portal.configuration.operator_files import BadFile, FilePart, Text, validated
from portal.domain.accessibility import (
    Audit,
    AuditOutcome,
    AuditReport,
    CriterionOutcome,
    Explained,
    Fault,
    RuleThatErrs,
    TesterScript,
)


class _Part(FilePart):
    model_config = ConfigDict(frozen=True, extra="ignore")
    """The summary holds more, for other readers."""


class CriterionPart(_Part):
    """A criterion that a fault breaks: its number, and its name by language."""

    number: Text
    names: dict[str, Text]


class KnownPart(_Part):
    """What is told of a known fault; see `Explained`."""

    what: dict[str, str]
    cause: dict[str, str]
    measure: dict[str, str]
    until: date


class FaultPart(_Part):
    """One fault; see `Fault`."""

    check: Text
    criteria: tuple[CriterionPart, ...]
    states: tuple[str, ...]
    known: KnownPart | None

    def fault(self) -> Fault:
        """The fault as the statement tells it."""
        criteria = tuple((part.number, part.names) for part in self.criteria)
        explained = Explained(**dict(self.known)) if self.known else None
        return Fault(check=self.check, criteria=criteria, states=self.states, known=explained)


class FindingPart(_Part):
    """What came of one criterion; see `CriterionOutcome`."""

    number: Text
    names: dict[str, Text]
    level: Text
    outcome: AuditOutcome


class ScriptPart(_Part):
    """One script of testers; see `TesterScript`."""

    number: Text
    title: dict[str, Text]
    steps: int
    passed: int


class RulePart(_Part):
    """A rule that errs; see `RuleThatErrs`."""

    check: Text
    why: dict[str, Text]


class SummaryFile(_Part):
    """The whole file; see `Audit`."""

    date: date
    version: Text
    pages: int
    is_complete: bool
    faults: tuple[FaultPart, ...]
    tools: tuple[Text, ...] = ()
    looks: int = 0
    sample: int = 0
    findings: tuple[FindingPart, ...] = ()
    scripts: tuple[ScriptPart, ...] = ()
    papers: tuple[Text, ...] = ()
    rules_that_err: tuple[RulePart, ...] = ()

    def report(self) -> AuditReport:
        """How it was done, and what it says of everything."""
        return AuditReport(
            tools=self.tools,
            looks=self.looks,
            sample=self.sample,
            criteria=tuple(CriterionOutcome(**dict(part)) for part in self.findings),
            scripts=tuple(TesterScript(**dict(part)) for part in self.scripts),
            papers=self.papers,
            rules_that_err=tuple(RuleThatErrs(**dict(part)) for part in self.rules_that_err),
        )


def load(path: Path) -> Audit | None:
    """The summary that `make audit` wrote; None where there is none. Raises `BadFile`."""
    try:
        values = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return None
    except ValueError as error:
        raise BadFile(f"{path}: {error}; make audit writes it anew") from error
    file = validated(path, SummaryFile, values)
    return Audit(
        made_on=file.date,
        version=file.version,
        pages=file.pages,
        is_complete=file.is_complete,
        # What breaks a rule of the house, but no criterion, is for us to mend and not to declare.
        faults=tuple(part.fault() for part in file.faults if part.criteria),
        report=file.report(),
    )
