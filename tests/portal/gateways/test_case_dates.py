"""The days of a case, and what moved them: Open Zaak moves none by itself, other systems do."""

from datetime import date, timedelta

import pytest

from portal.gateways.cases.zgw.periods import PutOff, days_in, put_off
from tests.portal.gateways.fake_server import Reply
from tests.portal.gateways.recordings import KEY, ZAAKTYPE

STARTED = date(2026, 8, 21)
PLANNED, LAST = date(2026, 9, 18), date(2026, 10, 16)
"""Days of the recorded case: 4 weeks after it began, and 8."""


@pytest.fixture
def put_off_by(zgw, cases, recorded):
    """The case of the recordings once it was put off by a period."""

    def case_put_off_by(period, **days):
        zgw.zaak |= {"verlenging": {"reden": "Er is advies nodig.", "duur": period}, **days}
        return cases.case_file(recorded, KEY).case

    kind = zgw[f"GET {ZAAKTYPE}"].json
    zgw[f"GET {ZAAKTYPE}"] = Reply(json={**kind, "servicenorm": "P28D", "doorlooptijd": "P56D"})
    return case_put_off_by


def test_what_was_put_off_has_its_days_added_the_old_day_and_the_new(put_off_by):
    case = put_off_by("P28D")

    assert (case.extension, case.extension_days) == ("Er is advies nodig.", 28)
    assert (case.expected_before, case.expected) == (PLANNED, date(2026, 10, 16))
    assert (case.due_before, case.due) == (LAST, date(2026, 11, 13))


def test_days_that_the_case_system_moved_already_are_reckoned_back(put_off_by):
    moved = {"einddatumGepland": "2026-10-16", "uiterlijkeEinddatumAfdoening": "2026-11-13"}
    case = put_off_by("P4W", **moved)

    assert (case.expected_before, case.expected) == (PLANNED, date(2026, 10, 16))
    assert (case.due_before, case.due, case.extension_days) == (LAST, date(2026, 11, 13), 28)


def test_a_day_that_the_municipality_chose_itself_has_none_before(put_off_by):
    chosen = {"einddatumGepland": "2026-11-30", "uiterlijkeEinddatumAfdoening": "2026-11-16"}
    case = put_off_by("P28D", **chosen)

    assert (case.expected, case.expected_before) == (date(2026, 11, 30), None)
    assert (case.due, case.due_before) == (date(2026, 11, 16), date(2026, 10, 19)), "a weekend"
    assert case.extension_days == 28


@pytest.mark.parametrize(
    ("period", "days"), [("P28D", 28), ("P2W", 14), ("P1M", None), ("straks", None)]
)
def test_without_a_day_to_put_off_only_the_days_are_told(put_off_by, period, days):
    case = put_off_by(period, einddatumGepland=None, uiterlijkeEinddatumAfdoening=None)

    assert (case.extension, case.extension_days) == ("Er is advies nodig.", days)
    assert (case.expected, case.expected_before, case.due, case.due_before) == (None,) * 4


@pytest.mark.parametrize("period", [None, "", "P0D", "P0Y0M0D", 7])
def test_no_time_at_all_is_no_extension(put_off_by, period):
    case = put_off_by(period)

    assert (case.extension, case.extension_days, case.extension_period) == (None, None, "")
    assert (case.expected, case.expected_before, case.due) == (PLANNED, None, LAST)


@pytest.mark.parametrize("period", ["straks", "P", "PT48H"])
def test_a_period_that_cannot_be_read_moves_nothing_and_claims_no_days(put_off_by, period):
    case = put_off_by(period)

    assert (case.extension, case.extension_days) == ("Er is advies nodig.", None)
    assert (case.expected, case.expected_before) == (PLANNED, None)


@pytest.mark.parametrize(
    ("day", "extra", "before"),
    [
        (date(2027, 3, 1), "P1M", date(2027, 2, 1)),
        (date(2027, 2, 28), "P1M", None),
        (date(2027, 3, 31), "P1M", None),
        (date(9999, 12, 31), "P1D", None),
        (date(2027, 4, 1), "P1M1D", None),
        (date(2027, 4, 2), "P1M1D", date(2027, 3, 1)),
    ],
    ids=["one", "several", "none", "at the end of time", "a day more, none", "a day more, one"],
)
def test_the_old_day_is_told_where_only_one_fits(day, extra, before):
    started = (before or day - timedelta(days=40)) - timedelta(days=3)
    assert put_off(day, started, "P2D", extra) == PutOff(day, before)


def test_days_of_a_period():
    assert [days_in(period) for period in ("P1W2D", "P3D", "P1Y", "", "D")] == [
        9,
        3,
        None,
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("suspension", "reason", "was_suspended"),
    [
        ({"indicatie": True, "eerdereOpschorting": True, "reden": "Arts"}, "Arts", False),
        ({"indicatie": True, "eerdereOpschorting": False, "reden": ""}, "", False),
        ({"indicatie": False, "eerdereOpschorting": True, "reden": "Arts"}, None, True),
        ({"indicatie": False, "eerdereOpschorting": False, "reden": ""}, None, False),
        ({"indicatie": True, "eerdereOpschorting": "?", "reden": "Arts"}, "Arts", False),
        ({"indicatie": False, "eerdereOpschorting": None}, None, False),
        ({}, None, False),
        (None, None, False),
        ("no", None, False),
    ],
)
def test_a_case_stands_still_or_did_before(zgw, cases, recorded, suspension, reason, was_suspended):
    zgw.zaak["opschorting"] = suspension

    case = cases.case_file(recorded, KEY).case

    assert (case.suspension, case.was_suspended) == (reason, was_suspended)
