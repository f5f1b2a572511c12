"""Conditions with each type of value: yes or no, numbers, money, times, several of a few."""

from decimal import Decimal

import pytest

from forms.values import ValueType
from tests.forms.conditions import outcome, refusal, type_of

ANSWERS = {
    "living": "rent",
    "music": True,
    "copies": 3,
    "distance": "12.5",
    "rent": 70000,
    "care": 1999,
    "until": "23:30",
    "facilities": ["tent", "stage"],
    "route": {"fee": 24000, "class": "large"},
    "income": {"records": [{"net": 1000}, {"net": 500}]},
}


@pytest.mark.parametrize(
    "text",
    [
        "music",
        "music == yes",
        "music == true",
        "music != no",
        "not (music == no)",
        "music and living == 'rent'",
        "yes",
        "not false",
        "distance == 12.5",
        "distance == 12.50000",
        "distance > 12 and distance < 13",
        "distance > -1",
        "rent == 700.00",
        "rent > 699.99",
        "until == '23:30'",
        "until > '08:00' and until <= '23:30'",
        "'tent' in facilities",
        "not 'toilet' in facilities",
        "count(facilities) == 2",
        "answered(facilities)",
        "route.class == 'large'",
        "route.fee == 240.00",
        "income.net == 15.00",
        "if(music, living, 'own') == 'rent'",
        "if(answered(name), copies, 2.5) == 2.5",
    ],
)
def test_conditions_that_hold(text):
    assert type_of(text) is ValueType.TRUTH
    assert outcome(text, ANSWERS) is True


@pytest.mark.parametrize(
    "text",
    [
        "music and yes",
        "music == yes",
        "music == no",
        "music != yes",
        "distance != 3",
        "until != '20:00'",
        "'tent' in facilities",
        "route.fee >= 0.00",
        "route.class != 'small'",
        "copies * rent != 0.00",
        "copies / copies == 1",
        "age(born) >= 0",
        "last - first != 0",
        "rent > care",
    ],
)
def test_what_is_absent_makes_every_comparison_false(text):
    assert outcome(text) is False
    assert outcome(f"not ({text})") is True


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("copies * 16.30", 4890),
        ("16.30 * copies", 4890),
        ("copies * rent", 210000),
        ("rent * 0.05", 3500),
        ("0.05 * rent", 3500),
        ("rent * 5%", 3500),
        ("rent * 5 / 100", 3500),
        ("care * 0.5", 1000),
        ("care / 2", 1000),
        ("0.05 * 0.30", 2),
        ("rent * 1.21 / 1.21", 70000),
        ("rent / distance", 5600),
        ("rent / 1.40", 50000),
        ("rent + 50.00 - care", 73001),
        ("care - rent", -68001),
        ("(care - rent) / 2", -34000),
        ("min(rent, care)", 1999),
        ("max(rent, care)", 70000),
        ("sum(rent, care, 1.00)", 72099),
        ("if(music, 240.00, 0.00)", 24000),
        ("if(not music, 240.00, 0.00) + rent", 70000),
        ("excess(rent, 500.00)", 20000),
        ("sum(income.net, rent)", 71500),
    ],
)
def test_amounts(text, value):
    assert type_of(text) is ValueType.MONEY
    assert outcome(text, ANSWERS) == value
    assert type(outcome(text, ANSWERS)) is int


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("copies + 2", "5"),
        ("copies / 2", "1.5"),
        ("copies / 4 * 4", "3"),
        ("copies * 2.5", "7.5"),
        ("copies * 150%", "4.5"),
        ("copies / 2.50", "1.2"),
        ("copies * copies - distance", "-3.5"),
        ("1 / 3", "0.3333333333"),
        ("2 / 3", "0.6666666667"),
        ("0.1 + 0.2", "0.3"),
        ("count(facilities) / 4", "0.5"),
        ("min(copies, distance)", "3"),
        ("max(copies, distance)", "12.5"),
        ("sum(copies, distance, nights)", "15.5"),
        ("excess(copies, distance)", "0"),
    ],
)
def test_numbers(text, value):
    assert type_of(text) is ValueType.NUMBER
    assert outcome(text, ANSWERS) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "rent / nights",
        "rent / (copies - 3)",
        "distance / (copies - 3)",
        "copies + nights",
        "min(copies, nights)",
        "max(nights, copies)",
        "copies * 999999999999 * 999999999999",
        "rent * 999999999999 * 999999999999 / 999999999999",
        "999999999999 * 999999999999 * 0.000001",
        "sum(9999999999.00 * 900, 9999999999.00 * 900)",
        "excess(0 - 999999999999 * 999, 999999999999 * 999)",
    ],
)
def test_what_can_not_be_worked_out_is_absent(text):
    assert outcome(text, ANSWERS) is None


