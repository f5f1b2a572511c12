"""The states of the pages about who looked at what."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from uuid import UUID

from portal.domain import activities
from portal.domain.consultations import HowChosen
from portal.web.lines import Log
from portal.web.looked import LookCard, LookGroup
from tools.gallery import samples
from tools.gallery.state import State

ROOT = Path(__file__).parent.parent.parent
ID = UUID("6f1c9c1e-5d2c-4f0e-9a55-0f5b7f1f2f10")
FETCH = (
    "Gemeente Demodam haalde uw naam en geboortedatum, uw adres en uw gezin op bij de"
    " Basisregistratie Personen (BRP), omdat u het formulier “Verhuizing doorgeven” invulde."
)
OPENED = "Een medewerker van gemeente Demodam bekeek uw document “Huurcontract”."
KNOWN = Log(is_connected=True, known=True)
SILENT = Log(is_connected=True, known=False, silent_since=samples.SENT)
STALE = Log(is_connected=True, known=False, as_of=samples.SENT, silent_since=samples.SENT)
UNCONNECTED = Log(is_connected=False, known=False)
OPTIONS = {
    "periode": (("12", "12 maanden", True), ("60", "5 jaar", False)),
    "organisatie": (("", "Iedereen", True), ("x", "Gemeente Demodam, Burgerzaken", False)),
    "soort": (("", "Alle gegevens", True), ("address", "uw adres", False)),
}
SUMMARY = (
    "In de laatste 12 maanden is 14 keer naar uw gegevens gekeken.",
    "Daarvan was 9 keer voor uw aanvragen.",
)


def look(sentence: str = OPENED, **values: object) -> LookCard:
    """One look; `values` replace what is usual."""
    usual: dict[str, object] = {
        "sentence": sentence,
        "at": samples.SENT,
        "first_at": samples.SENT - timedelta(minutes=9),
        "count": 1,
        "who": "Gemeente Demodam, Burgerzaken",
        "is_own": False,
        "reason": "Aanvraag beoordelen",
        "purpose": "Een verhuizing behandelen",
        "law": "Wet BRP, artikel 2.20",
        "how": HowChosen.LAW,
        "has_failed": False,
        "url": "/gallery/consultations/looked-line",
        "case_ref": samples.MOVE.number,
        "case_title": samples.MOVE.title,
    }
    return LookCard(**{**usual, **values})  # type: ignore[arg-type]


FETCHED = look(
    FETCH,
    reason="",
    purpose="Een formulier alvast invullen",
    law="Wet BRP, artikel 1.7",
    who="Gemeente Demodam, Dienstverlening",
)
OWN = look("U bekeek uw zaak.", who="U", is_own=True, reason="", purpose="Uw zaken laten zien")
GROUPS = (
    LookGroup(samples.MOVE.title, samples.MOVE.number, (look(count=3), look(FETCH, reason=""))),
    LookGroup(
        "",
        "",
        (
            FETCHED,
            look("Gemeente Demodam haalde uw inkomen op bij UWV.", how=HowChosen.CHOICE),
            look("Gemeente Demodam stuurde uw adres naar Bureau X.", how=HowChosen.CONSENT),
            look(FETCH, has_failed=True, reason=""),
        ),
    ),
)
LINE = SimpleNamespace(id=ID, at=samples.SENT, has_failed=False, how_chosen=HowChosen.LAW)
ROWS = (
    ("Wanneer", ("20 november 2026, 14.05 uur",)),
    ("Wie", ("Gemeente Demodam, Burgerzaken", "Een mens deed dit, geen computer.")),
    ("Wat", ("uw document “Huurcontract”", "Document geopend door een medewerker")),
    ("Reden", ("Aanvraag beoordelen",)),
    ("Waarvoor", ("Een verhuizing behandelen",)),
    ("Waarom dat mag", ("Wij moeten dit doen van de wet.", "Wet BRP, artikel 2.20")),
    ("Bron", ("Het logboek noemt geen bron.", "Meestal is het dit:", "U stuurt het zelf.")),
    ("Voor welke zaak", ("Verhuizing doorgeven", "Z2026-0001042")),
    ("Bewaard tot en met", ("20 november 2031",)),
)


def looking_states() -> Mapping[str, State]:
    """Name → state."""
    document = SimpleNamespace(title="huurcontract.pdf", kind="Huurcontract")
    register = activities.load(ROOT / "activities.toml").activities
    nothing = {"groups": (), "own": [OWN], "own_count": 1}
    return {
        "looked": _looked("index", newer_url="#", older_url="#"),
        "looked-none": _looked("index", **nothing),
        "looked-narrow": _looked("index", **nothing, is_narrow=True),
        "looked-silent": _looked("index", **nothing, log=SILENT, is_whole=False),
        "looked-stale": _looked("index", log=STALE, is_whole=False),
        "looked-unconnected": _looked("index", log=UNCONNECTED, is_whole=False),
        "looked-case": _looked("case", case=samples.MOVE),
        "looked-document": _looked("document", case=samples.MOVE, document=document),
        "looked-line": State(
            template="consultations/line.html",
            context={
                "line": LINE,
                "sentence": OPENED,
                "rows": ROWS,
                "how": "Moet van de wet",
                "case_url": "#",
                "can_ask": True,
            },
        ),
        "register": State(
            template="consultations/register.html",
            context={
                "activities": register,
                "details": {activity.id: ROWS for activity in register},
            },
            is_logged_in=False,
        ),
    }


def looked_at(*newest: LookCard, is_whole: bool = True) -> SimpleNamespace:
    """In short who looked at a case."""
    return SimpleNamespace(count=len(newest), newest=newest, is_whole=is_whole, url="#")


def _looked(page: str, **values: object) -> State:
    context: dict[str, object] = {
        "summary": SUMMARY,
        "groups": GROUPS,
        "own": [OWN],
        "own_count": 60,
        "options": OPTIONS,
        "is_narrow": False,
        "is_whole": True,
        "log": KNOWN,
        "period": "12 maanden",
        "query": {},
        "newer_url": "",
        "older_url": "",
    }
    return State(template=f"consultations/{page}.html", context=context | values)
