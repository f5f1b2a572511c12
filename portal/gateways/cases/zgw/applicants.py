"""The roles of whoever asked and who acted for them, told truthfully: who, and how we know."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from portal.domain.case_intake import Agent, Initiator
from portal.domain.failures import InvalidSourceAnswer
from portal.domain.people import Ground, Level
from portal.gateways.answers import Resource
from portal.gateways.cases.zgw.api import Zgw
from portal.gateways.cases.zgw.catalogue import CaseType
from portal.gateways.cases.zgw.delivery_resources import ANYTHING
from portal.gateways.cases.zgw.idempotency import find_or_create
from portal.gateways.cases.zgw.refusals import naming, not_in_catalogue
from portal.gateways.cases.zgw.representation import AGENT, PRINCIPAL
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
    Ground.COSIGNER: "Ondertekend door een ander, ingelogd met DigiD.",
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

INITIATOR, INTERESTED = "initiator", "belanghebbende"
"""Kinds of role (`omschrijvingGeneriek`): of whoever asks, and of who acts for them."""
AGENT_NOTE = "Diende dit in als gemachtigde, ingelogd met DigiD."

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class NewRole:
    """A role that a case gets."""

    generic: str
    """Kind of role (`omschrijvingGeneriek`)."""
    fields: Json
    find: Callable[[Sequence[Role]], Role | None]
    """Finds it among those of its kind in the case."""


def put(
    zgw: Zgw, case_url: str, case_type: CaseType, initiator: Initiator, agent: Agent | None
) -> None:
    """Give the case its initiator and who acted for them, each once.

    Nobody at all where nothing is known of the initiator.
    """
    if not any((initiator.bsn, initiator.name, initiator.email, initiator.phone)):
        return

    def find_initiator(roles: Sequence[Role]) -> Role | None:
        if roles and initiator_bsn(roles) != initiator.bsn:
            raise InvalidSourceAnswer("cases", "our case has another initiator")
        return roles[0] if roles else None

    fields = _initiator_role(zgw, initiator, acts_alone=agent is None)
    _put(zgw, case_url, case_type, NewRole(INITIATOR, fields, find_initiator))
    if agent is None:
        return

    def find_agent(roles: Sequence[Role]) -> Role | None:
        agents = (role for role in roles if role.indicatie_machtiging == AGENT)
        return next((role for role in agents if role.person_bsn == agent.bsn), None)

    fields = _agent_role(zgw, agent, initiator.bsn or "")
    _put(zgw, case_url, case_type, NewRole(INTERESTED, fields, find_agent))


def _put(zgw: Zgw, case_url: str, case_type: CaseType, new: NewRole) -> None:
    """Give the case this role, unless it has it."""

    def find() -> Role | None:
        query = {"zaak": case_url, "omschrijvingGeneriek": new.generic}
        everybody = read_pages(zgw.cases, ROLES, "rollen", query).whole("cases")
        return new.find([role for role in everybody if role.zaak == case_url])

    def make() -> Resource:
        body = {"zaak": case_url, "roltype": role_type, **new.fields}
        return zgw.cases.make(ANYTHING, "rollen", body)

    with naming(f"role {new.generic}"):
        role_type = zgw.catalogue.role_type(case_type, new.generic)
        if role_type is None:
            raise not_in_catalogue(f"case type {case_type.code} has no role {new.generic}")
        find_or_create(find, make)


def _initiator_role(zgw: Zgw, initiator: Initiator, *, acts_alone: bool) -> Json:
    identification = (
        {"inpBsn": initiator.bsn} if initiator.bsn else {"geslachtsnaam": initiator.name}
    )
    is_own_login = acts_alone and initiator.ground in OWN_LOGIN
    return {
        "roltoelichting": GROUNDS[initiator.ground],
        "indicatieMachtiging": "" if acts_alone else PRINCIPAL,
        "betrokkeneIdentificatie": identification,
        **_person(initiator.name, initiator.email, initiator.phone),
        **(_login(zgw, initiator.level) if is_own_login else {}),
    }


def _agent_role(zgw: Zgw, agent: Agent, principal: str) -> Json:
    """Of who acts for the person with BSN `principal`."""
    role: Json = {
        "roltoelichting": AGENT_NOTE,
        "indicatieMachtiging": AGENT,
        "betrokkeneIdentificatie": {"inpBsn": agent.bsn},
        **_person(agent.name, agent.email, agent.phone),
        **_login(zgw, agent.level),
    }
    if "authenticatieContext" in role and principal and agent.mandate:
        role["authenticatieContext"] |= {
            "representee": {"identifierType": "bsn", "identifier": principal},
            "mandate": {"services": [{"id": agent.mandate}]},
        }
    return role


def _person(name: str, email: str, phone: str) -> Json:
    """What every role of a person has."""
    contact = {
        "naam": name[:NAME_MOST] or "Onbekend",
        "emailadres": email,
        "telefoonnummer": phone[:PHONE_MOST],
    }
    return {
        "betrokkeneType": "natuurlijk_persoon",
        "afwijkendeNaamBetrokkene": name[:FULL_NAME_MOST],
        "contactpersoonRol": {field: value for field, value in contact.items() if value},
    }


def _login(zgw: Zgw, level: Level) -> Json:
    """How they logged in; nothing where the case system has no field for it (`takes_logins`)."""
    if not zgw.takes_logins or level not in LEVELS:
        return {}
    return {"authenticatieContext": {"source": "digid", "levelOfAssurance": LEVELS[level]}}
