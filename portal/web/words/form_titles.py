"""Titles of forms, for pages that show what was sent with them."""

from forms import Catalogue, Form
from forms.keys import FormSlug
from portal.web.edge.request_context import current_state
from portal.web.words.formats import text_of


def catalogue() -> Catalogue:
    """The forms that are published now."""
    return current_state().catalogue


def title_of_form(slug: FormSlug) -> str:
    """The form's title in the language of the page; its slug when it is no longer there."""
    try:
        return text_of(current_state().form(slug).title)
    except KeyError:
        return slug


def form_about(topic: str) -> Form | None:
    """The form to begin that has a question of kind `about` on this topic; None: there is none."""
    for form in catalogue():
        if not current_state().can_begin(form.slug):
            continue
        if any(getattr(question, "topic", "") == topic for question in form.questions()):
            return form
    return None
