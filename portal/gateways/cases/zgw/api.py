"""The APIs of one case system, as the gateway uses them together."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from portal.domain.case_keys import ONLY_SYSTEM, CaseKey
from portal.domain.case_rules import USUAL_CASE_RULES, CaseRules
from portal.domain.document_rules import USUAL_DOCUMENT_RULES, DocumentRules
from portal.domain.status_words import NO_STATUS_WORDS, StatusRegister
from portal.gateways.cases.zgw.catalogue import CaseCatalogue
from portal.gateways.deadlines import Deadline
from portal.gateways.http import Api
from portal.gateways.kept import Kept
from portal.gateways.zgw_access import ZgwAccess, case_at, case_path, case_url
from portal.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Zgw:
    """The four APIs of one case system, as one application may use them."""

    system: str
    """Its name, in the keys of its cases."""
    cases: Api
    catalogue: CaseCatalogue
    documents: Api
    decisions: Api | None
    """None where it has no such API: nothing is known of decisions then."""
    rsin: str
    """RSIN of the municipality: `bronorganisatie` of what the portal makes."""
    document_rules: DocumentRules = USUAL_DOCUMENT_RULES
    """Which documents residents see beside what is sent to them."""
    case_rules: CaseRules = USUAL_CASE_RULES
    """Which cases residents see beside those that they started."""
    channel: Mapping[str, str] = field(default_factory=dict)
    """The way in which things are sent through the portal, as fields of a new case."""
    numbers_itself: bool = False
    """Whether it gives cases numbers of its own; then they are found by our mark."""
    takes_objects: bool = True
    """Whether cases can say what they are about (zaakobjecten)."""
    takes_logins: bool = True
    """Whether roles can say how somebody logged in (authenticatieContext, of Open Zaak)."""

    def path_of(self, key: CaseKey) -> str:
        """The path of a case in the Zaken API; raises `NotFound` for another system's case."""
        return case_path(self.system, key)

    def url_of(self, key: CaseKey) -> str:
        """The URL of a case; raises `NotFound` for the case of another system."""
        return case_url(self.system, self.cases, key)

    def case_at(self, url: str) -> CaseKey:
        """The case that has this URL; raises `InvalidSourceAnswer` where that can't be."""
        return case_at(self.system, self.cases, url)

    def within(self, deadline: Deadline) -> Self:
        """The same, of which all calls together end before this deadline."""
        return replace(
            self,
            cases=self.cases.within(deadline),
            catalogue=self.catalogue.within(deadline),
            documents=self.documents.within(deadline),
            decisions=self.decisions and self.decisions.within(deadline),
        )


def connect(
    settings: Settings,
    statuses: StatusRegister = NO_STATUS_WORDS,
    document_rules: DocumentRules = USUAL_DOCUMENT_RULES,
    *,
    limit_s: float,
    system: str = ONLY_SYSTEM,
) -> Zgw:
    """The case system of this name in the settings; one call takes at most `limit_s` seconds."""
    access = ZgwAccess(settings, limit_s, system)
    named = access.of_system
    return Zgw(
        system=system,
        cases=access.cases,
        catalogue=CaseCatalogue(access.api("catalogue", named.catalogi_url), Kept(), statuses),
        documents=access.api("documents", named.documenten_url),
        decisions=access.decisions,
        rsin=named.rsin or settings.organisation_rsin,
        document_rules=document_rules,
        channel=_channel(settings),
        numbers_itself=named.numbers_itself,
        takes_objects=named.takes_objects,
        takes_logins=named.takes_logins,
    )


def _channel(settings: Settings) -> dict[str, str]:
    if settings.case_channel_url:
        return {"communicatiekanaal": str(settings.case_channel_url)}
    name = settings.case_channel.strip()
    return {"communicatiekanaalNaam": name} if name else {}
