"""Documents of a case: kept once, whole, and only then tied to the case."""

import base64
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from portal.domain.cases import NewDocument
from portal.domain.days import today
from portal.domain.failures import InvalidSourceAnswer, SourceError
from portal.gateways.calls import Body, Call
from portal.gateways.cases.zgw.api import Zgw
from portal.gateways.cases.zgw.catalogue import CaseType
from portal.gateways.cases.zgw.idempotency import find_or_create
from portal.gateways.http import parsing_answer_of
from portal.gateways.pages import items

SMALL = 1024 * 1024
"""Bytes up to which a document is sent in one go; larger ones in parts, that can be resumed."""
TITLE_MOST = 200
FILE_NAME_MOST = 255
AUTHOR = "Aanvrager, via het portaal"

Json = dict[str, Any]


def put(zgw: Zgw, case_url: str, case_type: CaseType, new: NewDocument) -> None:
    """Put the document in the case; what is there already, whole or in part, is used."""
    content = cache(new.content)
    document = find_or_create(
        lambda: _find(zgw, new.reference), lambda: _make(zgw, case_type, new, content())
    )
    with parsing_answer_of("documents"):
        url, is_whole = str(document["url"]), document["inhoud"] is not None
    if not is_whole:
        _upload_rest(zgw, document, content)
    _link(zgw, case_url, url, new)


def _find(zgw: Zgw, reference: str) -> Json | None:
    """The document with this number. There is one, but a race elsewhere could make several."""
    if not reference.strip():
        raise ValueError("an empty filter would be no filter")
    query = {"identificatie": reference, "bronorganisatie": zgw.rsin}
    documents = list(items(zgw.documents, "enkelvoudiginformatieobjecten", query))
    with parsing_answer_of("documents"):
        if any(item["identificatie"] != reference for item in documents):
            raise ValueError("a document with another number")
        return min(
            documents, key=lambda item: (item["beginRegistratie"], item["url"]), default=None
        )


def _make(zgw: Zgw, case_type: CaseType, new: NewDocument, content: bytes) -> Json:
    kind = zgw.catalogue.document_types(case_type, today()).get(new.kind)
    if kind is None:
        lack = f"case type {case_type.code} has no document type {new.kind}"
        raise InvalidSourceAnswer("catalogue", lack)
    body = {
        "identificatie": new.reference,
        "bronorganisatie": zgw.rsin,
        "informatieobjecttype": kind,
        "titel": new.title[:TITLE_MOST],
        "auteur": AUTHOR,
        "creatiedatum": new.received.isoformat(),
        "ontvangstdatum": new.received.isoformat(),
        "status": "definitief",
        "taal": "nld",
        "formaat": new.media_type,
        "bestandsnaam": new.file_name[-FILE_NAME_MOST:],
        "bestandsomvang": len(content),
        "inhoud": base64.b64encode(content).decode() if len(content) <= SMALL else None,
        "vertrouwelijkheidaanduiding": "zaakvertrouwelijk",
        # Null would block closing the case (zrc-007).
        "indicatieGebruiksrecht": False,
    }
    made = zgw.documents.post("enkelvoudiginformatieobjecten", body)
    with parsing_answer_of("documents"):
        return {**made, "url": made["url"], "inhoud": made["inhoud"]}


def _upload_rest(zgw: Zgw, document: Json, content: Callable[[], bytes]) -> None:
    """Send the parts that are not there yet; with the last one the document is whole."""
    with parsing_answer_of("documents"):
        parts = sorted(document["bestandsdelen"], key=lambda part: part["volgnummer"])
        if not parts:
            raise ValueError("a document that lost its content")
        lock = str(parts[0]["lock"])
        for part, piece in _pieces(parts, content()):
            if not part["voltooid"]:
                path = zgw.documents.path_of(part["url"])
                body = Body.of_file("inhoud", piece, {"lock": lock})
                zgw.documents.send(Call(method="PUT", path=path, body=body))
        _unlock(zgw, zgw.documents.path_of(document["url"]), lock)


def _pieces(parts: list[Json], content: bytes) -> Iterator[tuple[Json, bytes]]:
    """Each part with its piece of the content."""
    if sum(part["omvang"] for part in parts) != len(content):
        raise ValueError("parts of another content")
    start = 0
    for part in parts:
        end = start + part["omvang"]
        yield part, content[start:end]
        start = end


def _unlock(zgw: Zgw, path: str, lock: str) -> None:
    """End the upload. Unlocked already is fine, if the content is there."""
    try:
        zgw.documents.post(f"{path}/unlock", {"lock": lock})
    except SourceError:
        document = zgw.documents.get(path)
        with parsing_answer_of("documents"):
            is_whole = document["inhoud"] is not None and not document["locked"]
        if not is_whole:
            raise


def _link(zgw: Zgw, case_url: str, document_url: str, new: NewDocument) -> None:
    keys = {"zaak": case_url, "informatieobject": document_url}

    def find() -> Json | None:
        with parsing_answer_of("cases"):
            links = items(zgw.cases, "zaakinformatieobjecten", keys)
            return next((link for link in links if keys.items() <= link.items()), None)

    def make() -> Json:
        body = {**keys, "titel": new.title[:TITLE_MOST], "beschrijving": ""}
        answer = zgw.cases.post("zaakinformatieobjecten", body)
        with parsing_answer_of("cases"):
            return dict(answer)

    find_or_create(find, make)
