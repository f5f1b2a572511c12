"""A case with its documents and decisions as its page shows them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import url_for

from portal.domain.cases import Case, CaseDocument, CaseFile
from portal.domain.days import today
from portal.domain.failures import SourceUnavailable
from portal.domain.tasks import Task
from portal.domain.terms import shifted
from portal.services.cases.reading import CasePage
from portal.services.consultations.history import ConsultationHistory
from portal.services.consultations.paging import CaseName
from portal.services.sources.queries import Shown, as_of, shown
from portal.services.sources.query import SourceResult
from portal.web.page.cards import task_card
from portal.web.page.consultation_cards import ConsultationCard, cards_of

NEWEST = 3
"""Looks that the page of a case itself shows."""


@dataclass(frozen=True, slots=True)
class DocumentCard:
    """A document to download."""

    id: UUID
    title: str
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

    title: str
    text: str
    sent: date | None
    last_day_to_object: date | None
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
            decision.title,
            decision.text,
            decision.sent,
            decision.last_day_to_object,
            tuple(_document_card(file, d) for d in file.documents if d.id in decision.documents),
        )
        for decision in file.decisions
    )


def _document_card(file: CaseFile, document: CaseDocument) -> DocumentCard:
    key = file.case.key
    url = url_for("cases.document", key=key, document_id=document.id)
    looked = url_for("consultations.document", key=key, document_id=document.id)
    return DocumentCard(
        document.id, document.title, document.kind, document.size, document.added, url, looked
    )


def consultation_summary(case: Case, looked: ConsultationHistory) -> ConsultationSummary:
    """In short who looked at this case; its own page has it all.

    What people did and what was fetched comes before the many times that the portal itself looked.
    """
    newest, name = looked.people_first(NEWEST), CaseName(case.key, case.number, case.title)
    return ConsultationSummary(
        count=sum(tally.count for tally in looked.tallies()) if newest else 0,
        newest=tuple(cards_of(newest, lambda _line: name)),
        is_whole=looked.is_whole,
        url=url_for("consultations.case", key=case.key),
    )


def tasks_context(tasks: SourceResult[list[Task]]) -> dict[str, object]:
    """What the page of a case shows of what is asked in it."""
    return {"tasks": [task_card(task) for task in tasks.value or []], "tasks_source": shown(tasks)}


def case_context(page: CasePage) -> dict[str, object]:
    """What the page of a case shows; raises `SourceUnavailable` where nothing of it is known."""
    file = page.file
    if file.value is None or page.looked is None:
        raise SourceUnavailable("zaaksysteem", "nothing is known of this case")
    case_file = file.value
    return {
        "case": case_file.case,
        "due": shifted(case_file.case.due) if case_file.case.due and page.has_legal_term else None,
        "is_late": case_file.case.expected is not None and case_file.case.expected < today(),
        "steps": case_file.steps,
        **tasks_context(page.tasks),
        "documents_ours": document_cards(case_file, from_resident=False),
        "documents_yours": document_cards(case_file, from_resident=True),
        "on_the_way": page.on_the_way,
        "contact": case_file.contact,
        "decisions": decision_cards(case_file),
        "looked": consultation_summary(case_file.case, page.looked),
        "source": Shown((), file.is_fresh, as_of(file)),
        "unread": {part.name for part in file.missing},
    }
