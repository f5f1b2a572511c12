"""Persons from the BRP: only the fields that the portal shows or uses are asked for."""

import hashlib
import hmac
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from portal.domain.addresses import Address
from portal.domain.consultations import ConsultationProof
from portal.domain.failures import NotFound
from portal.domain.persons import Person, Relation, Relative
from portal.gateways.http import Api, parsing_answer_of
from portal.gateways.persons import names
from portal.gateways.subjects import bsn_of
from portal.settings import Settings

SYSTEM = "persons"
FIELDS = (
    "burgerservicenummer",
    "naam",
    "geboorte.datum",
    "verblijfplaats.verblijfadres",
    "partners.burgerservicenummer",
    "partners.naam",
    "partners.geboorte.datum",
    "partners.ontbindingHuwelijkPartnerschap",
    "kinderen.burgerservicenummer",
    "kinderen.naam",
    "kinderen.geboorte.datum",
)
NAME_FIELDS = ("burgerservicenummer", "naam", "adressering.aanschrijfwijze")
KEY_CHARACTERS = 16

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class BrpPersons:
    """A `PersonRegister` on BRP personen bevragen."""

    api: Api
    key: bytes = field(repr=False)
    """Makes the keys of relatives, which say nothing without it."""

    def person(self, proof: ConsultationProof) -> Person:
        """The subject of this line; raises `NotFound` when the register doesn't know them."""
        bsn = bsn_of(proof)
        record = self._found(bsn, FIELDS)
        with parsing_answer_of(SYSTEM):
            return self._person(record, bsn)

    def name_of(self, proof: ConsultationProof) -> str:
        """Only the name of the subject of this line; raises `NotFound` like `person`."""
        record = self._found(bsn_of(proof), NAME_FIELDS)
        with parsing_answer_of(SYSTEM):
            return names.without_partners(record.get("naam") or {}, _addressed(record))

    def _found(self, bsn: str, fields: tuple[str, ...]) -> Json:
        question = {
            "type": "RaadpleegMetBurgerservicenummer",
            "burgerservicenummer": [bsn],
            "fields": list(fields),
        }
        answer = self.api.search("", question)
        with parsing_answer_of(SYSTEM):
            records = answer["personen"]
            if records == []:
                raise NotFound
            [person] = records
            if person["burgerservicenummer"] != bsn:
                raise ValueError("somebody else")
            single: Json = person
            return single

    def _person(self, found: Json, bsn: str) -> Person:
        naam = found.get("naam") or {}
        married = found.get("partners") or []
        partners = [
            relative for relative in married if "ontbindingHuwelijkPartnerschap" not in relative
        ]
        name = names.full(naam, partners)
        return Person(
            name=name,
            born=_born(found),
            address=_address(found.get("verblijfplaats") or {}),
            relatives=(
                *(self._relative(relative, Relation.PARTNER, bsn) for relative in partners),
                *(
                    self._relative(relative, Relation.CHILD, bsn)
                    for relative in found.get("kinderen") or []
                ),
            ),
        )

    def _relative(self, found: Json, relation: Relation, bsn: str) -> Relative:
        name = names.given_and_own(found.get("naam") or {})
        born = _born(found)
        who = found.get("burgerservicenummer") or f"{name} {born}"
        secret = hmac.new(self.key, f"relative:{bsn}:{who}".encode(), hashlib.sha256)
        key = secret.hexdigest()[:KEY_CHARACTERS]
        return Relative(key=key, name=name, relation=relation, born=born)


def connect(settings: Settings) -> BrpPersons:
    """The register of these settings."""
    key = settings.brp_api_key.get_secret_value()
    api = Api(
        system=SYSTEM,
        base_url=str(settings.brp_url).rstrip("/"),
        limit_s=settings.register_seconds,
        headers=lambda: {"X-API-KEY": key},
    )
    return BrpPersons(api, next(iter(settings.index_keys_by_name.values())))


def _addressed(found: Json) -> str:
    """The name as the register writes it above a letter; '' where it doesn't say."""
    addressing = (found.get("adressering") or {}).get("aanschrijfwijze") or {}
    return str(addressing.get("naam") or "")


def _born(found: Json) -> date | None:
    """The day of birth; None where the register knows only a month, a year or nothing."""
    datum = (found.get("geboorte") or {}).get("datum") or {}
    return date.fromisoformat(datum["datum"]) if datum.get("type") == "Datum" else None


def _address(residence: Json) -> Address | None:
    """The address in the Netherlands; None abroad, unknown, or a place without an address."""
    home = residence.get("verblijfadres") or {}
    street = home.get("officieleStraatnaam") or home.get("korteStraatnaam")
    if not street or "huisnummer" not in home:
        return None
    postcode = str(home["postcode"]).replace(" ", "").upper() if home.get("postcode") else ""
    return Address(
        street=street,
        number=int(home["huisnummer"]),
        letter=home.get("huisletter") or "",
        addition=home.get("huisnummertoevoeging") or "",
        postcode=f"{postcode[:4]} {postcode[4:]}".strip(),
        city=home.get("woonplaats") or "",
    )
