"""Ask outside systems for one page: at once, within their limits, honest about gaps.

Every query writes its consultation line before it is asked (rule 7). What a source said is
remembered for as long as the login session lives, so that a page can say what it knows, and since
when, while the source is down (rule 1). Failures are never remembered.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Generic, TypeVar

import structlog
from pydantic import TypeAdapter
from sqlalchemy.orm import Session

from portal.domain.consultations import ConsultationProof, NewConsultation
from portal.domain.failures import NotFound, SourceError
from portal.domain.people import Actor
from portal.storage import consultations
from portal.storage.session_answers import last_answer, store_answer

T = TypeVar("T")
log = structlog.get_logger()

POOL = ThreadPoolExecutor(max_workers=32, thread_name_prefix="reading")


@dataclass(frozen=True, slots=True)
class SourceResult(Generic[T]):
    """What a page knows of one source. Three states, never mixed up (rule 1).

    Fresh: `value` as of now. Stale: the source failed, `value` is what it said at `at`.
    Unknown: the source failed and nothing was known: `value` is None.
    """

    value: T | None
    at: datetime
    is_fresh: bool

    @property
    def is_unknown(self) -> bool:
        """Whether nothing can be said, not even "there is nothing"."""
        return self.value is None


@dataclass(frozen=True, slots=True)
class SourceQuery(Generic[T]):
    """Something to ask of a source. `name` is what the answer is remembered under."""

    name: str
    consultation: NewConsultation
    read: Callable[[ConsultationProof], T]
    shape: TypeAdapter[T]
    is_whole: Callable[[T], bool] = lambda _value: True
    """Whether no part of the answer failed: only such an answer is remembered."""


@dataclass(frozen=True, slots=True)
class PendingQuery(Generic[T]):
    """A query under way; others can be asked while its answer is on its way."""

    query: SourceQuery[T]
    line: ConsultationProof
    answer: "Future[T]"
    database: Session
    actor: Actor

    def result(self) -> SourceResult[T]:
        """Wait for the answer; when the source failed, the last one of this login session.

        Raises `NotFound` where the source said so: that is an answer.
        """
        try:
            value = self.answer.result()
        except NotFound:
            consultations.end(self.database, self.line, "ok")
            raise
        except SourceError as error:
            log.warning("outside_failed", system=error.system, reason=error.reason)
            consultations.end(self.database, self.line, "failed")
            return self._last_known()
        if self.query.is_whole(value):
            known = self.query.shape.dump_python(value, mode="json")
            store_answer(self.database, self.actor.session_id, self.query.name, known)
        consultations.end(self.database, self.line, "ok")
        return SourceResult(value, datetime.now(UTC), is_fresh=True)

    def _last_known(self) -> SourceResult[T]:
        last = last_answer(self.database, self.actor.session_id, self.query.name)
        if last is None:
            return SourceResult(None, datetime.now(UTC), is_fresh=False)
        value, at = last
        return SourceResult(self.query.shape.validate_python(value), at, is_fresh=False)


def start_query(database: Session, actor: Actor, query: SourceQuery[T]) -> PendingQuery[T]:
    """Write the line and start to ask; the answer comes with `result`."""
    line = consultations.begin(database, query.consultation)
    answer = POOL.submit(partial(query.read, line))
    return PendingQuery(query, line, answer, database, actor)
