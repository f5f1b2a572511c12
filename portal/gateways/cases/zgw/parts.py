"""What belongs to one case: steps, documents, contact, decisions, and the content of a document.

A part that can't be read is named; it does not hide the rest.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TypeVar
from uuid import UUID

from portal.domain.cases import Case, CaseDocument, CaseFile, Decision, Download, Step
from portal.domain.days import today
from portal.domain.failures import MissingPart, NotFound, SourceError, SourceRefused
from portal.gateways.cases.zgw import translate
from portal.gateways.cases.zgw.api import Zgw
from portal.gateways.cases.zgw.translate import Json
from portal.gateways.deadlines import Deadline
from portal.gateways.http import parsing_answer_of
from portal.gateways.pages import items
from portal.gateways.parallel import Pending, start
from portal.gateways.problems import UNSEEN

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Sent:
    """A decision that was sent."""

    besluit: Json
    title: str
    document_urls: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Found:
    """A document that the resident may see, and where its content is."""

    document: CaseDocument
    content_url: str
    registered: datetime


def file_of(zgw: Zgw, deadline: Deadline, case: Case, zaak: Json) -> CaseFile:
    """The case with all that its page shows; what could not be read stands in `unread_parts`."""
    unread: list[MissingPart] = []
    with parsing_answer_of("cases"):
        url, last_status = str(zaak["url"]), zaak["_expand"]["status"]
    case_type = zgw.catalogue.case_type(zaak["zaaktype"])
    statuses = start("cases", deadline, lambda: _statuses(zgw, url))
    decisions = start("decisions", deadline, lambda: _sent_decisions(zgw, url))
    pending = _started(zgw, deadline, translate.document_urls(zaak))
    sent = _part("decisions", decisions.result, unread) or []
    linked = [url for decision in sent for url in decision.document_urls if url not in pending]
    documents = _seen({**pending, **_started(zgw, deadline, linked)}, unread)
    steps = _part("steps", statuses.result, unread) or [last_status]
    return CaseFile(
        case=case,
        steps=translate.steps_of(steps, case_type),
        documents=tuple(documents.values()),
        contact=translate.contact_of(zaak),
        decisions=tuple(_decision(decision, documents) for decision in sent),
        unread_parts=tuple({part.name: part for part in unread}.values()),
    )


def steps_of(zgw: Zgw, zaak: Json) -> tuple[Step, ...]:
    """The steps of a case, without anything else of it."""
    with parsing_answer_of("cases"):
        url, kind = str(zaak["url"]), str(zaak["zaaktype"])
    return translate.steps_of(_statuses(zgw, url), zgw.catalogue.case_type(kind))


def download(zgw: Zgw, zaak: Json, document: UUID) -> Download:
    """The content of a document of this case or its decisions; raises `NotFound`."""
    url = _url_of(document, translate.document_urls(zaak))
    if url is None:
        with parsing_answer_of("cases"):
            sent = _sent_decisions(zgw, zaak["url"])
        url = _url_of(document, [url for decision in sent for url in decision.document_urls])
    resource = None if url is None else _document(zgw, url)
    if resource is None:
        raise NotFound
    content = zgw.documents.stream(zgw.documents.path_of(resource.content_url))
    document_of_case = resource.document
    return Download(
        document_of_case.file_name, document_of_case.media_type, document_of_case.size, content
    )


def _statuses(zgw: Zgw, case_url: str) -> list[Json]:
    return list(items(zgw.cases, "statussen", {"zaak": case_url}))


def _sent_decisions(zgw: Zgw, case_url: str) -> list[_Sent]:
    day = today()
    return [
        _with_documents(zgw, besluit)
        for besluit in items(zgw.decisions, "besluiten", {"zaak": case_url})
        if _is_of(besluit, case_url) and translate.was_sent(besluit, day)
    ]


def _is_of(besluit: Json, case_url: str) -> bool:
    with parsing_answer_of("decisions"):
        if besluit["zaak"] != case_url:
            raise ValueError("a decision in another case")
    return True


def _with_documents(zgw: Zgw, besluit: Json) -> _Sent:
    with parsing_answer_of("decisions"):
        query = {"besluit": besluit["url"]}
        kind = besluit["besluittype"]
    links = items(zgw.decisions, "besluitinformatieobjecten", query)
    with parsing_answer_of("decisions"):
        urls = [str(link["informatieobject"]) for link in links]
    return _Sent(besluit, zgw.catalogue.name_of(kind), urls)


def _decision(sent: _Sent, documents: Iterable[UUID]) -> Decision:
    with parsing_answer_of("decisions"):
        linked = {translate.uuid_of(url) for url in sent.document_urls}
    shown = [document for document in documents if document in linked]
    return translate.decision_of(sent.besluit, sent.title, shown)


def _started(
    zgw: Zgw, deadline: Deadline, urls: Iterable[str]
) -> dict[str, Pending[_Found | None]]:
    return {url: start("documents", deadline, partial(_document, zgw, url)) for url in urls}


def _document(zgw: Zgw, url: str) -> _Found | None:
    """The document; None where the resident may not see it."""
    try:
        document = zgw.documents.get(zgw.documents.path_of(url))
    except SourceRefused as error:
        if (error.status, error.code) in UNSEEN:
            return None
        raise
    if not translate.may_see(document):
        return None
    with parsing_answer_of("documents"):
        kind = zgw.catalogue.name_of(document["informatieobjecttype"])
        registered = datetime.fromisoformat(document["beginRegistratie"])
        return _Found(translate.document_of(document, kind), document["inhoud"], registered)


def _seen(
    pending: dict[str, Pending[_Found | None]], unread: list[MissingPart]
) -> dict[UUID, CaseDocument]:
    """The documents that the resident may see, in the order in which they came."""
    read = [_part("documents", item.result, unread) for item in pending.values()]
    links = sorted((item for item in read if item), key=lambda item: item.registered)
    return {item.document.id: item.document for item in links}


def _url_of(document: UUID, urls: Iterable[str]) -> str | None:
    with parsing_answer_of("documents"):
        return next((url for url in urls if translate.uuid_of(url) == document), None)


def _part(name: str, read: Callable[[], T], unread: list[MissingPart]) -> T | None:
    """What was read; None, and its name in `unread`, when it could not be."""
    try:
        return read()
    except SourceError as error:
        unread.append(MissingPart(name, error.reason))
        return None
