"""Asking outside systems for a page: the line first, at once, honest about gaps."""

import contextlib
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import TypeAdapter

from portal.domain.failures import NotFound, SourceUnavailable
from portal.domain.people import Actor, Ground, Level
from portal.services.sources.queries import Shown, only_open, shown
from portal.services.sources.query import SourceQuery, SourceResult, start_query
from portal.storage import logins
from portal.storage.session_answers import SessionAnswer
from tests.factories import a_consultation, a_task, an_identity
from tests.witness import lines_of

NUMBERS = TypeAdapter(list[int])


@pytest.fixture
def actor(database) -> Actor:
    """A resident who is logged in."""
    _token, who = logins.begin_session(database, an_identity())
    database.commit()
    login = database.query(logins.LoginSession).one()
    return Actor(
        for_whom=who,
        ground=Ground.SELF,
        level=Level.MIDDEN,
        session_id=login.id,
        ends_at=datetime.now(UTC) + timedelta(minutes=15),
    )


def query_of(actor: Actor, answer, name: str = "numbers") -> SourceQuery[list[int]]:
    """Ask a source that does this."""

    def read(_recorded):
        if isinstance(answer, Exception):
            raise answer
        return answer() if callable(answer) else answer

    return SourceQuery(name, a_consultation(actor.for_whom), read, NUMBERS)


def read(database, actor, answer) -> SourceResult[list[int]]:
    """What a page knows then."""
    return start_query(database, actor, query_of(actor, answer)).result()


def test_answer_is_fresh(database, actor):
    result = read(database, actor, [1, 2])

    assert (result.value, result.is_fresh, result.is_unknown) == ([1, 2], True, False)


def test_empty_answer_is_known(database, actor):
    assert not read(database, actor, []).is_unknown


def test_failure_after_an_answer_gives_that_answer_and_its_time(database, actor):
    before = read(database, actor, [1])

    after = read(database, actor, SourceUnavailable("x", "y"))

    assert (after.value, after.is_fresh, after.is_unknown) == ([1], False, False)
    assert abs(after.at - before.at) < timedelta(seconds=1)


def test_failure_without_an_answer_is_unknown_and_not_remembered(database, actor):
    result = read(database, actor, SourceUnavailable("x", "y"))

    assert (result.value, result.is_fresh, result.is_unknown) == (None, False, True)
    assert database.query(SessionAnswer).count() == 0


def test_not_found_is_an_answer(database, actor):
    with pytest.raises(NotFound):
        read(database, actor, NotFound("x"))


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [([1], "ok"), (SourceUnavailable("x", "y"), "failed"), (NotFound("x"), "ok")],
)
def test_line_stands_before_and_says_after_how_it_ended(database, actor, answer, outcome):
    asked = start_query(database, actor, query_of(actor, answer))
    assert len(lines_of(database, actor.for_whom.key)) == 1
    with contextlib.suppress(NotFound):
        asked.result()

    database.expire_all()
    [line] = lines_of(database, actor.for_whom.key)
    assert (line.outcome, line.ended_at is not None) == (outcome, True)


def test_several_queries_are_asked_at_once(database, actor):
    def slowly() -> list[int]:
        time.sleep(0.3)
        return [1]

    began = time.monotonic()
    asked = [start_query(database, actor, query_of(actor, slowly, name)) for name in "abcd"]
    results = [one.result() for one in asked]

    assert time.monotonic() - began < 1.0
    assert all(result.is_fresh for result in results)


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        (SourceResult([1], datetime(2026, 1, 1, tzinfo=UTC), is_fresh=True), ((1,), True, False)),
        (SourceResult([1], datetime(2026, 1, 1, tzinfo=UTC), is_fresh=False), ((1,), False, True)),
        (SourceResult(None, datetime(2026, 1, 1, tzinfo=UTC), is_fresh=False), ((), False, False)),
    ],
)
def test_three_states_are_shown_as_three(result, expected):
    made: Shown[int] = shown(result)

    assert (made.items, made.known, made.as_of is not None) == expected


def test_open_tasks_of_one_case(database, actor):
    here, elsewhere = a_task(case_number="ZAAK-1"), a_task(case_number="ZAAK-2")
    result = SourceResult([here, elsewhere], datetime.now(UTC), is_fresh=True)

    assert only_open(database, actor, result, "ZAAK-1").value == [here]
    assert only_open(database, actor, result).value == [here, elsewhere]
    unknown = SourceResult(None, datetime.now(UTC), is_fresh=False)
    assert only_open(database, actor, unknown).is_unknown


def test_answer_of_which_a_part_failed_is_shown_and_not_remembered(database, actor):
    read(database, actor, [1, 2])

    partial = replace(query_of(actor, [1]), is_whole=lambda numbers: len(numbers) > 1)
    assert start_query(database, actor, partial).result().value == [1]

    assert read(database, actor, SourceUnavailable("x", "y")).value == [1, 2]
