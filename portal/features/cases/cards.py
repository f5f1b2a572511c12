"""A case with its documents and decisions as its page shows them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import url_for

from portal.domain.cases import Case, CaseDocument, CaseFile
from portal.domain.failures import SourceUnavailable
from portal.domain.tasks import Task
from portal.domain.terms import DueDay, due_day
from portal.services.cases.reading import CasePage
from portal.services.consultations.history import ConsultationHistory
from portal.services.consultations.paging import CaseName
from portal.services.sources.queries import Shown, as_of, shown
from portal.services.sources.query import SourceResult
from portal.texts.names import ShownName, case_name, decision_name, document_name
from portal.web.edge.request_context import current_state
from portal.web.page.cards import subject_of, task_card
from portal.web.page.consultation_cards import ConsultationCard, cards_of
from portal.web.words.formats import words

NEWEST = 3
"""Looks that the page of a case itself shows."""


@dataclass(frozen=True, slots=True)
class DocumentCard:
    """A document to download."""

    id: UUID
    name: str
    kind: str
    size: int | None
    added: date
    url: str
    looked_url: str
    """Who looked at it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationSummary:
    """In short who looked at the case; `newest` is empty where nobody did, or nobody knows."""

    count: int
    newest: tuple[ConsultationCard, ...]
    is_whole: bool
    url: str


@dataclass(frozen=True, slots=True)
class DecisionCard:
    """A decision with its documents."""

    name: ShownName
    text: str
    sent: date | None
    last_day_to_object: DueDay | None
    documents: tuple[DocumentCard, ...]


def document_cards(file: CaseFile, *, from_resident: bool) -> tuple[DocumentCard, ...]:
    """The documents of one side, without those that belong to a decision."""
    decided = {document for decision in file.decisions for document in decision.documents}
    return tuple(
        _document_card(file, document)
        for document in file.documents
        if document.from_resident is from_resident and document.id not in decided
    )


def decision_cards(file: CaseFile) -> tuple[DecisionCard, ...]:
    """The decisions, each with its documents."""
    return tuple(
        DecisionCard(
            decision_name(words(), decision.title, decision.sent),
            decision.text,
            decision.sent,
            due_day(decision.last_day_to_object, is_legal=True, outages=current_state().outages),
            tuple(_document_card(file, d) for d in file.documents if d.id in decision.documents),
        )
        for decision in file.decisions
    )


def _document_card(file: CaseFile, document: CaseDocument) -> DocumentCard:
    key = file.case.key
    url = url_for("cases.document", key=key, document_id=document.id)
    looked = url_for("consultations.document", key=key, document_id=document.id)
    name = document_name(words(), document.title, document.added).text
    return DocumentCard(
        document.id, name, document.kind, document.size, document.added, url, looked
    )


def consultation_summary(case: Case, looked: ConsultationHistory) -> ConsultationSummary:
    """In short who looked at this case; its own page has it all.

    What people did and what was fetched comes before the many times that the portal itself looked.
    """
    newest, name = looked.people_first(NEWEST), _case_name(case)
    return ConsultationSummary(
        count=sum(tally.count for tally in looked.tallies()) if newest else 0,
        newest=tuple(cards_of(newest, lambda _line: name)),
        is_whole=looked.is_whole,
        url=url_for("consultations.case", key=case.key),
    )


def _case_name(case: Case) -> CaseName:
    return CaseName(case.key, case.number, case_name(words(), case.title, case.number).text)


def tasks_context(tasks: SourceResult[list[Task]]) -> dict[str, object]:
    """What the page of a case shows of what is asked in it."""
    return {"tasks": [task_card(task) for task in tasks.value or []], "tasks_source": shown(tasks)}


def case_context(page: CasePage) -> dict[str, object]:
    """What the page of a case shows; raises `SourceUnavailable` where nothing of it is known."""
    file = page.file
    if file.value is None or page.looked is None:
        raise SourceUnavailable("zaaksysteem", "nothing is known of this case")
    case_file = file.value
    case = case_file.case
    has_dates = not case.is_closed and case.suspension is None
    return {
        "case": case,
        "name": case_name(words(), case.title, case.number),
        "subject": subject_of(case),
        "expected": due_day(case.expected) if has_dates else None,
        "due": due_day(case.due, is_legal=True) if has_dates and page.has_legal_term else None,
        "steps": case_file.steps,
        **tasks_context(page.tasks),
        "documents_ours": document_cards(case_file, from_resident=False),
        "documents_yours": document_cards(case_file, from_resident=True),
        "on_the_way": page.on_the_way,
        "contact": case_file.contact,
        "decisions": decision_cards(case_file),
        "looked": consultation_summary(case, page.looked),
        "source": Shown((), file.is_fresh, as_of(file)),
        "unread": {part.name for part in file.missing},
    }
