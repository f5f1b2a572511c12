"""A page has one term for what it waits for; what is late goes on, and is kept for the retry."""

import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import TypeAdapter
from sqlalchemy import delete, select

from portal.domain.callers import Caller, CallTerm, Work, call_limit, calling
from portal.domain.failures import MissingPart, SourceAnswer, SourceError, SourceUnavailable
from portal.domain.people import Actor, Ground, Level
from portal.gateways.deadlines import Deadline
from portal.gateways.parallel import start
from portal.services.sources.background_reads import background_reads
from portal.services.sources.query import SourceQuery, ask, ask_all, last_result, start_query
from portal.storage import logins
from portal.storage.session_answers import SessionAnswer
from tests.factories import a_consultation, an_identity
from tests.witness import lines_of

NUMBERS = TypeAdapter(list[int])
TERM_S = 0.3
SOON_S = 5.0


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


@pytest.fixture(autouse=True)
def page():
    """What is done here is done for a page."""
    page = Caller(Work.PAGE, "noor", page=CallTerm(TERM_S), answer_s=TERM_S, late_s=SOON_S)
    with calling(page):
        yield page


@pytest.fixture
def source():
    """A source that answers when it is let go; it counts how often it was asked."""

    class Source:
        def __init__(self) -> None:
            self.go, self.asked, self.limits = threading.Event(), 0, []
            self.answer: object = [1]

        def __call__(self, _line):
            self.asked += 1
            self.limits.append(call_limit(2.0))
            self.go.wait(SOON_S)
            if isinstance(self.answer, Exception):
                raise self.answer
            return SourceAnswer(self.answer)

    source = Source()
    yield source
    source.go.set()


def query_of(actor, read, name="numbers", **how) -> SourceQuery[list[int]]:
    return SourceQuery(name, a_consultation(actor.for_party), read, NUMBERS, **how)


def in_the_end(holds) -> None:
    """Fail unless this holds soon."""
    until = time.monotonic() + SOON_S
    while not holds():
        assert time.monotonic() < until, "not within a few seconds"
        time.sleep(0.02)


def outcomes(database, actor) -> list[str]:
    database.expire_all()
    found = [line.outcome for line in lines_of(database, actor.for_party.key)]
    database.rollback()
    return sorted(found)


def kept(database, actor, query):
    """What a retry would show."""
    result = last_result(database, actor, query)
    database.rollback()
    return result.value


def test_a_page_goes_on_without_what_is_late_and_a_retry_shows_it(database, actor, source):
    query = query_of(actor, source)
    began = time.monotonic()

    late = ask(database, actor, query)

    assert time.monotonic() - began < TERM_S + 0.5
    assert (late.value, late.is_fresh, late.is_unknown) == (None, False, True)
    assert outcomes(database, actor) == ["begun"], "it is still being read"
    source.go.set()
    in_the_end(lambda: kept(database, actor, query) == [1])
    assert outcomes(database, actor) == ["ok"]
    assert source.asked == 1
    assert source.limits == [SOON_S], "nobody waits for it, so it has more time"


def test_several_that_are_late_take_one_term_and_the_others_stand(database, actor, source):
    began = time.monotonic()
    quick = query_of(actor, lambda _line: SourceAnswer([7]), "quick")
    slow = [query_of(actor, source, f"slow {number}") for number in range(4)]

    results = ask_all(database, actor, (*slow, quick))

    assert time.monotonic() - began < TERM_S + 0.5
    assert [result.is_fresh for result in results] == [False] * 4 + [True]
    assert results[-1].value == [7]


def test_all_that_one_page_asks_has_one_term(database, actor, source):
    began = time.monotonic()

    for number in range(3):
        assert ask(database, actor, query_of(actor, source, f"slow {number}")).is_unknown

    assert time.monotonic() - began < TERM_S + 0.5


def test_what_came_before_is_shown_while_it_is_late(database, actor, source):
    source.go.set()
    ask(database, actor, query_of(actor, source))
    source.go.clear()

    late = ask(database, actor, query_of(actor, source), anew=True)

    assert (late.value, late.is_fresh) == ([1], False)


