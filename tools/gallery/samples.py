"""Sample values, in the shapes that the templates ask for. All persons are fictitious."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from portal.domain.accessibility import Audit, Explained, Fault, Research
from portal.domain.cases import Case, Contact, Progress, Step, StepState
from portal.domain.municipality import HelpPoint
from portal.web.purposes import load as load_purposes

SENT = datetime(2026, 11, 20, 13, 5, tzinfo=UTC)
TODAY = SENT.date()


def visitor(unread: int = 2) -> SimpleNamespace:
    """Somebody who is logged in, with 13 minutes left."""
    ends = datetime.now(UTC) + timedelta(minutes=13)
    return SimpleNamespace(name="Noor de Wit", session_ends_at=ends, unread=unread)


def source(*items: object, known: bool = True, as_of: datetime | None = None) -> SimpleNamespace:
    """What an outside system said, or that it could not be asked."""
    return SimpleNamespace(items=items, known=known, as_of=as_of)


def card_of(case: Case) -> SimpleNamespace:
    """A case as a card shows it: with an address."""
    values = {name: getattr(case, name) for name in Case.__slots__}
    return SimpleNamespace(**{**values, "url": "/gallery/cases/case"})


def case(number: str, title: str, progress: Progress, **values: Any) -> Case:
    """A case; `values` replace what is usual."""
    usual: dict[str, Any] = {
        "url": f"urn:{number}",
        "description": title,
        "status": "In behandeling",
        "started": TODAY,
        "closed": None,
        "expected": date(2026, 12, 4),
        "due": date(2027, 1, 15),
    }
    return Case(number=number, title=title, progress=progress, **{**usual, **values})


MUNICIPALITY = SimpleNamespace(
    name="Demodam",
    portal_name="Mijn Demodam",
    theme="demodam",
    phone="0800 0999",
    phone_href="tel:+318000999",
    email="info@demodam.example",
    website="/",
    counter_address=("Stadhuis", "Marktplein 1", "1234 CD Demodam"),
    counter_hours=(
        ("maandag tot en met woensdag", "9.00 tot 17.00 uur"),
        ("donderdag", "9.00 tot 20.00 uur"),
        ("vrijdag", "9.00 tot 12.30 uur"),
    ),
    open_now=True,
    open_text="Nu open, tot 17.00 uur.",
    help_points=(
        HelpPoint("Bibliotheek Demodam", "Havenstraat 10", "dinsdag en donderdag"),
        HelpPoint("Buurthuis De Sluis", "Stationsweg 4", "elke ochtend"),
    ),
)
LANGUAGES = (
    SimpleNamespace(code="nl", name="Nederlands", url="?taal=nl", current=True),
    SimpleNamespace(code="en", name="English", url="?taal=en", current=False),
)
EVENTS = (
    (
        "verhuizen",
        "Verhuizen",
        "verhuizen",
        (("verhuizing-doorgeven", "Verhuizing doorgeven", "/gallery/submissions/start"),),
    ),
    ("kind", "Kind krijgen", "kind", ()),
    ("trouwen", "Trouwen of samenwonen", "trouwen", ()),
    ("geld", "Weinig geld", "geld", (("kwijtschelding", "Geen belasting betalen", "#"),)),
    (
        "parkeren",
        "Parkeren",
        "parkeren",
        (("vergunning", "Parkeervergunning", "#"), ("bezoek", "Parkeren voor uw bezoek", "#")),
    ),
    ("melden", "Iets melden", "melden", (("melding", "Melding openbare ruimte", "#"),)),
)
RESULTS = (
    ("Verhuizing doorgeven", "/gallery/submissions/start", "Geef door dat u gaat verhuizen."),
    ("Parkeervergunning", "#", "Parkeer uw auto in uw eigen straat."),
)
STEPS = (
    Step(name="Ontvangen", state=StepState.DONE, at=SENT),
    Step(
        name="In behandeling",
        state=StepState.DONE,
        at=SENT + timedelta(days=1),
    ),
    Step(
        name="Wachten op informatie van u",
        state=StepState.NOW,
        at=SENT + timedelta(days=2),
        note="Wij hebben uw huurcontract nodig.",
    ),
    Step(name="Afgerond", state=StepState.NEXT, at=None),
)
STEPS_DONE = (
    Step(name="Ontvangen", state=StepState.DONE, at=SENT),
    Step(name="In behandeling", state=StepState.DONE, at=SENT + timedelta(days=1)),
    Step(name="Afgerond", state=StepState.DONE, at=SENT + timedelta(days=5)),
)
CONTACT = Contact(
    name="Fatima de Boer",
    phone="0800 0999",
    email="burgerzaken@demodam.example",
    role="Medewerker Burgerzaken",
)
MOVE = case("Z2026-0001042", "Verhuizing doorgeven", Progress.WAITING_FOR_YOU)
DECIDED = case("Z2026-0001042", "Verhuizing doorgeven", Progress.CLOSED, closed=date(2026, 11, 25))
CASES = (
    card_of(MOVE),
    card_of(case("Z2026-0000981", "Parkeervergunning", Progress.IN_PROGRESS)),
    card_of(case("Z2026-0000977", "Melding openbare ruimte", Progress.RECEIVED, expected=None)),
)
CLOSED = (
    card_of(
        case("Z2025-0000310", "Uittreksel BRP", Progress.CLOSED, closed=date(2025, 6, 3)),
    ),
    card_of(
        case("Z2025-0000122", "Kwijtschelding", Progress.CLOSED, closed=date(2025, 3, 14)),
    ),
)
TASK = SimpleNamespace(
    title="Stuur uw huurcontract",
    explanation="Wij willen zien dat u op het nieuwe adres mag wonen.",
    last_day=date(2026, 12, 1),
    case_title="Verhuizing doorgeven",
    url="#",
)
DRAFT = SimpleNamespace(
    title="Verhuizing doorgeven",
    url="/gallery/submissions/page-date",
    saved_at=SENT,
    kept_until=date(2026, 12, 20),
)
MESSAGES = (
    SimpleNamespace(
        title="Wij hebben iets van u nodig",
        sent_at=SENT + timedelta(days=2),
        is_read=False,
        url="/gallery/messages/message",
    ),
    SimpleNamespace(
        title="Wij hebben uw verhuizing ontvangen",
        sent_at=SENT,
        is_read=True,
        url="/gallery/messages/message",
    ),
)


def document(title: str, kind: str, size: int) -> SimpleNamespace:
    """A document that can be downloaded."""
    values = {"title": title, "kind": kind, "size": size, "added": TODAY}
    return SimpleNamespace(**values, url="#", looked_url="#")


KNOWN = Explained(
    {"nl": "Een tabel is te breed voor uw telefoon.", "en": "A table is too wide for your phone."},
    {"nl": "De tabel komt uit een ander programma.", "en": "The table comes from another program."},
    {"nl": "U kunt de tabel opzij schuiven.", "en": "You can move the table sideways."},
    date(2027, 3, 1),
)
REFLOW = ("1.4.10", {"nl": "Reflow", "en": "Reflow"})
LABELS = ("3.3.2", {"nl": "Labels of instructies", "en": "Labels or Instructions"})
AUDIT_CLEAN = Audit(made_on=TODAY, version="1.2.0", pages=74, is_complete=True, faults=())
AUDIT = Audit(
    made_on=date(2025, 10, 1),
    version="1.1.0",
    pages=68,
    is_complete=False,
    faults=(
        Fault("reflow", (REFLOW,), ("case",), KNOWN),
        Fault("axe label", (LABELS,), ("home", "case"), None),
    ),
)
RESEARCH = Research(
    done=date(2026, 6, 1),
    by="Stichting Toegang",
    report="https://demodam.example/",
    criteria_met=50,
)
OURS = (document("Brief: stuur uw huurcontract", "Brief", 88_000),)
YOURS = (
    document("Uw antwoorden", "Aanvraag", 214_000),
    document("huurcontract-Havenstraat-10-A-2-definitief.pdf", "Huurcontract", 2_500_000),
)
DECISION = SimpleNamespace(
    title="Uw verhuizing is verwerkt",
    text="U staat vanaf 12 december 2026 ingeschreven op Havenstraat 10 A-2.",
    sent=date(2026, 11, 25),
    last_day_to_object=date(2027, 1, 6),
    documents=(document("Besluit verhuizing", "Besluit", 120_000),),
)
RECEIPT = {
    "reference": "M7K4-92QX",
    "case_number": "Z2026-0001042",
    "sent_at": SENT,
    "next": (
        "Wij kijken uw verhuizing na. Dat doen wij uiterlijk 27 november 2026.",
        "U krijgt van ons een bericht en een mail. U hoeft nu niets te doen.",
    ),
    "mailed_to": "noor@voorbeeld.example",
    "pdf_url": "#",
    "case_url": "/gallery/cases/case",
    "tracking_url": "",
}

CONSENT = load_purposes()["bellen-over-dienstverlening"].texts["nl"]
