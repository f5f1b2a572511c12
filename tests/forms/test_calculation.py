"""A calculation: its steps, its outcomes, and what it says when an amount is not known."""

from datetime import date

import pytest
from wtforms import Form as WTForm

from forms import BadForm, engine
from forms.fields import form_class, values
from tests.forms.factories import a_context, a_form, a_page, a_question, rows_of

NORMS = [
    {
        "id": "living",
        "label": "Geld om te leven",
        "law": "Wet, artikel 1",
        "amounts": [{"since": "2026-01-01", "amount": "10,00"}],
    }
]
STEPS = [
    {"id": "income", "label": "Inkomen", "amount": "sum(wage, extra)"},
    {
        "id": "living",
        "label": "Leven",
        "hint": "Voor eten.",
        "amount": "norms.living",
        "role": "minus",
    },
    {"id": "shown", "label": "Nooit", "amount": "wage", "show_if": "wage < extra"},
    {
        "id": "left",
        "label": "Over",
        "amount": "excess(step.income, sum(step.living, step.shown))",
        "role": "result",
    },
]
OUTCOMES = [{"text": "U houdt over.", "show_if": "step.left > wage"}, {"text": "Net genoeg."}]


def calculation(**given):
    usual = {"steps": STEPS, "outcomes": OUTCOMES}
    return a_question("sum_up", "calculation", **usual | given)


def the_form(question=None, **given):
    asked = a_page(a_question("wage", "money"), a_question("extra", "money", required=False))
    return a_form(asked, a_page(question or calculation()), norms=NORMS, **given)


def field_of(form, answers, context=None):
    page = engine.path(form, answers, context or a_context()).by_id[form.pages[1].id]
    made = form_class(page, WTForm)()
    assert made.validate()
    assert values(made) == {}
    return made["sum_up"]


def test_nothing_has_no_minus_sign():
    nothing = [{"id": "none", "label": "Niets", "amount": "extra", "role": "minus"}]
    form = the_form(calculation(steps=nothing, outcomes=[{"text": "Klaar."}]))

    assert [s.amount for s in field_of(form, {"wage": 1, "extra": 0}).steps] == ["€\xa00,00"]
    assert field_of(form, {"wage": 1, "extra": 5}).steps[0].amount == "\u2212 €\xa00,05"


def test_each_step_is_shown_with_its_amount():
    field = field_of(the_form(), {"wage": 3000, "extra": 50})

    assert [(s.label, s.hint, s.amount, s.role) for s in field.steps] == [
        ("Inkomen", "", "€\xa030,50", "amount"),
        ("Leven", "Voor eten.", "\u2212 €\xa010,00", "minus"),
        ("Over", "", "€\xa020,50", "result"),
    ]
    assert field.steps[1].norms == (
        "Geld om te leven: bedrag vanaf 1 januari 2026. Wet, artikel 1.",
    )
    assert field.outcome == "Net genoeg."
    assert field.error_id == field.id


def test_the_first_outcome_that_fits_is_said():
    field = field_of(the_form(), {"wage": 500, "extra": 2000})

    assert [step.label for step in field.steps] == ["Inkomen", "Leven", "Nooit", "Over"]
    assert field.outcome == "U houdt over."


def test_it_follows_from_the_answers_and_goes_with_them():
    form, answers = the_form(), {"wage": 3000, "page:on_sum_up": True}

    assert engine.first_open(engine.path(form, answers, a_context())) is None
    row = list(rows_of(form, answers).values())[2]
    assert row.lines == ("Over: €\xa020,00", "Net genoeg.")
    assert not row.by_resident
    assert engine.answers_on_path(engine.path(form, answers, a_context()))["sum_up"] == {
        "amounts": {"income": 3000, "living": 1000, "left": 2000},
        "outcome": 1,
    }


def test_before_a_norm_holds_nothing_is_made_up():
    context = a_context(today=date(2025, 12, 31))
    field = field_of(the_form(), {"wage": 3000}, context)

    assert field.steps == ()
    assert field.outcome == "Wij kunnen dit nu niet uitrekenen. U kunt wel verdergaan."
    rows = list(rows_of(the_form(), {"wage": 3000}, context).values())
    assert rows[2].lines == ("Wij kunnen dit nu niet uitrekenen. U kunt wel verdergaan.",)


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"steps": [STEPS[3]]}, "step.income"),
        ({"steps": [STEPS[0], STEPS[0]]}, "Two steps have one id"),
        ({"steps": [STEPS[0] | {"amount": "wage > extra"}]}, "a sum of money is needed"),
        ({"steps": [STEPS[0] | {"show_if": "wage"}]}, "gives a sum of money"),
        ({"outcomes": OUTCOMES[:1]}, "The last outcome has a condition"),
        ({"outcomes": [OUTCOMES[0] | {"show_if": "step.x > wage"}, OUTCOMES[1]]}, "step.x"),
    ],
)
def test_a_calculation_that_can_not_be_made(given, problem):
    with pytest.raises(BadForm) as caught:
        the_form(calculation(**given))

    assert problem in caught.value.problem


def test_the_mistake_is_told_where_it_stands():
    with pytest.raises(BadForm) as caught:
        the_form(calculation(steps=[STEPS[0] | {"amount": "wag"}]))

    assert "There is no question 'wag'" in caught.value.problem
    assert "Did you mean 'wage'?" in caught.value.remedy
