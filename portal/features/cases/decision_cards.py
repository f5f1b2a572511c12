"""The decisions of a case as its page shows them, with what one can do after each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from portal.domain.cases import CaseFile, Decision
from portal.domain.decided_cases import RemedyTerm, is_withdrawn, outcome_of, remedy_term
from portal.domain.remedies import CaseOutcome, NextStep, Remedy, RemedyKind, RemedyRegister
from portal.domain.terms import LastDays
from portal.features.cases.document_cards import DocumentCard, document_card, numbers_of_namesakes
from portal.texts.decision_ends import end_words
from portal.texts.names import ShownName, decision_name, operator_text
from portal.texts.remedies import disputed_words, remedy_until
from portal.web.edge.request_context import current_state
from portal.web.words.formats import words


@dataclass(frozen=True, slots=True, kw_only=True)
class RemedyWay:
    """How one uses a remedy, as the municipality's file says it."""

    is_appeal: bool
    to: ShownName
    law: ShownName
    url: str
    address: tuple[str, ...]
    phone: str
    """Empty: the municipality's own number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemedyCard:
    """What one can do against a decision."""

    until: str
    """Until when, in a sentence."""
    has_passed: bool
    notes: tuple[str, ...]
    """Why the day is another one, and that it may not be the last."""
    way: RemedyWay | None
    """None where the municipality's file has none for such a decision."""


@dataclass(frozen=True, slots=True)
class NextStepCard:
    """What is possible after a refusal, while a case runs, or once it has ended."""

    name: ShownName
    how: ShownName
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionCard:
    """A decision with its documents."""

    name: ShownName
    text: str
    sent: date | None
    end: str
    """Until when it holds, or that it doesn't any more, in a sentence; '' where no end is told."""
    documents: tuple[DocumentCard, ...]
    remedy: RemedyCard | None
    """None where it was withdrawn, or no last day is told and the file has no remedy."""
    is_granted: bool
    """Whether it is what was asked for, by the municipality's own file."""
    next_steps: tuple[NextStepCard, ...]


def decision_cards(file: CaseFile, remedies: RemedyRegister) -> tuple[DecisionCard, ...]:
    """The decisions, each with its documents and what one can do after it."""
    return tuple(_decision_card(file, decision, remedies) for decision in file.decisions)


def _decision_card(file: CaseFile, decision: Decision, remedies: RemedyRegister) -> DecisionCard:
    outcome = outcome_of(remedies, file, decision)
    is_refused = outcome is CaseOutcome.REFUSED
    steps = remedies.steps_after_refusal(file.case.case_type) if is_refused else ()
    documents = (each for each in file.documents if each.id in decision.documents)
    term = None if is_withdrawn(decision) else remedy_term(remedies, file, decision)
    numbers = numbers_of_namesakes(file)
    return DecisionCard(
        name=decision_name(words(), decision.title, decision.sent),
        text=decision.text,
        sent=decision.sent,
        end=end_words(words(), decision),
        documents=tuple(document_card(file, document, numbers) for document in documents),
        remedy=_remedy_card(term) if term else None,
        is_granted=outcome is CaseOutcome.GRANTED,
        next_steps=tuple(next_step_card(step) for step in steps),
    )


def next_step_card(step: NextStep) -> NextStepCard:
    """What the municipality's file says that one can do."""
    return NextStepCard(
        operator_text(words(), step.name), operator_text(words(), step.how), step.url
    )


def _remedy_card(term: RemedyTerm) -> RemedyCard | None:
    days = term.last_days(current_state().outages)
    until = remedy_until(words(), term.remedy, days)
    if not until:
        return None
    return RemedyCard(
        until=until,
        has_passed=days is not None and days.first.has_passed,
        notes=tuple(_notes(days)) if days else (),
        way=_way(term.remedy) if term.remedy else None,
    )


def _notes(days: LastDays) -> Iterator[str]:
    if days.first.is_extended:
        yield _("U kreeg meer tijd, omdat er een storing was.")
    if days.has_more_time:
        yield disputed_words(words(), days)


def _way(remedy: Remedy) -> RemedyWay:
    return RemedyWay(
        is_appeal=remedy.kind is RemedyKind.APPEAL,
        to=operator_text(words(), remedy.to),
        law=operator_text(words(), remedy.law),
        url=remedy.url,
        address=remedy.address,
        phone=remedy.phone,
    )