def test_two_tabs_and_a_retry_ask_once(database, actor, source, sessions, page):
    query = query_of(actor, source)
    ask(database, actor, query)

    def another_tab(results):
        with calling(Caller(Work.PAGE, "noor", answer_s=SOON_S)), sessions() as session:
            results.append(ask(session, actor, query, anew=True))

    results: list = []
    tabs = [threading.Thread(target=another_tab, args=(results,)) for _ in range(3)]
    for tab in tabs:
        tab.start()
    time.sleep(0.1)
    source.go.set()
    for tab in tabs:
        tab.join()

    assert [result.value for result in results] == [[1]] * 3
    assert all(result.is_fresh for result in results)
    assert source.asked == 1
    in_the_end(lambda: outcomes(database, actor) == ["ok"])


def test_no_transaction_stays_open_while_another_tab_is_waited_for(
    database, actor, source, sessions
):
    query = query_of(actor, source)
    ask(database, actor, query)

    with sessions() as another_tab:
        another_tab.execute(select(1))  # what its page read before
        start_query(another_tab, actor, query)

        assert not another_tab.in_transaction()


def test_what_is_not_the_same_is_not_shared(database, actor, source):
    for _ in range(2):
        ask(database, actor, query_of(actor, source, is_shared=False))
    ask(database, actor, query_of(actor, source, "other"))

    in_the_end(lambda: source.asked == 3)
    assert source.asked == 3


def test_after_an_answer_the_source_is_asked_again(database, actor, source):
    source.go.set()
    for number in (1, 2):
        assert ask(database, actor, query_of(actor, source), anew=True).value == [1]
        assert source.asked == number
    key = actor.session_id, "numbers", actor.revision
    assert background_reads().join_or_make(key)[1], "nothing is under way any more"


@pytest.mark.parametrize("error", [SourceUnavailable("x", "y"), ValueError("bug")])
def test_late_failure_ends_its_line_and_is_never_kept(database, actor, source, error):
    source.answer = error
    query = query_of(actor, source)
    ask(database, actor, query)

    source.go.set()

    in_the_end(lambda: outcomes(database, actor) == ["failed"])
    assert kept(database, actor, query) is None


def test_nothing_is_kept_of_a_login_session_that_is_over(database, actor, source):
    ask(database, actor, query_of(actor, source))
    database.execute(delete(logins.LoginSession))
    database.commit()

    source.go.set()

    in_the_end(lambda: outcomes(database, actor) == ["ok"])
    assert database.query(SessionAnswer).count() == 0


def test_what_was_done_meanwhile_is_not_answered_by_what_was_asked_before(database, actor, source):
    ask(database, actor, query_of(actor, source))
    changed = Actor(
        **{name: getattr(actor, name) for name in Actor.__dataclass_fields__}
        | {"revision": actor.revision + 1}
    )

    ask(database, changed, query_of(actor, source))

    in_the_end(lambda: source.asked == 2)
    assert source.asked == 2


def test_a_part_that_is_late_is_named_and_the_whole_comes_later(database, actor, source):
    def read(line):
        part = start("parts", Deadline.of_call(2.0), lambda: source(line))
        try:
            return SourceAnswer([1, *part.result().value])
        except SourceError as error:
            return SourceAnswer([1], (MissingPart("rest", error.reason),))

    source.answer = [2]
    query = query_of(actor, read)
    began = time.monotonic()

    result = ask(database, actor, query)

    assert time.monotonic() - began < TERM_S + 0.5
    assert (result.value, result.is_fresh) == ([1], True)
    assert [part.name for part in result.missing] == ["rest"]
    assert outcomes(database, actor) == ["ok"]
    assert kept(database, actor, query) is None
    with calling(Caller(Work.PAGE, "noor", answer_s=0.1)):
        again = ask(database, actor, query, anew=True)
    assert again.missing, "a retry that is too early shows no less"
    source.go.set()
    in_the_end(lambda: kept(database, actor, query) == [1, 2])
    assert outcomes(database, actor) == ["ok"], "it is one look"


def test_a_line_that_cannot_be_written_leaves_nobody_waiting(database, actor, source, monkeypatch):
    def refuse(*_lines):
        raise RuntimeError("no line")

    monkeypatch.setattr("portal.storage.consultations.begin_all", refuse)
    with pytest.raises(RuntimeError):
        start_query(database, actor, query_of(actor, source))
    monkeypatch.undo()
    source.go.set()

    assert ask(database, actor, query_of(actor, source)).value == [1]
