"""What is wrong on a page with questions, for the summary above them."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from flask import Flask

from forms.fields import QuestionField
from portal.web.words.formats import words


def faults_of(fields: Iterable[QuestionField[Any]]) -> list[tuple[str, str]]:
    """Each fault of each field: the id of the control that it belongs to, and its sentence.

    Where several fields have one sentence, the question stands before it: a list of links of one
    name doesn't say where each leads (WCAG 2.4.6).
    """
    faults = [
        (field, control, str(error))
        for field in fields
        for control, error in zip(field.error_ids, field.errors, strict=True)
    ]
    pairs = {(field.name, sentence) for field, _control, sentence in faults}
    count = Counter(sentence for _name, sentence in pairs)
    return [
        (control, f"{_name_of(field)}: {sentence}" if count[sentence] > 1 else sentence)
        for field, control, sentence in faults
    ]


def faults_of_rows(errors: Iterable[str], page_id: str) -> list[tuple[str, str]]:
    """What the rows that this page lists can't say together: the id of the list, and a sentence."""
    return [(f"rows-{page_id}", error) for error in errors]


def _name_of(field: QuestionField[Any]) -> str:
    question = field.question
    return words().text_of(question.short or question.label).rstrip("?:. ")


def register(app: Flask) -> None:
    """Make them filters of the templates."""
    app.add_template_filter(faults_of)
    app.add_template_filter(faults_of_rows)
