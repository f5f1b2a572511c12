"""The forms on which one asks: pages as forms have them, so that the same is right there."""

from typing import Any

from werkzeug.datastructures import MultiDict

from forms.context import Context
from forms.definition import Page
from forms.fields import form_class, values
from forms.path import page_alone
from portal.domain.contacts import LONGEST_TEXT, DayPart, RequestKind
from portal.domain.days import today
from portal.texts.labels import LABELS, N_
from portal.web.edge.forms import HtmlForm
from portal.web.words.formats import words

QUESTION = Page.model_validate(
    {
        "id": "question",
        "title": N_("Stel een vraag"),
        "questions": [
            {
                "id": "text",
                "kind": "textarea",
                "label": N_("Wat wilt u vragen?"),
                "hint": N_("Schrijf uw BSN of bankrekening er niet bij. Wij weten wie u bent."),
                "when_empty": N_("Schrijf op wat u wilt vragen."),
                "max_length": LONGEST_TEXT,
            },
        ],
    }
)
CALLBACK = Page.model_validate(
    {
        "id": "callback",
        "title": N_("Laat ons u bellen"),
        "questions": [
            {
                "id": "phone",
                "kind": "phone",
                "label": N_("Op welk nummer kunnen wij u bellen?"),
                "hint": N_("Bijvoorbeeld 06 12345678"),
                "when_empty": N_("Vul uw telefoonnummer in."),
            },
            {
                "id": "day_part",
                "kind": "choice",
                "label": N_("Wanneer kunnen wij u het beste bellen?"),
                "when_empty": N_("Kies wanneer wij u kunnen bellen."),
                "options": [
                    {"value": part.value, "label": LABELS[DayPart][part]} for part in DayPart
                ],
            },
            {
                "id": "text",
                "kind": "textarea",
                "label": N_("Waar gaat het over?"),
                "required": False,
                "max_length": LONGEST_TEXT,
            },
        ],
    }
)
PAGES = {RequestKind.QUESTION: QUESTION, RequestKind.CALLBACK: CALLBACK}


def request_form(
    kind: RequestKind, known: dict[str, str], sent: MultiDict[str, str] | None = None
) -> HtmlForm:
    """The form with the phone that is known; with what was sent where that is given."""
    answers: dict[str, Any] = {"phone": known.get("phone", "")}
    context = Context(
        today=today(), facts={}, translate=words().text_of, locale=words().language.babel
    )
    return form_class(page_alone(PAGES[kind], answers, context), HtmlForm)(sent)


def answers_of(form: HtmlForm) -> dict[str, str]:
    """What was filled in, of a form that is valid."""
    return {name: str(value) for name, value in values(form).items() if value}
