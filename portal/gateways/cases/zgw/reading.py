"""What residents see of their cases: a `CaseSystem` on the ZGW APIs.

An application may read everybody's cases, so each answer is held against the resident before
anything of it is used.
"""

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from uuid import UUID

import structlog

from portal.domain.case_keys import ONLY_SYSTEM, CaseKey, CaseNumber, DecisionKey
from portal.domain.case_marks import CaseMark
from portal.domain.case_rows import CaseRows, RowSelection
from portal.domain.case_rules import USUAL_CASE_RULES, CaseRule, CaseRules
from portal.domain.cases import Case, CaseFile, CaseInbox, CaseList, Download, Step
from portal.domain.consultations import ConsultationProof
from portal.domain.document_rules import USUAL_DOCUMENT_RULES, DocumentRules
from portal.domain.failures import (
    InvalidSourceAnswer,
    NotFound,
    OfSomebodyElse,
    SourceAnswer,
    SourceRefused,
)
from portal.domain.status_words import NO_STATUS_WORDS, StatusRegister
from portal.gateways.cases.zgw import api, downloads, listing, marks, parts, rows, translate
from portal.gateways.cases.zgw.api import Zgw
from portal.gateways.cases.zgw.relatives import RelativesUnderWay
from portal.gateways.cases.zgw.resources import CASE, DECIDED_CASE, ROLES, Role, Zaak
from portal.gateways.cases.zgw.sights import (
    Sight,
    interested_bsn,
    is_shown,
    parts_for_interested,
    sight_by_role,
)
from portal.gateways.cases.zgw.sub_cases import Onlooker
from portal.gateways.cases.zgw.visibility import kinds_taken, rule_of
from portal.gateways.deadlines import Deadline
from portal.gateways.pages import read_pages
from portal.gateways.problems import is_absent, is_closed_to_us
from portal.gateways.subjects import bsn_of
from portal.gateways.zgw_access import id_at
from portal.settings import Settings

log = structlog.get_logger()
EXPAND = "status,resultaat,rollen"
EXPAND_WITH_LINKS = f"{EXPAND},zaakinformatieobjecten"
"""With the titles of its documents, also of those that nobody may see."""


