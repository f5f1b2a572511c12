"""Answers of BRP personen bevragen 2 (Haal Centraal), as far as they are read."""

from typing import Any

from pydantic import TypeAdapter

from portal.gateways.answers import DayOrNone, ItemList, Resource


class NameUse(Resource):
    """Which names somebody chose to use (aanduidingNaamgebruik, waardetabel)."""

    code: str | None = "E"


class Naam(Resource):
    """A name."""

    voornamen: str | None = None
    voorletters: str | None = None
    voorvoegsel: str | None = None
    geslachtsnaam: str | None = None
    volledige_naam: str | None = None
    aanduiding_naamgebruik: NameUse | None = None


class BirthDate(Resource):
    """A day of birth; `datum` where `type` is "Datum", else only a part of it is known."""

    type: str | None = None
    datum: DayOrNone = None


class Birth(Resource):
    """When somebody was born."""

    datum: BirthDate | None = None


class RelatedPerson(Resource):
    """A partner or a child."""

    burgerservicenummer: str | None = None
    naam: Naam | None = None
    geboorte: Birth | None = None
    ontbinding_huwelijk_partnerschap: Any = None

    @property
    def is_former(self) -> bool:
        """Whether it is a partner of before."""
        return "ontbinding_huwelijk_partnerschap" in self.model_fields_set


class HomeAddress(Resource):
    """An address in the Netherlands, or a place without one (verblijfadres)."""

    officiele_straatnaam: str | None = None
    korte_straatnaam: str | None = None
    huisnummer: int | None = None
    huisletter: str | None = None
    huisnummertoevoeging: str | None = None
    postcode: str | None = None
    woonplaats: str | None = None


class Residence(Resource):
    """Where somebody lives (verblijfplaats)."""

    verblijfadres: HomeAddress | None = None


class WrittenName(Resource):
    """The name above a letter (aanschrijfwijze)."""

    naam: str | None = None


class Addressing(Resource):
    """How to address somebody (adressering)."""

    aanschrijfwijze: WrittenName | None = None


class PersonRecord(Resource):
    """A person, with the fields that were asked for."""

    burgerservicenummer: str
    naam: Naam | None = None
    adressering: Addressing | None = None
    geboorte: Birth | None = None
    verblijfplaats: Residence | None = None
    partners: ItemList[RelatedPerson] | None = None
    kinderen: ItemList[RelatedPerson] | None = None


class PersonsAnswer(Resource):
    """Persons that fit a question; each counts, so none may be odd."""

    personen: list[PersonRecord]


PERSONS = TypeAdapter(PersonsAnswer)
