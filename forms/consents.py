"""What a form says about consents: apart from its answers, as they go nowhere else."""

from collections.abc import Iterator
from dataclasses import dataclass

from forms import engine
from forms.context import Context
from forms.definition import Form, Page
from forms.engine import Row
from forms.kinds import Question, kind_of
from forms.kinds.consent import TEXT, YES
from forms.values import Answers, text_in


@dataclass(frozen=True, slots=True)
class ConsentAnswer:
    """A yes or a no to one text of one purpose; `text` is its fingerprint."""

    purpose: str
    text: str
    is_given: bool


def purposes_in(form: Form) -> frozenset[str]:
    """The purposes that this form can ask consent for."""
    return frozenset(q.consent_purpose for q in form.questions() if q.consent_purpose)


def answered(form: Form, answers: Answers, context: Context) -> tuple[ConsentAnswer, ...]:
    """The consents that were answered on the path; what was left open is absent."""
    return tuple(
        ConsentAnswer(
            question.consent_purpose,
            text_in(answers[question.id], TEXT),
            is_given=text_in(answers[question.id], "answer") == YES,
        )
        for _page, question in _consents_on_path(form, answers, context)
        if answers.get(question.id) is not None
    )


def rows(form: Form, answers: Answers, context: Context) -> tuple[Row, ...]:
    """The consents that were asked with their answers, for the page with all answers."""
    return tuple(
        Row(
            page.id,
            question.id,
            context.consents[question.consent_purpose].question,
            kind_of(question).display(question, answers.get(question.id), context),
        )
        for page, question in _consents_on_path(form, answers, context)
    )


def _consents_on_path(
    form: Form, answers: Answers, context: Context
) -> Iterator[tuple[Page, Question]]:
    for page in engine.path(form, answers, context):
        for question in engine.questions_on_page(page, answers, context):
            if question.consent_purpose:
                yield page, question