@pytest.mark.parametrize(
    ("text", "problem", "remedy"),
    [
        ("music == 'yes'", "can't be compared", "music == yes"),
        ("music > no", "'>' does not work on a yes or no", "=="),
        ("rent > 500", "can't be compared", "5.00"),
        ("copies > 5.00", "can't be compared", "5.00"),
        ("facilities == 'tent'", "can't be compared", "'tent' in facilities"),
        ("'tnt' in facilities", "'tnt' is not one of the options", "Did you mean 'tent'?"),
        ("'rent' in living", "not a question with several options", "in ['rent', 'own']"),
        ("'sam' in movers", "not a question with several options", "'tent' in facilities"),
        ("3 in facilities", "A number is no option", "'tent' in facilities"),
        ("living in [3]", "'3' is not a text", "between quotes"),
        ("route.class == 'big'", "'big' is not one of the options", "large, small"),
        ("route.fe > 1.00", "no question 'route.fe'", "Did you mean 'route.fee'?"),
        ("until > '24:00'", "not a time of day", "'20:00'"),
        ("until > '8:00'", "not a time of day", "'20:00'"),
        ("until > 20", "can't be compared", "one type"),
        ("first > until", "can't be compared", "one type"),
        ("first > 20", "can't be compared", "today + 5"),
        ("rent + 5", "An amount and a number can't be put together", "5.00"),
        ("rent + living", "can't reckon with a text", "guests + 5"),
        ("sum(rent, copies)", "can't be put together", "5.00"),
        ("music * 2", "can't reckon with a yes or no", "rent"),
        ("rent * care", "can't be multiplied by an amount", "5%"),
        ("if(music, 1.05, 1.10) * rent", "can't be multiplied by an amount", "5%"),
        ("copies / rent", "can't divide by an amount", "rent / 12"),
        ("if(rent, 1, 2)", "begins with a condition", "living == 'rent'"),
        ("if(music, 1, 2.00)", "gives a number or a sum of money", "240.00"),
        ("min(rent, care, rent)", "takes 2 amounts", "min(a, b)"),
        ("earliest(rent, care)", "does not work on a sum of money", "earliest(first, today)"),
        ("earliest(first, until)", "does not work on a time of day", "two dates"),
        ("aeg(born) > 3", "no function 'aeg'", "Did you mean 'age'?"),
        ("zzzz(born) > 3", "no function 'zzzz'", "Choose one of: above, age"),
        ("if(music, 1)", "another number of values", "if(music, 240.00, 0.00)"),
    ],
)
def test_what_is_refused(text, problem, remedy):
    assert problem in refusal(text)[0]
    assert remedy in refusal(text)[1]


def test_words_that_came_later_are_names_without_a_bracket():
    from forms.grammar import parse
    from tests.forms.factories import a_context

    values = {"age": 5, "max": 4, "any": True, "all": True, "if": "x", "latest": "y", "days": 3}
    condition = parse("age > max and any == all and if == 'x' and latest != 'x' and days + 1 == 4")

    assert condition.value(values, a_context()) is True
