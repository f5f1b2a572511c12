"""Numbers with decimals, below zero and with a unit; and percentages."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms import BadForm
from forms.decimals import as_typed, decimal_of, number_in, stored
from forms.kinds import KINDS
from forms.properties import ValueFormat
from tests.forms.factories import OneQuestion, a_context, a_form, a_page, a_question

AREA = {"decimals": 2, "unit": "m²", "at_most": 5000}
ODD = [
    "\x00",
    "½",
    "²",
    "\u0661\u0662\u066b\u0665x",
    "👩",
    "1" * 10_000,
    "1e3",
    "NaN",
    "inf",
    "-",
    ",",
    ".",
    "1,2,3",
    "--5",
]


@pytest.mark.parametrize(
    ("typed", "decimals", "number"),
    [
        *(("12,5", 1, "12.5"), ("12.5", 1, "12.5"), ("1.234,5", 1, "1234.5")),
        *(("1,234.5", 1, "1234.5"), ("1 234,5", 1, "1234.5"), (",5", 1, "0.5"), (".5", 1, "0.5")),
        *(("1.234", 0, "1234"), ("1.234", 2, "1234"), ("1.2345", 4, "1.2345")),
        *(("1,234", 3, "1.234"), ("0.123", 3, "0.123"), ("1.234.567", 3, "1234567")),
        *(("-12,5", 1, "-12.5"), ("- 5", 0, "-5"), ("-0", 0, "0"), ("007", 0, "7")),
        *(("12,50", 2, "12.50"), ("1500", 0, "1500"), ("1'500", 0, "1500")),
    ],
)
def test_a_number_as_people_type_it(typed, decimals, number):
    assert decimal_of(typed, decimals) == Decimal(number)


@pytest.mark.parametrize(
    ("typed", "decimals"),
    [
        *(("1.234", 3), ("12.345", 4), ("12,34", 1), ("12.34", 1), ("1,234", 2), ("12,0", 0)),
        *(("1.23.4", 4), ("12 50", 2), ("1e3", 4), ("NaN", 2), ("", 2), ("-", 0), ("--5", 0)),
        *(("12,", 2), ("\u0663", 0), ("9" * 16, 0), ("1" * 101, 0), ("5-", 0), ("1,234.567,8", 4)),
    ],
)
def test_what_is_no_number_or_can_be_two(typed, decimals):
    assert decimal_of(typed, decimals) is None


@given(st.decimals(-(10**12), 10**12, places=4))
def test_every_number_is_read_as_it_is_written(number):
    value = stored(number, 4)

    assert number_in(value) == number
    assert decimal_of(as_typed(number_in(value)), 4) == number


def test_a_number_with_decimals_is_stored_as_a_text_with_a_dot():
    question = OneQuestion("number", **AREA)

    for typed, value in (("12,5", "12.5"), ("12", "12"), ("12,50", "12.5"), ("1.234", "1234")):
        assert question.value(("", typed)) == value
        assert question.again(value) == value
    assert OneQuestion("number").value(("", "12")) == 12
    assert not KINDS["number"].holds(question.page.questions[0], "12.50", {}, a_context())
    assert not KINDS["number"].holds(question.page.questions[0], 12, {}, a_context())


def test_too_many_decimals_are_not_rounded():
    [message] = OneQuestion("number", **AREA).fault(("", "12,345")).errors

    assert message == (
        "Vul een getal in van 0 tot en met 5000, bijvoorbeeld 0,5. "
        "Zet achter de komma niet meer dan 2 cijfers."
    )
    assert decimal_of("0,5", 2) is not None


def test_what_can_be_two_numbers_is_asked_again_and_else_shown_as_it_was_read():
    three = OneQuestion("number", decimals=3)
    assert three.fault(("", "1.234")).raw[""] == "1.234"
    assert three.value(("", "1,234")) == "1.234"

    two = OneQuestion("number", decimals=2)
    assert two.shown(q=two.value(("", "1.234"))).raw[""] == "1234"


def test_below_zero_only_where_the_form_says_so():
    cold = OneQuestion("number", at_least=-30, at_most=50, unit="graden")

    for typed in ("-5", "\u22125", "\uff0d5", "- 5", "-5 graden"):
        assert cold.value(("", typed)) == -5
    assert cold.again(-5) == -5
    assert cold.fault(("", "-31")).errors == ["Vul een getal in van -30 tot en met 50."]
    assert OneQuestion("number").fault(("", "-5")).errors


@pytest.mark.parametrize("typed", ["12,5 m2", "12,5m²", "12,5 M2", "12,5\u00a0m\u00b2", "12,5"])
def test_a_unit_may_be_typed_along(typed):
    assert OneQuestion("number", **AREA).value(("", typed)) == "12.5"


def test_a_unit_stands_behind_box_and_answer_in_the_language_of_the_reader():
    hours = {"m²": "m²", "uur": "hours"}
    english = a_context(locale="en_GB", translate=lambda text: hours.get(text, text))
    question = OneQuestion("number", english, unit="uur", decimals=1)
    of_form = question.page.questions[0]

    assert question.shown().unit == "hours"
    assert KINDS["number"].display(of_form, "7.5", english) == ("7.5 hours",)
    assert KINDS["number"].display(of_form, "7.5", a_context()) == ("7,5 uur",)
    assert question.value(("", "7.5 hours")) == question.value(("", "7,5 uur")) == "7.5"
    assert OneQuestion("number").shown().unit == ""


def test_a_year_has_no_dot_in_it():
    of_form = OneQuestion("number", at_most=2099).page.questions[0]

    assert KINDS["number"].display(of_form, 2026, a_context()) == ("2026",)


def test_the_keyboard_of_a_telephone_has_the_signs_that_are_needed():
    def keyboard(kind, **given):
        return OneQuestion(kind, **given).shown().inputmode

    assert keyboard("number") == "numeric"
    assert keyboard("number", decimals=1) == "decimal"
    assert keyboard("number", at_least=-1) == "text"
    assert keyboard("percentage") == "numeric"


def test_a_number_is_a_number_for_the_case():
    question = OneQuestion("number", **AREA).page.questions[0]
    shape = KINDS["number"].property_shape(question)

    assert (shape.format, shape.longest, shape.decimals) == (ValueFormat.NUMBER, 4, 2)
    assert KINDS["number"].as_property(question, "12.5", a_context()) == (Decimal("12.5"),)
    assert KINDS["number"].as_property(question, None, a_context()) == ()


def test_limits_that_leave_no_room_are_refused():
    for given_ in ({"at_least": 5, "at_most": 4}, {"decimals": 5}, {"at_most": 10**13}):
        with pytest.raises(BadForm):
            a_form(a_page(a_question("q", "number", **given_)))


@pytest.mark.parametrize(
    "typed", ["50", "50%", "50 %", "50 procent", "50 Percent", "\uff15\uff10\uff05"]
)
def test_a_percentage_as_people_type_it(typed):
    assert OneQuestion("percentage").value(("", typed)) == 50


def test_a_percentage_is_between_nothing_and_all():
    question = OneQuestion("percentage", decimals=1)

    for typed, value in (("0", "0"), ("100", "100"), ("12,5 %", "12.5")):
        assert question.value(("", typed)) == value
    for wrong in ("101", "-1", "100,1", "%", "50%%", "5 0", "half", *ODD[1:]):
        assert "van 0 tot en met 100" in question.fault(("", wrong)).errors[0]
    assert OneQuestion("percentage").fault(("", "")).errors == [
        "Vul een percentage in, bijvoorbeeld 50."
    ]
    of_form = question.page.questions[0]
    assert KINDS["percentage"].display(of_form, "12.5", a_context()) == ("12,5 %",)


@pytest.mark.parametrize("kind", ["number", "percentage"])
@given(typed=st.text() | st.text("0123456789.,- '%²½\u00a0\u0663\uff13") | st.sampled_from(ODD))
def test_whatever_is_typed_for_a_number_is_judged(kind, typed):
    question = OneQuestion(kind, decimals=2, required=False)

    field = question.sent(("", typed))["q"]

    if not field.errors and field.data is not None:
        assert KINDS[kind].holds(question.page.questions[0], field.data, {}, a_context())


@given(st.integers(-5000, 5000), st.integers(0, 4))
def test_every_number_that_fits_holds(units, decimals):
    question = OneQuestion("number", decimals=decimals, at_least=-5000)
    value = stored(Decimal(units).scaleb(-decimals), decimals)

    assert question.again(value) == value
    assert KINDS["number"].holds(question.page.questions[0], value, {}, a_context())
