"""What residents see of their cases: a `CaseSystem` on the ZGW APIs.

An application may read everybody's cases, so each answer is held against the resident before
anything of it is used.
"""

from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from uuid import UUID

from portal.domain.case_keys import CaseKey, DecisionKey
from portal.domain.cases import Case, CaseFile, Download, Step
from portal.domain.consultations import ConsultationProof
from portal.domain.failures import (
    InvalidSourceAnswer,
    NotFound,
    OfSomebodyElse,
    SourceAnswer,
    SourceRefused,
)
from portal.domain.status_words import NO_STATUS_WORDS, StatusRegister
from portal.gateways.cases.zgw import api, listing, parts, translate
from portal.gateways.cases.zgw.api import Zgw
from portal.gateways.cases.zgw.resources import CASE, DECIDED_CASE, ROLES, Zaak
from portal.gateways.deadlines import Deadline
from portal.gateways.pages import read_pages
from portal.gateways.problems import UNSEEN
from portal.gateways.subjects import bsn_of
from portal.gateways.zgw_access import id_at
from portal.settings import Settings

EXPAND = "status,resultaat,rollen,zaakinformatieobjecten"


@dataclass(frozen=True, slots=True)
class ZgwCases:
    """A `CaseSystem`; each method takes no longer than one call may."""

    zgw: Zgw
    limit_s: float

    def cases_of(self, proof: ConsultationProof) -> SourceAnswer[list[Case]]:
        """All cases that this resident started, newest first; of very many the newest 500."""
        deadline = Deadline(self.limit_s)
        return listing.cases_of(self.zgw.within(deadline), deadline, bsn_of(proof))

    def case_file(self, proof: ConsultationProof, key: CaseKey) -> CaseFile:
        """One case of this resident with its steps, documents, contact and decisions."""
        deadline = Deadline(self.limit_s)
        zgw = self.zgw.within(deadline)
        zaak = _own_case(zgw, bsn_of(proof), key)
        [case] = listing.translate_all(zgw, deadline, [zaak]).whole("cases")
        return parts.file_of(zgw, deadline, case, zaak)

    def download(self, proof: ConsultationProof, key: CaseKey, document: UUID) -> Download:
        """A document that the resident may see in this case."""
        zgw = self.zgw.within(Deadline(self.limit_s))
        zaak = _own_case(zgw, bsn_of(proof), key)
        return parts.download(zgw, zaak, document)

    def steps_of_report(self, key: CaseKey) -> tuple[Step, ...]:
        """The steps of a case that nobody is the initiator of; raises `OfSomebodyElse` otherwise.

        Raises `NotFound` where no resident may see it.
        """
        zgw = self.zgw.within(Deadline(self.limit_s))
        zaak = zgw.cases.read(CASE, zgw.path_of(key), {"expand": EXPAND})
        if not translate.is_of_nobody(zaak):
            raise OfSomebodyElse
        if not translate.is_shown(zaak):
            raise NotFound
        return parts.steps_of(zgw, zaak)

    def key_of(self, url: str) -> CaseKey | DecisionKey | None:
        """What a notification is about, by its URL; None for a URL of nothing that we know."""
        zgw = self.zgw
        with suppress(InvalidSourceAnswer):
            return zgw.case_at(url)
        with suppress(InvalidSourceAnswer):
            return DecisionKey(zgw.system, id_at(zgw.decisions, "besluiten", url))
        return None

    def case_of(self, decision: DecisionKey) -> CaseKey | None:
        """The case that this decision was taken in; None where it has none, or is gone."""
        zgw = self.zgw.within(Deadline(self.limit_s))
        if decision.system != zgw.system:
            return None
        try:
            besluit = zgw.decisions.read(DECIDED_CASE, f"besluiten/{decision.id}")
        except SourceRefused as error:
            if error.status == HTTPStatus.NOT_FOUND:
                return None
            raise
        return zgw.case_at(besluit.zaak) if besluit.zaak else None

    def subject_of(self, key: CaseKey) -> str | None:
        """BSN of the initiator of this case; None where it has none. Shown to nobody."""
        zgw = self.zgw.within(Deadline(self.limit_s))
        case_url = zgw.url_of(key)
        query = {"zaak": case_url, "omschrijvingGeneriek": "initiator"}
        roles = read_pages(zgw.cases, ROLES, "rollen", query).whole("cases")
        if any(role.zaak != case_url for role in roles):
            raise InvalidSourceAnswer("cases", "roles of another case")
        return translate.initiator_bsn(roles)


def connect(settings: Settings, statuses: StatusRegister = NO_STATUS_WORDS) -> ZgwCases:
    """The case system of these settings, for pages; `statuses`: how they are told."""
    limit_s = settings.register_seconds
    return ZgwCases(api.connect(settings, statuses, limit_s=limit_s), limit_s)


def _own_case(zgw: Zgw, bsn: str, key: CaseKey) -> Zaak:
    """The case, if this resident started it; raises `NotFound`.

    Of a case with an odd role nobody can say whose it is: that is unknown, not somebody else's.
    """
    try:
        zaak = zgw.cases.read(CASE, zgw.path_of(key), {"expand": EXPAND})
    except SourceRefused as error:
        if (error.status, error.code) in UNSEEN:
            raise NotFound from None
        raise
    if zgw.case_at(zaak.url) != key:
        raise InvalidSourceAnswer("cases", "another case")
    if not translate.is_shown(zaak):
        raise NotFound
    if not translate.is_of(zaak, bsn):
        zaak.roles.whole("cases")
        raise OfSomebodyElse
    return zaak
