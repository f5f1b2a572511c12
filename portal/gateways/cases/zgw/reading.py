"""What residents see of their cases: a `CaseSystem` on the ZGW APIs.

An application may read everybody's cases, so each answer is held against the resident before
anything of it is used.
"""

from dataclasses import dataclass
from http import HTTPStatus
from uuid import UUID

from portal.domain.cases import Case, CaseFile, Download, Step
from portal.domain.consultations import ConsultationProof
from portal.domain.failures import InvalidSourceAnswer, NotFound, SourceAnswer, SourceRefused
from portal.gateways.cases.zgw import api, listing, parts, translate
from portal.gateways.cases.zgw.api import Zgw
from portal.gateways.cases.zgw.translate import Json
from portal.gateways.deadlines import Deadline
from portal.gateways.http import Api, parsing_answer_of
from portal.gateways.pages import items
from portal.gateways.subjects import bsn_of
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

    def case_file(self, proof: ConsultationProof, number: str) -> CaseFile:
        """One case of this resident with its steps, documents, contact and decisions."""
        deadline = Deadline(self.limit_s)
        zgw = self.zgw.within(deadline)
        zaak = _own_case(zgw, bsn_of(proof), number)
        [case] = listing.translated(zgw, deadline, [zaak])
        return parts.file_of(zgw, deadline, case, zaak)

    def download(self, proof: ConsultationProof, number: str, document: UUID) -> Download:
        """A document that the resident may see in this case."""
        zgw = self.zgw.within(Deadline(self.limit_s))
        zaak = _own_case(zgw, bsn_of(proof), number)
        return parts.download(zgw, zaak, document)

    def steps_of_report(self, case_url: str) -> tuple[Step, ...]:
        """The steps of a case that nobody is the initiator of; raises `NotFound` otherwise."""
        zgw = self.zgw.within(Deadline(self.limit_s))
        zaak = zgw.cases.get(zgw.cases.path_of(case_url), {"expand": EXPAND})
        if not (translate.is_of_nobody(zaak) and translate.is_shown(zaak)):
            raise NotFound
        return parts.steps_of(zgw, zaak)

    def case_at(self, url: str) -> str | None:
        """URL of the case that a notification is about; None for a URL of nothing that we know."""
        zgw = self.zgw.within(Deadline(self.limit_s))
        if _is_of(zgw.cases, url):
            return url
        if not _is_of(zgw.decisions, url):
            return None
        try:
            decision = zgw.decisions.get(zgw.decisions.path_of(url))
        except SourceRefused as error:
            if error.status == HTTPStatus.NOT_FOUND:
                return None
            raise
        with parsing_answer_of("decisions"):
            return str(decision["zaak"]) or None

    def subject_of(self, case_url: str) -> str | None:
        """BSN of the initiator of this case; None where it has none. Shown to nobody."""
        zgw = self.zgw.within(Deadline(self.limit_s))
        zgw.cases.path_of(case_url)
        query = {"zaak": case_url, "omschrijvingGeneriek": "initiator"}
        roles = list(items(zgw.cases, "rollen", query))
        with parsing_answer_of("cases"):
            if any(role["zaak"] != case_url for role in roles):
                raise ValueError("roles of another case")
        return translate.initiator_bsn(roles)


def connect(settings: Settings) -> ZgwCases:
    """The case system of these settings, for pages."""
    limit_s = settings.register_seconds
    return ZgwCases(api.connect(settings, limit_s=limit_s), limit_s)


def _is_of(api: Api, url: str) -> bool:
    try:
        api.path_of(url)
    except (InvalidSourceAnswer, ValueError):  # some words are no URL at all
        return False
    return True


def _own_case(zgw: Zgw, bsn: str, number: str) -> Json:
    """The case with this number, if this resident started it; raises `NotFound`."""
    if not number.strip():
        raise NotFound  # an empty filter would be no filter
    for zaak in items(zgw.cases, "zaken", {"identificatie": number, "expand": EXPAND}):
        with parsing_answer_of("cases"):
            if zaak["identificatie"] != number:
                raise ValueError("a case with another number")
        if translate.is_of(zaak, bsn) and translate.is_shown(zaak):
            return zaak
    raise NotFound
