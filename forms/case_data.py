"""What of the answers goes to the case system as data: properties, and what the case is about."""

import re
from collections.abc import Callable
from decimal import Decimal

from forms.addresses import BAG_ID
from forms.case_mapping import CaseMapping
from forms.case_objects import AnsweredObject, CaseAddress, CasePoint, CaseVehicle
from forms.citizen_numbers import likely_numbers
from forms.computed import value_property, value_shape
from forms.context import Context
from forms.cosigning import property_shape
from forms.definition import Form
from forms.engine import answers_on_path
from forms.kinds import Question, kind_of
from forms.kinds.base import MOST_CHARACTERS
from forms.kinds.place import POSITION, PlaceQuestion
from forms.path import Path
from forms.properties import PropertyShape, PropertyValue, codes_shape
from forms.reading import row_of_group
from forms.spelling import plain_spaces
from forms.values import Json, ValueType, inside, text_in

DESCRIPTION_MOST = 80
"""Characters that the case API has for a description."""
_BETWEEN_SIGNS = re.compile(r"[\s.-]+")
_PLATE = re.compile(r"[A-Z0-9]{2,8}", re.ASCII)
"""A number plate, also a foreign one; too short for a BSN."""
_PLACE = re.compile(r"\{([^{}]*)\}")


def case_properties(path: Path) -> dict[str, tuple[PropertyValue, ...]]:
    """Name of the eigenschap → the answer as data; what was not answered is absent.

    Texts have usual spaces only, also where they are written as people read them: `€ 412,50`.
    """
    answers, case = answers_on_path(path), path.form.case
    questions = _questions(path.form)
    properties = {}
    for name, of in case.properties.items():
        if of in questions:
            question, value = questions[of], answers.get(of)
            values = _property(question, value, path.context) if value is not None else ()
        else:
            values = _other_property(path, of)
        if values:
            properties[name] = tuple(_as_data(_coded(case, name, value)) for value in values)
    return properties


def case_record(path: Path) -> dict[str, dict[str, Json]]:
    """Page → question → the answer as it is stored, but a sum of money as a text: `412.50`.

    The rows of a group are a list under its name. Files are documents of the case, and what is no
    answer for the case is not in it. Amounts in data that was fetched are whole cents.
    """
    answers, pages = answers_on_path(path), dict[str, dict[str, Json]]()
    for page in path:
        if page.is_list:
            continue
        record = {
            placed.question.id: _plain(placed.question, value)
            for placed in page.placed
            if not placed.kind.attaches_files and (value := placed.path.get(answers)) is not None
        }
        of_page = pages.setdefault(page.page.id, {})
        if page.group:
            rows = of_page.setdefault(page.group.id, [])
            assert isinstance(rows, list)
            rows.append(record)
        else:
            of_page |= record
    return {page: record for page, record in pages.items() if record}


def case_objects(path: Path) -> tuple[AnsweredObject, ...]:
    """What these answers say that the case is about, each once; nothing of what can't be that."""
    values = answers_on_path(path)
    read = (
        _READ[kind](values[question])
        for question, kind in path.form.case.about.items()
        if question in values
    )
    return tuple(dict.fromkeys(each for each in read if each))


def case_point(path: Path) -> CasePoint | None:
    """The first position on the path that a device gave, or that was pointed at on a map."""
    answers = answers_on_path(path)
    places = (each.id for each in path.form.questions() if isinstance(each, PlaceQuestion))
    points = (_point(answers.get(name)) for name in places)
    return next(filter(None, points), None)


def case_shapes(form: Form) -> dict[str, PropertyShape]:
    """Name of the eigenschap → what the form can give for it."""
    shapes = {name: _shape(form, name, of) for name, of in form.case.properties.items()}
    own = form.cosign.property if form.cosign else None
    return {**shapes, own: property_shape()} if own else shapes


def case_type(path: Path) -> str:
    """Identification of the zaaktype that these answers call for."""
    case = path.form.case
    name = text_in(_read(path, case.type_from)) if case.type_from else ""
    return name or case.type


