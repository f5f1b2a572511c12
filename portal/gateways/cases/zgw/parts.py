"""What belongs to one case: steps, documents, contact, decisions, and the content of a document.

A part that can't be read is named; it does not hide the rest.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import TypeVar
from uuid import UUID

from portal.domain.cases import Case, CaseDocument, CaseFile, Decision, Download, Step
from portal.domain.days import today
from portal.domain.failures import (
    InvalidSourceAnswer,
    MissingPart,
    NotFound,
    SourceError,
    SourceRefused,
)
from portal.gateways.answers import ItemList, log_odd
from portal.gateways.cases.zgw import translate
from portal.gateways.cases.zgw.api import Zgw
from portal.gateways.cases.zgw.catalogue import CaseType
from portal.gateways.cases.zgw.resources import (
    DECISIONS,
    DOCUMENT,
    LINKS,
    STATUSES,
    Besluit,
    CaseStatus,
    DocumentLink,
    Zaak,
    uuid_of,
)
from portal.gateways.cases.zgw.stage import stage_of
from portal.gateways.deadlines import Deadline
from portal.gateways.pages import read_pages
from portal.gateways.parallel import Pending, start
from portal.gateways.problems import UNSEEN

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Sent:
    """A decision that was sent."""

    besluit: Besluit
    title: str
    document_urls: Sequence[str]


@dataclass(frozen=True, slots=True)
class _VisibleDocument:
    """A document that the resident may see, and where its content is."""

    document: CaseDocument
    content_url: str
    registered: datetime


@dataclass(slots=True)
class _Unread:
    """What could not be read: told to the operator, and named on the page."""

    parts: dict[str, MissingPart] = field(default_factory=dict)

    def note(self, name: str, causes: Sequence[str]) -> None:
        """Add a part, where there are causes to."""
        if causes:
            log_odd(name, causes)
            self.parts[name] = MissingPart(name, causes[0])

    def read(self, name: str, read: Callable[[], T]) -> T | None:
        """What was read; None, and its part noted, when it could not be."""
        try:
            return read()
        except SourceError as error:
            self.note(name, (error.reason,))
            return None


def file_of(zgw: Zgw, deadline: Deadline, case: Case, zaak: Zaak) -> CaseFile:
    """The case with all that its page shows; what could not be read stands in `unread_parts`."""
    unread = _Unread()
    case_type = zgw.catalogue.case_type(zaak.zaaktype)
    statuses = start("cases", deadline, lambda: statuses_of(zgw, zaak.url))
    decisions = start("decisions", deadline, lambda: _sent_decisions(zgw, zaak.url))
    links = zaak.document_links
    unread.note("documents", links.odd)
    pending = _started(zgw, deadline, _urls(links))
    sent = unread.read("decisions", decisions.result) or ItemList()
    unread.note("decisions", sent.odd)
    linked = [url for decision in sent for url in decision.document_urls if url not in pending]
    documents = _seen({**pending, **_started(zgw, deadline, linked)}, unread)
    history = unread.read("steps", statuses.result) or ItemList()
    unread.note("steps", [*history.odd, *_steps_of_other_types(history, case_type)])
    stage = stage_of(zaak, history, case_type, today())
    return CaseFile(
        case=translate.at_stage(case, stage),
        steps=translate.steps_of(stage, case_type),
        documents=tuple(documents.values()),
        contact=translate.contact_of(zaak),
        decisions=tuple(_decision(decision, documents) for decision in sent),
        unread_parts=tuple(unread.parts.values()),
    )


def steps_of(zgw: Zgw, zaak: Zaak) -> tuple[Step, ...]:
    """The steps of a case, without anything else of it."""
    case_type = zgw.catalogue.case_type(zaak.zaaktype)
    history = statuses_of(zgw, zaak.url).readable("cases")
    return translate.steps_of(stage_of(zaak, history, case_type, today()), case_type)


def download(zgw: Zgw, zaak: Zaak, document: UUID) -> Download:
    """The content of a document of this case or its decisions; raises `NotFound`."""
    url = _url_in(zgw, zaak, document)
    resource = None if url is None else _document(zgw, url)
    if resource is None:
        raise NotFound
    content = zgw.documents.stream(zgw.documents.path_of(resource.content_url))
    document_of_case = resource.document
    return Download(
        document_of_case.file_name, document_of_case.media_type, document_of_case.size, content
    )


def _urls(links: Iterable[DocumentLink]) -> list[str]:
    return [link.informatieobject for link in links]


def statuses_of(zgw: Zgw, case_url: str) -> ItemList[CaseStatus]:
    """The statuses that a case has had, in no order."""
    return read_pages(zgw.cases, STATUSES, "statussen", {"zaak": case_url})


def _steps_of_other_types(statuses: Iterable[CaseStatus], case_type: CaseType) -> Iterator[str]:
    for status in statuses:
        if case_type.step_or_none(status.statustype) is None:
            yield "statustype: a step of another case type"


def _sent_decisions(zgw: Zgw, case_url: str) -> ItemList[_Sent]:
    """The decisions that were sent, each with its documents; one that is odd hides no other."""
    day = today()
    besluiten = read_pages(zgw.decisions, DECISIONS, "besluiten", {"zaak": case_url})
    if any(besluit.zaak != case_url for besluit in besluiten):
        raise InvalidSourceAnswer("decisions", "a decision in another case")
    sent: list[_Sent] = []
    odd = list(besluiten.odd)
    for besluit in besluiten:
        if translate.was_sent(besluit, day):
            try:
                sent.append(_with_documents(zgw, besluit))
            except (InvalidSourceAnswer, SourceRefused) as error:
                odd.append(error.reason)
    return ItemList(tuple(sent), tuple(odd))


def _with_documents(zgw: Zgw, besluit: Besluit) -> _Sent:
    query = {"besluit": besluit.url}
    links = read_pages(zgw.decisions, LINKS, "besluitinformatieobjecten", query)
    title = zgw.catalogue.name_of(besluit.besluittype)
    return _Sent(besluit, title, _urls(links.whole("decisions")))


def _decision(sent: _Sent, documents: Iterable[UUID]) -> Decision:
    linked = {uuid_of(url) for url in sent.document_urls}
    shown = [document for document in documents if document in linked]
    return translate.decision_of(sent.besluit, sent.title, shown)


def _started(
    zgw: Zgw, deadline: Deadline, urls: Iterable[str]
) -> dict[str, Pending[_VisibleDocument | None]]:
    return {url: start("documents", deadline, partial(_document, zgw, url)) for url in urls}


def _document(zgw: Zgw, url: str) -> _VisibleDocument | None:
    """The document; None where the resident may not see it."""
    try:
        document = zgw.documents.read(DOCUMENT, zgw.documents.path_of(url))
    except SourceRefused as error:
        if (error.status, error.code) in UNSEEN:
            return None
        raise
    if document.inhoud is None or not translate.may_see(document):
        return None
    kind = zgw.catalogue.name_of(document.informatieobjecttype)
    visible = translate.document_of(document, kind)
    return _VisibleDocument(visible, document.inhoud, document.begin_registratie)


def _seen(
    pending: dict[str, Pending[_VisibleDocument | None]], unread: _Unread
) -> dict[UUID, CaseDocument]:
    """The documents that the resident may see, in the order in which they came."""
    read = [unread.read("documents", item.result) for item in pending.values()]
    visible = sorted((item for item in read if item), key=lambda item: item.registered)
    return {item.document.id: item.document for item in visible}


def _url_in(zgw: Zgw, zaak: Zaak, document: UUID) -> str | None:
    """Where the document of this case or its decisions is; None where it is of neither.

    Raises `InvalidSourceAnswer` where it could be one of those that could not be read.
    """
    links = zaak.document_links
    url = _url_of(document, _urls(links))
    if url is None:
        sent = _sent_decisions(zgw, zaak.url)
        url = _url_of(document, [url for decision in sent for url in decision.document_urls])
        if url is None:
            links.whole("cases")
            sent.whole("decisions")
    return url


def _url_of(document: UUID, urls: Iterable[str]) -> str | None:
    return next((url for url in urls if uuid_of(url) == document), None)
