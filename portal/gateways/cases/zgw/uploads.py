"""Documents of a case: kept once, whole, and only then tied to the case."""

import base64
from collections.abc import Iterator, Sequence

from portal.domain.case_intake import NewDocument
from portal.domain.contents import Content
from portal.domain.days import today
from portal.domain.failures import InvalidSourceAnswer, SourceError
from portal.gateways.answers import Resource
from portal.gateways.calls import Body, Call
from portal.gateways.cases.zgw.api import Zgw
from portal.gateways.cases.zgw.catalogue import CaseType
from portal.gateways.cases.zgw.delivery_resources import (
    ANYTHING,
    LINKED,
    STORED_DOCUMENT,
    STORED_DOCUMENTS,
    ContentPart,
    LinkedDocument,
    StoredDocument,
)
from portal.gateways.cases.zgw.idempotency import find_or_create
from portal.gateways.cases.zgw.refusals import naming, not_in_catalogue
from portal.gateways.pages import read_pages
from portal.once import made_once

SMALL = 1024 * 1024
"""Bytes up to which a document is sent in one go; larger ones in parts, that can be resumed."""
TITLE_MOST = 200
FILE_NAME_MOST = 255
AUTHOR = "Aanvrager, via het portaal"


def put(zgw: Zgw, case_url: str, case_type: CaseType, new: NewDocument) -> None:
    """Put the document in the case; what is there already, whole or in part, is used."""
    content = made_once(new.content)
    with naming(f"document type {new.kind}"):
        document = find_or_create(
            lambda: find(zgw, new.reference), lambda: _make(zgw, case_type, new, content())
        )
        if document.inhoud is None:
            _upload_rest(zgw, document, content())
        _link(zgw, case_url, document.url, new)


def find(zgw: Zgw, reference: str) -> StoredDocument | None:
    """The document with this number. There is one, but a race elsewhere could make several."""
    if not reference.strip():
        raise ValueError("an empty filter would be no filter")
    query = {"identificatie": reference, "bronorganisatie": zgw.rsin}
    path = "enkelvoudiginformatieobjecten"
    documents = read_pages(zgw.documents, STORED_DOCUMENTS, path, query).whole("documents")
    if any(document.identificatie != reference for document in documents):
        raise InvalidSourceAnswer("documents", "a document with another number")
    return min(documents, key=lambda each: (each.begin_registratie, each.url), default=None)


def _make(zgw: Zgw, case_type: CaseType, new: NewDocument, content: Content) -> StoredDocument:
    kind = zgw.catalogue.document_types(case_type, today()).named(new.kind)
    if kind is None:
        raise not_in_catalogue(f"case type {case_type.code} has no document type {new.kind}")
    body = {
        "identificatie": new.reference,
        "bronorganisatie": zgw.rsin,
        "informatieobjecttype": kind,
        "titel": new.title[:TITLE_MOST],
        "beschrijving": new.description,
        "auteur": AUTHOR,
        "creatiedatum": new.received.isoformat(),
        "ontvangstdatum": new.received.isoformat(),
        "status": "definitief",
        "taal": "nld",
        "formaat": new.media_type,
        "bestandsnaam": new.file_name[-FILE_NAME_MOST:],
        "bestandsomvang": content.size,
        "inhoud": base64.b64encode(content.read()).decode() if content.size <= SMALL else None,
        "vertrouwelijkheidaanduiding": "zaakvertrouwelijk",
        # Null would block closing the case (zrc-007).
        "indicatieGebruiksrecht": False,
    }
    return zgw.documents.make(STORED_DOCUMENT, "enkelvoudiginformatieobjecten", body)


def _upload_rest(zgw: Zgw, document: StoredDocument, content: Content) -> None:
    """Send the parts that are not there yet; with the last one the document is whole.

    A part may be gigabytes, as its case system says: none is ever whole in memory.
    """
    parts = sorted(document.bestandsdelen, key=lambda part: part.volgnummer)
    if not parts:
        raise InvalidSourceAnswer("documents", "a document that lost its content")
    lock = parts[0].lock
    for part, piece in _in_parts(parts, content):
        if not part.voltooid:
            body = Body.of_file("inhoud", piece, {"lock": lock})
            path = zgw.documents.path_of(part.url)
            zgw.documents.send(Call(method="PUT", path=path, body=body))
    _unlock(zgw, zgw.documents.path_of(document.url), lock)


def _in_parts(
    parts: Sequence[ContentPart], content: Content
) -> Iterator[tuple[ContentPart, Content]]:
    """Each part with its bytes of the content."""
    if sum(part.omvang for part in parts) != content.size:
        raise InvalidSourceAnswer("documents", "parts of another content")
    start = 0
    for part in parts:
        yield part, content.part(start, part.omvang)
        start += part.omvang


def _unlock(zgw: Zgw, path: str, lock: str) -> None:
    """End the upload. Unlocked already is fine, if the content is there."""
    try:
        zgw.documents.post(f"{path}/unlock", {"lock": lock})
    except SourceError:
        document = zgw.documents.read(STORED_DOCUMENT, path)
        if document.inhoud is None or document.locked:
            raise


def is_linked(zgw: Zgw, case_url: str, document_url: str) -> bool:
    """Whether this document is in this case."""
    return _find_link(zgw, case_url, document_url) is not None


def _link(zgw: Zgw, case_url: str, document_url: str, new: NewDocument) -> None:
    def make() -> Resource:
        body = {"zaak": case_url, "informatieobject": document_url}
        body |= {"titel": new.title[:TITLE_MOST], "beschrijving": ""}
        return zgw.cases.make(ANYTHING, "zaakinformatieobjecten", body)

    find_or_create(lambda: _find_link(zgw, case_url, document_url), make)


def _find_link(zgw: Zgw, case_url: str, document_url: str) -> LinkedDocument | None:
    keys = {"zaak": case_url, "informatieobject": document_url}
    link = LinkedDocument(**keys)
    links = read_pages(zgw.cases, LINKED, "zaakinformatieobjecten", keys).whole("cases")
    return link if link in links else None
