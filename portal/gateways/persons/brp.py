"""Persons from the BRP: only the fields that the portal shows or uses are asked for."""

import hashlib
import hmac
from dataclasses import dataclass, field
from datetime import date

from portal.domain.addresses import Address
from portal.domain.consultations import ConsultationProof
from portal.domain.failures import InvalidSourceAnswer, NotFound, SourceAnswer
from portal.domain.persons import Person, Relation, Relative
from portal.gateways.answers import ItemList, log_odd
from portal.gateways.http import Api
from portal.gateways.persons import names
from portal.gateways.persons.resources import (
    PERSONS,
    Birth,
    Naam,
    PersonRecord,
    RelatedPerson,
    Residence,
)
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


@dataclass(frozen=True, slots=True)
class BrpPersons:
    """A `PersonRegister` on BRP personen bevragen."""

    api: Api
    key: bytes = field(repr=False)
    """Makes the keys of relatives, which say nothing without it."""

    def person(self, proof: ConsultationProof) -> SourceAnswer[Person]:
        """The subject of this line; relatives who are odd are missing.

        Raises `NotFound` when the register doesn't know them.
        """
        bsn = bsn_of(proof)
        record = self._record(bsn, FIELDS)
        relatives = (record.partners or ItemList()) + (record.kinderen or ItemList())
        if relatives.odd:
            log_odd(SYSTEM, relatives.odd)
        return SourceAnswer(self._person(record, bsn), relatives.missing("relative"))

    def name_of(self, proof: ConsultationProof) -> str:
        """Only the name of the subject of this line; raises `NotFound` like `person`."""
        record = self._record(bsn_of(proof), NAME_FIELDS)
        return names.without_partners(record.naam or Naam(), _addressed(record))

    def key_of_relative(self, bsn: str, relative_bsn: str) -> str:
        """The key that a relative with this BSN has in answers about a person; asks nobody."""
        secret = hmac.new(self.key, f"relative:{bsn}:{relative_bsn}".encode(), hashlib.sha256)
        return secret.hexdigest()[:KEY_CHARACTERS]

    def _record(self, bsn: str, fields: tuple[str, ...]) -> PersonRecord:
        question = {
            "type": "RaadpleegMetBurgerservicenummer",
            "burgerservicenummer": [bsn],
            "fields": list(fields),
        }
        records = self.api.read_by_post(PERSONS, "", question).personen
        if not records:
            raise NotFound
        if len(records) > 1 or records[0].burgerservicenummer != bsn:
            raise InvalidSourceAnswer(SYSTEM, "an answer about somebody else")
        return records[0]

    def _person(self, record: PersonRecord, bsn: str) -> Person:
        married, children = record.partners or ItemList(), record.kinderen or ItemList()
        partners = [partner for partner in married if not partner.is_former]
        relatives = [self._relative(each, Relation.PARTNER, bsn) for each in partners]
        relatives += [self._relative(each, Relation.CHILD, bsn) for each in children]
        return Person(
            name=names.full(record.naam or Naam(), [partner.naam for partner in partners]),
            born=_born(record.geboorte),
            address=_address(record.verblijfplaats),
            relatives=tuple(relatives),
        )

    def _relative(self, relative: RelatedPerson, relation: Relation, bsn: str) -> Relative:
        name = names.given_and_own(relative.naam or Naam())
        born = _born(relative.geboorte)
        who = relative.burgerservicenummer or f"{name} {born}"
        key = self.key_of_relative(bsn, who)
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


def _addressed(record: PersonRecord) -> str:
    """The name as the register writes it above a letter; '' where it doesn't say."""
    written = record.adressering.aanschrijfwijze if record.adressering else None
    return written.naam or "" if written else ""


def _born(birth: Birth | None) -> date | None:
    """The day of birth; None where the register knows only a month, a year or nothing."""
    known_part = birth.datum if birth else None
    return known_part.datum if known_part and known_part.type == "Datum" else None


def _address(residence: Residence | None) -> Address | None:
    """The address in the Netherlands; None abroad, unknown, or a place without an address."""
    home = residence.verblijfadres if residence else None
    street = home and (home.officiele_straatnaam or home.korte_straatnaam)
    if not (home and street) or home.huisnummer is None:
        return None
    postcode = (home.postcode or "").replace(" ", "").upper()
    return Address(
        street=street,
        number=home.huisnummer,
        letter=home.huisletter or "",
        addition=home.huisnummertoevoeging or "",
        postcode=f"{postcode[:4]} {postcode[4:]}".strip(),
        city=home.woonplaats or "",
    )
