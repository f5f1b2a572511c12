"""What comes of a read that a page does not wait for: its line is ended, and the answer kept."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy.orm import Session

from portal.domain.consultations import ConsultationProof
from portal.domain.failures import SourceAnswer
from portal.domain.people import Actor
from portal.services.sources.background_reads import Answer
from portal.storage.base import another_session
from portal.storage.session_answers import Moment, end_and_store, store_answers


@dataclass(frozen=True, slots=True)
class KeptRead:
    """The read of a query, of which what is late is kept while the login session lives.

    It has a session of its own for that: the page's is closed by then.
    """

    database: Session
    """That of the page."""
    actor: Actor
    name: str
    """Of the query."""
    shape: TypeAdapter[Any]
    reading: Callable[[ConsultationProof], SourceAnswer[Any]]
    line: ConsultationProof

    def read(self) -> SourceAnswer[Any]:
        """Ask the source."""
        return self.reading(self.line)

    def end_late(self, answer: Answer | None, asked_at: datetime) -> None:
        """End the line, and keep the answer where it is whole. Commits."""
        outcomes = {self.line.line: answer.outcome if answer else "failed"}
        with another_session(self.database) as database:
            login, whole = self.actor.session_id, self._whole(answer)
            end_and_store(database, outcomes, login, whole, self._moment(asked_at))
            database.commit()

    def keep(self, answer: Answer, asked_at: datetime) -> None:
        """Keep the answer where it is whole; the line was ended. Commits."""
        with another_session(self.database) as database:
            login, whole = self.actor.session_id, self._whole(answer)
            store_answers(database, login, whole, self._moment(asked_at))
            database.commit()

    def _whole(self, answer: Answer | None) -> dict[str, bytes]:
        if answer is None or not answer.is_whole:
            return {}
        return {self.name: self.shape.dump_json(answer.value)}

    def _moment(self, asked_at: datetime) -> Moment:
        return Moment(asked_at, self.actor.revision)
