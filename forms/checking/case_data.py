"""What must hold for what a form gives the case system: properties, codes and the description."""

from collections.abc import Iterator, Mapping

from forms.case_data import case_types, subject_names
from forms.checking.parts import Loc
from forms.definition import Form
from forms.kinds import kind_of
from forms.mistakes import Mistake
from forms.scope import missing_name, suggestion

MOST_OF_NAME = 20
"""Characters of the name of an eigenschap (Catalogi API 1.3, `naam`)."""


def check_case_data(form: Form, answered: Mapping[str, object]) -> Iterator[Mistake]:
    """Every mistake; `answered`: the names of all that a property can hold."""
    for name, question_id in form.case.properties.items():
        if question_id not in answered:
            loc = ("case", "properties", name)
            problem, remedy = f"No question '{question_id}'.", suggestion(question_id, answered)
            yield Mistake(loc, problem, remedy, missing_name(question_id, answered))
    yield from _check_lengths(form)
    yield from _check_codes(form, answered)
    yield from _check_subject(form)
    yield from _check_about(form)
    if form.case.type_from is None or form.case.type_from in answered:
        yield from _check_by_type(form)


def _check_lengths(form: Form) -> Iterator[Mistake]:
    for name in form.case.properties:
        if len(name) > MOST_OF_NAME:
            problem = f"The property '{name}' has a name of more than {MOST_OF_NAME} characters."
            remedy = "Write `properties:` with a shorter name for it."
            yield Mistake(("case", "properties", name), problem, remedy)


def _check_codes(form: Form, answered: Mapping[str, object]) -> Iterator[Mistake]:
    values = {question.id: question.code_values for question in form.questions()}
    for name, codes in form.case.codes.items():
        loc = ("case", "codes", name)
        if name not in form.case.properties:
            yield Mistake(loc, f"No property '{name}'.", suggestion(name, form.case.properties))
            continue
        if form.case.properties[name] not in answered:
            continue  # which is told at the property
        has = values.get(form.case.properties[name])
        if not has:
            problem = f"'{form.case.properties[name]}' is not one of a few values."
            yield Mistake(loc, problem, "Leave it out here.")
        elif codes.keys() != has:
            yield _code_mistake(loc, codes, has)


def _code_mistake(loc: Loc, codes: Mapping[str, str], values: frozenset[str]) -> Mistake:
    """Of a value that there isn't, or of those without a code."""
    unknown = next(iter(sorted(codes.keys() - values)), None)
    if unknown is not None:
        problem, remedy = (
            f"'{unknown}' is not one of the options.",
            suggestion(unknown, dict.fromkeys(values - codes.keys())),
        )
        return Mistake(loc, problem, remedy, f"'{unknown}'")
    listed = ", ".join(sorted(values))
    return Mistake(loc, "Not every value has a code.", f"Write one for each of: {listed}.")


def _check_subject(form: Form) -> Iterator[Mistake]:
    loc = ("case", "subject")
    kinds = {question.id: kind_of(question) for question in form.questions()}
    for name in subject_names(form.case):
        if name not in kinds:
            yield Mistake(loc, f"No question '{name}'.", suggestion(name, kinds), name)
        elif not kinds[name].names_subject:
            problem = f"The answer to '{name}' can hold what not everybody may see."
            yield Mistake(loc, problem, "Name a choice, an address, a place, a day or a number.")
    if ("{" in form.case.subject) != bool(subject_names(form.case)):
        yield Mistake(loc, "A brace that names no question.", "Write `{question}`.")


def _check_about(form: Form) -> Iterator[Mistake]:
    kinds = {question.id: kind_of(question) for question in form.questions()}
    for name, what in form.case.about.items():
        loc = ("case", "about", name)
        if name not in kinds:
            yield Mistake(loc, f"No question '{name}'.", suggestion(name, kinds), name)
        elif kinds[name].object_kind != what:
            problem = f"The answer to '{name}' is no {what}."
            yield Mistake(
                loc,
                problem,
                "Name a question of kind 'address' or 'licence_plate', or a text for a plate.",
            )


def _check_by_type(form: Form) -> Iterator[Mistake]:
    """What is said of one case type is of one that the form can call for, and is told apart."""
    case, codes = form.case, dict.fromkeys(case_types(form))
    loc = ("case", "by_type")
    for name in case.by_type:
        if not case.type_from:
            yield Mistake((*loc, name), "There is one case type.", "Add `type_from`.")
        elif name not in codes:
            problem = f"No row gives the case type '{name}'."
            yield Mistake((*loc, name), problem, suggestion(name, codes))
    if case.by_type and not case.lead and codes.keys() - case.by_type.keys():
        others = ", ".join(sorted(codes.keys() - case.by_type.keys()))
        problem = f"`lead` is missing, for who becomes {others}."
        yield Mistake(("case",), problem, "Write a question: `Heeft u een vergunning nodig?`.")
