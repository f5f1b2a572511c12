"""What a check says of a page, in the words of EARL; and how words on many pages become one."""

from collections.abc import Iterable
from dataclasses import dataclass

from portal.domain.accessibility import AuditOutcome


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one check says of one page: `evidence` names rule, element and what is wrong."""

    check: str
    outcome: AuditOutcome
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A page as it was looked at: in this state, language and width."""

    state: str
    place: str
    """Address without what names one case or message."""
    language: str
    width: int
    """Of the window; 0 for a PDF."""
    verdicts: tuple[Verdict, ...]
    colours: str = "light"
    """Or dark, or forced: what the device prefers."""
    elements: frozenset[str] = frozenset()
    """Which of the elements that some criteria are about (`only_with`) the page has."""

    @property
    def how(self) -> str:
        """Its window and colours; a paper has none."""
        colours = "" if self.colours == "light" else f", {self.colours}"
        return f"{self.width} px{colours}" if self.width else "pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A check that pages go through, and the success criteria that it says something of."""

    name: str
    criteria: tuple[str, ...]
    """Empty: a rule of the house, which no criterion asks."""
    says: str
    url: str = ""
    acts: tuple[str, ...] = ()
    """Ids of the ACT rules that it carries out."""


_WORST_FIRST = tuple(AuditOutcome)


def worst(outcomes: Iterable[AuditOutcome]) -> AuditOutcome:
    """One fault makes it failed, one doubt makes it cantTell; nothing at all is untested."""
    return min(outcomes, key=_WORST_FIRST.index, default=AuditOutcome.UNTESTED)


def judged(check: str, faults: Iterable[str]) -> Verdict:
    """The verdict of a check that gives faults, a line each."""
    evidence = tuple(faults)
    return Verdict(check, AuditOutcome.FAILED if evidence else AuditOutcome.PASSED, evidence)
