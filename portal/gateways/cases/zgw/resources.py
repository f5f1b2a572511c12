"""Resources of Zaken API 1.5, Documenten 1.4 and Besluiten 1.1, as far as residents see them.

Tolerant where Open Zaak is: what may be null or '' in its answers may be so here.
"""

import re
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, Field, TypeAdapter

from portal.domain.failures import InvalidSourceAnswer
from portal.gateways.answers import Day, DayOrNone, ItemList, Moment, Name, Resource, Whole
from portal.gateways.cases.zgw.periods import is_none
from portal.gateways.cases.zgw.relation_resources import MomentIfReadable, Relations, Urls
from portal.gateways.pages import ResultPage, list_of

OUR_MARK = "portaal"
"""Who put a mark on a case that is ours: `bron` of its kenmerk."""
IS_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
"""As the portal writes one."""


def uuid_of(url: str) -> UUID:
    """The UUID at the end of a URL; raises `ValueError`."""
    return UUID(url.rsplit("/", 1)[-1])


def _with_id(url: str) -> str:
    uuid_of(url)
    return url


UrlWithId = Annotated[str, AfterValidator(_with_id)]
"""A URL that ends in a UUID."""


class Identification(Resource):
    """Who somebody is (betrokkeneIdentificatie); of other than persons nothing is read."""

    inp_bsn: str | None = None
    voorletters: Name = ""
    voorvoegsel_geslachtsnaam: Name = ""
    geslachtsnaam: Name = ""


class ContactPerson(Resource):
    """Whom to call (contactpersoonRol)."""

    naam: str | None = None
    telefoonnummer: str | None = None
    emailadres: str | None = None
    functie: str | None = None


class Role(Resource):
    """What somebody is in a case (rol)."""

    zaak: str | None = None
    betrokkene_type: str
    omschrijving_generiek: str
    betrokkene_identificatie: Identification | None = None
    contactpersoon_rol: ContactPerson | None = None
    afwijkende_naam_betrokkene: Name = ""
    indicatie_machtiging: Name = ""
    """`gemachtigde`: acts for another in the case; `machtiginggever`: lets another act."""

    @property
    def person_bsn(self) -> str:
        """BSN of the person whose role it is; '' where it is the role of anybody else."""
        if self.betrokkene_type != "natuurlijk_persoon":
            return ""
        return (self.betrokkene_identificatie and self.betrokkene_identificatie.inp_bsn) or ""

    @property
    def initiator_bsn(self) -> str:
        """BSN of the person who started the case; '' where it is the role of anybody else."""
        return self.person_bsn if self.omschrijving_generiek == "initiator" else ""


class CaseStatus(Resource):
    """A step that a case reached."""

    url: str | None = None
    zaak: str | None = None
    statustype: str
    datum_status_gezet: Moment
    statustoelichting: Name = ""


class CaseResult(Resource):
    """What came of a case (resultaat)."""

    resultaattype: str
    toelichting: Name = ""


class DocumentLink(Resource):
    """That a document belongs to a case or a decision."""

    zaak: str | None = None
    informatieobject: UrlWithId


class Suspension(Resource):
    """Whether the term of a case doesn't run now (opschorting)."""

    indicatie: bool | None = None
    eerdere_opschorting: Any = None
    reden: Name = ""


class Extension(Resource):
    """By how much the term of a case was put off (verlenging)."""

    reden: Name = ""
    duur: Name = ""


class Mark(Resource):
    """Whose a case is (kenmerk)."""

    bron: str
    kenmerk: str


class ExpandedParts(Resource):
    """What was asked to be told at once with a case."""

    status: CaseStatus | None = None
    resultaat: Annotated[CaseResult | object, Field(union_mode="left_to_right")] = None
    rollen: ItemList[Role] | None = None
    zaakinformatieobjecten: ItemList[DocumentLink] | None = None


