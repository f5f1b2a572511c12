"""A question that shows what the form is about: sent along, in the language of the reader."""

import pytest
from wtforms import Form as HtmlForm

from forms import engine, fields, load_sources, reading
from forms.case_data import case_properties
from forms.context import Context
from forms.engine import path
from forms.kinds import KINDS
from forms.kinds.about import AboutQuestion
from forms.loading import Catalogue
from forms.path import page_alone
from tests.forms.factories import a_context

ABOUT = {"id": "1", "lines": {"nl": ["20 november", "Bekeken"], "en": ["20 November", "Seen"]}}
QUESTION = AboutQuestion(
    id="line", kind="about", topic="consultation", label="Over", without="Vertel het ons."
)


@pytest.fixture
def form():
    return Catalogue.load(load_sources()).form("vraag-over-gegevensgebruik")


def about(value=ABOUT, **given) -> Context:
    """A context in which the form is about this."""
    return a_context(facts={"about": value} if value else {}, **given)


def filled(form, context) -> dict:
    """The answers after the first page was sent."""
    page = form.pages[0]
    typed = {"kind_of_question": ["unknown"], "question": ["Waarom?"]}
    made = fields.form_class(page_alone(page, {}, context), HtmlForm)(_dict(typed))
    assert made.validate()
    return fields.values(made)


def _dict(typed):
    class Typed(dict):
        def getlist(self, name):
            return self.get(name, [])

    return Typed(typed)


def test_it_goes_along_in_the_readers_language_and_to_the_case_in_dutch(form):
    english = about(locale="en_GB")

    answers = filled(form, english)

    row = reading.summary(engine.path(form, answers, english))[0].rows[0]
    assert row.lines == ("20 November", "Seen")
    assert not row.by_resident
    assert case_properties(path(form, answers, english))["regel"] == ("20 november", "Bekeken")


def test_a_language_without_lines_reads_the_dutch_ones():
    assert KINDS["about"].display(QUESTION, ABOUT, about(locale="fr")) == ("20 november", "Bekeken")


def test_begun_from_nowhere_it_is_about_nothing(form):
    context = about(None)

    answers = filled(form, context)

    field = fields.question_fields(
        fields.form_class(page_alone(form.pages[0], {}, context), HtmlForm)()
    )[0]
    assert (field.lines, field.without[:6], field.error_id) == ((), "Vertel", field.id)
    assert "regel" not in case_properties(path(form, answers, context))


def test_a_page_about_something_else_is_open_again(form):
    answers = filled(form, about())
    first = form.pages[0]

    assert engine.first_open(engine.path(form, answers, about())).page is not first
    assert engine.first_open(engine.path(form, answers, about({**ABOUT, "id": "2"}))).page is first
