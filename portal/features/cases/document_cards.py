"""The documents of a case as its page shows them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from flask import url_for

from portal.domain.cases import CaseDocument, CaseFile, DocumentSender
from portal.features.cases.timeline_cards import name_of_sub_case
from portal.texts.names import ShownName, document_name
from portal.web.words.formats import words


@dataclass(frozen=True, slots=True)
class DocumentCard:
    """A document to download."""

    id: UUID
    name: ShownName
    number: int | None
    """Among the documents of the case with this name; None for the only one."""
    kind: str
    size: int | None
    added: date
    url: str
    looked_url: str
    """Who looked at it."""
    sub_case: ShownName | None = None
    """Name of the sub-case that it is of; None for one of the case itself."""


def document_cards(file: CaseFile, sender: DocumentSender) -> tuple[DocumentCard, ...]:
    """The documents of one sender, without those that belong to a decision.

    Those of sub-cases come last.
    """
    decided = {document for decision in file.decisions for document in decision.documents}
    numbers = numbers_of_namesakes(file)
    cards = [
        document_card(file, document, numbers)
        for document in file.documents
        if document.sender is sender and document.id not in decided
    ]
    cards += [
        replace(document_card(file, document, numbers), sub_case=name_of_sub_case(part))
        for part in file.sub_cases
        for document in part.documents
        if document.sender is sender and document.id not in decided
    ]
    return tuple(cards)


def numbers_of_namesakes(file: CaseFile) -> Mapping[UUID, int]:
    """For each document that has the name of another of the case: which of them it is."""
    documents = [*file.documents, *(each for part in file.sub_cases for each in part.documents)]
    counts = Counter(_name_of(document).text for document in documents)
    places = Counter[str]()
    numbers = {}
    for document in documents:
        name = _name_of(document).text
        if counts[name] > 1:
            places[name] += 1
            numbers[document.id] = places[name]
    return numbers


def document_card(
    file: CaseFile, document: CaseDocument, numbers: Mapping[UUID, int]
) -> DocumentCard:
    """A document of this case; `numbers`: those of namesakes."""
    key = file.case.key
    url = url_for("cases.document", key=key, document_id=document.id)
    looked = url_for("consultations.document", key=key, document_id=document.id)
    return DocumentCard(
        document.id,
        _name_of(document),
        numbers.get(document.id),
        document.kind,
        document.size,
        document.added,
        url,
        looked,
    )


def _name_of(document: CaseDocument) -> ShownName:
    return document_name(words(), document.title, document.added)
