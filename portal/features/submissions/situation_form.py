"""What one writes whose situation a form has no room for: a page as forms have them."""

from typing import Any

from werkzeug.datastructures import MultiDict

from forms.definition import Page
from forms.fields import form_class, values
from forms.path import page_alone
from portal.domain.contacts import LONGEST_TEXT
from portal.services.submissions.open_draft import OpenDraft
from portal.texts.labels import N_
from portal.web.edge.forms import HtmlForm

TEXT = "situation"
SITUATION_PAGE = Page.model_validate(
    {
        "id": "situation",
        "title": N_("Past uw situatie hier niet?"),
        "questions": [
            {
                "id": TEXT,
                "kind": "textarea",
                "label": N_("Wat past er niet bij uw situatie?"),
                "hint": N_(
                    "Uw antwoorden sturen wij niet mee. Schrijf op wat wij moeten weten, maar niet "
                    "uw BSN of bankrekening."
                ),
                "when_empty": N_("Schrijf op wat er niet past."),
                "max_length": LONGEST_TEXT,
            }
        ],
    }
)


def situation_form(open_draft: OpenDraft, sent: MultiDict[str, str] | None = None) -> HtmlForm:
    """The form, with what was sent where that is given."""
    page = page_alone(SITUATION_PAGE, {}, open_draft.context)
    form: HtmlForm = form_class(page, HtmlForm)(sent)
    return form


def text_of_situation(form: HtmlForm) -> str:
    """What was written, in a form that is valid."""
    answers: dict[str, Any] = values(form)
    return str(answers[TEXT])
