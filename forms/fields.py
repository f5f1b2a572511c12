"""A page of a form as a WTForms form; the macros show its fields, part by part."""

from typing import TypeVar

from wtforms import Form as WTForm

from forms.context import AddressQuery, Context
from forms.definition import Page
from forms.engine import asked
from forms.kinds import KINDS, Question
from forms.kinds.base import QuestionField, Setup
from forms.values import Answers, Json

W = TypeVar("W", bound=WTForm)


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
    return {field.short_name: field.data for field in question_fields(form) if field.asks}


def typed(form: WTForm) -> dict[str, list[str]]:
    """Name of the input → what was typed: enough to make the same form again."""
    return {name: texts for field in question_fields(form) for name, texts in field.typed().items()}


def question_fields(form: WTForm) -> list[QuestionField[Question]]:
    """The fields that are questions, in their order; not those of the base class."""
    return [field for field in form if isinstance(field, QuestionField)]


def _field(
    page: Page, question: Question, answers: Answers, context: Context
) -> QuestionField[Question]:
    kind = KINDS[question.kind]
    return kind.field(
        Setup(
            question=question,
            macro=kind.macro,
            answers=answers,
            context=context,
            is_page_title=question.label == page.title,
        )
    )
