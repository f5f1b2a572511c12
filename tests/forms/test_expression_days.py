"""Conditions with days: months and years, ages, and the ends of the calendar."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.values import ValueType
from tests.forms.conditions import outcome, refusal, type_of

ANSWERS = {"first": "2027-01-31", "last": "2027-02-14", "nights": 3, "born": "2008-02-29"}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", "2026-11-22"),
        ("today + 5", "2026-11-27"),
        ("today + 1 day", "2026-11-23"),
        ("today - 1 week", "2026-11-15"),
        ("today + 3 months", "2027-02-22"),
        ("today - 18 years", "2008-11-22"),
        ("first + 1 month", "2027-02-28"),
        ("first + 13 months", "2028-02-29"),
        ("first - 2 months", "2026-11-30"),
        ("first + 1 month + 1 month", "2027-03-28"),
        ("first + 30 days", "2027-03-02"),
        ("first + nights", "2027-02-03"),
        ("first - nights - 1", "2027-01-27"),
        ("first + nights weeks", "2027-02-21"),
        ("first + nights / 2", "2027-02-01"),
        ("born + 1 year", "2009-02-28"),
        ("born + 4 years", "2012-02-29"),
        ("earliest(first, last)", "2027-01-31"),
        ("latest(first, '2027-01-01')", "2027-01-31"),
        ("if(first < last, first, last)", "2027-01-31"),
        ("first + 99999 years", "9999-12-31"),
        ("first + 99999 weeks + 99999 weeks + 99999 months", "9999-12-31"),
        ("first - 99999 months", "0001-01-01"),
        ("first - 99999 weeks - 99999 weeks", "0001-01-01"),
        ("first - nights * 999999", "0001-01-01"),
    ],
)
def test_days(text, day):
    assert type_of(text) is ValueType.DATE
    assert outcome(text, ANSWERS) == day


@pytest.mark.parametrize("text", ["first + nights", "first + 1 month", "latest(first, last)"])
@pytest.mark.parametrize("answers", [{"first": "2027-01-31"}, {"nights": 3}, {}])
def test_what_is_absent_gives_no_day(text, answers):
    value = outcome(text, answers | {"last": None})

    assert value is None or (text == "first + 1 month" and value == "2027-02-28")


@pytest.mark.parametrize(
    "text",
    [
        "first < '2027-02-01'",
        "'2027-01-31' == first",
        "last - first == 14",
        "first - last == -14",
        "last - '2027-02-01' == 13",
        "age(born) == 18",
        "age(born, first) == 18",
        "age(born, '2027-02-28') == 18",
        "age(born, '2027-03-01') == 19",
        "age(born, '2028-02-28') == 19",
        "age(born, '2028-02-29') == 20",
        "age(last) == 0",
        "age(facts.person.born) >= 18",
    ],
)
def test_conditions_on_days(text):
    assert outcome(text, ANSWERS) is True


@pytest.mark.parametrize("born", ["1960", "1960-05", "", "19600501", "1960-W05-1", "1960-13-01"])
def test_a_date_that_is_not_whole_is_not_known(born):
    for text in ("age(born)", "born + 1 year", "today - born"):
        assert outcome(text, {"born": born}) is None
    for text in ("born < today", "born != today"):
        assert outcome(text, {"born": born}) is False
    assert outcome("answered(born)", {"born": born}) is True
    facts = {"person": {"born": born}}
    assert outcome("age(facts.person.born) >= 18", facts=facts) is False
    assert outcome("known(facts.person.born)", facts=facts) is False


@pytest.mark.parametrize(
    ("text", "problem", "remedy"),
    [
        ("first > '2027-02-29'", "'2027-02-29' is not a day of the calendar", "'2027-01-31'"),
        ("first > '31-01-2027'", "not a day of the calendar", "'2027-01-31'"),
        ("first > '20270131'", "not a day of the calendar", "'2027-01-31'"),
        ("first + last == today", "not a number of days", "last - first"),
        ("first + rent == today", "not a number of days", "today + 5"),
        ("first + 2.5 == today", "'2.5' is not a number of days", "today + 5"),
        ("first + 2.5 months == today", "'2.5' is not a number of days", "today + 3 months"),
        ("first + 100000 years == today", "'100000' is not a number", "today + 3 months"),
        ("first + rent months == today", "A sum of money is not a number of months", "today"),
        ("nights + 3 months == today", "Only a date can be moved", "today + 5"),
        ("age(nights) > 3", "reckoned from a date", "age(facts.person.born) >= 18"),
        ("age(born, nights) > 3", "reckoned from a date", "age(facts.person.born)"),
    ],
)
def test_what_is_refused(text, problem, remedy):
    assert problem in refusal(text)[0]
    assert remedy in refusal(text)[1]


days = st.dates()
amounts = st.integers(0, 99_999)


@settings(max_examples=100)
@given(days, amounts, st.sampled_from(["days", "weeks", "months", "years"]), st.sampled_from("+-"))
def test_no_day_lies_outside_the_calendar(day, amount, unit, sign):
    moved = outcome(f"first {sign} {amount} {unit}", {"first": day.isoformat()})

    assert (moved >= day.isoformat()) is (sign == "+" or moved == day.isoformat())
    assert date.min.isoformat() <= moved <= date.max.isoformat()
    if unit == "days":
        try:
            expected = day + timedelta(days=amount if sign == "+" else -amount)
        except OverflowError:
            expected = date.max if sign == "+" else date.min
        assert moved == expected.isoformat()


@settings(max_examples=100)
@given(days, days)
def test_an_age_goes_up_on_the_birthday(born, day):
    age = outcome("age(born, first)", {"born": born.isoformat(), "first": day.isoformat()})

    birthdays = [
        year
        for year in range(born.year + 1, day.year + 1)
        if (year, born.month, born.day) <= (day.year, day.month, day.day)
    ]
    assert age == Decimal(len(birthdays))
