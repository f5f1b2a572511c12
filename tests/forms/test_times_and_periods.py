"""Times of day, periods, and dates of which not all is known."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms import BadForm, engine
from forms.kinds import KINDS
from forms.times import Doubt, time_of
from forms.values import ValueType
from tests.forms.factories import SOURCES, OneQuestion, a_context, a_form, a_page, a_question

ODD = ["\x00", "½", "99.99", "abc", "👩", "1" * 10_000, "12:60", "-1:00", "1:2", "20:00:30", "8 9"]
ENGLISH = a_context(locale="en_GB")
TODAY_OR_LATER = {"not_before": "today", "too_early": "Kies een dag vanaf %(limit)s."}


def period(first, last):
    """What is typed for a period: each day in its first box."""
    return [("from-day", first), ("until-day", last)]


def known(day="", month="", year=""):
    return [("day", day), ("month", month), ("year", year)]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        *(("20:00", "20:00"), ("20.00", "20:00"), ("8 uur", "08:00"), ("2000", "20:00")),
        *(("20,00", "20:00"), ("830", "08:30"), ("8", "08:00"), ("8u", "08:00"), ("0:00", "00:00")),
        *(("20u30", "20:30"), ("20h30", "20:30"), ("20.30 uur", "20:30"), ("8 uur 30", "08:30")),
        *(("om 20:00", "20:00"), ("20:00:00", "20:00"), ("23:59", "23:59"), ("20 : 00", "20:00")),
        *(("8 pm", "20:00"), ("8:30 p.m.", "20:30"), ("12 am", "00:00"), ("12:15 PM", "12:15")),
        *(("\uff12\uff10:\uff10\uff10", "20:00"), ("\u0662\u0660:\u0660\u0660", "20:00")),
        *(("20\u00a0uur", "20:00"), ("8 uur\u200b", "08:00")),
    ],
)
def test_a_time_as_people_type_it(typed, stored):
    question = OneQuestion("time")

    assert question.value(("", typed)) == stored
    assert question.again(stored) == stored


@pytest.mark.parametrize("typed", ["half acht", "kwart voor acht", "Half 8", "quarter past 8"])
def test_a_time_in_words_is_asked_again(typed):
    assert OneQuestion("time").fault(("", typed)).errors == [
        "Schrijf de tijd met cijfers. Half acht in de avond is 19.30."
    ]


@pytest.mark.parametrize("typed", ["24:00", "2400", "24 uur", "24.00"])
def test_the_end_of_a_day_is_asked_for(typed):
    assert OneQuestion("time").fault(("", typed)).errors == [
        (
            "Bedoelt u middernacht? Vul dan 23.59 in voor het einde van de dag. "
            "Of 0.00 voor het begin van de dag."
        )
    ]


@pytest.mark.parametrize("typed", [*ODD[1:], "25:00", "24:01", "13 pm", "0 am", "20:0", "12:5"])
def test_what_is_no_time(typed):
    [message] = OneQuestion("time").fault(("", typed)).errors

    assert message.endswith("Bijvoorbeeld 20.00.")
    assert OneQuestion("time").value(("", "20.00")) == "20:00"


def test_a_time_within_limits():
    question = OneQuestion("time", not_before="08:00", not_after="23:00")

    assert question.value(("", "8:00")) == "08:00"
    for wrong in ("7:59", "23:01"):
        assert question.fault(("", wrong)).errors == [
            "Vul een tijd in van 08.00 tot en met 23.00 uur."
        ]
    for limits in ({"not_before": "9:00", "not_after": "08:00"}, {"not_before": "24:00"}):
        with pytest.raises(BadForm):
            a_form(a_page(a_question("q", "time", **limits)))


def test_a_time_is_shown_as_the_reader_writes_it():
    of_form = OneQuestion("time").page.questions[0]

    assert KINDS["time"].display(of_form, "20:05", a_context()) == ("20.05 uur",)
    assert KINDS["time"].write(of_form, "20:05", ENGLISH)[""] == "20:05"
    assert KINDS["time"].as_property(of_form, "20:05", a_context()) == ("20:05",)
    assert KINDS["time"].display(of_form, None, a_context()) == ()


@given(st.times())
def test_every_time_holds(moment):
    stored = f"{moment:%H:%M}"

    assert OneQuestion("time").again(stored) == stored
    assert OneQuestion("time", ENGLISH).again(stored) == stored


@given(st.text() | st.text("0123456789:., uhamp") | st.sampled_from(ODD))
def test_whatever_is_typed_is_a_time_or_a_doubt(text):
    assert isinstance(time_of(text), time | Doubt)


def test_a_period_is_two_days():
    question = OneQuestion("period")
    days = {"from": "2027-03-01", "until": "2027-03-05"}

    assert question.value(*period("1-3-2027", "5 maart 2027")) == days
    assert question.again(days) == days
    whole = [("from-day", "1"), ("from-month", "mrt"), ("from-year", "27")]
    assert question.value(*whole, ("until-month", "2027-03-05")) == days
    assert question.value(*period("1-3-2027", "1-3-2027"))["until"] == "2027-03-01"


def test_the_last_day_is_on_or_after_the_first():
    field = OneQuestion("period").fault(*period("2-3-2027", "1-3-2027"))

    assert field.errors == ["Kies een laatste dag op of na de eerste dag."]
    assert field.faulty_parts == ("until-day", "until-month", "until-year")
    assert field.error_id == "q-until-day"


def test_a_period_has_a_length():
    question = OneQuestion("period", at_least=2, at_most=3)

    assert question.value(*period("1-3-2027", "3-3-2027"))
    assert question.fault(*period("1-3-2027", "1-3-2027")).errors == [
        "Kies 2 dagen of meer. U koos er 1."
    ]
    assert question.fault(*period("1-3-2027", "4-3-2027")).errors == [
        "Kies niet meer dan 3 dagen. U koos er 4."
    ]
    with pytest.raises(BadForm, match="below"):
        a_form(a_page(a_question("q", "period", at_least=2, at_most=1)))


def test_both_days_say_what_is_wrong_with_them_at_their_own_place():
    field = OneQuestion("period").fault(
        ("from-day", "32"), ("from-month", "3"), ("from-year", "2027"), ("until-day", "4")
    )

    assert field.errors == [
        "Eerste dag: Vul de dag in als getal, bijvoorbeeld 12.",
        "Laatste dag: Vul de maand in, bijvoorbeeld 3 of maart.",
    ]
    assert field.error_ids == ("q-from-day", "q-until-month")
    one = OneQuestion("period").fault(("from-day", "1-3-2027"))
    assert one.errors[0].startswith("Laatste dag: Vul een dag, maand en jaar in")
    assert OneQuestion("period").fault().errors == ["Vul de eerste en de laatste dag in."]
    assert OneQuestion("period", required=False).value() is None


def test_the_limits_of_a_period_are_of_its_first_and_last_day():
    question = OneQuestion(
        "period",
        **TODAY_OR_LATER,
        not_after="today + 10",
        too_late="Kies een dag tot en met %(limit)s.",
        hint="Van %(first)s tot en met %(last)s.",
    )

    early = question.fault(*period("21-11-2026", "25-11-2026"))
    assert early.errors == ["Kies een dag vanaf 22 november 2026."]
    assert early.error_id == "q-from-day"
    late = question.fault(*period("22-11-2026", "3-12-2026"))
    assert late.errors == ["Kies een dag tot en met 2 december 2026."]
    assert late.error_id == "q-until-day"
    assert question.shown().description == "Van 22 november 2026 tot en met 2 december 2026."
    passed = {"q": {"from": "2026-11-01", "until": "2026-11-25"}}
    path = engine.path(question.form, passed, question.context)
    assert not engine.is_answered(path, path.pages[0])


def test_a_period_as_people_read_it_and_for_the_case():
    kind, of_form = KINDS["period"], OneQuestion("period").page.questions[0]
    days = {"from": "2027-03-01", "until": "2027-03-05"}

    assert kind.display(of_form, days, a_context()) == ("1 maart 2027 tot en met 5 maart 2027",)
    assert kind.display(of_form, days | {"until": "2027-03-01"}, a_context()) == ("1 maart 2027",)
    assert kind.as_property(of_form, days, a_context()) == ("2027-03-01/2027-03-05",)
    for nothing in (None, {}, {"from": "2027-03-01"}, "2027"):
        assert kind.display(of_form, nothing, a_context()) == ()
        assert kind.as_property(of_form, nothing, a_context()) == ()
        assert kind.condition_value(of_form, nothing) is None
        assert not kind.still_valid(of_form, nothing, {}, a_context())


def test_conditions_may_read_both_days_and_their_number():
    of_form = OneQuestion("period").page.questions[0]
    names = of_form.names({}, SOURCES)
    days = {"from": "2027-03-01", "until": "2027-03-05"}

    assert names.keys() == {"q.from", "q.until", "q.days"}
    assert KINDS["period"].condition_value(of_form, days) == {**days, "days": 5}
    assert names["q.days"] is ValueType.NUMBER


@given(st.dates(date(1900, 1, 1), date(9000, 1, 1)), st.integers(0, 4000))
def test_every_period_holds(first, days):
    value = {"from": f"{first}", "until": f"{first + timedelta(days=days)}"}

    assert OneQuestion("period").again(value) == value


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        *((known(year="1960"), "1960"), (known("1960"), "1960"), (known(year="60"), "1960")),
        *((known("", "5", "1960"), "1960-05"), (known("", "mei", "1960"), "1960-05")),
        *(
            (known("mei 1960"), "1960-05"),
            (known("5-1960"), "1960-05"),
            (known("1960-05"), "1960-05"),
        ),
        *((known("3", "5", "1960"), "1960-05-03"), (known("3 mei 1960"), "1960-05-03")),
        *((known("00", "05", "1960"), "1960-05"), (known("00", "00", "1960"), "1960")),
        *(
            (known("19600000"), "1960"),
            (known("19600500"), "1960-05"),
            (known("00-05-1960"), "1960-05"),
        ),
        *((known("19600503"), "1960-05-03"), (known("", "3 mei 1960", "1960"), "1960-05-03")),
        (known("", "\uff15", "\u0661\u0669\u0666\u0660"), "1960-05"),
        (known("", "\u00a05\u200b", "1960"), "1960-05"),
    ],
)
def test_a_date_as_far_as_it_is_known(typed, stored):
    question = OneQuestion("partial_date")

    assert question.value(*typed) == stored
    assert question.again(stored) == stored


@pytest.mark.parametrize(
    ("typed", "error_id"),
    [
        (known(), "q-year"),
        (known("3", "", "1960"), "q-month"),
        (known("3", "5", ""), "q-year"),
        (known("", "5", ""), "q-year"),
        (known("", "13", "1960"), "q-month"),
        (known("5-60"), "q-year"),
        (known("60"), "q-year"),
        (known("31", "2", "1960"), "q-day"),
        (known("", "", "0000"), "q-year"),
        (known("", "", "3000000"), "q-year"),
        *((known(odd), "q-year") for odd in ("½", "abc", "👩", "1" * 10_000)),
    ],
)
def test_what_is_no_date_is_told_at_the_part_at_fault(typed, error_id):
    field = OneQuestion("partial_date").fault(*typed)

    assert field.error_id == error_id
    assert all(message.startswith(("Vul ", "Deze dag")) for message in field.errors)


def test_a_date_that_may_lie_within_the_limits_is_taken():
    question = OneQuestion("partial_date", not_after="today", too_late="Na %(limit)s. Kijk na.")

    assert question.value(*known(year="2026")) == "2026"
    assert question.value(*known("", "11", "2026")) == "2026-11"
    for wrong in (known(year="2027"), known("", "12", "2026"), known("23", "11", "2026")):
        assert question.fault(*wrong).errors == ["Na 22 november 2026. Kijk na."]
    assert not KINDS["partial_date"].still_valid(
        question.page.questions[0], "2027", {}, a_context()
    )


def test_a_date_as_far_as_it_is_known_is_read_so():
    kind, of_form = KINDS["partial_date"], OneQuestion("partial_date").page.questions[0]

    for value, line in (("1960", "1960"), ("1960-05", "mei 1960"), ("1960-05-03", "3 mei 1960")):
        assert kind.display(of_form, value, a_context()) == (line,)
        assert kind.as_property(of_form, value, a_context()) == (value,)
    assert kind.display(of_form, "x", a_context()) == ()
    assert not kind.still_valid(of_form, "1960-02-30", {}, a_context())


TEXTS = st.text(max_size=12) | st.text("0123456789-. meiJ", max_size=12) | st.sampled_from(ODD)


@pytest.mark.parametrize("kind", ["time", "period", "partial_date"])
@given(texts=st.lists(TEXTS, min_size=6, max_size=6))
def test_whatever_is_typed_is_judged(kind, texts):
    question = OneQuestion(kind, required=False)

    field = question.sent(*zip(KINDS[kind].parts, texts, strict=False))["q"]

    if not field.errors and field.data is not None:
        assert KINDS[kind].holds(question.page.questions[0], field.data, {}, a_context())
        assert KINDS[kind].display(question.page.questions[0], field.data, a_context())
