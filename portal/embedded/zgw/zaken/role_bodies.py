"""What may be sent as a role: who is involved in a case, by kind of person."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, model_validator
from stdnum.exceptions import ValidationError as NumberError
from stdnum.nl import bsn

from portal.embedded.zgw.bodies import Body, Link, Moment
from portal.embedded.zgw.zaken.bodies import PartBody

DigidLevel = Literal[
    "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport",
    "urn:oasis:names:tc:SAML:2.0:ac:classes:MobileTwoFactorContract",
    "urn:oasis:names:tc:SAML:2.0:ac:classes:Smartcard",
    "urn:oasis:names:tc:SAML:2.0:ac:classes:SmartcardPKI",
]
Kind = Literal[
    "natuurlijk_persoon",
    "niet_natuurlijk_persoon",
    "vestiging",
    "organisatorische_eenheid",
    "medewerker",
]


def _bsn(value: str) -> str:
    """Empty, or a citizen service number that passes the 11-check."""
    if value:
        try:
            bsn.validate(value)
        except NumberError as error:
            raise ValueError("Onjuist BSN nummer") from error
    return value


class Contactpersoon(Body):
    """Whom to call."""

    emailadres: str = Field(default="", max_length=254)
    functie: str = Field(default="", max_length=50)
    telefoonnummer: str = Field(default="", max_length=20)
    naam: str = Field(max_length=200)


class Verblijfsadres(Body):
    """An address in the Netherlands."""

    aoa_identificatie: str = Field(max_length=100)
    wpl_woonplaats_naam: str = Field(max_length=80)
    gor_openbare_ruimte_naam: str = Field(max_length=80)
    aoa_postcode: str = Field(default="", max_length=7)
    aoa_huisnummer: int = Field(ge=0, le=99999)
    aoa_huisletter: str = Field(default="", max_length=1)
    aoa_huisnummertoevoeging: str = Field(default="", max_length=4)
    inp_locatiebeschrijving: str = Field(default="", max_length=1000)


class NatuurlijkPersoon(Body):
    """A person."""

    inp_bsn: Annotated[str, Field(max_length=9), AfterValidator(_bsn)] = ""
    anp_identificatie: str = Field(default="", max_length=17)
    inp_a_nummer: str = Field(default="", max_length=10, alias="inpA_nummer")
    geslachtsnaam: str = Field(default="", max_length=200)
    voorvoegsel_geslachtsnaam: str = Field(default="", max_length=80)
    voorletters: str = Field(default="", max_length=20)
    voornamen: str = Field(default="", max_length=200)
    geslachtsaanduiding: Literal["", "m", "v", "o"] = ""
    geboortedatum: str = Field(default="", max_length=18)
    verblijfsadres: Verblijfsadres | None = None
    sub_verblijf_buitenland: None = None


class NietNatuurlijkPersoon(Body):
    """A company or another legal person."""

    inn_nnp_id: str = Field(default="", max_length=9)
    ann_identificatie: str = Field(default="", max_length=17)
    kvk_nummer: str = Field(default="", max_length=8)
    vestigings_nummer: str = Field(default="", max_length=24)
    statutaire_naam: str = Field(default="", max_length=500)
    inn_rechtsvorm: Literal[""] = ""
    bezoekadres: str = Field(default="", max_length=1000)
    sub_verblijf_buitenland: None = None


class Vestiging(Body):
    """One establishment of a company."""

    vestigings_nummer: str = Field(default="", max_length=24)
    handelsnaam: list[Annotated[str, Field(max_length=625)]] = Field(default_factory=list)
    verblijfsadres: Verblijfsadres | None = None
    sub_verblijf_buitenland: None = None
    kvk_nummer: str = Field(default="", max_length=8)


class OrganisatorischeEenheid(Body):
    """A department of the municipality."""

    identificatie: str = Field(default="", max_length=24)
    naam: str = Field(default="", max_length=50)
    is_gehuisvest_in: str = Field(default="", max_length=24)


class Medewerker(Body):
    """An employee of the municipality."""

    identificatie: str = Field(default="", max_length=24)
    achternaam: str = Field(default="", max_length=200)
    voorletters: str = Field(default="", max_length=20)
    voorvoegsel_achternaam: str = Field(default="", max_length=10)


class Vertegenwoordigde(Body):
    """For whom somebody acts."""

    identifier_type: Literal["bsn"]
    identifier: Annotated[str, Field(min_length=9, max_length=9), AfterValidator(_bsn)]


class Dienst(Body):
    """What a mandate holds for."""

    id: str = Field(min_length=1)


class Mandaat(Body):
    """What proves that somebody may act for another."""

    services: list[Dienst]


class DigidContext(Body):
    """How a person logged in, and for whom."""

    source: Literal["digid"]
    level_of_assurance: DigidLevel | None = None
    representee: Vertegenwoordigde | None = None
    mandate: Mandaat | None = None

    @model_validator(mode="after")
    def _has_a_mandate(self) -> "DigidContext":
        if self.representee and not self.mandate:
            raise ValueError("The mandate context is required when a representee is specified.")
        return self


class RolBody(PartBody):
    """A role, without who it is: that depends on `betrokkeneType`."""

    betrokkene: Link = ""
    betrokkene_type: Kind
    afwijkende_naam_betrokkene: str = Field(default="", max_length=625)
    roltype: Link
    roltoelichting: str = Field(max_length=1000)
    indicatie_machtiging: Literal["", "gemachtigde", "machtiginggever"] = ""
    contactpersoon_rol: Contactpersoon | None = None
    begin_geldigheid: Moment | None = None
    einde_geldigheid: Moment | None = None
    betrokkene_identificatie: dict[str, Any] | None = None
    authenticatie_context: dict[str, Any] | None = None


IDENTITIES: dict[str, type[Body]] = {
    "natuurlijk_persoon": NatuurlijkPersoon,
    "niet_natuurlijk_persoon": NietNatuurlijkPersoon,
    "vestiging": Vestiging,
    "organisatorische_eenheid": OrganisatorischeEenheid,
    "medewerker": Medewerker,
}
HAS_LOGIN = frozenset({"natuurlijk_persoon", "niet_natuurlijk_persoon", "vestiging"})
"""Kinds that can have logged in, and so have an `authenticatieContext`."""
