"""Amounts of money: how they are typed, kept, shown and reckoned with; and whole numbers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.expression import Expression
from forms.kinds import KINDS
from forms.money import as_shown, as_typed, cents_of
from forms.norms import Norm
from forms.scope import BadExpression, Scope, Typed
from forms.values import ValueType
from tests.forms.factories import TODAY, OneQuestion, a_context

SCOPE = Scope(
    {
        "rent": Typed(ValueType.MONEY),
        "care": Typed(ValueType.MONEY),
        "name": Typed(ValueType.TEXT),
        "norms.rent": Typed(ValueType.MONEY),
    }
)


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("1.234,56", 123456),
        ("1234,56", 123456),
        ("1.234", 123400),
        ("1234", 123400),
        ("12,5", 1250),
        ("25,-", 2500),
        ("25,--", 2500),
        ("€ 1.234,56", 123456),
        ("1 234,56", 123456),
        ("12.50 euro", 1250),
        ("1,234.56", 123456),
        ("0", 0),
        ("999.999.999,99", 99999999999),
        ("1 250,00", 125000),
        ("1 234 567,89", 123456789),
        ("1 234.56", 123456),
        ("12.-", 1200),
        ("25,=", 2500),
        ("1.250.-", 125000),
        (",50", 50),
        (".50", 50),
        ("€12,50", 1250),
        ("EUR 12,50", 1250),
        ("12,50€", 1250),
    ],
)
def test_an_amount_as_people_type_it(typed, cents):
    assert cents_of(typed) == cents


@pytest.mark.parametrize(
    "typed",
    [
        *("", "veel", "-5", "1,234", "1.23.4", "12.345,678", "1e3", "٣", "9999999999", "1.2345"),
        *("12 50", "1 2 3", "12345 678", "1.234 567", "0.123", "12 ,50", "12,", "€", "-,50"),
    ],
)
def test_what_is_no_amount(typed):
    assert cents_of(typed) is None


@given(st.integers(min_value=0, max_value=99_999_999_999))
def test_what_is_shown_in_the_box_is_read_as_the_same_amount(cents):
    assert cents_of(as_typed(cents)) == cents


def test_an_amount_is_shown_in_the_way_of_the_language():
    assert as_shown(123450, "nl") == "€\xa01.234,50"
    assert as_shown(123450, "en_GB") == "€1,234.50"


def test_a_question_for_money():
    question = OneQuestion("money")

    assert question.value(("", "1.234,5")) == 123450
    assert question.again(123450) == 123450
    assert question.shown(q=123450).raw[""] == "1.234,50"
    assert "Vul dan 0 in" in question.fault(("", "")).errors[0]
    assert "250,75" in question.fault(("", "-3")).errors[0]
    assert OneQuestion("money", required=False).value(("", "")) is None
    assert KINDS["money"].display(None, 5, a_context()) == ("€\xa00,05",)
    assert KINDS["money"].display(None, "x", a_context()) == ()


def test_a_question_for_a_number():
    question = OneQuestion("number", at_least=2020, at_most=2099)

    assert question.value(("", "2026")) == 2026
    assert question.again(2026) == 2026
    assert "2020" in question.fault(("", "")).errors[0]
    for wrong in ("2019", "2100", "26.5", "-1", "twee", "²", "9" * 30):
        assert "van 2020 tot en met 2099" in question.fault(("", wrong)).errors[0]
    assert OneQuestion("number", required=False).value(("", "")) is None
    assert KINDS["number"].display(question.page.questions[0], 2026, a_context()) == ("2026",)


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("rent + care", 1250),
        ("rent - care", 750),
        ("rent - care - care", 500),
        ("sum(rent, care, missing)", 1250),
        ("sum(missing)", 0),
        ("excess(rent, care)", 750),
        ("excess(care, rent)", 0),
        ("min(rent, care)", 250),
        ("rent * 12 * 80 / 100", 9600),
        ("rent / 3", 333),
        ("care / 4", 63),
        ("(rent + care) * 2", 2500),
        ("rent + missing", None),
        ("missing * 2", None),
        ("excess(rent, missing)", None),
        ("min(rent, missing)", None),
        ("sum(excess(rent, care), care * 2)", 1250),
    ],
)
def test_reckoning(text, cents):
    assert Expression(text).tree.value({"rent": 1000, "care": 250}, a_context()) == cents


@pytest.mark.parametrize(
    "text",
    [
        "sum(savings.balance, rent)",
        "sum(excess(savings.balance, care), rent)",
        "sum(min(sum(savings.balance, rent), care), rent)",
        "sum(savings.balance + rent, care)",
        "sum(savings.balance * 2, care)",
    ],
)
def test_what_could_not_be_read_counts_for_nothing_nowhere(text):
    savings = {"records": [{"balance": 5000}, {}]}
    answers = {"rent": 1000, "care": 250, "savings": savings}

    assert Expression(text).tree.value(answers, a_context()) is None


def test_amounts_can_be_compared():
    scope = Scope({"rent": Typed(ValueType.MONEY), "care": Typed(ValueType.MONEY)})
    condition = Expression("rent > care * 2 and rent != care")
    condition.check(scope, ValueType.TRUTH)

    assert condition.tree.value({"rent": 1000, "care": 250}, a_context()) is True
    assert condition.tree.value({"rent": 1000}, a_context()) is False


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("rent + name", "can't reckon with a text"),
        ("name * 2", "can't reckon with a text"),
        ("sum(rent, name)", "can't reckon with a text"),
        ("excess(rent)", "takes 2 amounts"),
        ("min(rent, care, rent)", "takes 2 amounts"),
        ("rent > 5", "can't be compared"),
        ("rent * care", "can't be multiplied by an amount"),
        ("rent / care", "can't divide by an amount"),
        ("norms.care", "no question 'norms.care'"),
        ("name", "a sum of money is needed"),
    ],
)
def test_what_can_not_be_reckoned(text, problem):
    with pytest.raises(BadExpression) as caught:
        Expression(text).check(SCOPE, ValueType.MONEY)

    assert problem in caught.value.problem
    assert caught.value.remedy


@pytest.mark.parametrize("text", ["rent * 0", "rent / 0", "rent * 0.00", "sum()", "sum(rent"])
def test_what_can_not_be_read(text):
    with pytest.raises(BadExpression):
        Expression(text)


def a_norm(*days: tuple[str, object]) -> Norm:
    amounts = [{"since": day, "amount": amount} for day, amount in days]
    return Norm.model_validate({"id": "rent", "label": "Huur", "law": "Wet", "amounts": amounts})


def test_a_norm_holds_from_its_day():
    norm = a_norm(("2024-07-01", "215,71"), ("2026-01-01", 22000))

    assert norm.on(date(2024, 6, 30)) is None
    assert norm.since(date(2024, 6, 30)) is None
    assert norm.on(date(2025, 12, 31)) == 21571
    assert norm.since(date(2025, 12, 31)) == date(2024, 7, 1)
    assert norm.on(date(2026, 1, 1)) == 22000


@pytest.mark.parametrize(
    "days",
    [
        [("2026-01-01", 1), ("2024-07-01", 2)],
        [("2026-01-01", 1), ("2026-01-01", 2)],
        [("2026-01-01", "veel")],
        [("2026-01-01", True)],
    ],
)
def test_a_norm_that_is_written_wrong(days):
    with pytest.raises(ValueError, match=r"not in order|not an amount"):
        a_norm(*days)


def test_a_norm_is_read_as_of_today():
    expression = Expression("norms.rent")
    norm = a_norm(("2024-07-01", "215,71"))
    expression.link({"norms.rent": norm}, {})

    assert expression.cents({"norms.rent": norm.on(TODAY)}, a_context()) == 21571
    assert [norm.label for norm in expression.norms] == ["Huur"]


@pytest.mark.parametrize(("old", "name"), [("above", "excess"), ("least", "min")])
def test_old_names_are_worked_out_in_stored_versions_and_refused_in_new_ones(old, name):
    amounts = {"rent": 1000, "care": 250}
    expression = Expression(f"{old}(rent, care)")

    assert expression.tree.value(amounts, a_context()) == (
        Expression(f"{name}(rent, care)").tree.value(amounts, a_context())
    )
    with pytest.raises(BadExpression, match=rf"Write {name}\(a, b\)"):
        expression.check(SCOPE, ValueType.MONEY)


def test_a_name_that_came_later_may_be_that_of_a_question_in_a_stored_version():
    condition = Expression("min(min, excess) == 250 and min > excess").tree

    assert condition.value({"min": 1000, "excess": 250}, a_context()) is True


@pytest.mark.parametrize("text", ["1500", "1.500", "1 500", "1'500", "01500"])
def test_a_number_may_stand_in_groups_of_three(text):
    assert OneQuestion("number").value(("", text)) == 1500


@pytest.mark.parametrize("text", ["1.50", "15.00", "1 50", "1.500.0", "1.500 000", "1,500", "1.5"])
def test_a_number_in_other_groups_is_none(text):
    assert OneQuestion("number").fault(("", text)).errors
