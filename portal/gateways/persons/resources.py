"""Answers of BRP personen bevragen 2 (Haal Centraal), as far as they are read."""

from typing import Any

from pydantic import Field, TypeAdapter

from portal.gateways.answers import DayOrNone, ItemList, PartlyReadable, Resource, Whole


class Coded(Resource):
    """A value of one of the national tables (Waardetabel)."""

    code: str | None = None
    omschrijving: str | None = None


class NameUse(Resource):
    """Which names somebody chose to use (aanduidingNaamgebruik, waardetabel)."""

    code: str | None = "E"


class Title(Coded):
    """A title of nobility or a predicate; `soort` says which."""

    soort: str | None = None


class Investigated(Resource):
    """Anything in it means that the register looks into what it stands beside (inOnderzoek)."""


class Naam(Resource):
    """A name."""

    voornamen: str | None = None
    voorletters: str | None = None
    adellijke_titel_predicaat: Title | None = None
    voorvoegsel: str | None = None
    geslachtsnaam: str | None = None
    volledige_naam: str | None = None
    aanduiding_naamgebruik: NameUse | None = None
    in_onderzoek: Investigated | None = None


class BirthDate(Resource):
    """A day (BRP: Datum, JaarMaandDatum, JaarDatum or DatumOnbekend)."""

    type: str | None = None
    datum: DayOrNone = None
    jaar: Whole | None = Field(default=None, ge=1, le=9999)
    maand: Whole | None = Field(default=None, ge=1, le=12)


class Birth(Resource):
    """When somebody was born."""

    datum: BirthDate | None = None
    in_onderzoek: Investigated | None = None


class Ending(Resource):
    """When a marriage or partnership ended."""

    datum: BirthDate | None = None


class RelatedPerson(Resource):
    """A partner or a child."""

    burgerservicenummer: str | None = None
    naam: Naam | None = None
    geboorte: Birth | None = None
    ontbinding_huwelijk_partnerschap: Ending | None = None
    in_onderzoek: Investigated | None = None

    @property
    def is_former(self) -> bool:
        """Whether it is a partner of before; death ends a marriage too."""
        return self.ontbinding_huwelijk_partnerschap is not None

    @property
    def is_investigated(self) -> bool:
        """Whether the register looks into anything of this."""
        return any(
            part is not None and part.in_onderzoek is not None
            for part in (self, self.naam, self.geboorte)
        )


class HomeAddress(Resource):
    """Where somebody lives: an address in the Netherlands, abroad, or a described place."""

    officiele_straatnaam: str | None = None
    korte_straatnaam: str | None = None
    aanduiding_bij_huisnummer: Coded | None = None
    huisnummer: Whole | None = None
    huisletter: str | None = None
    huisnummertoevoeging: str | None = None
    postcode: str | None = None
    woonplaats: str | None = None
    locatiebeschrijving: str | None = None
    regel1: str | None = None
    regel2: str | None = None
    regel3: str | None = None
    land: Coded | None = None
    in_onderzoek: Investigated | None = None


class Residence(Resource):
    """Where somebody lives (verblijfplaats)."""

    type: str | None = None
    verblijfadres: HomeAddress | None = None
    indicatie_vastgesteld_verblijft_niet_op_adres: bool | None = None
    in_onderzoek: Investigated | None = None


class WrittenName(Resource):
    """The name above a letter (aanschrijfwijze)."""

    naam: str | None = None


class Addressing(Resource):
    """How to address somebody (adressering)."""

    aanschrijfwijze: WrittenName | None = None


class UpkeepSuspension(Resource):
    """Why the register doesn't follow somebody any more (opschortingBijhouding)."""

    reden: Coded | None = None


class Holder(Resource):
    """Who has authority; somebody without a number is nobody here."""

    burgerservicenummer: str | None = None


class AuthorityRelation(Resource):
    """Who has authority over one child (gezagsrelatie)."""

    type: str
    minderjarige: Holder
    ouder: Holder | None = None
    ouders: list[Holder] | None = None
    derde: Holder | None = None
    derden: list[Holder] | None = None

    @property
    def holders(self) -> frozenset[str]:
        """The numbers of all who have it."""
        alone = (self.ouder, self.derde)
        several = (*(self.ouders or ()), *(self.derden or ()))
        everybody = (*filter(None, alone), *several)
        return frozenset(filter(None, (each.burgerservicenummer for each in everybody)))


class PersonRecord(PartlyReadable):
    """A person, with the fields that were asked for, and what comes without asking."""

    burgerservicenummer: str
    naam: Naam | None = None
    adressering: Addressing | None = None
    geboorte: Birth | None = None
    verblijfplaats: Residence | None = None
    partners: ItemList[RelatedPerson] | None = None
    kinderen: ItemList[RelatedPerson] | None = None
    geheimhouding_persoonsgegevens: bool | None = None
    indicatie_curatele_register: bool | None = None
    gezag: ItemList[AuthorityRelation] | None = None
    opschorting_bijhouding: UpkeepSuspension | None = None
    rni: list[Any] | None = None


class PersonsAnswer(Resource):
    """Persons that fit a question; each counts, so none may be odd."""

    personen: list[PersonRecord]


PERSONS = TypeAdapter(PersonsAnswer)
