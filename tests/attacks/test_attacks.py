"""Under each attack of the review the home page goes on, with and without the proxy in front."""

import pytest

from tests.attacks.attackers import (
    BOMBS,
    FLOODS,
    HALF,
    HALF_HEAD,
    Resident,
    Uploader,
    bombs,
    flood,
    half_requests,
    seconds_of_home,
)

pytestmark = pytest.mark.stress
SECOND = 1.0
THREADS = 16
"""Of both processes together."""


def test_home_answers_when_nobody_attacks(portal):
    seconds_of_home(portal, times=2)  # each process has answered once

    assert seconds_of_home(portal)[0] < SECOND


@pytest.mark.parametrize("count", [THREADS // 2, THREADS, 4 * THREADS])
def test_home_answers_while_bodies_stay_half(portal, count):
    with half_requests(portal, HALF, count):
        _late, *others = seconds_of_home(portal)

    # One in ten may come while the last of them is told that there is no room.
    assert others[0] < SECOND


def test_home_answers_while_heads_stay_half(portal):
    with half_requests(portal, HALF_HEAD, 4 * THREADS):
        assert seconds_of_home(portal)[1] < SECOND


@pytest.mark.parametrize("name", FLOODS)
def test_home_answers_in_a_flood(portal, name):
    with flood(portal, *FLOODS[name]) as statuses:
        _late, *others = seconds_of_home(portal)

    assert others[0] < SECOND
    assert statuses
    assert set(statuses) <= {200, 303, 400, 401, 403, 404, 429, 503}


@pytest.mark.parametrize("kind", BOMBS)
def test_home_answers_while_bombs_are_looked_into(portal, kind):
    sender = Uploader if kind == "picture" else Resident
    senders = [sender(portal) for _ in range(6)]
    with bombs(senders, kind) as results:
        _late, *others = seconds_of_home(portal)

    assert others[0] < SECOND
    assert {result.result() for result in results} <= {200, 303, 422, 503}
