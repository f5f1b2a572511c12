"""Ask outside systems for one page: at once, within their limits, honest about gaps.

The lines of all queries of a page are written before any of them is asked (rule 7). What a source
said is kept for as long as the login session lives, so that a page can say what it knows, and
since when, while the source is down (rule 1). Failures are never kept.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any, Generic, TypeVar, overload
from uuid import UUID

import structlog
from pydantic import TypeAdapter, ValidationError
from sqlalchemy.orm import Session

from portal.domain.consultations import ConsultationProof, NewConsultation
from portal.domain.failures import MissingPart, NotFound, SourceAnswer, SourceError
from portal.domain.people import Actor
from portal.gateways.parallel import Pending
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


@dataclass(frozen=True, slots=True)
class PendingQueries:
    """Queries under way, whose lines are written; other work can be done meanwhile."""

    database: Session
    actor: Actor
    queries: Sequence[SourceQuery[Any]]
    fresh: Mapping[str, SourceResult[Any]]
    """Answers that need not be asked for, by the name of their query; the others are asked."""
    lines: Sequence[ConsultationProof]
    reads: Sequence[Pending[Any]]
    asked_at: datetime
    """The moment (UTC) from which their answers are: what happens later may not be in them."""

    @property
    def asked(self) -> Sequence[SourceQuery[Any]]:
        """The queries whose answers are not fresh, in the order of `lines` and `reads`."""
        return [query for query in self.queries if query.name not in self.fresh]

    def results(self) -> tuple[SourceResult[Any], ...]:
        """Wait for all answers; where a source failed, the last one of this login session.

        Every line gets its outcome, whatever happens to the others. Raises `NotFound` where a
        source said so and the query has nothing to stand for it. Commits.
        """
        answers: dict[UUID, _Answer] = {}
        try:
            # The last one first: where no thread began it, it is asked here while others answer.
            for line, read in reversed([*zip(self.lines, self.reads, strict=True)]):
                answers[line.line] = _answer_of(read)
        finally:
            last = self._end(answers) if self.lines else {}
        results = {
            query.name: self._result_of(query, answers[line.line], last.get(query.name))
            for query, line in zip(self.asked, self.lines, strict=True)
        }
        return tuple(results.get(query.name) or self.fresh[query.name] for query in self.queries)

    def _end(self, answers: Mapping[UUID, "_Answer"]) -> dict[str, StoredAnswer]:
        """Add the outcome to all lines and keep whole answers; gives the last one of who failed."""
        outcomes = {line.line: "failed" for line in self.lines}
        whole: dict[str, bytes] = {}
        names: list[str] = []
        for query, line in zip(self.asked, self.lines, strict=True):
            if answer := answers.get(line.line):
                outcomes[line.line] = answer.outcome
                if isinstance(answer.error, SourceError):
                    names.append(query.name)
                elif answer.error is None and not answer.missing:
                    whole[query.name] = query.shape.dump_json(answer.value)
        login, moment = self.actor.session_id, Moment(self.asked_at, self.actor.revision)
        with single_statements(self.database):
            end_and_store(self.database, outcomes, login, whole, moment)
            last = last_answers(self.database, login, names) if names else {}
            self.database.commit()
            return last

    def _result_of(
        self, query: SourceQuery[T], answer: "_Answer", last: StoredAnswer | None
    ) -> SourceResult[T]:
        at = self.asked_at
        if answer.error is None:
            return SourceResult(answer.value, at, is_fresh=True, missing=answer.missing)
        if isinstance(answer.error, NotFound):
            if query.absent is None:
                raise answer.error
            return SourceResult(query.absent, at, is_fresh=True)
        if last is None:
            return SourceResult(None, at, is_fresh=False)
        return earlier_result(query, last)


@dataclass(frozen=True, slots=True)
class PendingQuery(Generic[T]):
    """One query under way."""

    pending: PendingQueries

    def result(self) -> SourceResult[T]:
        """Wait for the answer: see `PendingQueries.results`."""
        [result] = self.pending.results()
        return result


@dataclass(frozen=True, slots=True)
class _Answer:
    """What one source said, or how it failed."""

    value: Any
    missing: tuple[MissingPart, ...] = ()
    error: SourceError | NotFound | None = None

    @property
    def outcome(self) -> str:
        """As the line tells it: that there is no such thing is an answer."""
        return "failed" if isinstance(self.error, SourceError) else "ok"


def start_query(database: Session, actor: Actor, query: SourceQuery[T]) -> PendingQuery[T]:
    """Write the line and start to ask, anew; the answer comes with `result`. Commits."""
    pending = _prepare(database, actor, (query,), anew=True)
    for read in pending.reads:
        read.start()
    return PendingQuery(pending)


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
    then. The last query is asked by the thread of the page itself.
    """
    pending = _prepare(database, actor, queries, anew=anew)
    for read in pending.reads[:-1]:
        read.start()
    return pending.results()


def _prepare(
    database: Session, actor: Actor, queries: Sequence[SourceQuery[Any]], *, anew: bool
) -> PendingQueries:
    """Write the lines. Commits, so that no transaction stays open while sources are waited for."""
    with single_statements(database):
        fresh = {} if anew else _fresh_results(database, actor, queries)
        asked = [query for query in queries if query.name not in fresh]
        lines = consultations.begin_all(database, [query.consultation for query in asked])
    reads = [
        Pending(query.consultation.source, partial(query.read, line))
        for query, line in zip(asked, lines, strict=True)
    ]
    return PendingQueries(database, actor, queries, fresh, lines, reads, datetime.now(UTC))


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


def _answer_of(read: Pending[Any]) -> _Answer:
    try:
        answer = read.result()
        return _Answer(answer.value, answer.missing)
    except (SourceError, NotFound) as error:
        if isinstance(error, SourceError):
            log.warning("outside_failed", system=error.system, reason=error.reason)
        return _Answer(None, error=error)


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
