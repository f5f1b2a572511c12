"""Who acts for whom in a case, as its roles say it."""

from portal.domain.cases import Representation
from portal.gateways.cases.zgw.resources import Identification, Role, Zaak

AGENT, PRINCIPAL = "gemachtigde", "machtiginggever"


def representation_of(zaak: Zaak, bsn: str) -> Representation | None:
    """Who acts for whom, where the resident with this BSN is one of the two; else None.

    Reads the expanded roles. Of a role that could not be read nothing is known, nor told.
    """
    own = next((role for role in zaak.roles if role.initiator_bsn == bsn), None)
    if own is None:
        return None
    others = [role for role in zaak.roles if role is not own]
    agent = next((role for role in others if role.indicatie_machtiging == AGENT), None)
    principal = next((role for role in others if role.indicatie_machtiging == PRINCIPAL), None)
    if own.indicatie_machtiging == AGENT:
        return Representation(is_by_resident=True, name=_name_of(principal))
    if own.indicatie_machtiging == PRINCIPAL or agent:
        return Representation(is_by_resident=False, name=_name_of(agent))
    return None


def _name_of(role: Role | None) -> str:
    """What the case calls them: `afwijkendeNaamBetrokkene`, or the name of a person."""
    if role is None:
        return ""
    return role.afwijkende_naam_betrokkene or _own_name(role.betrokkene_identificatie)


def _own_name(identity: Identification | None) -> str:
    if identity is None or not identity.geslachtsnaam:
        return ""
    parts = (identity.voorletters, identity.voorvoegsel_geslachtsnaam, identity.geslachtsnaam)
    return " ".join(filter(None, parts))
