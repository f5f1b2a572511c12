"""What one can do against a decision, and until when: of the days that are told the earliest."""

from datetime import date, timedelta

import pytest

from portal.configuration import remedies
from portal.domain.days import today
from portal.domain.decided_cases import outcome_of, remedy_term
from portal.domain.remedies import NO_REMEDIES, CaseOutcome
from portal.domain.terms import last_days
from portal.resources import resource
from tests.factories import a_case, a_case_file, a_decision, missing

REGISTER = remedies.load(resource("remedies.toml"))
SENT = date(2026, 11, 2)
"""A Monday: after ten days comes a Thursday."""
TEN, SIX_WEEKS = date(2026, 11, 12), date(2026, 12, 14)


def is_disputed(term):
    """Whether a later day is told as well."""
    days = term.last_days()
    return days is not None and days.latest.day != days.first.day


def term_of(register=REGISTER, case_type="KWIJTSCHELDING", **decision):
    decision = a_decision(**{"sent": SENT, "last_day_to_object": None} | decision)
    file = a_case_file(a_case(case_type=case_type), decisions=(decision,))
    return remedy_term(register, file, decision)


@pytest.mark.parametrize(
    ("own", "usual", "last", "has_other"),
    [
        (TEN, TEN, TEN, False),
        (TEN, None, TEN, False),
        (None, TEN, TEN, False),
        (None, None, TEN, False),
        (SIX_WEEKS, None, TEN, True),
        (SIX_WEEKS, SIX_WEEKS, TEN, True),
        (None, SIX_WEEKS, TEN, True),
        (date(2026, 11, 9), TEN, date(2026, 11, 9), True),
        (TEN, date(2026, 11, 9), date(2026, 11, 9), True),
        (SENT, SENT - timedelta(300), TEN, False),
        (TEN, SENT, TEN, False),
    ],
)
def test_where_days_differ_the_earliest_is_told(own, usual, last, has_other):
    term = term_of(last_day_to_object=own, usual_last_day=usual)

    assert (term.last_day, is_disputed(term)) == (last, has_other)
    assert term.remedy.id == "beroep-kwijtschelding"


def test_a_day_that_the_law_moves_is_the_same_day():
    saturday, monday = date(2026, 11, 14), date(2026, 11, 16)
    term = term_of(
        NO_REMEDIES, last_day_to_object=saturday, usual_last_day=monday, sent=date(2026, 11, 4)
    )

    assert (term.last_day, is_disputed(term)) == (monday, False)


def test_a_long_term_ends_on_the_day_that_it_ends():
    """Atw art. 4: a term over 90 days isn't moved."""
    saturday = date(2026, 11, 28)

    assert term_of(NO_REMEDIES, last_day_to_object=saturday, sent=date(2026, 8, 29)).last_day == (
        saturday
    )


@pytest.mark.parametrize(
    ("first", "latest", "has_more_time", "is_between"),
    [
        (9, 30, True, False),
        (0, 30, True, False),
        (-1, 30, True, True),
        (-1, 0, True, True),
        (-9, -1, False, False),
        (9, 9, False, False),
        (-1, -1, False, False),
    ],
)
def test_there_is_more_time_until_all_days_have_passed(first, latest, has_more_time, is_between):
    days = last_days(today() + timedelta(first), today() + timedelta(latest))

    assert (days.has_more_time, days.is_between) == (has_more_time, is_between)


def test_of_a_decision_without_a_day_no_day_is_told():
    term = term_of(sent=None)

    assert (term.last_day, term.last_days()) == (None, None)
    assert term.remedy is not None
    assert term_of(NO_REMEDIES).remedy is None


def test_the_remedy_of_the_decision_type_comes_before_that_of_the_case_type(tmp_path):
    file = tmp_path / "rechten.toml"
    texts = 'law.nl = "x"\nto.nl = "x"\nurl = "https://x.example/"'
    file.write_text(
        f"""[remedy.a]\nkind = "bezwaar"\nweeks = 6\n{texts}\ncase_types = ["X"]
        [remedy.b]\nkind = "beroep"\ndays = 10\n{texts}\ndecision_types = ["Dwang"]""",
        "utf-8",
    )
    register = remedies.load(file)

    assert register.remedy_of("X", "Dwang").id == "b"
    assert register.remedy_of("X", "Vergunning").id == "a"
    assert register.remedy_of("Y", "Vergunning") is None


@pytest.mark.parametrize(
    ("name", "case_type", "remedy"),
    [
        ("bezwaar", "VERHUIZING", "bezwaar"),
        ("bezwaar", "KWIJTSCHELDING", "bezwaar"),
        ("van-vroeger", "VERHUIZING", "bezwaar"),
        ("van-vroeger", "KWIJTSCHELDING", "beroep-kwijtschelding"),
        ("van-vroeger", "ONBEKEND", None),
        (None, "VERHUIZING", None),
    ],
)
def test_a_name_that_the_file_has_no_more_stands_for_the_remedy_of_its_case_type(
    name, case_type, remedy
):
    of_form = REGISTER.remedy_of_form(name, case_type)

    assert (of_form.id if of_form else None) == remedy


@pytest.mark.parametrize(
    ("case", "changes", "outcome"),
    [
        ({"result": "Toegekend"}, {}, CaseOutcome.GRANTED),
        ({"result": "Afgewezen"}, {}, CaseOutcome.REFUSED),
        ({"result": "Ingetrokken"}, {}, None),
        ({"result": "toegekend"}, {}, None),
        ({"result": "Afgewezen", "case_type": "MELDING-OR"}, {}, None),
        ({}, {}, None),
        ({"result": "Toegekend"}, {"unread_parts": missing("decisions")}, None),
        ({"result": "Toegekend"}, {"decisions": (a_decision(), a_decision())}, None),
    ],
    ids=[
        "granted",
        "refused",
        "neither",
        "not as written",
        "other case",
        "no result",
        "half",
        "two",
    ],
)
def test_what_a_decision_means_is_only_what_the_file_says(case, changes, outcome):
    file = a_case_file(
        a_case(**{"case_type": "KWIJTSCHELDING"} | case), **{"decisions": (a_decision(),)} | changes
    )

    assert outcome_of(REGISTER, file, file.decisions[0]) is outcome
