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
    """A case type with everything that belongs to it."""

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
_REMISSION = (
    Property(name="belastingjaar", about="Jaar van de aanslag", formaat="getal"),
    Property(name="aanslagnummer", about="Nummer van de aanslag", lengte="40"),
    Property(name="bedragAanslag", about="Bedrag van de aanslag"),
    Property(name="partnerAkkoord", about="Of de partner het goed vindt"),
    Property(name="inkomenPartner", about="Netto inkomen van de partner per maand"),
    Property(name="spaargeldPartner", about="Spaargeld van de partner"),
    Property(name="inkomenHerkomst", about="Opgehaald of zelf aangeleverd"),
    Property(name="inkomenOpgehaald", about="Inkomen volgens het UWV"),
    Property(name="inkomenOpgegeven", about="Inkomen volgens de aanvrager"),
    Property(name="spaargeldHerkomst", about="Opgehaald of zelf aangeleverd"),
    Property(name="spaargeldOpgehaald", about="Spaargeld volgens de Belastingdienst"),
    Property(name="spaargeldOpgegeven", about="Spaargeld volgens de aanvrager"),
    Property(name="voertuigHerkomst", about="Opgehaald of zelf aangeleverd"),
    Property(name="voertuigOpgehaald", about="Auto of motor volgens de RDW"),
    Property(name="voertuigOpgegeven", about="Waarde van de auto volgens de aanvrager"),
    Property(name="huur", about="Huur of hypotheek per maand"),
    Property(name="huurtoeslag", about="Huurtoeslag per maand"),
    Property(name="zorgpremie", about="Zorgpremie per maand"),
    Property(name="zorgtoeslag", about="Zorgtoeslag per maand"),
    Property(name="schatting", about="Wat de aanvrager als schatting zag"),
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
            Property(name="meeverhuizers", about="Wie er mee verhuizen"),
            Property(name="woonsituatie", about="Huur, koop of inwonend"),
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
            Property(name="categorie", about="Waar de melding over gaat"),
            Property(name="plaats", about="Waar het is"),
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
            Property(name="soortVraag", about="Wat voor vraag het is"),
        ),
    ),
)
