"""The role of whoever asked, told truthfully: who they are, and how we know."""

from typing import Any

from portal.domain.case_intake import Initiator
from portal.domain.failures import InvalidSourceAnswer
from portal.domain.people import Ground, Level
from portal.gateways.answers import Resource
from portal.gateways.cases.zgw.api import Zgw
from portal.gateways.cases.zgw.catalogue import CaseType
from portal.gateways.cases.zgw.delivery_resources import ANYTHING
from portal.gateways.cases.zgw.idempotency import find_or_create
from portal.gateways.cases.zgw.refusals import not_in_catalogue
from portal.gateways.cases.zgw.resources import ROLES, Role
from portal.gateways.cases.zgw.translate import initiator_bsn
from portal.gateways.pages import read_pages
from portal.setting_values import SAML

NAME_MOST = 40
FULL_NAME_MOST = 625
PHONE_MOST = 20
GROUNDS = {
    Ground.SELF: "Zelf ingelogd met DigiD.",
    Ground.REPRESENTATIVE: "Ingediend door een vertegenwoordiger, ingelogd met DigiD.",
    Ground.HELPER_PRESENT: "Zelf ingelogd met DigiD, met een helper erbij.",
    Ground.COUNTER_EMPLOYEE: "Ingevoerd door een medewerker aan de balie.",
    Ground.SYSTEM: "Ingediend door een systeem.",
    Ground.ANONYMOUS: "Zonder inloggen ingediend. De gegevens zijn niet gecontroleerd.",
}
"""For whoever handles the case (roltoelichting)."""
LEVELS = {
    Level.BASIS: f"{SAML}PasswordProtectedTransport",
    Level.MIDDEN: f"{SAML}MobileTwoFactorContract",
    Level.SUBSTANTIEEL: f"{SAML}Smartcard",
    Level.HOOG: f"{SAML}SmartcardPKI",
}
OWN_LOGIN = frozenset({Ground.SELF, Ground.HELPER_PRESENT})

Json = dict[str, Any]


def put(zgw: Zgw, case_url: str, case_type: CaseType, initiator: Initiator) -> None:
    """Give the case its initiator, once; nobody at all where nothing is known of them."""
    if not any((initiator.bsn, initiator.name, initiator.email, initiator.phone)):
        return
    role_type = zgw.catalogue.initiator_role(case_type)
    if role_type is None:
        raise not_in_catalogue(f"case type {case_type.code} has no role initiator")
    body = {"zaak": case_url, "roltype": role_type, **_role(initiator)}

    def find() -> Role | None:
        query = {"zaak": case_url, "omschrijvingGeneriek": "initiator"}
        everybody = read_pages(zgw.cases, ROLES, "rollen", query).whole("cases")
        roles = [role for role in everybody if role.zaak == case_url]
        if roles and initiator_bsn(roles) != initiator.bsn:
            raise InvalidSourceAnswer("cases", "our case has another initiator")
        return roles[0] if roles else None

    def make() -> Resource:
        return zgw.cases.make(ANYTHING, "rollen", body)

    find_or_create(find, make)


def _role(initiator: Initiator) -> Json:
    contact = {
        "naam": initiator.name[:NAME_MOST] or "Onbekend",
        "emailadres": initiator.email,
        "telefoonnummer": initiator.phone[:PHONE_MOST],
    }
    identification = (
        {"inpBsn": initiator.bsn} if initiator.bsn else {"geslachtsnaam": initiator.name}
    )
    role: Json = {
        "betrokkeneType": "natuurlijk_persoon",
        "roltoelichting": GROUNDS[initiator.ground],
        "indicatieMachtiging": "",
        "betrokkeneIdentificatie": identification,
        "afwijkendeNaamBetrokkene": initiator.name[:FULL_NAME_MOST],
        "contactpersoonRol": {name: value for name, value in contact.items() if value},
    }
    if initiator.ground in OWN_LOGIN and initiator.level in LEVELS:
        # Open Zaak's own field; other systems ignore what they don't know.
        context = {"source": "digid", "levelOfAssurance": LEVELS[initiator.level]}
        role["authenticatieContext"] = context
    return role
