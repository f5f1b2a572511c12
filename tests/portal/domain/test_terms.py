"""Terms: the vectors of `requirements-journeys-products.md` section 4, computed by hand there."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms import Catalogue, load_sources
from forms.case_terms import terms_of
from portal.domain import terms
from portal.domain.terms import Term, is_working_day, last_day, promise

EIGHT_WEEKS = Term(56)


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2025-11-06", "2026-01-05"),
        ("2026-02-06", "2026-04-07"),
        ("2026-03-10", "2026-05-06"),
        ("2026-03-20", "2026-05-18"),
        ("2026-10-30", "2026-12-28"),
        ("2027-03-11", "2027-05-10"),
        ("2028-03-02", "2028-05-01"),
    ],
)
def test_eight_weeks_end_on_a_working_day(start, expected):
    assert last_day(date.fromisoformat(start), EIGHT_WEEKS) == date.fromisoformat(expected)


def test_a_month_ends_a_month_later_on_a_working_day():
    """As the GDPR counts (article 12): of February it is the last day, which was a Saturday."""
    form = Catalogue.load(load_sources()).form("vraag-over-gegevensgebruik")
    terms_told = terms_of(form, None)

    assert promise(terms_told, date(2026, 1, 31)).last_day == date(2026, 3, 2)
    assert promise(terms_told, date(2026, 11, 30)).last_day == date(2026, 12, 30)


def test_three_days_over_christmas_hold_two_working_days():
    assert last_day(date(2026, 12, 24), Term(3)) == date(2026, 12, 29)


def test_a_term_over_ninety_days_is_not_moved():
    assert last_day(date(2026, 1, 1), Term(91)) == date(2026, 4, 2)
    assert last_day(date(2026, 1, 3), Term(91)) == date(2026, 4, 4)  # a Saturday


def test_three_months_are_moved_however_many_days_they_have():
    """Article 4: longer than 90 days, twelve weeks or three months, as the law counts the term."""
    assert last_day(date(2026, 6, 5), Term(months=3)) == date(2026, 9, 7)  # 92 days, a Saturday
    assert last_day(date(2026, 6, 5), Term(months=4)) == date(2026, 10, 5)
    assert last_day(date(2026, 6, 6), Term(months=4)) == date(2026, 10, 6)
    assert last_day(date(2026, 3, 7), Term(months=7)) == date(2026, 10, 7)
    assert last_day(date(2026, 1, 3), Term(weeks=13)) == date(2026, 4, 4)  # a Saturday


@given(
    st.dates(date(2024, 1, 1), date(2028, 12, 31)),
    st.integers(min_value=1, max_value=terms.LONGEST_DAYS),
)
def test_a_term_never_ends_early_nor_on_a_day_off(start, days):
    last = last_day(start, Term(days))

    assert last >= start + timedelta(days=days)
    assert is_working_day(last)


def test_service_norms_count_working_days():
    assert terms.add_working_days(date(2026, 12, 23), 3) == date(2026, 12, 29)


def test_royal_decrees_are_known_for_the_coming_half_year():
    assert date.today() + timedelta(days=182) <= terms.EXTRA_DAYS_KNOWN_UNTIL  # noqa: DTZ011


@given(st.dates(date(9999, 10, 1)), st.integers(min_value=1, max_value=2 * terms.LONGEST_DAYS))
def test_a_term_that_outlasts_the_calendar_ends_with_it(start, days):
    assert start <= last_day(start, Term(days)) <= date.max
