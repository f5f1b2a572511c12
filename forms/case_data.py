"""What of the answers goes to the case system as data: properties, and what the case is about."""

import re
from collections.abc import Callable

from forms.addresses import BAG_ID
from forms.case_objects import AnsweredObject, CaseAddress, CaseVehicle
from forms.citizen_numbers import likely_numbers
from forms.context import Context
from forms.definition import CaseMapping, Form
from forms.engine import answers_on_path
from forms.kinds import Question, kind_of
from forms.properties import PropertyShape, PropertyValue, codes_shape
from forms.values import Answers, Json, ValueType, text_in

DESCRIPTION_MOST = 80
"""Characters that the case API has for a description."""
_BETWEEN_SIGNS = re.compile(r"[\s.-]+")
_PLATE = re.compile(r"[A-Z0-9]{2,8}", re.ASCII)
"""A number plate, also a foreign one; too short for a BSN."""
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


def case_record(form: Form, answers: Answers, context: Context) -> dict[str, dict[str, Json]]:
    """Page → question → the answer as it is stored, but a sum of money as a text: `412.50`.

    Files are documents of the case, and what is no answer for the case is not in it. Amounts in
    data that was fetched are whole cents.
    """
    values, questions = answers_on_path(form, answers, context), _questions(form)
    pages = {
        page.id: {
            question.id: _plain(questions[question.id], values[question.id])
            for question in page.questions
            if question.id in values and not kind_of(question).attaches_files
        }
        for page in form.pages
    }
    return {page: answered for page, answered in pages.items() if answered}


def case_objects(form: Form, answers: Answers, context: Context) -> tuple[AnsweredObject, ...]:
    """What these answers say that the case is about, each once; nothing of what can't be that."""
    values = answers_on_path(form, answers, context)
    read = (
        _READ[kind](values[question])
        for question, kind in form.case.about.items()
        if question in values
    )
    return tuple(dict.fromkeys(each for each in read if each))


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


def _plain(question: Question, value: Json) -> Json:
    cents = value if kind_of(question).value_type is ValueType.MONEY else None
    return f"{cents // 100}.{cents % 100:02}" if isinstance(cents, int) else value


def _shape(form: Form, name: str, question: Question) -> PropertyShape:
    codes = form.case.codes.get(name)
    return codes_shape(codes.values()) if codes else kind_of(question).property_shape(question)


def _address(value: Json) -> CaseAddress | None:
    number = text_in(value, "number")
    if not number.isdecimal():
        return None
    return CaseAddress(
        street=text_in(value, "street"),
        number=int(number),
        letter=text_in(value, "letter"),
        addition=text_in(value, "addition"),
        postcode=text_in(value, "postcode"),
        city=text_in(value, "city"),
        bag_id=text_in(value, BAG_ID),
    )


def _vehicle(value: Json) -> CaseVehicle | None:
    plate = _BETWEEN_SIGNS.sub("", text_in(value)).upper()
    return CaseVehicle(plate) if _PLATE.fullmatch(plate) else None


_READ: dict[str, Callable[[Json], AnsweredObject | None]] = {
    "address": _address,
    "licence_plate": _vehicle,
}
