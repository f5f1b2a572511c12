"""Asking outside systems for a page: the line first, at once, honest about gaps."""

import contextlib
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import TypeAdapter

from portal.domain.callers import Caller, calling
from portal.domain.failures import NotFound, SourceAnswer, SourceUnavailable
from portal.domain.people import Actor, Ground, Level
from portal.services.sources.queries import Shown, only_open, shown
from portal.services.sources.query import (
    SourceQuery,
    SourceResult,
    ask,
    ask_all,
    last_result,
    start_query,
)
from portal.services.sources.refresh import Refresh, ask_anew
from portal.storage import logins
from portal.storage.base import FRESH_FOR
from portal.storage.session_answers import Moment, SessionAnswer, store_answers
from tests.factories import a_case, a_consultation, a_task, an_identity, missing
from tests.statements import statements
from tests.witness import lines_of

NUMBERS = TypeAdapter(list[int])


@pytest.fixture(autouse=True)
def nobody_waits():
    """No page with a term of its own, as a request of an earlier test would leave it."""
    with calling(Caller()):
        yield


@pytest.fixture
def actor(database) -> Actor:
    """A resident who is logged in."""
    _token, who = logins.begin_session(database, an_identity())
    database.commit()
    login = database.query(logins.LoginSession).one()
    return Actor(
        by_whom=who.key,
        for_party=who,
        ground=Ground.SELF,
        level=Level.MIDDEN,
        session_id=login.id,
        ends_at=datetime.now(UTC) + timedelta(minutes=15),
    )


def query_of(actor: Actor, answer, name: str = "numbers", lacks=()) -> SourceQuery[list[int]]:
    """Ask a source that does this."""

    def read(_recorded):
        if isinstance(answer, Exception):
            raise answer
        return SourceAnswer(answer() if callable(answer) else answer, lacks)

    return SourceQuery(name, a_consultation(actor.for_party), read, NUMBERS)


def read(database, actor, answer) -> SourceResult[list[int]]:
    """What a page knows then."""
    return ask(database, actor, query_of(actor, answer))


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


@pytest.fixture
def kept_by_another_release(database, actor):
    """An answer of another shape, given a moment ago."""
    answers = {"numbers": b'[{"number": "one"}]'}
    store_answers(database, actor.session_id, answers, Moment(datetime.now(UTC), actor.revision))
    database.commit()


@pytest.fixture
def fresh_database(database):
    """The same, in which answers are fresh for a while."""
    before = database.info[FRESH_FOR]
    database.info[FRESH_FOR] = timedelta(minutes=1)
    yield database
    database.info[FRESH_FOR] = before


def test_a_fresh_answer_that_cannot_be_read_is_asked_again(
    fresh_database, actor, kept_by_another_release
):
    result = read(fresh_database, actor, [1])

    assert (result.value, result.is_from_before) == ([1], False)


def test_a_last_answer_that_cannot_be_read_is_none(fresh_database, actor, kept_by_another_release):
    query = query_of(actor, SourceUnavailable("x", "y"))

    assert ask(fresh_database, actor, query).is_unknown
    assert last_result(fresh_database, actor, query).is_unknown
    [alone] = ask_anew(fresh_database, actor, (query,), Refresh(name="other", is_alone=True))
    assert alone.is_unknown


def test_failure_without_an_answer_is_unknown_and_not_remembered(database, actor):
    result = read(database, actor, SourceUnavailable("x", "y"))

    assert (result.value, result.is_fresh, result.is_unknown) == (None, False, True)
    assert database.query(SessionAnswer).count() == 0


def test_answer_is_of_the_moment_at_which_it_was_asked(database, actor):
    moments = []

    def slow():
        moments.append(datetime.now(UTC))
        return [1]

    result = read(database, actor, slow)

    assert result.at <= moments[0]
    assert database.query(SessionAnswer).one().read_at == result.at


