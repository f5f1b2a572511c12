"""Persons from the BRP: only the fields that the portal shows or uses are asked for."""

import hashlib
import hmac
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from portal.domain.consultations import ConsultationProof
from portal.domain.failures import InvalidSourceAnswer, MissingPart, NotFound, SourceAnswer
from portal.domain.persons import RELATIVE, Person, PersonPart, Relation, Relative
from portal.gateways.answers import ItemList, log_odd
from portal.gateways.http import Api
from portal.gateways.links import link_of
from portal.gateways.persons import names, places
from portal.gateways.persons.authority import authority_over
from portal.gateways.persons.optional_fields import OptionalFields
from portal.gateways.persons.remarks import remarks_of
from portal.gateways.persons.resources import (
    PERSONS,
    AuthorityRelation,
    Birth,
    Naam,
    PersonRecord,
    PersonsAnswer,
    RelatedPerson,
)
from portal.gateways.subjects import NOBODY, bsn_of
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
NAME_FIELDS = ("burgerservicenummer", "naam")
WRITTEN_NAME = "adressering.aanschrijfwijze"
OPTIONAL_FIELDS = (
    WRITTEN_NAME,
    "verblijfplaats.indicatieVastgesteldVerblijftNietOpAdres",
    "indicatieCurateleRegister",
    "gezag.type",
    "gezag.minderjarige.burgerservicenummer",
    "gezag.ouders.burgerservicenummer",
    "gezag.ouder.burgerservicenummer",
    "gezag.derde.burgerservicenummer",
    "gezag.derden.burgerservicenummer",
)
"""What the portal does without where the municipality isn't authorised for it."""
KEY_CHARACTERS = 16
UNREADABLE = {
    "naam": PersonPart.NAME,
    "geboorte": PersonPart.BORN,
    "verblijfplaats": PersonPart.ADDRESS,
}
WARNINGS = frozenset(
    {
        "geheimhouding_persoonsgegevens",
        "indicatie_curatele_register",
        "opschorting_bijhouding",
        "rni",
    }
)
"""Fields that say how a person is to be treated: none of them may be odd."""
PARTS = {**UNREADABLE, "partners": RELATIVE, "kinderen": RELATIVE}
"""How a part that could not be read is called, by the field that it stands in."""


