"""The BSN of somebody else: asked where a law allows it, and shown to nobody again."""

import pytest

from forms import BadForm
from forms.case_data import case_description, case_properties
from forms.engine import path
from forms.kinds import KINDS
from forms.reading import summary
from tests.forms.factories import OneQuestion, a_context, a_form, a_page, a_question, form_data

LAW = "Participatiewet, artikel 17"
OTHER, ZERO, OWN, PARTNER = "111222333", "012345672", "999993653", "123456782"
OURS = a_context(is_own_bsn={OWN, PARTNER}.__contains__, is_residents_bsn={OWN}.__contains__)


def asked(context=None, **given):
    return OneQuestion("bsn", context or OURS, law=LAW, **given)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("111222333", OTHER),
        ("1112.22.333", OTHER),
        ("BSN: 111 222 333", OTHER),
        ("burgerservicenummer 1112 22 333", OTHER),
        ("sofi-nummer 111222333", OTHER),
        ("012345672", ZERO),
        ("12345672", ZERO),
        ("1234.56.72", ZERO),
        ("000000012", "000000012"),
    ],
)
def test_it_is_read_in_every_spelling(typed, stored):
    assert asked().value(("", typed)) == stored


@pytest.mark.parametrize(
    "typed",
    [
        "123456789",
        "000000000",
        "00000000",
        "0000000000",
        "12",
        "1112223330",
        "111222333111222333",
        "123456",
        "•••••2333",
        "111.222.33a",
    ],
)
def test_what_is_none_is_refused_without_repeating_it(typed):
    field = asked().fault(("", typed))

    [error] = field.errors
    assert "burgerservicenummer (BSN)" in error
    assert typed not in error
    assert field.raw[""] == typed


def test_ones_own_is_refused_where_it_must_be_of_another_and_that_of_a_partner_is_not():
    [error] = asked().fault(("", "9999.93.653")).errors

    assert error == ("Dit is uw eigen burgerservicenummer (BSN). Vul hier het BSN van de ander in.")
    assert asked().value(("", PARTNER)) == PARTNER
    assert asked(whose="anyone").value(("", OWN)) == OWN
    assert asked(a_context()).value(("", OWN)) == OWN


def test_the_page_with_all_answers_has_only_its_last_digits():
    question = asked()

    [section] = summary(path(question.form, {"q": OTHER}, OURS))

    assert [row.lines for row in section.rows] == [("•••••2333",)]


def test_the_box_has_no_more_of_it_and_leaves_it_as_it_was():
    field = asked().shown(q=OTHER)

    assert field.raw_by_name() == {"q": ["•••••2333"]}
    assert OTHER not in repr(field.raw)
    assert asked().again(OTHER) == OTHER
    assert (field.inputmode, field.autocomplete) == ("numeric", "off")


def test_dots_stand_for_nothing_but_what_is_stored():
    question = asked()

    for dots, stored in (("•••••2333", ZERO), ("•••••2333", None), ("•••••5672x", ZERO)):
        sent = question.sent(("", dots), stored=stored)["q"]
        assert sent.errors == ["Vul het burgerservicenummer (BSN) opnieuw in: alle 9 cijfers."], (
            dots
        )
    assert question.sent(("", ZERO), stored=OTHER)["q"].data == ZERO


def test_what_can_not_be_used_is_shown_with_dots_beside_what_another_tab_said():
    assert asked().fault(("", "111222334")).as_typed == ("•••••2334",)
    assert asked().fault(("", "12")).as_typed == ("12",)
    assert asked().fault(("", "")).as_typed == ()


def test_the_case_gets_all_of_it_and_its_description_nothing():
    kind = KINDS["bsn"]
    page = a_page(a_question("partner", "bsn", law=LAW))
    case = form_data(page)["case"] | {"properties": {"bsn_partner": "partner"}}
    form = a_form(page, case=case)

    assert case_properties(path(form, {"partner": ZERO}, OURS)) == {"bsn_partner": (ZERO,)}
    assert case_description(path(form, {"partner": ZERO}, OURS)) == "Zaak"
    assert kind.property_shape(None).longest == 9
    assert ZERO not in kind.in_subject(None, ZERO, OURS)
    with pytest.raises(BadForm, match="can hold what not everybody may see"):
        a_form(page, case=case | {"subject": "Over {partner}"})


def test_no_condition_can_name_one():
    page = a_page(a_question("partner", "bsn", law=LAW))

    with pytest.raises(BadForm, match="group of values"):
        a_form(page, a_page(a_question("more"), show_if=f"partner == '{OTHER}'"))


def test_the_law_is_named_and_stands_under_the_question():
    with pytest.raises(BadForm, match="law"):
        OneQuestion("bsn")
    field = asked(hint="Van uw partner.").shown()
    assert field.description == (
        f"Van uw partner. Wij mogen dit nummer vragen volgens de wet: {LAW}."
    )
