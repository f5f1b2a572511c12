"""A question about one line: the usual form, begun with the line on it."""

from forms import Form
from portal.configuration.languages import LANGUAGES
from portal.domain.consultations import Consultation
from portal.domain.failures import NotFound
from portal.services.submissions import drafts
from portal.web.edge.login_session import resident
from portal.web.edge.request_context import session
from portal.web.words import consultation_texts
from portal.web.words.form_titles import form_about
from portal.web.words.formats import in_language, moment

TOPIC = "consultation"
ABOUT = "about"
"""The fact that a form shows with a question of kind `about`."""


def question_form() -> Form | None:
    """The form for questions about a line; None where the catalogue has none."""
    return form_about(TOPIC)


def begin_question(line: Consultation) -> str:
    """Have a draft of the form that is about this line; what was typed in it before stays.

    Gives the form's slug; raises `NotFound` where there is no such form. Commits.
    """
    form, owner = question_form(), resident().key
    if form is None:
        raise NotFound(TOPIC)
    about = {"id": str(line.id), "lines": _in_each_language(line)}
    drafts.begin(session(), form, owner, {ABOUT: about})
    return form.slug


def _in_each_language(line: Consultation) -> dict[str, list[str]]:
    """When, who, what and why: the resident reads it in their language, the case in Dutch."""
    lines_of: dict[str, list[str]] = {}
    for code in LANGUAGES:
        with in_language(code):
            lines = (
                moment(line.at),
                consultation_texts.sentence(line),
                consultation_texts.who_of(line),
                line.reason,
            )
            lines_of[code] = [text for text in lines if text]
    return lines_of
