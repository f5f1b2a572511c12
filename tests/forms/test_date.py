"""Dates in three inputs."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.days import month_number
from tests.forms.factories import TODAY, OneQuestion, a_context

WINDOW = {
    "not_before": "today - 5",
    "too_early": "Vanaf %(limit)s.",
    "not_after": "today + 28",
    "too_late": "Tot en met %(limit)s.",
}


def parts(day="", month="", year=""):
    return [("day", day), ("month", month), ("year", year)]


@pytest.mark.parametrize(
    "typed",
    [
        parts("1", "3", "2027"),
        parts("01", "03", "27"),
        parts("1", "maart", "2027"),
        parts("1", "Mrt.", "2027"),
        parts("1", "maa", "2027"),
        parts("1 maart 2027"),
        parts("1-3-2027"),
        parts("1/3/27"),
        parts("1.3.2027"),
        parts("", "1-3-2027"),
        parts("", "", "1-3-2027"),
        parts("1-3-2027", "3", "2027"),
        parts("1-3-2027", "1-3-2027", "1-3-2027"),
        parts("1-3", "", "2027"),
        parts("2027-03-01"),
        parts("01032027"),
        parts("20270301"),
        parts("ma 1 maart 2027"),
        parts("maandag, 1 maart 2027"),
        parts("1 mrt. '27"),
        parts("1e maart 2027"),
        parts("maart 1, 2027"),
        parts("1", "3", "'27"),
        parts("1e", "3", "2027"),
        parts("1.", "3.", "2027."),
        parts("1/", "3/", "2027"),
        parts("1,", "mrt.,", "2027"),
        parts("1-", "3-", "2027"),
        parts("1e", "3e", "2027"),
        parts("1e.", "3", "'27."),
        parts("1 mrt", "mrt", "2027"),
        parts("1 mrt", "3", "2027"),
        parts("1-3", "maart", "2027"),
        parts("1", "1 maart", "2027"),
        parts("1", "maart 2027", "2027"),
        parts("ma 1 maart", "3", "27"),
        parts("\uff11", "\uff13", "\uff12\uff10\uff12\uff17"),
        parts("1\u20133\u20112027"),
        parts("\ufeff1", "\u200b3", "\u202a2027\u202c"),
        parts("\u0661", "\u0663", "\u0662\u0660\u0662\u0667"),
    ],
)
def test_ways_to_write_a_day(typed):
    assert OneQuestion("date").value(*typed) == "2027-03-01"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (parts("di 1 maart 2027"), "1 maart 2027 is een maandag. Kijk de datum na."),
        (parts("15-1-2027", "12", "2026"), "Vul de dag in als getal, bijvoorbeeld 12."),
        (parts("1-3", "1", "2027"), "Vul de dag in als getal, bijvoorbeeld 12."),
        (parts("1 maart", "april", "2027"), "Vul de dag in als getal, bijvoorbeeld 12."),
        (parts("-1", "3", "2027"), "Vul de dag in als getal, bijvoorbeeld 12."),
        (parts("1", "3.5", "2027"), "Vul de maand in, bijvoorbeeld 3 of maart."),
        (parts("1-3-2027 10:00"), "Vul de dag in als getal, bijvoorbeeld 12."),
        (parts("31-2-2027"), "Deze dag bestaat niet. Kijk naar de dag en de maand."),
    ],
)
def test_a_whole_date_that_is_not_one_day_is_asked_again(typed, message):
    assert OneQuestion("date").fault(*typed).errors == [message]


def test_months_in_the_language_of_the_page_and_in_dutch():
    english = OneQuestion("date", a_context(locale="en"))

    assert english.value(*parts("2", "March", "2027")) == "2027-03-02"
    assert english.value(*parts("2", "maart", "2027")) == "2027-03-02"


@pytest.mark.parametrize("text", ["", "0", "13", "m", "ma", "xyz", "j", "-1", "½"])
def test_what_is_no_month(text):
    assert month_number(text, "nl") is None


def test_a_year_of_two_digits_is_in_this_century_or_the_one_before():
    assert OneQuestion("date").value(*parts("1", "1", "46")) == "2046-01-01"
    assert OneQuestion("date").value(*parts("1", "1", "47")) == "1947-01-01"


@pytest.mark.parametrize(
    ("typed", "message", "error_id"),
    [
        (parts(), "Vul een dag, maand en jaar in, bijvoorbeeld 22 november 2026.", "q-day"),
        (parts("", "3", "2027"), "Vul de dag in als getal, bijvoorbeeld 12.", "q-day"),
        (parts("32", "3", "2027"), "Vul de dag in als getal, bijvoorbeeld 12.", "q-day"),
        (parts("1", "", "2027"), "Vul de maand in, bijvoorbeeld 3 of maart.", "q-month"),
        (parts("1", "3"), "Vul het jaar in met vier cijfers, bijvoorbeeld 2026.", "q-year"),
        (parts("1", "3", "203"), "Vul het jaar in met vier cijfers, bijvoorbeeld 2026.", "q-year"),
        (
            parts("1", "3", "99999"),
            "Vul het jaar in met vier cijfers, bijvoorbeeld 2026.",
            "q-year",
        ),
        (parts("31", "2", "27"), "Deze dag bestaat niet. Kijk naar de dag en de maand.", "q-day"),
    ],
)
def test_what_is_no_day_is_told_at_the_part_at_fault(typed, message, error_id):
    field = OneQuestion("date").fault(*typed)

    assert field.errors == [message]
    assert field.error_id == error_id
    assert {part: field.raw[part] for part in field.kind.parts} == dict(typed)


@pytest.mark.parametrize("days", [-5, 0, 28])
def test_days_within_the_window(days):
    day = TODAY + timedelta(days=days)

    assert OneQuestion("date", **WINDOW).again(day.isoformat()) == day.isoformat()


@pytest.mark.parametrize(
    ("days", "message"), [(-6, "Vanaf 17 november 2026."), (29, "Tot en met 20 december 2026.")]
)
def test_days_outside_the_window(days, message):
    day = TODAY + timedelta(days=days)

    field = OneQuestion("date", **WINDOW).fault(*parts(str(day.day), str(day.month), str(day.year)))

    assert field.errors == [message]
    assert set(field.faulty_parts) == {"day", "month", "year"}


def test_hint_names_the_first_and_the_last_day():
    question = OneQuestion("date", **WINDOW, hint="Van %(first)s tot en met %(last)s.")

    assert question.shown().description == "Van 17 november 2026 tot en met 20 december 2026."


def test_optional_date_may_stay_empty():
    assert OneQuestion("date", required=False).value(*parts()) is None
    field = OneQuestion("date").shown(q="kapot")
    assert [field.raw[part] for part in ("day", "month", "year")] == ["", "", ""]


@given(st.dates(min_value=date(1900, 1, 1)))
def test_stored_date_shown_and_sent_again_is_the_same(day):
    assert OneQuestion("date").again(day.isoformat()) == day.isoformat()


@given(st.text(max_size=8), st.text(max_size=8), st.text(max_size=8))
def test_no_text_breaks_a_date(day, month, year):
    field = OneQuestion("date").sent(*parts(day, month, year))["q"]

    assert field.errors or date.fromisoformat(field.data)


def test_a_per_cent_sign_in_its_texts_is_a_sign():
    texts = {name: f"5% %s {WINDOW[name]}" for name in ("too_early", "too_late")}
    question = OneQuestion("date", **WINDOW | texts, hint="100% van %(first)s tot %(last)s.")

    assert question.shown().description.startswith("100% van ")
    assert "%(" not in question.shown().description
    [early] = question.fault(("day", "1"), ("month", "1"), ("year", "1990")).errors
    [late] = question.fault(("day", "1"), ("month", "1"), ("year", "2090")).errors
    assert early.startswith("5% %s Vanaf ")
    assert late.startswith("5% %s Tot en met ")
