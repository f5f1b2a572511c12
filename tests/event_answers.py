"""The form "Evenement melden of aanvragen": what fills it in for each class of events."""

from datetime import date, timedelta
from typing import Any

from portal.domain.days import today
from tests.files_made import a_pdf
from tests.page_by_page import a_day

SLUG = "evenement-aanvragen"
FORM = f"/formulieren/{SLUG}"
FIRST = today() + timedelta(days=200)
NEXT = FIRST + timedelta(days=1)


def hours(
    row: int, day: date, begins: str = "14:00", ends: str = "22:00", late: str = "no"
) -> dict[str, str]:
    """One day of the event."""
    name = f"days.{row}"
    times = {f"{name}.begin": begins, f"{name}.end": ends, f"{name}.past_midnight": late}
    return times | a_day(f"{name}.day", day)


def thing(row: int, name: str, size: str) -> dict[str, str]:
    """Something in the street."""
    return {f"things.{row}.thing": name, f"things.{row}.size": size}


def size(visitors: str, music: str = "no", road: str = "no") -> dict[str, dict[str, str]]:
    """The three answers that decide."""
    return {"bezoekers": {"visitors": visitors}, "omgeving": {"music": music, "road": road}}


SMALL: dict[str, Any] = size("60") | {
    "soort": {"kind_of_event": "party"},
    "naam": {"event_name": "Buurtfeest Lindelaan", "what_happens": "Wij eten samen op straat."},
    "plaats": {"place-street": "Lindelaan, van nummer 2 tot en met 30"},
    "dagen-1": hours(1, FIRST),
}
MIDDLE: dict[str, Any] = (
    SMALL
    | size("400", music="yes")
    | {
        "opbouw": a_day("build_up", FIRST) | a_day("cleared", NEXT),
        "voorzieningen": {"facilities": ["none"]},
        "organisatie": {"for_organisation": "no"},
    }
)
LARGE: dict[str, Any] = (
    MIDDLE
    | size("4000", music="yes", road="yes")
    | {
        "dagen-2": hours(2, NEXT),
        "dagen": [{"action": "add"}, {}],
        "voorzieningen": {"facilities": ["tent", "bar"]},
        "dingen-1": thing(1, "Tent", "40"),
        "dingen-2": thing(2, "Bar", "12"),
        "dingen": [{"action": "add"}, {}],
        "plattegrond": {"map": ("plattegrond.pdf", a_pdf())},
        "veiligheid": {"safety_plan-later": "y"},
        "organisatie": {
            "for_organisation": "yes",
            "organisation": "Stichting Zomerfeest",
            "company": "12345678",
        },
    }
)
