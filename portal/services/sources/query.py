"""Ask outside systems for one page: at once, within their limits, honest about gaps.

The lines of all queries of a page are written before any of them is asked (rule 7). What a source
said is kept for as long as the login session lives, so that a page can say what it knows, and
since when, while the source is down (rule 1). Failures are never kept.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar, overload

import structlog
from pydantic import TypeAdapter, ValidationError
from sqlalchemy.orm import Session

from portal.domain.callers import CallTerm, caller
from portal.domain.consultations import ConsultationProof, NewConsultation
from portal.domain.failures import MissingPart, SourceAnswer, SourceError
from portal.domain.people import Actor
from portal.services.sources.background_reads import LATE, Answer, BackgroundRead, background_reads
from portal.services.sources.late import KeptRead
from portal.storage import consultations
from portal.storage.base import single_statements
from portal.storage.session_answers import (
    Moment,
    StoredAnswer,
    end_and_store,
    fresh_answers,
    last_answers,
)

T = TypeVar("T")
U = TypeVar("U")
V = TypeVar("V")
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class SourceResult(Generic[T]):
    """What a page knows of one source. These states are never mixed up (rule 1).

    Fresh: `value` as of now, or of a moment ago where `is_from_before`. Remembered: the source
    failed, `value` is what it said at `at`.
    Partial: fresh but for the `missing` parts. Unknown: the source failed and nothing was known:
    `value` is None.
    """

    value: T | None
    at: datetime
    is_fresh: bool
    missing: tuple[MissingPart, ...] = ()
    is_from_before: bool = False
    """Whether another page of this login session asked it."""

    @property
    def is_unknown(self) -> bool:
        """Whether nothing can be said, not even "there is nothing"."""
        return self.value is None


@dataclass(frozen=True, slots=True)
class SourceQuery(Generic[T]):
    """Something to ask of a source. `name` is what the answer is kept under."""

    name: str
    consultation: NewConsultation
    read: Callable[[ConsultationProof], SourceAnswer[T]]
    """What lacks a part is shown, and never kept."""
    shape: TypeAdapter[T]
    absent: T | None = None
    """Stands for the answer that there is no such thing; None: `NotFound` is raised."""
    is_asked_anew: bool = False
    """Whether a fresh answer will not do: every line of it is told apart."""
    is_shared: bool = True
    """Whether its name says all of what is asked, so that who asks it twice gets one answer."""


@dataclass(frozen=True, slots=True)
class PendingQueries:
    """Queries under way, whose lines are written; other work can be done meanwhile."""

    database: Session
    actor: Actor
    queries: Sequence[SourceQuery[Any]]
    fresh: Mapping[str, SourceResult[Any]]
    """Answers that need not be asked for, by the name of their query; the others are asked."""
    reads: Mapping[str, BackgroundRead]
    """The reads of those, by the name of their query."""
    lines: Mapping[str, ConsultationProof]
    """Of those that this page began; the others were asked in another tab, or before."""
    wait: CallTerm | None
    """How long they are waited for; None: until they end."""

    def results(self) -> tuple[SourceResult[Any], ...]:
        """Wait for all answers; where a source failed, the last one of this login session.

        Every line gets its outcome, whatever happens to the others; that of an answer which is late
        gets it when that comes. Raises `NotFound` where a source said so and the query has nothing
        to stand for it. Commits.
        """
        answers: dict[str, Answer] = {}
        try:
            for name, read in self.reads.items():
                is_own = name in self.lines
                answers[name] = (read.answer if is_own else read.wait)(self.wait)
        finally:
            self._end(answers)
        last = self._last(answers)
        results = {
            query.name: self._result_of(query, answers[query.name], last.get(query.name))
            for query in self.queries
            if query.name in answers
        }
        return tuple(results.get(query.name) or self.fresh[query.name] for query in self.queries)

    def _end(self, answers: Mapping[str, Answer]) -> None:
        """Add the outcome to the lines of what came, and keep whole answers. Commits."""
        came = [name for name in self.lines if answers.get(name) is not LATE]
        if not came:
            return
        outcomes = {self.lines[name].line: "failed" for name in came}
        whole: dict[str, bytes] = {}
        for query in self.queries:
            answer = answers.get(query.name)
            if query.name in came and answer:
                outcomes[self.lines[query.name].line] = answer.outcome
                if answer.is_whole:
                    whole[query.name] = query.shape.dump_json(answer.value)
        at = min(self.reads[name].asked_at for name in came)
        login, moment = self.actor.session_id, Moment(at, self.actor.revision)
        with single_statements(self.database):
            end_and_store(self.database, outcomes, login, whole, moment)
            self.database.commit()
        for name in came:
            self.reads[name].end()

    def _last(self, answers: Mapping[str, Answer]) -> dict[str, StoredAnswer]:
        """The last answer of each source that failed, or is late."""
        names = [
            name
            for name, answer in answers.items()
            if answer is LATE or isinstance(answer.error, SourceError)
        ]
        if not names:
            return {}
        with single_statements(self.database):
            return last_answers(self.database, self.actor.session_id, names)

    def _result_of(
        self, query: SourceQuery[T], answer: Answer, last: StoredAnswer | None
    ) -> SourceResult[T]:
        at = self.reads[query.name].asked_at
        if answer is LATE or isinstance(answer.error, SourceError):
            nothing: SourceResult[T] = SourceResult(None, at, is_fresh=False)
            return earlier_result(query, last) if last else nothing
        if answer.error is not None:
            if query.absent is None:
                raise answer.error
            return SourceResult(query.absent, at, is_fresh=True)
        return SourceResult(answer.value, at, is_fresh=True, missing=answer.missing)


@dataclass(frozen=True, slots=True)
class PendingQuery(Generic[T]):
    """One query under way."""

    pending: PendingQueries

    def result(self) -> SourceResult[T]:
        """Wait for the answer: see `PendingQueries.results`."""
        [result] = self.pending.results()
        return result


def start_query(database: Session, actor: Actor, query: SourceQuery[T]) -> PendingQuery[T]:
    """Write the line and start to ask, anew; the answer comes with `result`. Commits."""
    return PendingQuery(_begin(database, actor, (query,), anew=True))


def ask(
    database: Session, actor: Actor, query: SourceQuery[T], *, anew: bool = False
) -> SourceResult[T]:
    """Ask one source and wait for it: see `ask_all`."""
    [result] = ask_all(database, actor, (query,), anew=anew)
    return result


def last_result(database: Session, actor: Actor, query: SourceQuery[T]) -> SourceResult[T]:
    """What the source said before in this login session: it is not asked, as it is off."""
    answer = last_answers(database, actor.session_id, [query.name]).get(query.name)
    if answer is None:
        return SourceResult(None, datetime.now(UTC), is_fresh=False)
    return earlier_result(query, answer)


@overload
def ask_all(
    database: Session, actor: Actor, queries: tuple[SourceQuery[T]], *, anew: bool = False
) -> tuple[SourceResult[T]]: ...


@overload
def ask_all(
    database: Session,
    actor: Actor,
    queries: tuple[SourceQuery[T], SourceQuery[U]],
    *,
    anew: bool = False,
) -> tuple[SourceResult[T], SourceResult[U]]: ...


@overload
def ask_all(
    database: Session,
    actor: Actor,
    queries: tuple[SourceQuery[T], SourceQuery[U], SourceQuery[V]],
    *,
    anew: bool = False,
) -> tuple[SourceResult[T], SourceResult[U], SourceResult[V]]: ...


@overload
def ask_all(
    database: Session, actor: Actor, queries: tuple[SourceQuery[Any], ...], *, anew: bool = False
) -> tuple[SourceResult[Any], ...]: ...


def ask_all(
    database: Session, actor: Actor, queries: tuple[SourceQuery[Any], ...], *, anew: bool = False
) -> tuple[SourceResult[Any], ...]:
    """Ask several sources at once and wait for all: see `PendingQueries.results`. Commits.

    What this login session got a moment ago is not asked again, unless `anew`; its line was written
    then.
    """
    return _begin(database, actor, queries, anew=anew).results()


def _begin(
    database: Session, actor: Actor, queries: Sequence[SourceQuery[Any]], *, anew: bool
) -> PendingQueries:
    """Write the lines, then ask. Commits, so that no transaction stays open while it is waited."""
    with single_statements(database):
        fresh = {} if anew else _fresh_results(database, actor, queries)
        asked = [query for query in queries if query.name not in fresh]
        joined = {query.name: _joined_or_made(actor, query) for query in asked}
        begun = [query for query in asked if joined[query.name][1]]
        try:
            lines = consultations.begin_all(database, [query.consultation for query in begun])
            if len(begun) < len(asked):
                database.commit()  # others asked it, and only they are waited for
        except BaseException:
            for query in begun:
                joined[query.name][0].cancel()
            raise
    reads = {name: read for name, (read, _is_new) in joined.items()}
    own = {query.name: line for query, line in zip(begun, lines, strict=True)}
    for query in begun:
        kept = KeptRead(database, actor, query.name, query.shape, query.read, own[query.name])
        reads[query.name].start(kept)
    return PendingQueries(database, actor, queries, fresh, reads, own, caller().page_wait)


def _joined_or_made(actor: Actor, query: SourceQuery[Any]) -> tuple[BackgroundRead, bool]:
    """The read of it that is under way, or a new one (True)."""
    key = actor.session_id, query.name, actor.revision
    return background_reads().join_or_make(key) if query.is_shared else (BackgroundRead(key), True)


def _fresh_results(
    database: Session, actor: Actor, queries: Sequence[SourceQuery[Any]]
) -> dict[str, SourceResult[Any]]:
    names = [query.name for query in queries if not query.is_asked_anew]
    answers = fresh_answers(database, actor.session_id, names, actor.revision) if names else {}
    return {
        query.name: result
        for query in queries
        if query.name in answers
        and (result := _kept_result(query, answers[query.name], is_fresh=True))
    }


def earlier_result(query: SourceQuery[T], answer: StoredAnswer) -> SourceResult[T]:
    """What the source said before; unknown where this release can't read that."""
    nothing: SourceResult[T] = SourceResult(None, datetime.now(UTC), is_fresh=False)
    return _kept_result(query, answer, is_fresh=False) or nothing


def _kept_result(
    query: SourceQuery[T], answer: StoredAnswer, *, is_fresh: bool
) -> SourceResult[T] | None:
    """None: another release kept it, in another shape."""
    try:
        value = query.shape.validate_json(answer.content)
    except ValidationError as error:
        name = query.name.partition(":")[0]  # and not the error itself: it holds what was kept
        log.warning("kept_answer_unreadable", query=name, faults=error.error_count())
        return None
    return SourceResult(value, answer.at, is_fresh, is_from_before=True)
