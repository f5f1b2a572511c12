"""What the portal's application may not do, found out without doing anything.

An API that may not be told a scope answers 403 before it looks at what was sent, and 400 after. So
each probe is a POST that lacks what the standard demands and has a date that is none: no case
system can make anything of it, however much it fills in by itself. Only the scopes for what names
its own kind can be probed so (`zaken.aanmaken`, `documenten.aanmaken`); all others need a case.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Any

from portal.domain.case_intake import CatalogueNeeds
from portal.domain.failures import InvalidSourceAnswer, SourceRefused
from portal.gateways.calls import Body, Call
from portal.gateways.cases.zgw.api import Zgw
from portal.gateways.http import Api
from portal.gateways.problems import PERMISSION

NO_DATE = "portal-catalogue-check"
SECRECY = "zaakvertrouwelijk"
"""Of all that the portal makes."""


@dataclass(frozen=True, slots=True)
class Probe:
    """One thing that the portal will have to make."""

    api: Api
    path: str
    body: dict[str, Any]

    @property
    def is_allowed(self) -> bool:
        """Whether the application may make it; raises `SourceError` where that isn't said."""
        call = Call(method="POST", path=self.path, body=Body.of_json(self.body))
        try:
            self.api.send(call)
        except SourceRefused as error:
            if error.status == HTTPStatus.BAD_REQUEST:
                return True
            if (error.status, error.code) == (HTTPStatus.FORBIDDEN, PERMISSION):
                return False
            raise
        reason = f"it took a POST {self.path} without what it needs: look what it made"
        raise InvalidSourceAnswer(self.api.system, reason)


def case_probe(zgw: Zgw, type_url: str) -> Probe:
    """Of a case of this version of a case type; no organisation, and no date."""
    body = {"zaaktype": type_url, "vertrouwelijkheidaanduiding": SECRECY, "startdatum": NO_DATE}
    return Probe(zgw.cases, "zaken", body)


def document_probe(zgw: Zgw, type_url: str) -> Probe:
    """Of a document of this kind; no organisation, title, author or language, and no date."""
    body = {
        "informatieobjecttype": type_url,
        "vertrouwelijkheidaanduiding": SECRECY,
        "creatiedatum": NO_DATE,
    }
    return Probe(zgw.documents, "enkelvoudiginformatieobjecten", body)


def not_allowed(zgw: Zgw, needs: CatalogueNeeds, day: date) -> Iterator[str]:
    """What the application lacks for these needs, today and once a newer version begins.

    In plain sentences. What isn't in the catalogue is not asked: `needs_lacking` tells that.
    """
    catalogue, code = zgw.catalogue, needs.case_type
    for version in catalogue.versions_of(code):
        is_used = version.is_published and not version.has_ended_on(day)
        if is_used and not case_probe(zgw, version.url).is_allowed:
            yield (
                f"The application may make no cases of case type {code}, version from"
                f" {version.begin_geldigheid}: give it zaken.aanmaken, zaken.bijwerken,"
                f" zaken.statussen.toevoegen and zaken.lezen for that version, up to {SECRECY}."
            )
    case_type = catalogue.case_type_on(code, day)
    kinds = catalogue.document_types(case_type, day) if case_type else {}
    for name in dict.fromkeys(needs.document_types):
        if name in kinds and not document_probe(zgw, kinds[name]).is_allowed:
            yield (
                f"The application may make no documents of kind {name}: give it"
                f" documenten.aanmaken, documenten.bijwerken, documenten.lock and documenten.lezen"
                f" for that kind, up to {SECRECY}."
            )
