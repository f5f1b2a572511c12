"""Rule 2 in a storm: each report that was received becomes one complete case, and is told once."""

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

import pytest

from tests.chaos.sender import Sender
from tests.chaos.storm import blows, flapping
from tests.journeys.world import World, eventually, running_world

pytestmark = [pytest.mark.slow, pytest.mark.no_cover]
SENDERS = 3
SEED = 20261130
NOT_YET = """
    SELECT (SELECT count(*) FROM submission WHERE delivered_at IS NULL)
        + (SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')
           AND task_name IN ('submissions.deliver', 'messages.notify'))
"""
ALL_DUE = "UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo'"
CASES = "SELECT id::text, data::text FROM zaak"
MAILS = 'SELECT "to", subject FROM mail'
PARTS = "SELECT zaak::text, count(*) FROM {} GROUP BY zaak"


def send_all(world: World, count: int, acts) -> int:
    """Let some people send reports at the same time, and do what comes after so many.

    Gives how many were received.
    """
    received: list[int] = []
    lock = Lock()

    def send(number: int) -> None:
        Sender(world.portal).send_report(f"melder{number}@voorbeeld.example")
        with lock:
            received.append(number)
            act = acts.pop(len(received), None)
            if act:
                act()
            if len(received) % 50 == 0:
                world.sql("DELETE FROM rate_limit")

    with ThreadPoolExecutor(SENDERS) as pool:
        list(pool.map(send, range(count)))
    return len(received)


def deliver_all(world: World, within_s: float) -> None:
    """Wait until each is delivered and told; what waits for its next try is tried now."""

    def is_done() -> bool:
        world.sql(ALL_DUE)
        return world.sql(NOT_YET) == [(0,)]

    eventually(is_done, within_s=within_s)


def assert_each_once(world: World, count: int) -> None:
    """Each of so many has one case, of which all parts are there once."""
    marks = [mark for (mark,) in world.sql("SELECT id::text FROM submission")]
    assert len(marks) == count
    cases = {key: json.loads(data) for key, data in world.embedded_sql(CASES)}
    of_submission = {
        mark: [key for key, data in cases.items() if mark in json.dumps(data["kenmerken"])]
        for mark in marks
    }
    assert Counter(map(len, of_submission.values())) == {1: count}
    ours = {keys[0] for keys in of_submission.values()}
    for table in ("rol", "status", "zaakinformatieobject"):
        counts = dict(world.embedded_sql(PARTS.format(table)))
        assert {counts.get(key) for key in ours} == {1}, table


def assert_told_once(world: World, count: int) -> None:
    """Each mail went out, once."""
    mails = Counter(world.embedded_sql(MAILS))
    assert len({to for to, _subject in mails}) == count
    assert set(mails.values()) == {1}


@pytest.mark.parametrize(
    ("count", "worker", "web", "database"),
    [
        # A breeze: what begins again takes most of its time, and the dump goes without.
        pytest.param(6, 1, 0, 1, id="6"),
        pytest.param(20, 2, 1, 1, id="20", marks=pytest.mark.stress),
        pytest.param(500, 10, 2, 2, id="500", marks=pytest.mark.stress),
    ],
)
def test_rule_2_in_a_storm_each_becomes_one_complete_case(count, worker, web, database):
    is_restored = web > 0
    with running_world() as world:
        acts = blows(world, count, SEED, worker=worker, web=web, database=database)
        with flapping(world, SEED):
            assert send_all(world, count, acts) == count
            if is_restored:
                world.dump()
        deliver_all(world, within_s=60 + count)
        assert_each_once(world, count)
        assert_told_once(world, count)

        if is_restored:
            world.restore()  # mail that went out after the dump may go out again: nobody knows
            deliver_all(world, within_s=60 + count)

            assert_each_once(world, count)
