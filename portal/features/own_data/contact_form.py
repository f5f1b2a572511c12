"""The form with mail address, phone number and whether to mail: a page as forms have them."""

from typing import Any

from werkzeug.datastructures import MultiDict

from forms.context import Context
from forms.definition import Page
from forms.fields import form_class, values
from forms.path import page_alone
from portal.domain.days import today
from portal.domain.messages import NO_MAIL, NOTICES
from portal.texts.labels import N_
from portal.web.edge.forms import HtmlForm
from portal.web.words.formats import words

YES = "mail"
PAGE = Page.model_validate(
    {
        "id": "contact",
        "title": N_("Hoe wij u bereiken"),
        "questions": [
            {
                "id": "email",
                "kind": "email",
                "label": N_("E-mailadres"),
                "hint": N_("Bijvoorbeeld naam@voorbeeld.nl"),
                "required": False,
            },
            {
                "id": "phone",
                "kind": "phone",
                "label": N_("Telefoonnummer"),
                "hint": N_("Bijvoorbeeld 06 12345678"),
                "required": False,
            },
            {
                "id": NOTICES,
                "kind": "choice",
                "label": N_("Wilt u een mail als er een bericht is?"),
                "when_empty": N_("Kies of u een mail wilt."),
                "options": [
                    {"value": YES, "label": N_("Ja, mail mij")},
                    {
                        "value": NO_MAIL,
                        "label": N_("Nee, ik kijk zelf"),
                        "hint": N_(
                            "U krijgt dan ook geen mail over een besluit of een laatste dag."
                        ),
                    },
                ],
            },
        ],
    }
)
"""Judged like the same questions of a form, so that what is right there is right here."""


NO_ADDRESS = N_("Op welk e-mailadres wilt u mail krijgen? Of kies: Nee, ik kijk zelf.")


def contact_form(contact: dict[str, str], sent: MultiDict[str, str] | None = None) -> HtmlForm:
    """The form with what is known; with what was sent where that is given."""
    answers: dict[str, Any] = {NOTICES: YES} | contact
    context = Context(
        today=today(), facts={}, translate=words().text_of, locale=words().language.babel
    )
    return form_class(page_alone(PAGE, answers, context), HtmlForm)(sent)


def is_complete(form: HtmlForm) -> bool:
    """Whether the answers are right and go together; what is wrong stands at its box."""
    is_right = form.validate()
    email = form["email"]
    lacks_address = form[NOTICES].data == YES and not email.data and not email.errors
    if lacks_address:
        email.errors = [*email.errors, words().text_of(NO_ADDRESS)]
    return is_right and not lacks_address


def details_of(form: HtmlForm) -> dict[str, str]:
    """What is to be kept of a form that is valid."""
    return {name: str(value) for name, value in values(form).items() if value}