class Zaak(Resource):
    """A case, with its parts expanded."""

    url: str
    identificatie: str
    zaaktype: str
    omschrijving: Name = ""
    status: str | None
    resultaat: str | None = None
    vertrouwelijkheidaanduiding: str
    startdatum: Day
    einddatum: DayOrNone
    einddatum_gepland: DayOrNone = None
    uiterlijke_einddatum_afdoening: DayOrNone = None
    opschorting: Annotated[Suspension | object, Field(union_mode="left_to_right")] = None
    verlenging: Annotated[Extension | object, Field(union_mode="left_to_right")] = None
    betalingsindicatie: Name = ""
    laatste_betaaldatum: MomentIfReadable = None
    hoofdzaak: Name = ""
    deelzaken: Urls = ()
    relevante_andere_zaken: Relations = ()
    kenmerken: Annotated[ItemList[Mark] | object, Field(union_mode="left_to_right")] = None
    rollen: list[Any]
    zaakinformatieobjecten: list[Any] | None = None
    expanded: ExpandedParts = Field(ExpandedParts(), alias="_expand")

    @property
    def present_status(self) -> CaseStatus:
        """The status that the case is in, expanded; raises `InvalidSourceAnswer`."""
        if self.expanded.status is None:
            raise InvalidSourceAnswer("cases", "_expand.status: missing")
        return self.expanded.status

    @property
    def suspension(self) -> str | None:
        """Why its term doesn't run now, '' where that is not told; None where it runs."""
        suspension = self.opschorting
        if isinstance(suspension, Suspension) and suspension.indicatie:
            return suspension.reden
        return None

    @property
    def was_suspended(self) -> bool:
        """Whether its term stood still before, and runs now."""
        suspension = self.opschorting
        if not isinstance(suspension, Suspension) or suspension.indicatie:
            return False
        return suspension.eerdere_opschorting is True

    @property
    def result(self) -> CaseResult | None:
        """What came of it; None before there is a result, or where it is odd."""
        result = self.expanded.resultaat
        return result if self.resultaat and isinstance(result, CaseResult) else None

    @property
    def extension(self) -> Extension | None:
        """By how much it was put off; None where it was not. Open Zaak sends empty ones."""
        extension = self.verlenging
        if not isinstance(extension, Extension) or not extension.duur or is_none(extension.duur):
            return None
        return extension

    @property
    def submissions(self) -> frozenset[UUID]:
        """The submissions that it was made of, by the marks that the portal put on it."""
        marks = self.kenmerken if isinstance(self.kenmerken, ItemList) else ItemList[Mark]()
        names = [mark.kenmerk for mark in marks if mark.bron == OUR_MARK]
        return frozenset(UUID(name) for name in names if IS_UUID.fullmatch(name))

    @property
    def roles(self) -> ItemList[Role]:
        """Who is what in it; an empty list may be left out of what is expanded."""
        return _expanded(self.rollen, self.expanded.rollen, "rollen")

    @property
    def document_links(self) -> ItemList[DocumentLink]:
        """Its documents."""
        links = self.expanded.zaakinformatieobjecten
        return _expanded(self.zaakinformatieobjecten, links, "zaakinformatieobjecten")


def _expanded(urls: list[Any] | None, parts: ItemList[Any] | None, name: str) -> ItemList[Any]:
    if not urls:
        return ItemList()
    return ItemList((), (f"_expand.{name}: missing",)) if parts is None else parts


class ZaakPage(Resource):
    """One page of the cases of a resident, and how many there are in all."""

    count: Whole
    next: str | None = None
    results: ItemList[Zaak]

    @property
    def size(self) -> int:
        """How many cases stand on it, the odd ones too."""
        return len(self.results.items) + len(self.results.odd)


class Document(Resource):
    """A document (enkelvoudiginformatieobject), without its content."""

    url: UrlWithId
    identificatie: Name = ""
    titel: Name = ""
    auteur: Name = ""
    status: str | None
    vertrouwelijkheidaanduiding: str
    inhoud: str | None
    bestandsnaam: Name = ""
    formaat: Name = ""
    bestandsomvang: Whole | None
    begin_registratie: Moment
    ontvangstdatum: str | None = None
    informatieobjecttype: str


class Besluit(Resource):
    """A decision."""

    url: UrlWithId
    zaak: str | None
    besluittype: str
    toelichting: str | None = None
    verzenddatum: DayOrNone = None
    publicatiedatum: DayOrNone = None
    uiterlijke_reactiedatum: DayOrNone = None
    vervaldatum: DayOrNone = None
    vervalreden: Name = ""


class DecidedCase(Resource):
    """The case that a decision was taken in; of the decision nothing else is read."""

    zaak: str | None


CASE = TypeAdapter(Zaak)
ZAKEN = TypeAdapter(ZaakPage)
DOCUMENT = TypeAdapter(Document)
DOCUMENTS = TypeAdapter(ResultPage[Document])
DECIDED_CASE = TypeAdapter(DecidedCase)
ROLES = list_of(Role)
STATUSES = list_of(CaseStatus)
DECISIONS = list_of(Besluit)
LINKS = list_of(DocumentLink)
