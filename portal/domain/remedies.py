"""Remedies: what one can do against a decision, how, and until when.

Source: `PORTAL_REMEDIES_FILE`, the municipality's; the case system knows days only.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from portal.domain.terms import Term, last_day


class RemedyKind(StrEnum):
    """What one does against a decision, as the Awb calls it."""

    OBJECTION = "bezwaar"
    """At whoever decided (Awb 1:5, first paragraph)."""
    APPEAL = "beroep"
    """Administrative appeal, at another body (Awb 1:5, second paragraph)."""


class CaseOutcome(StrEnum):
    """What a result or a kind of decision means to who asked: the municipality's word for it."""

    GRANTED = "granted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """One remedy. Texts are by code of a language; there is always Dutch (`nl`)."""

    id: str
    kind: RemedyKind
    weeks: int
    """Weeks, or 0 where the law counts it in days."""
    days: int
    law: Mapping[str, str]
    to: Mapping[str, str]
    """Who judges it."""
    url: str
    """Page on which it is done or explained; empty where there is none."""
    address: tuple[str, ...]
    """Where a letter goes, line by line; empty where it is not done by letter."""
    phone: str
    """Whom to call about it; empty: the municipality's own number."""
    case_types: frozenset[str]
    """`identificatie` of the case types, of which it holds for every decision."""
    decision_types: frozenset[str]
    """`omschrijving` of the decision types for which it holds, whatever the case."""

    def last_day(self, sent: date) -> date:
        """The last day for a decision sent on this day, from the day after it (Awb 6:8)."""
        return last_day(sent, Term(days=self.days, weeks=self.weeks))


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """What is possible after a refusal, while a case runs, or once it has ended.

    `name` and `how` are by code of a language.
    """

    name: Mapping[str, str]
    how: Mapping[str, str]
    url: str
    """Where it is told or done; empty where there is no such place."""
    case_types: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class RemedyRegister:
    """All that the municipality's file says of rights after a decision."""

    remedies: Mapping[str, Remedy] = field(default_factory=dict)
    """By id, to which forms refer."""
    results: Mapping[tuple[str, str], CaseOutcome] = field(default_factory=dict)
    """By case type (`identificatie`) and name of the result."""
    decisions: Mapping[str, CaseOutcome] = field(default_factory=dict)
    """By name of the decision type, for those that are only taken one way."""
    next_steps: tuple[NextStep, ...] = ()
    while_running: tuple[NextStep, ...] = ()
    """What is possible as long as a case runs."""
    when_ended: tuple[NextStep, ...] = ()
    """What is possible once a case has ended, whatever came of it."""

    def remedy_of(self, case_type: str, decision_type: str) -> Remedy | None:
        """The remedy against such a decision: its own, else its case type's; None where none is."""
        remedies = self.remedies.values()
        own = (remedy for remedy in remedies if decision_type in remedy.decision_types)
        of_case = (remedy for remedy in remedies if case_type in remedy.case_types)
        return next(own, None) or next(of_case, None)

    def remedy_of_form(self, name: str | None, case_type: str) -> Remedy | None:
        """The remedy that a version of a form names, by id; None where it names none.

        A version is read for as long as somebody sent it, and this file is the one of now: where
        it has no such name any more, the remedy of the form's case type is what the name stood for.
        """
        return (self.remedies.get(name) or self.remedy_of(case_type, "")) if name else None

    def steps_after_refusal(self, case_type: str) -> Iterator[NextStep]:
        """What is possible after a refusal in such a case."""
        return (step for step in self.next_steps if case_type in step.case_types)

    def steps_while_running(self, case_type: str) -> Iterator[NextStep]:
        """What is possible as long as such a case runs, such as giving one's view (zienswijze)."""
        return (step for step in self.while_running if case_type in step.case_types)

    def steps_when_ended(self, case_type: str) -> Iterator[NextStep]:
        """What is possible once such a case has ended without a decision, as with an ombudsman."""
        return (step for step in self.when_ended if case_type in step.case_types)


NO_REMEDIES = RemedyRegister()
"""Nothing is told in words of the municipality."""