@dataclass(frozen=True, slots=True)
class ZgwCases:
    """A `CaseSystem`; each method takes no longer than one call may."""

    zgw: Zgw
    limit_s: float

    def cases_of(self, proof: ConsultationProof, number: int = 1) -> SourceAnswer[CaseList]:
        """A page of the cases that this resident started, newest first; raises `NotFound`."""
        deadline = Deadline.of_call(self.limit_s)
        return listing.cases_of(self.zgw.within(deadline), deadline, bsn_of(proof), number)

    def cases_with_keys(
        self, proof: ConsultationProof, keys: Collection[CaseKey]
    ) -> SourceAnswer[list[Case]]:
        """Those of these cases that this resident started; of many the first ones."""
        deadline = Deadline.of_call(self.limit_s)
        return listing.cases_with_keys(self.zgw.within(deadline), deadline, bsn_of(proof), keys)

    def rows_of(self, proof: ConsultationProof, selection: RowSelection) -> SourceAnswer[CaseRows]:
        """Rows of this resident's cases, to search in."""
        deadline = Deadline.of_call(self.limit_s)
        return rows.rows_of(self.zgw.within(deadline), deadline, bsn_of(proof), selection)

    def cases_with_number(
        self, proof: ConsultationProof, number: CaseNumber
    ) -> SourceAnswer[list[Case]]:
        """The cases with this number that this resident started."""
        deadline = Deadline.of_call(self.limit_s)
        return listing.cases_with_number(self.zgw.within(deadline), deadline, bsn_of(proof), number)

    def case_file(
        self, proof: ConsultationProof, key: CaseKey, own: Collection[UUID] = ()
    ) -> CaseFile:
        """One case of this resident with its steps, documents, contact and decisions."""
        return self._file(proof, key, own)

    def case_without_documents(self, proof: ConsultationProof, key: CaseKey) -> CaseFile:
        """The same, but of its documents nothing is read, nor which ones there are."""
        return self._file(proof, key, None)

    def _file(
        self, proof: ConsultationProof, key: CaseKey, own: Collection[UUID] | None
    ) -> CaseFile:
        deadline = Deadline.of_call(self.limit_s)
        zgw = self.zgw.within(deadline)
        expand = EXPAND if own is None else EXPAND_WITH_LINKS
        zaak, sight = _own_case(zgw, bsn_of(proof), key, expand)
        [case] = listing.translate_all(zgw, deadline, [zaak]).whole("cases")
        if own is None:
            return sight.file(parts.file_of(zgw, deadline, case, zaak, None))
        rule = rule_of(zgw, zaak, own, sight)
        if not sight.is_whole:  # what hangs together with it, is of who started it
            return sight.file(parts.file_of(zgw, deadline, case, zaak, rule))
        onlooker = Onlooker(bsn_of(proof), frozenset(own))
        relatives = RelativesUnderWay.start(zgw, deadline, zaak, onlooker)
        return relatives.added_to(parts.file_of(zgw, deadline, case, zaak, rule))

    def inbox(self, proof: ConsultationProof, key: CaseKey) -> CaseInbox:
        """What the resident may add to this case."""
        deadline = Deadline.of_call(self.limit_s)
        zgw = self.zgw.within(deadline)
        zaak, sight = _own_case(zgw, bsn_of(proof), key, EXPAND)
        sights = {zaak.url: sight}
        [case] = listing.translate_all(zgw, deadline, [zaak], sights).whole("cases")
        return _inbox_of(zgw, zaak, case, sight)

    def file_and_inbox(self, proof: ConsultationProof, key: CaseKey) -> tuple[CaseFile, CaseInbox]:
        """`case_without_documents` and `inbox` of one case, which is read once."""
        deadline = Deadline.of_call(self.limit_s)
        zgw = self.zgw.within(deadline)
        zaak, sight = _own_case(zgw, bsn_of(proof), key, EXPAND)
        [case] = listing.translate_all(zgw, deadline, [zaak]).whole("cases")
        file = sight.file(parts.file_of(zgw, deadline, case, zaak, None))
        return file, _inbox_of(zgw, zaak, sight.case(case), sight)

    def download(
        self, proof: ConsultationProof, key: CaseKey, document: UUID, own: Collection[UUID] = ()
    ) -> Download:
        """A document that the resident may see in this case."""
        zgw = self.zgw.within(Deadline.of_call(self.limit_s))
        zaak, sight = _own_case(zgw, bsn_of(proof), key, EXPAND_WITH_LINKS)
        onlooker = Onlooker(bsn_of(proof), frozenset(own))
        if not sight.is_whole:
            _check_is_on_page(self.case_file(proof, key, own), document)
        return downloads.download(rule_of(zgw, zaak, own, sight), zaak, document, onlooker)

    def steps_of_report(self, key: CaseKey) -> tuple[Step, ...]:
        """The steps of a case that nobody is the initiator of; raises `OfSomebodyElse` otherwise.

        Raises `NotFound` where no resident may see it.
        """
        zgw = self.zgw.within(Deadline.of_call(self.limit_s))
        zaak = _case(zgw, key)
        if not translate.is_of_nobody(zaak):
            raise OfSomebodyElse
        if not is_shown(zgw, zaak):
            raise NotFound
        return parts.steps_of(zgw, zaak)

    def key_of(self, url: str) -> CaseKey | DecisionKey | None:
        """What a notification is about, by its URL; None for a URL of nothing that we know."""
        zgw = self.zgw
        with suppress(InvalidSourceAnswer):
            return zgw.case_at(url)
        if zgw.decisions is not None:
            with suppress(InvalidSourceAnswer):
                return DecisionKey(zgw.system, id_at(zgw.decisions, "besluiten", url))
        return None

    def case_of(self, decision: DecisionKey) -> CaseKey | None:
        """The case that this decision was taken in; None where it has none, or isn't seen.

        One that is closed to us may be of a kind that is none of our business: the log names it.
        """
        zgw = self.zgw.within(Deadline.of_call(self.limit_s))
        if decision.system != zgw.system or zgw.decisions is None:
            return None
        try:
            besluit = zgw.decisions.read(DECIDED_CASE, f"besluiten/{decision.id}")
        except SourceRefused as error:
            if is_closed_to_us(error):
                log.warning("decision_closed_to_us", decision=str(decision), reason=error.reason)
                return None
            if is_absent(error):
                return None
            raise
        return zgw.case_at(besluit.zaak) if besluit.zaak else None

    def subject_of(self, key: CaseKey) -> str | None:
        """BSN of whom news of this case is for; None where it is for nobody. Shown to nobody.

        Of what only employees started, that is its one interested party, where they see it.
        """
        zgw = self.zgw.within(Deadline.of_call(self.limit_s))
        if not any(rule.case_of_employee is not None for rule in zgw.case_rules):
            return translate.initiator_bsn(_roles(zgw, key, {"omschrijvingGeneriek": "initiator"}))
        roles = _roles(zgw, key, {})
        by_employee = CaseRule(case_of_employee=frozenset())
        is_for_interested = parts_for_interested(by_employee, roles) is not None
        return interested_bsn(roles) if is_for_interested else translate.initiator_bsn(roles)

    def mark_of(self, key: CaseKey) -> CaseMark:
        """How this case stands, as a digest; raises `NotFound` where there is no such case."""
        return marks.mark_of(self.zgw.within(Deadline(self.limit_s)), key)


