"""A page of a form as a WTForms form; the macros show its fields, part by part."""

from typing import Any, TypeVar

from wtforms import Form as WTForm

from forms.context import AddressQuery, Context
from forms.definition import Page
from forms.engine import asked
from forms.fields.base import FieldSetup, Option, QuestionField
from forms.fields.choices import ChoiceField, ConsentField, DataChoiceField, PeopleField
from forms.fields.inputs import EmailField, MoneyField, NumberField, PhoneField, SingleField
from forms.fields.parts import AddressField, FileField
from forms.fields.shown import AboutField, CalculationField, FetchedField, KnownField
from forms.kinds import Question, kind_of
from forms.values import Answers, Json

__all__ = [
    "FIELDS",
    "Option",
    "QuestionField",
    "address_queries",
    "form_class",
    "question_fields",
    "typed",
    "values",
]

W = TypeVar("W", bound=WTForm)

FIELDS: dict[str, type[QuestionField[Any]]] = {
    "text": SingleField,
    "textarea": SingleField,
    "email": EmailField,
    "phone": PhoneField,
    "choice": ChoiceField,
    "people": PeopleField,
    "address": AddressField,
    "file": FileField,
    "known": KnownField,
    "about": AboutField,
    "consent": ConsentField,
    "money": MoneyField,
    "number": NumberField,
    "data_choice": DataChoiceField,
    "fetched": FetchedField,
    "calculation": CalculationField,
}
"""Kind → what its template needs besides what every field has."""


def form_class(page: Page, answers: Answers, context: Context, base: type[W]) -> type[W]:
    """A form that asks the questions of this page.

    `Made()` shows the stored answers; `Made(request.form)` or `Made(MultiDict(typed))` what
    was typed. Do not keep the class: it belongs to these answers and this context.
    """
    fields = {
        question.id: _field(page, question, answers, context)
        for question in asked(page, answers, context)
    }
    return type("QuestionsForm", (base,), fields)


def address_queries(form: WTForm) -> tuple[AddressQuery, ...]:
    """What the address register has to be asked before what was typed can be judged.

    Ask it without a lock or transaction; then make the form again with a context whose
    `addresses` hold the answers, and validate that.
    """
    return tuple(query for field in question_fields(form) for query in field.address_queries())


def values(form: WTForm) -> dict[str, Json]:
    """Question id → canonical value, after `form.validate()`; None for what is left empty."""
    fields = question_fields(form)
    return {field.short_name: field.data for field in fields if field.kind.has_answer}


def typed(form: WTForm) -> dict[str, list[str]]:
    """Name of the input → what was typed: enough to make the same form again."""
    return {name: texts for field in question_fields(form) for name, texts in field.typed().items()}


def question_fields(form: WTForm) -> list[QuestionField[Question]]:
    """The fields that are questions, in their order; not those of the base class."""
    return [field for field in form if isinstance(field, QuestionField)]


def _field(
    page: Page, question: Question, answers: Answers, context: Context
) -> QuestionField[Any]:
    make = FIELDS.get(question.kind, QuestionField)
    is_title = question.label == page.title
    return make(FieldSetup(question, kind_of(question), answers, context, is_title))
