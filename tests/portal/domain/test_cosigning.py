"""What can happen to a co-signature, and that what was sent never lapses, whatever happens."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.cosigning import (
    ANSWER_WITHIN_DAYS,
    CASE_WITHIN_DAYS,
    Cosignature,
    CosignEvent,
    CosignState,
)
from portal.domain.terms import is_working_day

MONDAY = date(2026, 11, 2)
NEW = Cosignature(asked_on=MONDAY)
EVENTS = st.tuples(st.sampled_from(CosignEvent), st.integers(min_value=0, max_value=9))


def day(number):
    return MONDAY + timedelta(days=number)


def played(*events):
    """What comes of these events, each with the number of its day; raises where one can't be."""
    signature = NEW
    for event, number in events:
        after = signature.after(event, day(number))
        assert after is not None, (event, number)
        signature = after
    return signature


AGREED = played((CosignEvent.AGREE, 2))
REFUSED = played((CosignEvent.REFUSE, 2))
REMINDED = played((CosignEvent.REMIND, 7))
LAPSED = played((CosignEvent.LAPSE, 15))
WITHDRAWN = played((CosignEvent.WITHDRAW, 3))
MADE = played((CosignEvent.AGREE, 2), (CosignEvent.MAKE_CASE, 2))
STATES = {
    CosignState.INVITED: NEW,
    CosignState.REMINDED: REMINDED,
    CosignState.AGREED: AGREED,
    CosignState.REFUSED: REFUSED,
    CosignState.LAPSED: LAPSED,
    CosignState.WITHDRAWN: WITHDRAWN,
    CosignState.CASE_MADE: MADE,
}
WHEN_OPEN = {CosignEvent.AGREE, CosignEvent.REFUSE, CosignEvent.WITHDRAW}
TAKES = {
    # what each can still meet: while there is time to answer, and long after
    CosignState.INVITED: (WHEN_OPEN | {CosignEvent.REMIND}, {CosignEvent.LAPSE}),
    CosignState.REMINDED: (WHEN_OPEN, {CosignEvent.LAPSE}),
    CosignState.AGREED: ({CosignEvent.WITHDRAW, CosignEvent.MAKE_CASE}, {CosignEvent.MAKE_CASE}),
    CosignState.REFUSED: ({CosignEvent.WITHDRAW, CosignEvent.MAKE_CASE}, {CosignEvent.MAKE_CASE}),
    CosignState.LAPSED: ({CosignEvent.WITHDRAW}, {CosignEvent.MAKE_CASE}),
    CosignState.WITHDRAWN: ({CosignEvent.MAKE_CASE}, {CosignEvent.MAKE_CASE}),
    CosignState.CASE_MADE: (set(), set()),
}


@pytest.mark.parametrize("state", CosignState)
@pytest.mark.parametrize("event", CosignEvent)
def test_each_state_takes_these_events_and_no_others(state, event):
    signature = STATES[state]
    in_time, later = TAKES[state]
    if state not in {CosignState.CASE_MADE, CosignState.WITHDRAWN}:
        later = later | {CosignEvent.WITHDRAW}

    assert signature.state is state
    assert (signature.after(event, day(7)) is not None) is (event in in_time)
    assert (signature.after(event, day(40)) is not None) is (event in later)


@pytest.mark.parametrize(
    ("signature", "number", "due"),
    [
        (NEW, 6, None),
        (NEW, 7, CosignEvent.REMIND),
        (NEW, 14, CosignEvent.REMIND),
        (REMINDED, 14, None),
        (REMINDED, 15, CosignEvent.LAPSE),
        (NEW, 15, CosignEvent.LAPSE),
        (AGREED, 2, CosignEvent.MAKE_CASE),
        (REFUSED, 4, None),
        (REFUSED, 5, CosignEvent.MAKE_CASE),
        (LAPSED, 17, None),
        (LAPSED, 18, CosignEvent.MAKE_CASE),
        (WITHDRAWN, 3, CosignEvent.MAKE_CASE),
        (MADE, 400, None),
    ],
)
def test_the_calendar_asks_one_thing_at_a_time(signature, number, due):
    assert signature.due(day(number)) is due


def test_the_last_day_to_answer_is_one_on_which_people_work():
    saturday = Cosignature(asked_on=date(2026, 11, 7))

    assert saturday.last_day == date(2026, 11, 23)
    assert NEW.last_day == day(ANSWER_WITHIN_DAYS)


def test_who_agreed_has_signed_also_where_the_sender_withdraws():
    withdrawn = AGREED.after(CosignEvent.WITHDRAW, day(2))

    assert withdrawn.state is CosignState.WITHDRAWN
    assert withdrawn.is_signed
    assert not WITHDRAWN.is_signed


@given(st.lists(EVENTS, max_size=12))
def test_whatever_happens_it_becomes_a_case_once_and_in_time(events):
    signature, now = NEW, MONDAY
    for event, wait in events:
        now += timedelta(days=wait)
        signature = signature.after(event, now) or signature
    while signature.case_on is None:
        due = signature.due(now)
        signature = signature.after(due, now) if due else signature
        now += timedelta(days=0 if due else 1)
    latest = signature.last_day + timedelta(days=1 + CASE_WITHIN_DAYS + 12 * 9)

    assert signature.case_on <= latest
    assert [each for each in CosignEvent if signature.after(each, now)] == []
    assert not (signature.agreed_on and signature.refused_on)
    assert is_working_day(signature.last_day)


@given(st.dates(date(2026, 1, 1), date(2028, 12, 1)))
def test_without_an_answer_the_case_is_there_within_eighteen_days_and_a_weekend(asked_on):
    signature, now = Cosignature(asked_on=asked_on), asked_on
    while signature.case_on is None:
        if due := signature.due(now):
            signature = signature.after(due, now)
        now += timedelta(days=1)

    assert signature.reminded_on == asked_on + timedelta(days=7)
    assert signature.lapsed_on == signature.last_day + timedelta(days=1)
    assert signature.case_on == signature.lapsed_on + timedelta(days=CASE_WITHIN_DAYS)
    assert (signature.last_day - asked_on).days >= ANSWER_WITHIN_DAYS
