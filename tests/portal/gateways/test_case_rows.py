"""Rows to search in: of many cases in few answers, with nothing expanded, and honest about gaps."""

import json
from datetime import date

import pytest

from portal.domain.case_rows import MOST_ROWS, RowSelection
from portal.domain.failures import SourceUnavailable
from portal.gateways.cases.zgw import reading
from tests.portal.gateways.fake_server import Reply
from tests.portal.gateways.givens import settings_for
from tests.portal.gateways.many_cases import NEWEST, ManyCases, case_at
from tests.portal.gateways.recordings import ZOEK, page

ALL = RowSelection()


@pytest.fixture
def cases(server):
    """With time enough for the large pages of a slow fake."""
    return reading.connect(settings_for(server.url, register_seconds=10.0))


@pytest.fixture
def searches(zgw):
    """What was searched for so far."""

    def asked():
        calls = [each for each in zgw.server.requests if f"{each.method} {each.path}" == ZOEK]
        return [json.loads(each.body) for each in calls]

    return asked


@pytest.mark.parametrize(
    ("count", "calls"), [(0, 1), (20, 1), (100, 1), (101, 2), (499, 5), (1_000, 5), (10_000, 5)]
)
def test_the_newest_five_hundred_are_at_most_five_answers(
    cases, recorded, zgw, searches, count, calls
):
    zgw.server.answer = ManyCases(zgw, count)

    rows = cases.rows_of(recorded, ALL).value

    assert sorted(row.key.id.int for row in rows.rows) == [*range(min(count, MOST_ROWS))]
    assert (rows.read, rows.count) == (min(count, MOST_ROWS), count)
    assert rows.is_whole is (count <= MOST_ROWS)
    assert len(searches()) == calls
    assert not any("expand" in query for query in searches())


def test_smaller_pages_mean_that_fewer_are_looked_through_and_that_is_told(
    cases, recorded, zgw, searches
):
    zgw.server.answer = ManyCases(zgw, 400, size=30, is_strict=True)

    rows = cases.rows_of(recorded, ALL).value

    assert (len(rows.rows), rows.read, rows.count) == (150, 150, 400)
    assert len(searches()) <= 6, "one of them was refused"


def test_a_year_and_the_oldest_first_are_asked_of_the_case_system(cases, recorded, zgw):
    zgw.server.answer = ManyCases(zgw, 5_000)
    year = NEWEST.year - 2

    rows = cases.rows_of(recorded, RowSelection(year=year, is_oldest_first=True)).value

    assert {row.started.year for row in rows.rows} == {year}
    assert rows.rows[0].started == date(year, 1, 1)
    assert rows.count > rows.read == MOST_ROWS


def test_what_the_year_leaves_is_held_against_it(cases, recorded, zgw):
    zgw[ZOEK] = page(case_at(zgw, 0), case_at(zgw, 3_000))

    rows = cases.rows_of(recorded, RowSelection(year=NEWEST.year)).value

    assert [row.key.id.int for row in rows.rows] == [0]


def test_that_a_case_waits_is_known_only_where_statuses_were_asked(cases, recorded, zgw, searches):
    zgw.server.answer = ManyCases(zgw, 2)

    rows = cases.rows_of(recorded, RowSelection(has_statuses=True)).value

    assert len(rows.rows) == 2
    assert [query["expand"] for query in searches()] == [["status"]]


def test_a_page_that_fails_is_no_smaller_result(cases, recorded, zgw):
    many = ManyCases(zgw, 450)
    zgw.server.answer = lambda request: (
        Reply(502, body=b"") if request.params.get("page") == "3" else many(request)
    )

    with pytest.raises(SourceUnavailable):
        cases.rows_of(recorded, ALL)


def test_an_odd_row_is_told_as_missing_and_hides_no_other(cases, recorded, zgw):
    zgw[ZOEK] = page({"url": 7}, case_at(zgw, 1))

    answer = cases.rows_of(recorded, ALL)

    assert [row.key.id.int for row in answer.value.rows] == [1]
    assert [part.name for part in answer.missing] == ["case"]


def test_a_case_that_is_still_being_made_is_no_row(cases, recorded, zgw):
    zgw[ZOEK] = page({**case_at(zgw, 0), "status": None}, case_at(zgw, 1))

    assert [row.key.id.int for row in cases.rows_of(recorded, ALL).value.rows] == [1]