@dataclass(frozen=True, slots=True)
class BrpPersons:
    """A `PersonRegister` on BRP personen bevragen."""

    api: Api
    key: bytes = field(repr=False)
    """Makes the keys of relatives, which say nothing without it."""
    optional: OptionalFields = field(default_factory=OptionalFields)

    def person(self, proof: ConsultationProof) -> SourceAnswer[Person]:
        """The subject of this line; what is odd is missing.

        Raises `NotFound` when the register doesn't know them.
        """
        bsn = bsn_of(proof)
        record = self._record(bsn, FIELDS, OPTIONAL_FIELDS)
        if record.unread & WARNINGS:  # without them it would be somebody of whom all is well
            raise InvalidSourceAnswer(SYSTEM, record.odd[0])
        relatives = (record.partners or ItemList()) + (record.kinderen or ItemList())
        causes = record.odd + relatives.odd + (record.gezag or ItemList()).odd
        if causes:
            log_odd(SYSTEM, causes)
        missing = [MissingPart(PARTS.get(name, name), record.odd[0]) for name in record.unread]
        return SourceAnswer(self._person(record, bsn), (*relatives.missing(RELATIVE), *missing))

    def name_of(self, proof: ConsultationProof) -> str:
        """Only the name of the subject of this line; raises `NotFound` like `person`."""
        record = self._record(bsn_of(proof), NAME_FIELDS, (WRITTEN_NAME,))
        name = names.as_written(record.naam or Naam(), _addressed(record))
        if not name and "naam" in record.unread:
            raise InvalidSourceAnswer(SYSTEM, record.odd[0])
        return name

    def key_of_relative(self, bsn: str, relative_bsn: str) -> str:
        """The key that a relative with this BSN has in answers about a person; asks nobody."""
        secret = hmac.new(self.key, f"relative:{bsn}:{relative_bsn}".encode(), hashlib.sha256)
        return secret.hexdigest()[:KEY_CHARACTERS]

    def check(self) -> None:
        """Ask once, about nobody, whether it takes our questions; raises `SourceError`.

        Also where it refuses only what the portal does without: that is what an operator looks for.
        """
        self._read(NOBODY, FIELDS + OPTIONAL_FIELDS)

    def _read(self, bsn: str, fields: tuple[str, ...]) -> PersonsAnswer:
        question = {
            "type": "RaadpleegMetBurgerservicenummer",
            "burgerservicenummer": [bsn],
            "fields": list(fields),
        }
        return self.api.read_by_post(PERSONS, "", question)

    def _record(self, bsn: str, fields: tuple[str, ...], optional: tuple[str, ...]) -> PersonRecord:
        answer = self.optional.asked_along(partial(self._read, bsn), fields, optional)
        records = answer.personen
        if not records:
            raise NotFound
        if len(records) > 1 or records[0].burgerservicenummer != bsn:
            raise InvalidSourceAnswer(SYSTEM, "an answer about somebody else")
        return records[0]

    def _person(self, record: PersonRecord, bsn: str) -> Person:
        married, children = record.partners or ItemList(), record.kinderen or ItemList()
        partners = [partner for partner in married if not partner.is_former]
        related = [(each, Relation.PARTNER) for each in partners]
        related += [(each, Relation.CHILD) for each in children]
        born, born_about = _born(record.geboorte)
        is_unread = bool(record.unread & {"naam", "partners"} or married.missing(RELATIVE))
        return Person(
            name=names.as_written(record.naam or Naam(), _addressed(record), married),
            born=born,
            born_about=born_about,
            address=places.place_of(record.verblijfplaats),
            relatives=tuple(self._relatives(related, bsn, record.gezag or ItemList())),
            names=None if is_unread else names.parts_of(record.naam or Naam(), married),
            remarks=remarks_of(record),
            unread=tuple(part for name, part in UNREADABLE.items() if name in record.unread),
        )

    def _relatives(
        self,
        related: Iterable[tuple[RelatedPerson, Relation]],
        bsn: str,
        relations: ItemList[AuthorityRelation],
    ) -> Iterator[Relative]:
        """Each with a key of their own, also where two are alike in all that is known of them."""
        times: Counter[str] = Counter()
        for each, relation in related:
            name = names.given_and_own(each.naam or Naam())
            born, born_about = _born(each.geboorte)
            who = each.burgerservicenummer or f"{name} {born or born_about or None}"
            times[who] += 1
            nth = who if times[who] == 1 else f"{who} {times[who]}"
            yield Relative(
                key=self.key_of_relative(bsn, nth),
                name=name,
                relation=relation,
                born=born,
                born_about=born_about,
                has_bsn=bool(each.burgerservicenummer),
                has_authority=authority_over(each.burgerservicenummer, bsn, relations),
            )


def connect(settings: Settings) -> BrpPersons:
    """The register of these settings."""
    key = settings.brp_api_key.get_secret_value()
    api = Api(
        system=SYSTEM,
        link=link_of(settings, "brp"),
        base_url=str(settings.brp_url).rstrip("/"),
        limit_s=settings.register_seconds,
        headers=lambda: {"X-API-KEY": key},
    )
    return BrpPersons(api, next(iter(settings.index_keys_by_name.values())))


def _addressed(record: PersonRecord) -> str:
    """The name as the register writes it above a letter; '' where it doesn't say."""
    written = record.adressering.aanschrijfwijze if record.adressering else None
    return written.naam or "" if written else ""


def _born(birth: Birth | None) -> tuple[date | None, str]:
    """The day of birth, or else the month or year that the register knows (ISO 8601)."""
    part = birth.datum if birth else None
    if part is None or part.datum:
        is_day = part is not None and part.type == "Datum"
        return (part.datum if part and is_day else None), ""
    if part.jaar is None:
        return None, ""
    return None, f"{part.jaar:04}-{part.maand:02}" if part.maand else f"{part.jaar:04}"
