"""How submissions become cases: a `CaseIntake` on the ZGW APIs."""

from dataclasses import dataclass
from datetime import date, datetime
from http import HTTPStatus
from uuid import UUID

from portal.domain.case_intake import (
    CaseClosed,
    CatalogueNeeds,
    NewCase,
    NewDocument,
    NewStatus,
)
from portal.domain.case_keys import ONLY_SYSTEM, CaseKey, CaseNumber
from portal.domain.case_rules import CaseRules
from portal.domain.days import today
from portal.domain.document_rules import DocumentRules
from portal.domain.failures import SourceRefused
from portal.domain.remedies import RemedyRegister
from portal.domain.status_words import NO_STATUS_WORDS, StatusRegister
from portal.gateways.cases.zgw import api, authorisations, delivered_cases, delivery, uploads
from portal.gateways.cases.zgw.api import Zgw
from portal.gateways.cases.zgw.case_objects import objects_lacking
from portal.gateways.cases.zgw.cases_check import rules_lacking
from portal.gateways.cases.zgw.catalogue import CaseType
from portal.gateways.cases.zgw.delivered_cases import mark_filter_lacking
from portal.gateways.cases.zgw.delivery_resources import CASE_OF_TYPE
from portal.gateways.cases.zgw.documents_check import kinds_lacking
from portal.gateways.cases.zgw.idempotency import single_flight
from portal.gateways.cases.zgw.needs_check import needs_lacking
from portal.gateways.cases.zgw.payment_setting import set_payment
from portal.gateways.cases.zgw.remedies_check import remedies_lacking
from portal.gateways.cases.zgw.status_setting import set_status
from portal.gateways.cases.zgw.words_check import words_lacking
from portal.settings import Settings


@dataclass(frozen=True, slots=True)
class ZgwIntake:
    """A `CaseIntake`: every method may be repeated and changes nothing twice."""

    zgw: Zgw

    def number_of(self, submission: UUID, answers: str) -> CaseNumber | None:
        """The number of the case that this submission became; None where it became none yet."""
        return delivered_cases.find_number(self.zgw, submission, answers)

    def numbers_itself(self, case_type: str) -> bool:
        """Whether cases get a number of the case system's own, as the settings say."""
        del case_type
        return self.zgw.numbers_itself

    def deliver(self, new: NewCase) -> CaseKey:
        """Make (or complete) the case and give its key; exactly one, however often called."""
        with single_flight(new.number):
            return delivery.deliver(self.zgw, new)

    def add_document(self, key: CaseKey, document: NewDocument) -> None:
        """Add a document to a case; twice is once. Raises `CaseClosed`."""
        zaak = self.zgw.cases.read(CASE_OF_TYPE, self.zgw.path_of(key))
        with single_flight(document.reference):
            if zaak.einddatum:
                self._check_is_there(key, document, zaak.einddatum)
            else:
                self._put(key, document, self.zgw.catalogue.case_type(zaak.zaaktype))

    def set_status(self, key: CaseKey, new: NewStatus) -> None:
        """Give a case this status, with its result; twice is once. Raises `CaseClosed`."""
        with single_flight(str(key)):
            set_status(self.zgw, key, new)

    def set_payment(self, key: CaseKey, paid_at: datetime | None) -> None:
        """Let a case say that it was paid at this moment; None: that it is not."""
        with single_flight(str(key)):
            set_payment(self.zgw, key, paid_at)

    def _put(self, key: CaseKey, document: NewDocument, case_type: CaseType) -> None:
        """Put the document in a case that was open just now."""
        try:
            uploads.put(self.zgw, self.zgw.url_of(key), case_type, document)
        except SourceRefused as error:
            if error.status != HTTPStatus.FORBIDDEN:
                raise
            # Not every system says in its refusal that the case is closed.
            closed_on = self.zgw.cases.read(CASE_OF_TYPE, self.zgw.path_of(key)).einddatum
            if closed_on is None:
                raise
            self._check_is_there(key, document, closed_on)

    def _check_is_there(self, key: CaseKey, document: NewDocument, closed_on: date) -> None:
        """Raise `CaseClosed` unless the document was in the case before that was closed.

        What was stored meanwhile stays in the case system, tied to nothing: a person has to know.
        """
        stored = uploads.find(self.zgw, document.reference)
        if stored and uploads.is_linked(self.zgw, self.zgw.url_of(key), stored.url):
            return
        reason = f"the case was closed on {closed_on}"
        if stored:
            reason += f", document {document.reference} is tied to no case"
        raise CaseClosed("cases", reason, closed_on)

    def lacks(self, needs: CatalogueNeeds) -> list[str]:
        """What the catalogue lacks for these needs, in plain sentences; empty: nothing."""
        return [
            *mark_filter_lacking(self.zgw),
            *objects_lacking(self.zgw, needs),
            *needs_lacking(self.zgw.catalogue, needs),
        ]

    def not_allowed(self, needs: CatalogueNeeds) -> list[str]:
        """What the portal's application may not do for these needs, in plain sentences."""
        return list(authorisations.not_allowed(self.zgw, needs, today()))

    def without_words(self) -> list[str]:
        """Each status without words of the municipality, and words without a status."""
        catalogue = self.zgw.catalogue
        return words_lacking(catalogue.case_types_on(today()), catalogue.statuses)

    def without_remedies(self, register: RemedyRegister) -> list[str]:
        """Where the catalogue and the file of remedies don't say the same, in plain sentences."""
        return list(remedies_lacking(self.zgw.catalogue, register, today()))

    def without_cases(self, rules: CaseRules) -> list[str]:
        """Where the file of cases names what isn't in the catalogue, in plain sentences."""
        return list(rules_lacking(self.zgw, rules, today()))

    def without_kinds(self, rules: DocumentRules) -> list[str]:
        """Where the file of documents shows what isn't in the catalogue, in plain sentences."""
        return list(kinds_lacking(self.zgw.catalogue, rules, today()))


def connect(
    settings: Settings, statuses: StatusRegister = NO_STATUS_WORDS, system: str = ONLY_SYSTEM
) -> ZgwIntake:
    """The case system of this name in the settings, for the worker: it may wait long."""
    limit_s = settings.every_case_system[system].worker_seconds or settings.case_timeout_seconds
    return ZgwIntake(api.connect(settings, statuses, limit_s=limit_s, system=system))
