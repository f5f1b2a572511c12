"""What a case type is: the embedded catalogue in a few words each.

`case_type_files` reads one from each file of `case_types/`; `catalogue` makes the resources of the
Catalogi API of them.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

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
    formaat: str
    lengte: str
    kardinaliteit: str
    values: tuple[str, ...]
    """The only values that it can have (`waardenverzameling`); none: any."""


@dataclass(frozen=True, slots=True)
class Remedy:
    """What one can do against a decision, as its letter says it, and within how many days."""

    deed: str
    days: int


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
    properties: tuple[Property, ...]
    decision: str
    """Name of the kind of decision; empty where none is taken that one can object to."""
    remedy: Remedy
    applicant: str
    """What the initiator is called."""
    activity: UUID | None
    """Its version in the municipality's register of processing activities; None: it has none."""
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
APPLICATION, DECISION = "Aanvraag", "Besluit"
"""Kinds of document with a part of their own: what was sent, and the letter of a decision."""
STEPS = (
    Step(name="Ontvangen", text="Wij hebben uw aanvraag ontvangen."),
    Step(name="In behandeling", text="Wij behandelen uw aanvraag."),
    Step(name=WAITING, text="Wij hebben nog iets van u nodig."),
    Step(name="Afgerond", text="Uw aanvraag is afgerond."),
)
RESULTS = ("Verwerkt", "Afgewezen", "Ingetrokken")
DOCUMENTS = (
    DocumentType(name=APPLICATION),
    DocumentType(name="Bijlage"),
    DocumentType(name=DECISION, richting="uitgaand"),
    DocumentType(name="Interne notitie", richting="intern"),
)
"""What a case type has that says nothing else."""
