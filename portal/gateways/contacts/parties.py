"""The party that a resident is in the Klantinteracties API, by their BSN.

The API takes the BSN only as a parameter of a GET. So it stands in that address, and nowhere else:
no log line and no error of ours holds parameters (`portal.gateways.http`); contacts are then asked
for by the id of the party. Whoever runs the API must keep it out of the access log there, too.
"""

from uuid import UUID

from portal.domain.failures import InvalidSourceAnswer, SourceError
from portal.gateways.contacts.resources import MADE, PARTIES, PartyResource
from portal.gateways.http import Api

BSN = {
    "codeObjecttype": "natuurlijk_persoon",
    "codeRegister": "brp",
    "codeSoortObjectId": "bsn",
}
"""How the standard says that a number is a BSN."""


def party_of(api: Api, bsn: str) -> UUID | None:
    """The party with this BSN; None where the municipality never met them."""
    query = {f"partijIdentificator__{name}": value for name, value in BSN.items()}
    query |= {"partijIdentificator__objectId": bsn, "soortPartij": "persoon"}
    parties = api.read(PARTIES, "partijen", query).results.whole(api.system)
    if not all(_has(party, bsn) for party in parties):
        raise InvalidSourceAnswer(api.system, "somebody else's party")
    return parties[0].uuid if parties else None


def party_made(api: Api, bsn: str) -> UUID:
    """The party with this BSN, made where there is none; of two makers one finds the other's."""
    there = party_of(api, bsn)
    if there:
        return there
    body = {
        "soortPartij": "persoon",
        "indicatieActief": True,
        "indicatieGeheimhouding": None,
        "digitaleAdressen": None,
        "voorkeursDigitaalAdres": None,
        "rekeningnummers": None,
        "voorkeursRekeningnummer": None,
        "partijIdentificatoren": [{"partijIdentificator": {**BSN, "objectId": bsn}}],
    }
    try:
        return api.make(MADE, "partijen", body).uuid
    except SourceError:
        there = party_of(api, bsn)
        if there is None:
            raise
        return there


def _has(party: PartyResource, bsn: str) -> bool:
    return any(
        (each.partij_identificator.code_soort_object_id, each.partij_identificator.object_id)
        == (BSN["codeSoortObjectId"], bsn)
        for each in party.partij_identificatoren or ()
    )
