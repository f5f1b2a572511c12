"""How submissions become cases: a `CaseIntake` on the ZGW APIs."""

from dataclasses import dataclass
from http import HTTPStatus
from uuid import UUID

from portal.domain.case_keys import CaseKey, CaseNumber
from portal.domain.cases import CatalogueNeeds, NewCase, NewDocument
from portal.domain.days import today
from portal.domain.failures import SourceRefused
from portal.domain.status_words import NO_STATUS_WORDS, StatusRegister
from portal.gateways.cases.zgw import api, delivery, uploads
from portal.gateways.cases.zgw.api import Zgw
from portal.gateways.cases.zgw.catalogue import CaseType
from portal.gateways.cases.zgw.delivery_resources import CASE_OF_TYPE, RESERVED
from portal.gateways.cases.zgw.idempotency import single_flight
from portal.gateways.cases.zgw.words_check import words_lacking
from portal.settings import Settings

NO_RESERVING = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED})


@dataclass(frozen=True, slots=True)
class ZgwIntake:
    """A `CaseIntake`: every method may be repeated and changes nothing twice."""

    zgw: Zgw

    def number_of(self, submission: UUID, answers: str) -> CaseNumber | None:
        """The number of the case that this submission became before; None where it became none."""
        return delivery.find_number(self.zgw, submission, answers)

    def reserve_number(self) -> CaseNumber | None:
        """An official case number; None where the case system doesn't hand them out."""
        try:
            reserved = self.zgw.cases.make(
                RESERVED, "zaaknummer_reserveren", {"bronorganisatie": self.zgw.rsin}
            )
        except SourceRefused as error:
            if error.status in NO_RESERVING:
                return None
            raise
        return CaseNumber(reserved.zaaknummer)

    def deliver(self, new: NewCase) -> CaseKey:
        """Make (or complete) the case and give its key; exactly one, however often called."""
        with single_flight(new.number):
            return delivery.deliver(self.zgw, new)

    def add_document(self, key: CaseKey, document: NewDocument) -> None:
        """Add a document to a case; twice is once."""
        zaak = self.zgw.cases.read(CASE_OF_TYPE, self.zgw.path_of(key))
        case_type = self.zgw.catalogue.case_type(zaak.zaaktype)
        with single_flight(document.reference):
            uploads.put(self.zgw, self.zgw.url_of(key), case_type, document)

    def lacks(self, needs: CatalogueNeeds) -> list[str]:
        """What the catalogue lacks for these needs, in plain sentences; empty: nothing."""
        code, catalogue, day = needs.case_type, self.zgw.catalogue, today()
        case_type = catalogue.case_type_on(code, day)
        if case_type is None:
            return [f"Case type {code} is not in the catalogue, or not published and valid today."]
        lacking = _lacking_steps(case_type, needs.first_status)
        if catalogue.initiator_role(case_type) is None:
            lacking.append("role type of the kind initiator")
        has_properties = catalogue.properties(case_type)
        lacking += [f"property {name}" for name in needs.properties if name not in has_properties]
        has_types = catalogue.document_types(case_type, day)
        lacking += [
            f"document type {name}" for name in needs.document_types if name not in has_types
        ]
        return [f"Case type {code} has no {what}." for what in lacking]

    def without_words(self) -> list[str]:
        """Each status without words of the municipality, and words without a status."""
        catalogue = self.zgw.catalogue
        return words_lacking(catalogue.case_types_on(today()), catalogue.statuses)


def _lacking_steps(case_type: CaseType, first: str) -> list[str]:
    """What this case type lacks to begin with; `first` is the name of its first step, or ''."""
    if not case_type.steps:
        return ["status types"]
    if case_type.lacks_steps:
        return ["status types that can all be read"]
    return [] if first in ("", case_type.steps[0].code) else [f"first status type {first}"]


def connect(settings: Settings, statuses: StatusRegister = NO_STATUS_WORDS) -> ZgwIntake:
    """The case system of these settings, for the worker: it may wait long."""
    return ZgwIntake(api.connect(settings, statuses, limit_s=settings.case_timeout_seconds))
