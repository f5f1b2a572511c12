"""The case types of Demodam: what the embedded catalogue knows, in a few words each.

`catalogue` makes the resources of the Catalogi API of it. A new product is one entry here.
"""

from dataclasses import dataclass
from datetime import date

VALID_FROM = date(2025, 1, 1)
"""The day from which everything in the catalogue holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentType:
    """A kind of document; `richting` is who sends it, seen from the municipality."""

    name: str
    richting: str = "inkomend"
    vertrouwelijkheidaanduiding: str = "zaakvertrouwelijk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A status type: its name, and the sentence that tells a resident about it."""

    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """A property of a case; `formaat` is `tekst`, `getal`, `datum` or `datum_tijd`."""

    name: str
    about: str
    formaat: str = "tekst"
    lengte: str = "255"
    kardinaliteit: str = "1"
    values: tuple[str, ...] = ()
    """The only values that it can have (`waardenverzameling`); none: any."""


@dataclass(frozen=True, slots=True)
class Remedy:
    """What one can do against a decision, as its letter says it, and within how many days."""

    deed: str
    days: int


OBJECTION = Remedy("bezwaar maken", 42)
"""Awb 6:7."""
APPEAL = Remedy("beroep instellen", 10)
"""Administrative appeal: Uitvoeringsregeling Invorderingswet 1990, article 24."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseType:
    """One version of a case type, with everything that belongs to it."""

    code: str
    name: str
    purpose: str
    subject: str
    service_days: int
    """Days in which it is usually done (`servicenorm`)."""
    legal_days: int
    """Days in which it must be done (`doorlooptijd`)."""
    steps: tuple[Step, ...]
    results: tuple[str, ...]
    """The first is what was asked for."""
    documents: tuple[DocumentType, ...]
    properties: tuple[Property, ...] = ()
    decision: str = ""
    """Name of the kind of decision; empty where none is taken that one can object to."""
    remedy: Remedy = OBJECTION
    applicant: str = "Aanvrager"
    """What the initiator is called."""
    version: int = 1
    begins: date = VALID_FROM
    ends: date | None = None
    """From this day on it holds no more."""

    @property
    def key(self) -> str:
        """Its name in `catalogue_id`: the code alone for the first version."""
        return self.code if self.version == 1 else f"{self.code}/{self.version}"


WAITING = "Wachten op informatie van u"
"""The status in which the municipality waits for the resident."""
_STEPS = (
    Step(name="Ontvangen", text="Wij hebben uw aanvraag ontvangen."),
    Step(name="In behandeling", text="Wij behandelen uw aanvraag."),
    Step(name=WAITING, text="Wij hebben nog iets van u nodig."),
    Step(name="Afgerond", text="Uw aanvraag is afgerond."),
)
_APPLICATION = DocumentType(name="Aanvraag")
_ATTACHMENT = DocumentType(name="Bijlage")
_CONTRACT = DocumentType(name="Huurcontract")
_DRIVING_LICENCE = DocumentType(name="Rijbewijs")
_INCOME_PROOF = DocumentType(name="Inkomensbewijs")
_BANK_STATEMENT = DocumentType(name="Bankafschrift")
_PHOTO = DocumentType(name="Foto", vertrouwelijkheidaanduiding="beperkt_openbaar")
_DECISION = DocumentType(name="Besluit", richting="uitgaand")
_NOTE = DocumentType(name="Interne notitie", richting="intern")
_CATEGORIES = ("wegdek", "verlichting", "afval", "groen", "overig")
_QUESTIONS = ("onbekend", "reden", "onjuist", "overig")


def _amount(name: str, about: str) -> Property:
    return Property(name=name, about=about, formaat="getal", lengte="9,2")


def _one_of(name: str, about: str, *values: str) -> Property:
    return Property(name=name, about=about, lengte="20", values=values)


_REMISSION = (
    Property(name="belastingjaar", about="Jaar van de aanslag", formaat="getal", lengte="4"),
    Property(name="aanslagnummer", about="Nummer van de aanslag", lengte="40"),
    _amount("bedragAanslag", "Bedrag van de aanslag"),
    _one_of("partnerAkkoord", "Of de partner het goed vindt", "ja", "nee", "onbekend"),
    _amount("inkomenPartner", "Netto inkomen van de partner per maand"),
    _amount("spaargeldPartner", "Spaargeld van de partner"),
    _one_of("inkomenHerkomst", "Opgehaald of zelf aangeleverd", "opgehaald", "aangeleverd"),
    _amount("inkomenOpgehaald", "Inkomen volgens het UWV"),
    _amount("inkomenOpgegeven", "Inkomen volgens de aanvrager"),
    _one_of("spaargeldHerkomst", "Opgehaald of zelf aangeleverd", "opgehaald", "aangeleverd"),
    _amount("spaargeldOpgehaald", "Spaargeld volgens de Belastingdienst"),
    _amount("spaargeldOpgegeven", "Spaargeld volgens de aanvrager"),
    _one_of("voertuigHerkomst", "Opgehaald of zelf aangeleverd", "opgehaald", "aangeleverd"),
    _amount("voertuigOpgehaald", "Auto of motor volgens de RDW"),
    _amount("voertuigOpgegeven", "Waarde van de auto volgens de aanvrager"),
    _amount("huur", "Huur of hypotheek per maand"),
    _amount("huurtoeslag", "Huurtoeslag per maand"),
    _amount("zorgpremie", "Zorgpremie per maand"),
    _amount("zorgtoeslag", "Zorgtoeslag per maand"),
    _amount("schatting", "Wat de aanvrager als schatting zag"),
)
_USUAL = (_APPLICATION, _ATTACHMENT, _DECISION, _NOTE)

CASE_TYPES: tuple[CaseType, ...] = (
    CaseType(
        code="VERHUIZING",
        name="Verhuizing doorgeven",
        purpose="Het nieuwe adres van inwoners bijhouden",
        subject="Verhuizing",
        service_days=5,
        legal_days=28,
        steps=_STEPS,
        results=("Verwerkt", "Afgewezen", "Ingetrokken"),
        documents=(*_USUAL, _CONTRACT),
        properties=(
            Property(name="verhuisdatum", about="Dag van de verhuizing", formaat="datum"),
            Property(name="nieuwAdres", about="Het nieuwe adres"),
            Property(name="meeverhuizers", about="Wie er mee verhuizen", kardinaliteit="N"),
            _one_of("woonsituatie", "Huur, koop of inwonend", "huur", "koop", "inwonend"),
        ),
        decision="Besluit adreswijziging",
    ),
    CaseType(
        code="MELDING-OR",
        name="Melding openbare ruimte",
        purpose="Straten, pleinen en groen heel en schoon houden",
        subject="Openbare ruimte",
        service_days=5,
        legal_days=14,
        steps=(
            Step(name="Ontvangen", text="Wij hebben uw melding ontvangen."),
            Step(name="Ingepland", text="Wij hebben het werk ingepland."),
            Step(name="Afgerond", text="Uw melding is afgerond."),
        ),
        results=("Verwerkt", "Afgewezen", "Ingetrokken"),
        documents=(_APPLICATION, _ATTACHMENT, _PHOTO, _NOTE),
        properties=(
            _one_of("categorie", "Waar de melding over gaat", *_CATEGORIES),
            Property(name="plaats", about="Waar het is", lengte="300"),
        ),
        applicant="Melder",
    ),
    CaseType(
        code="PARKEERVERGUNNING",
        name="Parkeervergunning aanvragen",
        purpose="Bewoners een parkeervergunning geven",
        subject="Parkeervergunning",
        service_days=28,
        legal_days=56,
        steps=_STEPS,
        results=("Toegekend", "Afgewezen", "Ingetrokken"),
        documents=(*_USUAL, _DRIVING_LICENCE),
        properties=(Property(name="kenteken", about="Kenteken van de auto", lengte="10"),),
        decision="Besluit parkeervergunning",
    ),
    CaseType(
        code="UITTREKSEL-BRP",
        name="Uittreksel uit de BRP aanvragen",
        purpose="Inwoners een uittreksel uit de BRP geven",
        subject="Uittreksel",
        service_days=5,
        legal_days=28,
        steps=_STEPS,
        results=("Verwerkt", "Afgewezen", "Ingetrokken"),
        documents=_USUAL,
        properties=(Property(name="soortUittreksel", about="Welk uittreksel"),),
    ),
    CaseType(
        code="KWIJTSCHELDING",
        name="Kwijtschelding gemeentelijke belastingen aanvragen",
        purpose="Inwoners met een laag inkomen belasting kwijtschelden",
        subject="Kwijtschelding",
        service_days=42,
        legal_days=84,
        steps=_STEPS,
        results=("Toegekend", "Afgewezen", "Ingetrokken"),
        documents=(*_USUAL, _INCOME_PROOF, _BANK_STATEMENT),
        properties=_REMISSION,
        decision="Besluit kwijtschelding",
        remedy=APPEAL,
    ),
    CaseType(
        code="VRAAG-GEGEVENS",
        name="Vraag over gegevensgebruik",
        purpose="Vragen van inwoners over het gebruik van hun gegevens beantwoorden",
        subject="Privacy",
        service_days=10,
        legal_days=28,
        steps=_STEPS,
        results=("Verwerkt", "Afgewezen", "Ingetrokken"),
        documents=_USUAL,
        properties=(
            Property(name="regel", about="De regel waar de vraag over gaat"),
            _one_of("soortVraag", "Wat voor vraag het is", *_QUESTIONS),
        ),
    ),
)