def case_types(form: Form) -> tuple[str, ...]:
    """All of them that the form can call for, each once."""
    case = form.case
    if not case.type_from:
        return (case.type,)
    table, _, name = case.type_from.partition(".")
    rows = form.decisions[table].rows if table in form.decisions else ()
    return tuple(dict.fromkeys((case.type, *(row.give[name] for row in rows if name in row.give))))


def case_description(path: Path) -> str:
    """What the case is about, in Dutch: at most 80 characters, without a BSN."""
    values, questions, case = answers_on_path(path), _questions(path.form), path.form.case
    dutch = path.context.in_dutch

    def words(match: re.Match[str]) -> str:
        question, value = questions[match[1]], values.get(match[1])
        is_open = value is None
        return "" if is_open else kind_of(question).in_subject(question, value, dutch)

    filled = [words(match) for match in _PLACE.finditer(case.subject)]
    subject = plain_spaces(_PLACE.sub(words, case.subject))
    if not filled or not all(filled) or likely_numbers(subject):
        return case.description
    return subject if len(subject) <= DESCRIPTION_MOST else f"{subject[: DESCRIPTION_MOST - 1]}…"


def subject_names(case: CaseMapping) -> list[str]:
    """The ids of the questions whose answers stand in the description."""
    return _PLACE.findall(case.subject)


def _questions(form: Form) -> dict[str, Question]:
    """The questions that are asked once, by their id."""
    return {
        question.id: question
        for page in form.pages
        if not page.repeat
        for question in page.questions
    }


def _property(question: Question, value: Json, context: Context) -> tuple[PropertyValue, ...]:
    return kind_of(question).as_property(question, value, context.in_dutch)


def _other_property(path: Path, name: str) -> tuple[PropertyValue, ...]:
    """What a group of rows, or a value that is worked out, is for the case."""
    if name in path.form.computed:
        return value_property(_read(path, name), path.form.computed[name])
    dutch = Path(path.form, path.answers, path.context.in_dutch)
    rows = (page for page in dutch if page.row and page.group and page.group.id == name)
    return tuple(row_of_group(dutch, page).label for page in rows)


def _read(path: Path, name: str) -> Json:
    """A value by its name, with a dot for what a table gives."""
    top, _, key = name.partition(".")
    value = path.values.get(name, path.values.get(top))
    return inside(value, key) if key and isinstance(value, dict) else value


def _coded(case: CaseMapping, name: str, value: PropertyValue) -> PropertyValue:
    return case.codes.get(name, {}).get(value, value) if isinstance(value, str) else value


def _as_data(value: PropertyValue) -> PropertyValue:
    return plain_spaces(value) if isinstance(value, str) else value


def _plain(question: Question, value: Json) -> Json:
    cents = value if kind_of(question).value_type is ValueType.MONEY else None
    return f"{cents // 100}.{cents % 100:02}" if isinstance(cents, int) else value


def _shape(form: Form, name: str, of: str) -> PropertyShape:
    codes, shape = form.case.codes.get(name), _shape_of(form, of)
    return codes_shape(codes.values(), is_list=shape.is_list) if codes else shape


def _shape_of(form: Form, of: str) -> PropertyShape:
    if of in form.computed:
        return value_shape(form.computed[of])
    question = _questions(form).get(of)
    if question is None:  # a group of rows
        return PropertyShape(longest=MOST_CHARACTERS, is_list=True)
    return kind_of(question).property_shape(question)


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


def _point(value: Json) -> CasePoint | None:
    degrees = {part: text_in(value, part) for part in POSITION}
    if not all(degrees.values()):
        return None
    return CasePoint(**{part: Decimal(text) for part, text in degrees.items()})


def _vehicle(value: Json) -> CaseVehicle | None:
    plate = _BETWEEN_SIGNS.sub("", text_in(value) or text_in(value, "plate")).upper()
    return CaseVehicle(plate) if _PLATE.fullmatch(plate) else None


_READ: dict[str, Callable[[Json], AnsweredObject | None]] = {
    "address": _address,
    "licence_plate": _vehicle,
}
