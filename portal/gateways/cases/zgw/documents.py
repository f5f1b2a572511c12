"""Documents of a case and of its decisions: those that a resident may see, and what they are."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Self
from uuid import UUID

from portal.domain.cases import CaseDocument
from portal.domain.days import day_of
from portal.domain.failures import SourceError
from portal.gateways.answers import ItemList
from portal.gateways.cases.zgw.document_reading import read_document, read_documents
from portal.gateways.cases.zgw.file_names import named
from portal.gateways.cases.zgw.resources import Document, DocumentLink, uuid_of
from portal.gateways.cases.zgw.unread_parts import read_each
from portal.gateways.cases.zgw.visibility import DocumentKind, DocumentRule
from portal.gateways.deadlines import Deadline
from portal.gateways.parallel import Pending, start

UNKNOWN_FORMAT = "application/octet-stream"
_MEDIA_TYPE = re.compile(r"[A-Za-z0-9][\w!#$&^.+-]{0,126}/[A-Za-z0-9][\w!#$&^.+-]{0,126}", re.ASCII)
"""Goes into a header as it is. Source: RFC 6838 4.2."""


@dataclass(frozen=True, slots=True)
class VisibleDocument:
    """A document that the resident may see, and where its content is."""

    document: CaseDocument
    content_url: str
    registered: datetime


@dataclass(frozen=True, slots=True)
class SeenDocuments:
    """Documents that were read, and those of them that the resident may see."""

    documents: ItemList[Document]
    visible: ItemList[VisibleDocument]


@dataclass(frozen=True, slots=True)
class DocumentsUnderWay:
    """The documents of one case while they are read, beside its decisions."""

    rule: DocumentRule
    deadline: Deadline
    urls: Sequence[str]
    in_case: Pending[SeenDocuments]

    @classmethod
    def start(cls, rule: DocumentRule, deadline: Deadline, urls: Sequence[str]) -> Self:
        """Begin to read those of the case itself."""
        read = partial(_see_documents, rule, deadline, urls)
        return cls(rule, deadline, urls, start("documents", deadline, read))

    def with_letters(self, letters: Mapping[str, frozenset[str]]) -> ItemList[VisibleDocument]:
        """All that the resident may see, once it is known which ones are letters of decisions.

        What could not be read is odd.
        """
        try:
            seen = self.in_case.result()
        except SourceError as error:
            seen = SeenDocuments(ItemList(), ItemList((), (error.reason,)))
        rule = self.rule.for_letters(letters)
        in_case = tuple(each for each in seen.documents if uuid_of(each.url) in rule.letters)
        elsewhere = [url for url in letters if url not in self.urls]
        others = _see_documents(rule, self.deadline, elsewhere).visible
        return seen.visible + visible_documents(rule, ItemList(in_case)) + others


def urls_of(links: Iterable[DocumentLink]) -> list[str]:
    """Where the documents of these links are."""
    return [link.informatieobject for link in links]


def visible_documents(
    rule: DocumentRule, documents: ItemList[Document]
) -> ItemList[VisibleDocument]:
    """Those of these documents that the resident may see; what could not be read is odd."""
    visible = read_each(documents, partial(_as_seen, rule))
    return ItemList(visible.items, documents.odd + visible.odd)


def _see_documents(rule: DocumentRule, deadline: Deadline, urls: Sequence[str]) -> SeenDocuments:
    documents = read_documents(rule.zgw, deadline, urls)
    return SeenDocuments(documents, visible_documents(rule, documents))


def document_at(rule: DocumentRule, url: str) -> VisibleDocument | None:
    """The document; None where the resident may not see it. Raises `SourceError`."""
    document = read_document(rule.zgw, url)
    return _as_seen(rule, document) if document else None


def in_order(documents: Iterable[VisibleDocument]) -> dict[UUID, CaseDocument]:
    """The documents, each once, in the order in which they came."""
    ordered = sorted(documents, key=lambda item: item.registered)
    return {item.document.id: item.document for item in ordered}


def _as_seen(rule: DocumentRule, document: Document) -> VisibleDocument | None:
    """The document as the resident sees it; None where they may not. Raises `SourceError`."""
    kind = rule.kind_of(document)
    if kind is None or document.inhoud is None:
        return None
    return VisibleDocument(document_of(document, kind), document.inhoud, document.begin_registratie)


def document_of(document: Document, kind: DocumentKind) -> CaseDocument:
    """The document, without its content."""
    return CaseDocument(
        id=uuid_of(document.url),
        title=document.titel,
        file_name=document.bestandsnaam or named(document.titel or kind.name, document.formaat),
        media_type=document.formaat if _MEDIA_TYPE.fullmatch(document.formaat) else UNKNOWN_FORMAT,
        size=document.bestandsomvang,
        added=day_of(document.begin_registratie),
        sender=kind.sender,
        kind=kind.name,
    )