def connect(
    settings: Settings,
    statuses: StatusRegister = NO_STATUS_WORDS,
    document_rules: DocumentRules = USUAL_DOCUMENT_RULES,
    case_rules: CaseRules = USUAL_CASE_RULES,
    *,
    system: str = ONLY_SYSTEM,
) -> ZgwCases:
    """The case system of this name in the settings, for pages.

    `statuses`: how they are told; `document_rules`, `case_rules`: what is shown.
    """
    limit_s = settings.every_case_system[system].page_seconds or settings.register_seconds
    zgw = api.connect(settings, statuses, document_rules, limit_s=limit_s, system=system)
    return ZgwCases(replace(zgw, case_rules=case_rules), limit_s)


def _roles(zgw: Zgw, key: CaseKey, query: Mapping[str, str]) -> Sequence[Role]:
    """Who is what in this case; raises `SourceError` where not all can be read."""
    case_url = zgw.url_of(key)
    roles = read_pages(zgw.cases, ROLES, "rollen", {"zaak": case_url, **query}).whole("cases")
    if any(role.zaak != case_url for role in roles):
        raise InvalidSourceAnswer("cases", "roles of another case")
    return roles


def _inbox_of(zgw: Zgw, zaak: Zaak, case: Case, sight: Sight) -> CaseInbox:
    if case.is_closed or not sight.is_whole:
        return CaseInbox(case, ())
    return CaseInbox(case, kinds_taken(zgw, zgw.catalogue.case_type(zaak.zaaktype)))


def _check_is_on_page(file: CaseFile, document: UUID) -> None:
    """Raise `NotFound` for what an interested party doesn't see on the page of the case."""
    if all(each.id != document for each in file.documents):
        raise NotFound


def _own_case(zgw: Zgw, bsn: str, key: CaseKey, expand: str) -> tuple[Zaak, Sight]:
    """The case, if this resident may see it, and what they see of it; raises `NotFound`.

    Of a case with an odd role nobody can say whose it is: that is unknown, not somebody else's.
    """
    zaak = _case(zgw, key, expand)
    if not is_shown(zgw, zaak):
        raise NotFound
    sight = sight_by_role(zgw, zaak, bsn)
    if sight is None:
        zaak.roles.whole("cases")
        raise OfSomebodyElse
    return zaak, sight


def _case(zgw: Zgw, key: CaseKey, expand: str = EXPAND) -> Zaak:
    """Everybody's case of this key; raises `NotFound` where there is none (any more).

    Where the portal may not see it, that is unknown: a scope that lacks makes no case go.
    """
    try:
        zaak = zgw.cases.read(CASE, zgw.path_of(key), {"expand": expand})
    except SourceRefused as error:
        if is_absent(error):
            raise NotFound from None
        raise
    if zgw.case_at(zaak.url) != key:
        raise InvalidSourceAnswer("cases", "another case")
    return zaak
