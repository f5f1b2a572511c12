"""A page of a form as a WTForms form; the macros show its fields, part by part."""

from collections.abc import Mapping
from typing import Any, Protocol, TypeVar

from wtforms import Form as WTForm

from forms.context import AddressQuery
from forms.engine import broken_rules
from forms.fields.base import FieldSetup, Option, QuestionField, part_name
from forms.fields.boxes import CheckboxesField, DeclarationField, NameUseField, YesNoField
from forms.fields.choices import ChoiceField, ConsentField, DataChoiceField, PeopleField
from forms.fields.codes import (
    AddressAbroadField,
    BsnField,
    DigitsField,
    IbanField,
    LicencePlateField,
    PostcodeField,
)
from forms.fields.inputs import EmailField, MoneyField, NumericField, PhoneField, SingleField
from forms.fields.long_list import LongListField
from forms.fields.parts import AddressField, FileField
from forms.fields.place import PlaceField
from forms.fields.shown import AboutField, CalculationField, FetchedField, KnownField
from forms.kinds import Question
from forms.kinds.base import InvalidInput
from forms.path import PathPage
from forms.placing import PlacedQuestion
from forms.values import Answers, Json

__all__ = [
    "FIELDS",
    "Option",
    "QuestionField",
    "address_queries",
    "as_typed",
    "form_class",
    "plates_to_look_up",
    "points_to_name",
    "question_fields",
    "raw_input",
    "validate",
    "values",
]

W = TypeVar("W", bound=WTForm)


class SentTexts(Protocol):
    """What was typed on a page, by name of the input: a `MultiDict`."""

    def getlist(self, key: str, /) -> list[str]:
        """All texts of this name."""


FIELDS: dict[str, type[QuestionField[Any]]] = {
    "text": SingleField,
    "textarea": SingleField,
    "email": EmailField,
    "phone": PhoneField,
    "choice": ChoiceField,
    "people": PeopleField,
    "address": AddressField,
    "place": PlaceField,
    "file": FileField,
    "known": KnownField,
    "about": AboutField,
    "consent": ConsentField,
    "money": MoneyField,
    "number": NumericField,
    "percentage": NumericField,
    "yes_no": YesNoField,
    "checkboxes": CheckboxesField,
    "long_list": LongListField,
    "name_use": NameUseField,
    "declaration": DeclarationField,
    "data_choice": DataChoiceField,
    "fetched": FetchedField,
    "calculation": CalculationField,
    "iban": IbanField,
    "bsn": BsnField,
    "kvk": DigitsField,
    "rsin": DigitsField,
    "branch": DigitsField,
    "licence_plate": LicencePlateField,
    "postcode": PostcodeField,
    "address_abroad": AddressAbroadField,
}
"""Kind → what its template needs besides what every field has."""


def form_class(page: PathPage, base: type[W]) -> type[W]:
    """A form that asks the questions of this page.

    `Made()` shows the stored answers; `Made(request.form)` or `Made(MultiDict(raw_input))` what
    was typed. Do not keep the class: it belongs to these answers and this context.
    """
    fields = {str(placed.path): _field(page, placed) for placed in page.placed}
    made = type("QuestionsForm", (base,), fields)
    _tell_fields(made, base, fields)
    return made


def as_typed(page: PathPage, typed: SentTexts) -> PathPage:
    """The page with the questions that are asked once this was typed on it.

    A question can depend on one before it on its page, and a rule on several: then what was typed
    decides.
    """
    if page.is_list or not page.page.reads_itself:
        return page

    def value_of(placed: PlacedQuestion, values: Answers) -> Json:
        name, kind = str(placed.path), placed.kind
        texts = {part: typed.getlist(part_name(name, part)) for part in kind.parts}
        try:
            return kind.parse(placed.question, kind.raw_input(texts), values, page.context)
        except InvalidInput:
            return None

    return page.with_answers(value_of)


def validate(form: WTForm, page: PathPage) -> None:
    """Judge what was typed: each question by itself, then what they say together.

    `page`: as it was typed, see `as_typed`. What all rows of a list say together is in
    `form_errors`, as there is no field for it.
    """
    form.validate()
    for rule in broken_rules(page):
        if page.is_list:
            form.form_errors.append(page.context.translate(rule.error))
        for field in question_fields(form):
            if field.question.id in rule.on and not field.errors:
                field.errors = [page.context.translate(rule.error)]


def _tell_fields(made: Any, base: Any, fields: Mapping[str, QuestionField[Any]]) -> None:
    """Spare WTForms a look through all that the class has: each class is used once."""
    if base._unbound_fields is None:  # noqa: SLF001 - it has no other way to be told
        base()
    made._unbound_fields = [*base._unbound_fields, *fields.items()]  # noqa: SLF001
    made._wtforms_meta = base._wtforms_meta  # noqa: SLF001


def address_queries(form: WTForm) -> tuple[AddressQuery, ...]:
    """What the address register has to be asked before what was typed can be judged.

    Ask it without a lock or transaction; then make the form again with a context whose
    `addresses` hold the answers, and validate that.
    """
    return tuple(query for field in question_fields(form) for query in field.address_queries())


def plates_to_look_up(form: WTForm) -> tuple[str, ...]:
    """The same of the register of vehicles: the Dutch plates, as `vehicles` has them."""
    return tuple(plate for field in question_fields(form) for plate in field.plates_to_look_up())


def points_to_name(form: WTForm) -> tuple[tuple[str, str], ...]:
    """The same of the register of addresses: the places of which `nearest` has the address."""
    return tuple(point for field in question_fields(form) for point in field.points_to_name())


def values(form: WTForm) -> dict[str, Json]:
    """Path of the answer → canonical value, after `form.validate()`; None for what is empty."""
    fields = question_fields(form)
    return {field.short_name: field.data for field in fields if field.kind.has_answer}


def raw_input(form: WTForm) -> dict[str, list[str]]:
    """Name of the input → what was typed: enough to make the same form again."""
    return {
        name: texts
        for field in question_fields(form)
        for name, texts in field.raw_by_name().items()
    }


def question_fields(form: WTForm) -> list[QuestionField[Question]]:
    """The fields that are questions, in their order; not those of the base class."""
    return [field for field in form if isinstance(field, QuestionField)]


def _field(page: PathPage, placed: PlacedQuestion) -> QuestionField[Any]:
    make = FIELDS.get(placed.question.kind, QuestionField)
    is_title = placed.question.label == page.title
    setup = FieldSetup(placed.question, placed.kind, page.values, page.context, is_title)
    return make(setup, id=str(placed.path).replace(".", "-"))
