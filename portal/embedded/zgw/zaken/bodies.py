"""What may be sent to the Zaken API: the writable fields of each resource (1.5.1 of Open Zaak)."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from portal.embedded.clock import moment
from portal.embedded.zgw.bodies import Body, Day, Link, Moment, Rsin
from portal.embedded.zgw.confidentiality import Secrecy
from portal.embedded.zgw.zaken.geometry import checked_geometry

Geometry = Annotated[dict[str, Any] | None, BeforeValidator(checked_geometry)]


def _iso_duration(value: str) -> str:
    if not value.startswith("P") or not value[1:].rstrip("YMWD").isdigit():
        raise ValueError("Tijdsduur heeft een ongeldig formaat.")
    return value


def _none_yet(value: Any) -> Any:
    """Refuse links to cases elsewhere: the embedded world doesn't have them."""
    if value:
        raise ValueError("Relaties met zaken elders zijn er niet in de nagebootste wereld.")
    return value


def _not_in_future(value: datetime | None) -> datetime | None:
    if value is not None and value > moment():
        raise ValueError("Deze datum mag niet in de toekomst zijn")
    return value


NoCases = Annotated[list[Any], AfterValidator(_none_yet)]


class Kenmerk(Body):
    """A mark by which somebody finds the case again."""

    kenmerk: str = Field(min_length=1, max_length=40)
    bron: str = Field(min_length=1, max_length=40)


class Verlenging(Body):
    """The case takes longer."""

    reden: str = Field(min_length=1, max_length=200)
    duur: Annotated[str, AfterValidator(_iso_duration)]


class Opschorting(Body):
    """The case stands still."""

    indicatie: bool
    eerdere_opschorting: bool = False
    reden: str = Field(max_length=200)


class RelevanteZaak(Body):
    """Another case that this one has to do with."""

    url: Link
    aard_relatie: Literal["vervolg", "onderwerp", "bijdrage", "overig"]
    overige_relatie: str = Field(default="", max_length=100)
    toelichting: str = Field(default="", max_length=255)


class Processobject(Body):
    """What decides how long the case is kept."""

    datumkenmerk: str = Field(default="", max_length=250)
    identificatie: str = Field(default="", max_length=250)
    objecttype: str = Field(default="", max_length=50)
    registratie: str = Field(default="", max_length=250)


class ZaakBody(Body):
    """A case."""

    identificatie: str = Field(default="", max_length=40)
    bronorganisatie: Rsin
    omschrijving: str = Field(default="", max_length=80)
    toelichting: str = Field(default="", max_length=1000)
    zaaktype: Link
    registratiedatum: Day | None = None
    verantwoordelijke_organisatie: Rsin
    startdatum: Day
    einddatum_gepland: Day | None = None
    uiterlijke_einddatum_afdoening: Day | None = None
    publicatiedatum: Day | None = None
    laatst_geopend: Annotated[Moment | None, AfterValidator(_not_in_future)] = None
    communicatiekanaal: Link = ""
    communicatiekanaal_naam: str = Field(default="", max_length=250)
    producten_of_diensten: list[Link] = Field(default_factory=list)
    vertrouwelijkheidaanduiding: Secrecy | Literal[""] = ""
    betalingsindicatie: Literal["", "nvt", "nog_niet", "gedeeltelijk", "geheel"] = ""
    laatste_betaaldatum: Annotated[Moment | None, AfterValidator(_not_in_future)] = None
    zaakgeometrie: Geometry = None
    verlenging: Verlenging | None = None
    opschorting: Opschorting | None = None
    selectielijstklasse: Link = ""
    hoofdzaak: Link | None = None
    relevante_andere_zaken: list[RelevanteZaak] = Field(default_factory=list)
    gerelateerde_zaken: NoCases = Field(default_factory=list)
    kenmerken: list[Kenmerk] = Field(default_factory=list)
    archiefnominatie: Literal["blijvend_bewaren", "vernietigen"] | None = None
    archiefstatus: Literal["nog_te_archiveren"] = "nog_te_archiveren"
    archiefactiedatum: Day | None = None
    opdrachtgevende_organisatie: Rsin | Literal[""] = ""
    processobjectaard: str | None = Field(default="", max_length=200)
    startdatum_bewaartermijn: Day | None = None
    processobject: Processobject | None = Field(default_factory=Processobject)


class PartBody(Body):
    """Something in a case."""

    zaak: Link


class StatusBody(PartBody):
    """A status of a case."""

    statustype: Link
    datum_status_gezet: Moment
    statustoelichting: str = Field(default="", max_length=1000)
    gezetdoor: str | None = Field(default=None, max_length=200)


class ZaakeigenschapBody(PartBody):
    """A property of a case."""

    eigenschap: Link
    waarde: str = Field(min_length=1)


class ZaakinformatieobjectBody(PartBody):
    """A document of a case."""

    informatieobject: Link
    titel: str = Field(default="", max_length=200)
    beschrijving: str = ""
    vernietigingsdatum: Moment | None = None


class ResultaatBody(PartBody):
    """The result of a case."""

    resultaattype: Link
    toelichting: str = Field(default="", max_length=1000)
