"""The examples of a question: its hint and what it says of a fault name the same one."""

import re

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form as WTForm

from forms import Catalogue, load_sources
from forms.fields import form_class, question_fields
from forms.path import page_alone
from tests.forms.factories import a_context

CATALOGUE = Catalogue.load(load_sources())
CODES = {"iban", "bsn", "kvk", "rsin", "branch", "licence_plate", "postcode"}
NUMBERS = {"money", "number", "percentage", "time"}
TYPED = frozenset({"text", "email", "phone"} | NUMBERS | CODES)
EXAMPLE = re.compile(r"bijvoorbeeld:? (.+?)(?:\.(?=\s|$)|[?,](?=\s|$)|$)", re.IGNORECASE)
PAGES = [
    (form, page)
    for form in CATALOGUE
    for page in form.pages
    if any(question.kind in TYPED for question in page.questions)
]


def examples(text):
    """What a text gives as examples."""
    return set(EXAMPLE.findall(text))


@pytest.mark.parametrize("typed", ["", "??"])
@pytest.mark.parametrize(("form", "page"), PAGES, ids=[f"{f.slug}-{p.id}" for f, p in PAGES])
def test_hint_and_fault_give_the_same_example(form, page, typed):
    made = form_class(page_alone(page, {}, a_context()), WTForm)
    names = [question.id for question in page.questions if question.kind in TYPED]
    sent = made(MultiDict(dict.fromkeys(names, typed)))
    sent.validate()

    for field in question_fields(sent):
        hinted = examples(field.description)
        faulty = examples(" ".join(field.errors))
        if field.short_name in names and hinted and faulty:
            assert faulty <= hinted, (form.slug, field.short_name)


def test_whoever_can_say_yes_can_say_no():
    for form in CATALOGUE:
        for question in form.questions():
            values = question.option_values or frozenset()
            assert ("yes" in values) is ("no" in values), (form.slug, question.id)


def test_an_amount_or_year_that_is_wrong_gets_the_sentence_of_its_form():
    page = next(page for form, page in PAGES if page.id == "aanslag")
    sent = form_class(page_alone(page, {}, a_context()), WTForm)(
        MultiDict({"tax_year": "26", "bill": "-1"})
    )
    assert not sent.validate()

    errors = {field.short_name: field.errors for field in question_fields(sent)}
    assert errors["tax_year"] == [
        "Vul een jaar in vanaf 2020, bijvoorbeeld 2026. Is de aanslag ouder? Bel ons."
    ]
    assert errors["bill"] == ["Gebruik alleen cijfers, bijvoorbeeld 412,50."]
