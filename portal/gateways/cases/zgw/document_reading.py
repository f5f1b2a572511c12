"""Reading the documents of a case together, however many there are: one call for each hundred.

Where a system can't search by ids, they are read one by one, by a few threads and up to so many.
"""

from collections.abc import Sequence
from functools import partial
from http import HTTPStatus

from portal.domain.failures import InvalidSourceAnswer, SourceError, SourceRefused
from portal.gateways.answers import ItemList
from portal.gateways.cases.zgw.api import Zgw
from portal.gateways.cases.zgw.resources import DOCUMENT, DOCUMENTS, Document, uuid_of
from portal.gateways.cases.zgw.unread_parts import read_each
from portal.gateways.deadlines import Deadline
from portal.gateways.parallel import start
from portal.gateways.problems import is_absent, is_closed_to_us

SEARCH = "enkelvoudiginformatieobjecten/_zoek"
AT_ONCE = 100
"""Documents in one search: the size of a page in Open Zaak, where nothing else is asked."""
CANNOT_SEARCH = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED})
MOST_ONE_BY_ONE = 100
THREADS_ONE_BY_ONE = 8
"""For one case in a system that can't search, of the threads that all residents share."""


def read_documents(zgw: Zgw, deadline: Deadline, urls: Sequence[str]) -> ItemList[Document]:
    """Those of these documents that the portal may see, as far as they could be read."""
    ours = [url for url in dict.fromkeys(urls) if zgw.documents.has(url)]
    documents: ItemList[Document] = ItemList()
    if len(ours) < len(set(urls)):
        documents += ItemList((), ("a document outside the base address",))
    try:
        for place in range(0, len(ours), AT_ONCE):
            documents += _search(zgw, ours[place : place + AT_ONCE])
    except SourceRefused as error:
        if error.status in CANNOT_SEARCH:
            return documents + _one_by_one(zgw, deadline, ours)
        return documents + ItemList((), (error.reason,))
    except SourceError as error:
        return documents + ItemList((), (error.reason,))
    return documents


def _search(zgw: Zgw, urls: Sequence[str]) -> ItemList[Document]:
    """Those of these documents that the portal may see. Raises `SourceError`.

    A search that Open Zaak doesn't understand finds everybody's: each is held against those that
    were asked for, and after the first other one nothing more is read.
    """
    ids = {uuid_of(url) for url in urls}
    body, path = {"uuid__in": [str(each) for each in ids]}, SEARCH
    documents: ItemList[Document] = ItemList()
    for _ in urls:  # no page is empty
        page = zgw.documents.read_by_post(DOCUMENTS, path, body)
        asked_for = tuple(each for each in page.results if uuid_of(each.url) in ids)
        documents += ItemList(asked_for, page.results.odd)
        if len(asked_for) < len(page.results.items):
            return documents + ItemList((), ("a document that was not asked for",))
        if not page.next:
            return documents
        path = zgw.documents.path_of(page.next)
    raise InvalidSourceAnswer("documents", "more pages than documents")


def _one_by_one(zgw: Zgw, deadline: Deadline, urls: Sequence[str]) -> ItemList[Document]:
    """The same without a search, of the first ones; the rest counts as not read."""
    first = urls[:MOST_ONE_BY_ONE]
    lanes = [first[place::THREADS_ONE_BY_ONE] for place in range(THREADS_ONE_BY_ONE)]
    pending = [
        start("documents", deadline, partial(_read_all, zgw, lane)) for lane in lanes if lane
    ]
    documents: ItemList[Document] = ItemList()
    if len(urls) > len(first):
        documents += ItemList((), (f"only {len(first)} of {len(urls)} documents were asked for",))
    for each in pending:
        try:
            documents += each.result()
        except SourceError as error:
            documents += ItemList((), (error.reason,))
    if not documents.items and not documents.odd:
        # Where the whole API is elsewhere, each document looks like one that we may not see.
        documents += ItemList((), ("neither the search nor any document was there",))
    return documents


def _read_all(zgw: Zgw, urls: Sequence[str]) -> ItemList[Document]:
    return read_each(urls, partial(_read_permitted, zgw))


def _read_permitted(zgw: Zgw, url: str) -> Document | None:
    """As a search has it: None where the portal may not see it."""
    try:
        return _read(zgw, url)
    except SourceRefused as error:
        if is_closed_to_us(error):
            return None
        raise


def read_document(zgw: Zgw, url: str) -> Document | None:
    """The document; None where there is none, or none of a kind that the portal may see.

    Raises `SourceError`, also where all documents are closed to us: a search tells that apart.
    """
    try:
        return _read(zgw, url)
    except SourceRefused as error:
        if not is_closed_to_us(error):
            raise
    try:
        return next(iter(_search(zgw, [url]).whole("documents")), None)
    except SourceRefused as error:
        if error.status in CANNOT_SEARCH:
            return None
        raise


def _read(zgw: Zgw, url: str) -> Document | None:
    """The document; None where there is none. Raises `SourceError`."""
    try:
        document = zgw.documents.read(DOCUMENT, zgw.documents.path_of(url))
    except SourceRefused as error:
        if is_absent(error):
            return None
        raise
    if uuid_of(document.url) != uuid_of(url):
        raise InvalidSourceAnswer("documents", "another document")
    return document
