"""The content of a document: of a case itself, of its decisions, or of its sub-cases."""

from collections.abc import Iterable
from uuid import UUID

from portal.domain.cases import Download
from portal.domain.failures import NotFound
from portal.gateways.cases.zgw.decisions import letters_of, sent_decisions
from portal.gateways.cases.zgw.documents import VisibleDocument, document_at, urls_of
from portal.gateways.cases.zgw.relatives import document_in_sub_cases
from portal.gateways.cases.zgw.resources import Zaak, uuid_of
from portal.gateways.cases.zgw.sub_cases import Onlooker
from portal.gateways.cases.zgw.visibility import DocumentRule


def download(rule: DocumentRule, zaak: Zaak, document: UUID, onlooker: Onlooker) -> Download:
    """The content of a document of this case, its decisions or sub-cases; raises `NotFound`."""
    url = _url_of(document, urls_of(zaak.document_links))
    visible = (
        (url and document_at(rule, url))
        or _letter_at(rule, zaak, document)
        or document_in_sub_cases(rule.zgw, zaak, onlooker, document)
    )
    if not visible:
        raise NotFound
    documents, file = rule.zgw.documents, visible.document
    content = documents.stream(documents.path_of(visible.content_url))
    return Download(file.file_name, file.media_type, content.size, content)


def _letter_at(rule: DocumentRule, zaak: Zaak, document: UUID) -> VisibleDocument | None:
    """The document of a decision in this case; None where the resident may see none such.

    Raises `InvalidSourceAnswer` where it could be one of those that could not be read.
    """
    sent, links = sent_decisions(rule.zgw, zaak.url), zaak.document_links
    url = _url_of(document, [url for decision in sent for url in decision.document_urls])
    if url is not None:
        return document_at(rule.for_letters(letters_of(sent)), url)
    if _url_of(document, urls_of(links)) is None:
        links.whole("cases")
    sent.whole("decisions")
    return None


def _url_of(document: UUID, urls: Iterable[str]) -> str | None:
    return next((url for url in urls if uuid_of(url) == document), None)
