"""Forms as large as one wants them, to measure with."""

from dataclasses import dataclass
from typing import Any

from forms import Form, form_from_values, load_sources

Part = dict[str, Any]
_START = {
    "for_whom": ["U"],
    "have_at_hand": ["Niets"],
    "cost": "Gratis",
    "minutes": 5,
    "at_once": "U krijgt een bewijs.",
    "then": ["Klaar"],
    "data": [{"what": "Iets", "why": "Daarom", "law": "Wet", "source": "U"}],
    "other_ways": {"phone": "Bel", "counter": "Kom", "paper": "Schrijf"},
}
_CASE: Part = {
    "type": "TYPE",
    "description": "Zaak",
    "properties": {},
    "documents": {"answers": "Aanvraag"},
    "first_status": "Ontvangen",
    "term": None,
    "service_days": 5,
}


@dataclass(frozen=True, slots=True)
class LargeForm:
    """A form with the answers that call for all of its pages."""

    name: str
    form: Form
    answers: dict[str, Any]


def page(number: int, more: Part | None = None) -> Part:
    """A page of one question, with these keys besides."""
    return {"id": f"p{number}", "title": "Titel", "questions": [question(number)], **(more or {})}


def one_page(questions: list[Part], page_id: str = "all") -> Part:
    """All of them on one page."""
    return {"id": page_id, "title": f"Titel {page_id}", "questions": questions}


def question(number: int) -> Part:
    """One of two."""
    options = [{"value": "x", "label": "X"}, {"value": "y", "label": "Y"}]
    name = f"q{number}"
    return {"id": name, "kind": "choice", "label": f"Vraag {number}", "options": options}


def text_question(name: str) -> Part:
    """A short text."""
    return {"id": name, "kind": "text", "label": f"Vraag {name}"}


def conditions(number: int, count: int) -> Part:
    """A condition on the so many questions before this one."""
    names = [f"q{each}" for each in range(max(0, number - count), number)]
    return {"show_if": " and ".join(f"{name} == 'x'" for name in names)} if names else {}


def large_form(
    name: str, pages: list[Part], slug: str = "a-form", documents: Part | None = None
) -> LargeForm:
    """A form of these pages; its answers choose the first of two each time.

    `documents`: question for files → its kind of document in the catalogue.
    """
    values = {
        "slug": slug,
        "title": "Formulier",
        "summary": "Kort",
        "event": "verhuizen",
        "synonyms": [],
        "login": "required",
        "level": "midden",
        "send": "Versturen",
        "start": _START,
        "case": {**_CASE, "documents": {**_CASE["documents"], **(documents or {})}},
        "sections": [{"title": "Deel", "pages": pages}],
    }
    form = form_from_values(values, load_sources())
    return LargeForm(name, form, {question.id: "x" for question in form.questions()})