def test_not_found_is_an_answer(database, actor):
    with pytest.raises(NotFound):
        read(database, actor, NotFound("x"))


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [([1], "ok"), (SourceUnavailable("x", "y"), "failed"), (NotFound("x"), "ok")],
)
def test_line_stands_before_and_says_after_how_it_ended(database, actor, answer, outcome):
    asked = start_query(database, actor, query_of(actor, answer))
    assert len(lines_of(database, actor.for_party.key)) == 1
    with contextlib.suppress(NotFound):
        asked.result()

    database.expire_all()
    [line] = lines_of(database, actor.for_party.key)
    assert (line.outcome, line.ended_at is not None) == (outcome, True)


def test_several_queries_are_asked_at_once(database, actor):
    together = threading.Barrier(4, timeout=30)

    def answer() -> list[int]:
        together.wait()
        return [1]

    results = ask_all(database, actor, tuple(query_of(actor, answer, name) for name in "abcd"))

    assert all(result.is_fresh for result in results)


@pytest.mark.parametrize("failing", [0, 1, 2])
@pytest.mark.parametrize("error", [NotFound("x"), SourceUnavailable("x", "y"), KeyError("bug")])
def test_every_line_gets_its_outcome_whatever_another_source_says(database, actor, failing, error):
    answers: list = [[0], [1], [2]]
    answers[failing] = error
    queries = tuple(
        query_of(actor, answer, name) for answer, name in zip(answers, "abc", strict=True)
    )

    with contextlib.suppress(NotFound, KeyError):
        ask_all(database, actor, queries)

    outcomes = [line.outcome for line in lines_of(database, actor.for_party.key)]
    assert "begun" not in outcomes
    if not isinstance(error, KeyError):
        assert min(outcomes) == ("ok" if isinstance(error, NotFound) else "failed")
        assert outcomes.count("ok") >= len(answers) - 1


def test_what_is_not_there_is_told_after_all_have_answered(database, actor):
    queries = query_of(actor, NotFound("x"), "a"), query_of(actor, [1], "b")

    with pytest.raises(NotFound):
        ask_all(database, actor, queries)

    assert [row.name for row in database.query(SessionAnswer)] == ["b"]


def test_absence_may_have_a_value_that_stands_for_it(database, actor):
    query = replace(query_of(actor, NotFound("x")), absent=[])

    result = ask(database, actor, query)

    assert (result.value, result.is_fresh) == ([], True)
    assert database.query(SessionAnswer).count() == 0


def test_a_page_writes_its_lines_outcomes_and_answers_in_one_statement_each(database, actor):
    queries = tuple(query_of(actor, [1], name) for name in "abc")
    database.rollback()

    with statements(database) as seen:
        ask_all(database, actor, queries)

    assert seen == ["BEGIN", "INSERT", "COMMIT", "BEGIN", "WITH", "COMMIT"]


def test_without_queries_nothing_is_written(database, actor):
    with statements(database) as seen:
        assert ask_all(database, actor, ()) == ()

    assert seen == []


def test_lines_of_a_page_stand_in_the_order_of_its_queries(database, actor):
    queries = tuple(
        replace(query, consultation=a_consultation(actor.for_party, source=query.name))
        for query in (query_of(actor, [1], name) for name in "abc")
    )

    ask_all(database, actor, queries)

    newest_first = [line.source for line in lines_of(database, actor.for_party.key)]
    assert newest_first == ["c", "b", "a"]


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


def test_open_tasks_of_one_case():
    here, elsewhere = a_task(a_case("ZAAK-1")), a_task(a_case("ZAAK-2"))
    result = SourceResult([here, elsewhere], datetime.now(UTC), is_fresh=True)

    assert only_open(result, (), here.case_key).value == [here]
    assert only_open(result, ()).value == [here, elsewhere]
    unknown = SourceResult(None, datetime.now(UTC), is_fresh=False)
    assert only_open(unknown, ()).is_unknown


def test_answer_of_which_a_part_failed_is_shown_and_not_remembered(database, actor):
    read(database, actor, [1, 2])

    partial = query_of(actor, [1], lacks=missing("the rest"))
    result = ask(database, actor, partial)
    assert (result.value, result.is_fresh, result.missing) == ([1], True, missing("the rest"))

    assert read(database, actor, SourceUnavailable("x", "y")).value == [1, 2]
