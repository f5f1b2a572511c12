"""The form of who lost the link to a report: a page as forms have them."""

from werkzeug.datastructures import MultiDict

from forms.context import Context
from forms.definition import Page
from forms.fields import form_class
from forms.path import page_alone
from portal.domain.days import today
from portal.domain.references import read_reference
from portal.texts.labels import N_
from portal.web.edge.forms import HtmlForm
from portal.web.edge.request_context import portal
from portal.web.words.formats import words

PAGE = Page.model_validate(
    {
        "id": "lost_link",
        "title": N_("Link naar uw melding kwijt?"),
        "questions": [
            {
                "id": "reference",
                "kind": "text",
                "label": N_("Nummer van uw melding"),
                "hint": N_(
                    "Uw ontvangstnummer of zaaknummer. Het eindigt bijvoorbeeld op 7K2M-XW9P."
                ),
                "when_empty": N_("Vul het nummer van uw melding in."),
                "max_length": 40,
            },
            {
                "id": "email",
                "kind": "email",
                "label": N_("E-mailadres"),
                "hint": N_("Het adres dat u bij de melding invulde."),
                "when_empty": N_("Vul uw e-mailadres in."),
            },
        ],
    }
)
NO_REFERENCE = N_("Kijk het nummer na. Het eindigt op 8 letters en cijfers, zoals 7K2M-XW9P.")


def number_prefix() -> str:
    """What numbers begin with in this portal."""
    return portal().settings.case_number_prefix


def lost_link_form(sent: MultiDict[str, str] | None = None) -> HtmlForm:
    """The form, empty or with what was sent."""
    context = Context(
        today=today(), facts={}, translate=words().text_of, locale=words().language.babel
    )
    return form_class(page_alone(PAGE, {}, context), HtmlForm)(sent)


def is_complete(form: HtmlForm) -> bool:
    """Whether both can be what is asked; nothing is looked up for it."""
    is_right = form.validate()
    field = form["reference"]
    is_reference = bool(read_reference(str(field.data or ""), number_prefix()))
    if not is_reference and not field.errors:
        field.errors = [words().text_of(NO_REFERENCE)]
    return is_right and is_reference
