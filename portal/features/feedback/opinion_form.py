"""The form about a page: a page as forms have them, so that a BSN in a text is noticed here too."""

import re

from werkzeug.datastructures import MultiDict

from forms.context import Context
from forms.definition import Page
from forms.fields import form_class, values
from forms.path import page_alone
from portal.domain.days import today
from portal.domain.numbers import without_bsn
from portal.texts.labels import N_
from portal.web.edge.forms import HtmlForm
from portal.web.words.formats import words

YES, NO = "yes", "no"
MOST_CHARACTERS = 500
ADDRESS = re.compile(r"\S+@\S+")
NUMBER = re.compile(r"\+?\d(?:[\s().-]?\d){5,}")
"""Six digits or more: of a telephone, a case, an account."""
HIDDEN = "…"
PAGE = Page.model_validate(
    {
        "id": "opinion",
        "title": N_("Was deze pagina duidelijk?"),
        "questions": [
            {
                "id": "clear",
                "kind": "choice",
                "label": N_("Was deze pagina duidelijk?"),
                "when_empty": N_("Kies ja of nee."),
                "options": [{"value": YES, "label": N_("Ja")}, {"value": NO, "label": N_("Nee")}],
            },
            {
                "id": "why",
                "kind": "textarea",
                "label": N_("Wat kan er beter?"),
                "hint": N_(
                    "Schrijf geen namen, nummers of andere gegevens van mensen op. "
                    "U krijgt geen antwoord. Heeft u een vraag? Bel ons."
                ),
                "required": False,
                "max_length": MOST_CHARACTERS,
            },
        ],
    }
)


def opinion_form(sent: MultiDict[str, str] | None = None) -> HtmlForm:
    """The form, empty or with what was sent."""
    context = Context(
        today=today(), facts={}, translate=words().text_of, locale=words().language.babel
    )
    return form_class(page_alone(PAGE, {}, context), HtmlForm)(sent)


def opinion_of(form: HtmlForm) -> tuple[bool, str]:
    """Whether it was clear, and why, without numbers and addresses; of a form that is valid."""
    answers = values(form)
    why = without_bsn(str(answers["why"] or ""))
    return answers["clear"] == YES, NUMBER.sub(HIDDEN, ADDRESS.sub(HIDDEN, why))
