"""What of the answers goes to the case system as data: properties, and what the case is about."""

import re

from forms.citizen_numbers import likely_numbers
from forms.context import Context
from forms.definition import CaseMapping, Form
from forms.engine import answers_on_path
from forms.kinds import Question, kind_of
from forms.properties import PropertyShape, PropertyValue, codes_shape
from forms.values import Answers

DESCRIPTION_MOST = 80
"""Characters that the case API has for a description."""
_PLACE = re.compile(r"\{([^{}]*)\}")


def case_properties(
    form: Form, answers: Answers, context: Context
) -> dict[str, tuple[PropertyValue, ...]]:
    """Name of the eigenschap → the answer as data; what was not answered is absent."""
    values = answers_on_path(form, answers, context)
    questions = _questions(form)
    properties = {}
    for name, question_id in form.case.properties.items():
        if question_id in values:
            question = questions[question_id]
            found = kind_of(question).as_property(question, values[question_id], context.in_dutch)
            if found:
                properties[name] = tuple(_coded(form.case, name, value) for value in found)
    return properties


def case_shapes(form: Form) -> dict[str, PropertyShape]:
    """Name of the eigenschap → what the form can give for it."""
    questions = _questions(form)
    return {name: _shape(form, name, questions[of]) for name, of in form.case.properties.items()}


def case_description(form: Form, answers: Answers, context: Context) -> str:
    """What the case is about, in Dutch: at most 80 characters, without a BSN."""
    values, questions = answers_on_path(form, answers, context), _questions(form)

    def words(match: re.Match[str]) -> str:
        question, value = questions[match[1]], values.get(match[1])
        is_open = value is None
        return "" if is_open else kind_of(question).in_subject(question, value, context.in_dutch)

    filled = [words(match) for match in _PLACE.finditer(form.case.subject)]
    subject = _PLACE.sub(words, form.case.subject)
    if not filled or not all(filled) or likely_numbers(subject):
        return form.case.description
    return subject if len(subject) <= DESCRIPTION_MOST else f"{subject[: DESCRIPTION_MOST - 1]}…"


def subject_names(case: CaseMapping) -> list[str]:
    """The ids of the questions whose answers stand in the description."""
    return _PLACE.findall(case.subject)


def _questions(form: Form) -> dict[str, Question]:
    return {question.id: question for question in form.questions()}


def _coded(case: CaseMapping, name: str, value: PropertyValue) -> PropertyValue:
    return case.codes.get(name, {}).get(value, value) if isinstance(value, str) else value


def _shape(form: Form, name: str, question: Question) -> PropertyShape:
    codes = form.case.codes.get(name)
    return codes_shape(codes.values()) if codes else kind_of(question).property_shape(question)
