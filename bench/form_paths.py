"""CPU of working out the path through large forms, as each page of a form does once or twice.

.venv/bin/python -m bench.form_paths
"""

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from wtforms import Form as HtmlForm

from forms import Catalogue, Form, engine, fields, form_from_values, load_sources
from forms.context import Context
from forms.path import Path
from forms.reading import summary

Part = dict[str, Any]
ROUNDS, RUNS = 9, 20
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
_CASE = {
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


def large_forms() -> Iterator[LargeForm]:
    """What is measured: without conditions, with chains of them, and all on one page."""
    yield _large("100 questions, no conditions", [_page(n) for n in range(100)])
    yield _large("100 questions, chained", [_page(n, _before(n, 1)) for n in range(100)])
    yield _large("100 questions, each reads 5", [_page(n, _before(n, 5)) for n in range(100)])
    yield _large("200 pages, chained", [_page(n, _before(n, 1)) for n in range(200)])
    yield _large("500 questions, one page", [_one_page([_question(n) for n in range(500)])])
    chained = [{**_question(n), **_before(n, 1)} for n in range(500)]
    yield _large("500 questions, one page, chained", [_one_page(chained)])


def cpu_ms(act: Callable[[], object]) -> float:
    """CPU in ms of doing this once, in the round that was least disturbed."""
    rounds = []
    for _ in range(ROUNDS):
        start = time.process_time()
        for _ in range(RUNS):
            act()
        rounds.append((time.process_time() - start) / RUNS * 1_000)
    return min(rounds)


def _page(number: int, more: Part | None = None) -> Part:
    return {"id": f"p{number}", "title": "Titel", "questions": [_question(number)], **(more or {})}


def _one_page(questions: list[Part]) -> Part:
    return {"id": "all", "title": "Titel", "questions": questions}


def _question(number: int) -> Part:
    options = [{"value": "x", "label": "X"}, {"value": "y", "label": "Y"}]
    name = f"q{number}"
    return {"id": name, "kind": "choice", "label": f"Vraag {number}", "options": options}


def _before(number: int, count: int) -> Part:
    """A condition on the so many questions before this one."""
    names = [f"q{each}" for each in range(max(0, number - count), number)]
    return {"show_if": " and ".join(f"{name} == 'x'" for name in names)} if names else {}


def _large(name: str, pages: list[Part]) -> LargeForm:
    values = {
        "slug": "a-form",
        "title": "Formulier",
        "summary": "Kort",
        "event": "verhuizen",
        "synonyms": [],
        "login": "required",
        "level": "midden",
        "send": "Versturen",
        "start": _START,
        "case": _CASE,
        "sections": [{"title": "Deel", "pages": pages}],
    }
    form = form_from_values(values, load_sources())
    return LargeForm(name, form, {question.id: "x" for question in form.questions()})


def _shown(path: Path) -> HtmlForm:
    return fields.form_class(path.pages[0], HtmlForm)()


def main() -> None:
    """Print ms of CPU: the path, what one page asks of it, and the fields of its first page."""
    context = Context(date.today(), {}, str)  # noqa: DTZ011 - any day will do
    head = ("path", "open", "given", "shown", "fields")
    sys.stdout.write(f"{'':34}" + "".join(f"{each:>8}" for each in head) + "\n")
    own = [LargeForm(each.slug, each, {}) for each in Catalogue.load(load_sources())]
    for large in (*large_forms(), *own):
        path = Path(large.form, large.answers, context)
        acts: list[Callable[[], object]] = [
            partial(Path, large.form, large.answers, context),
            partial(engine.first_open, path),
            partial(engine.answers_on_path, path),
            partial(summary, path),
            partial(_shown, path),
        ]
        figures = "".join(f"{cpu_ms(act):8.3f}" for act in acts)
        sys.stdout.write(f"{large.name:34}{figures}\n")


if __name__ == "__main__":
    main()
