"""Conditions on the rows of a group that repeats."""

from decimal import Decimal

import pytest

from forms.values import ValueType
from tests.forms.conditions import outcome, refusal, type_of

COSTS = [
    {"what": "rent", "amount": 50000, "number": 2, "day": "2026-05-01", "paid": True},
    {"what": "move", "amount": 25050, "number": "1.5", "day": "2026", "paid": False},
    {"what": "move", "amount": None, "day": "2026-03-01"},
]
ANSWERS = {"costs": COSTS, "rent": 50000, "route": {"fee": 30000}}


@pytest.mark.parametrize(
    ("text", "value_type", "value"),
    [
        ("sum(costs.amount)", ValueType.MONEY, 75050),
        ("min(costs.amount)", ValueType.MONEY, 25050),
        ("max(costs.amount)", ValueType.MONEY, 50000),
        ("sum(costs.amount) + rent", ValueType.MONEY, 125050),
        ("sum(costs.number)", ValueType.NUMBER, Decimal("3.5")),
        ("max(costs.number) / 4", ValueType.NUMBER, Decimal("0.5")),
        ("count(costs)", ValueType.NUMBER, 3),
        ("count(costs) * 16.30", ValueType.MONEY, 4890),
        ("sum(costs.amount) / count(costs)", ValueType.MONEY, 25017),
        ("earliest(costs.day)", ValueType.DATE, "2026-03-01"),
        ("latest(costs.day)", ValueType.DATE, "2026-05-01"),
    ],
)
def test_a_column_gives_one_value(text, value_type, value):
    assert type_of(text) is value_type
    assert outcome(text, ANSWERS) == value


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("any(costs.amount > 400.00)", True),
        ("any(costs.amount > 500.00)", False),
        ("all(costs.amount > 0.00)", False),
        ("all(answered(costs.what))", True),
        ("all(costs.what in ['rent', 'move'])", True),
        ("any(costs.paid)", True),
        ("any(costs.paid == no)", True),
        ("all(not costs.paid or costs.amount >= 250.50)", True),
        ("any(costs.amount > 400.00 and costs.what == 'move')", False),
        ("any(costs.amount > route.fee)", True),
        ("any(costs.amount * 2 > sum(costs.amount))", True),
        ("any(costs.amount == max(costs.amount) and costs.day < '2026-06-01')", True),
        ("not any(costs.day > today)", True),
        ("answered(costs) and count(costs) == 3", True),
    ],
)
def test_a_condition_is_tried_on_each_row(text, holds):
    assert outcome(text, ANSWERS) is holds


@pytest.mark.parametrize("answers", [{}, {"costs": None}, {"costs": "odd"}, {"costs": {"a": 1}}])
def test_a_group_that_is_not_there(answers):
    assert outcome("count(costs)", answers) == 0
    for text in ("sum(costs.amount)", "min(costs.amount)", "max(costs.number)"):
        assert outcome(text, answers) is None
    assert outcome("latest(costs.day)", answers) is None
    assert outcome("any(costs.amount > 0.00)", answers) is False
    assert outcome("all(costs.amount > 0.00)", answers) is False


def test_a_group_without_rows():
    answers = {"costs": []}

    assert outcome("count(costs)", answers) == 0
    assert outcome("sum(costs.amount)", answers) == 0
    assert outcome("max(costs.amount)", answers) is None
    assert outcome("latest(costs.day)", answers) is None
    assert outcome("any(costs.amount > 0.00)", answers) is False
    assert outcome("all(costs.amount > 0.00)", answers) is False


def test_odd_rows_are_passed_over():
    answers = {"costs": ["odd", None, {"amount": "12"}, {"amount": True}, {"amount": 100}]}

    assert outcome("sum(costs.amount)", answers) == 100
    assert outcome("any(costs.amount == 1.00)", answers) is True
    assert outcome("all(costs.amount == 1.00)", answers) is False


@pytest.mark.parametrize(
    ("text", "problem", "remedy"),
    [
        ("costs.amount > 500.00", "has a value in each row", "sum(costs.amount)"),
        ("costs.number > 5", "has a value in each row", "max(costs.number)"),
        ("costs.day > today", "has a value in each row", "latest(costs.day)"),
        ("costs.paid", "has a value in each row", "any(answered(costs.paid))"),
        ("sum(rent, costs.amount) > 5.00", "has a value in each row", "sum(costs.amount)"),
        ("excess(costs.amount, rent) > 5.00", "has a value in each row", "sum(costs.amount)"),
        ("excess(costs.amount) > 5.00", "takes 2 amounts", "excess(a, b)"),
        ("any(costs.amount > jobs.wage)", "columns of two groups: costs, jobs", "'and'"),
        ("any(costs.amount)", "any(…) needs a condition", "answered"),
        ("any(rent > 5.00)", "reads no column", "any(costs.amount > 500.00)"),
        ("all(sum(costs.amount) > 5.00)", "reads no column", "costs.amount"),
        ("any(costs.amount > 5.00, music)", "another number of values", "any(costs.amount"),
        ("any(costs.what == 'food')", "'food' is not one of the options", "move, rent"),
        ("any(costs.amont > 5.00)", "no question", "Did you mean 'costs.amount'"),
        ("any(costs.amont > 5.00 and costs.paid)", "no question", "Did you mean 'costs.amount'"),
        ("costs == 'x'", "can't be compared", "one type"),
        ("costs == costs", "does not work on a group of rows", "count"),
        ("max(costs.paid) > 1", "can't reckon with a yes or no", "rent"),
        ("latest(costs.amount) > today", "does not work on a sum of money", "two dates"),
        ("count(costs.amount) > 1", "has a value in each row", "sum(costs.amount)"),
    ],
)
def test_what_is_refused(text, problem, remedy):
    assert problem in refusal(text)[0]
    assert remedy in refusal(text)[1]
