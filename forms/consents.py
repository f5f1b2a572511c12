"""What a form says about consents: apart from its answers, as they go nowhere else."""

from collections.abc import Iterator
from dataclasses import dataclass

from forms.kinds import Question, kind_of
from forms.kinds.consent import TEXT, YES
from forms.path import Path, PathPage
from forms.reading import Row
from forms.values import text_in


@dataclass(frozen=True, slots=True)
class ConsentAnswer:
    """A yes or a no to one text of one purpose; `text` is its fingerprint."""

    purpose: str
    text: str
    is_given: bool


def answered(path: Path) -> tuple[ConsentAnswer, ...]:
    """The consents that were answered on the path; what was left open is absent."""
    return tuple(
        ConsentAnswer(
            question.consent_purpose,
            text_in(path.answers[question.id], TEXT),
            is_given=text_in(path.answers[question.id], "answer") == YES,
        )
        for _page, question in _consents_on(path)
        if path.answers.get(question.id) is not None
    )


def rows(path: Path) -> tuple[Row, ...]:
    """The consents that were asked with their answers, for the page with all answers."""
    return tuple(
        Row(
            page.id,
            question.id,
            path.context.consents[question.consent_purpose].question,
            kind_of(question).display(question, path.answers.get(question.id), path.context),
        )
        for page, question in _consents_on(path)
    )


def _consents_on(path: Path) -> Iterator[tuple[PathPage, Question]]:
    for page in path:
        for question in page.questions:
            if question.consent_purpose:
                yield page, question
