"""What all fakes of the outside world share: they fail when told to, and hold rule 7."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from portal.domain.consultations import Activity, ConsultationProof
from portal.domain.failures import (
    InvalidSourceAnswer,
    MissingPart,
    SourceRefused,
    SourceUnavailable,
)
from portal.domain.sources import FetchPermission
from portal.storage.consultations import ConsultationLine
from portal.storage.data_choices import DataChoice
from portal.storage.owners import resident_of


class NoLine(AssertionError):
    """Personal data was asked for without a consultation line in the database (rule 7)."""


class NoChoice(AssertionError):
    """A source was asked that the resident did not choose (rule 8)."""


def lines_of(session: Session, owner_id: UUID) -> list[ConsultationLine]:
    """All lines about this resident, newest first."""
    query = (
        select(ConsultationLine)
        .where(ConsultationLine.owner_id == owner_id)
        .order_by(ConsultationLine.made_at.desc(), ConsultationLine.id)
    )
    return list(session.scalars(query))


@dataclass
class Witness:
    """Looks, over a connection of its own, whether a line was really committed."""

    sessions: sessionmaker[Session]
    seen: list[tuple[str, UUID]] = field(default_factory=list)
    """Every call that asked for personal data, with its line."""

    def check(self, call: str, proof: ConsultationProof) -> None:
        """Raise `NoLine` where no committed line is about this resident."""
        with self.sessions() as session:
            line = session.get(ConsultationLine, proof.line)
        if line is None or line.owner_id != proof.subject.key:
            raise NoLine(call)
        self.seen.append((call, proof.line))

    def check_choice(self, call: str, proof: ConsultationProof, chosen: FetchPermission) -> None:
        """Raise `NoChoice` where no committed choice of this resident says to fetch this."""
        with self.sessions() as session:
            choice = session.get(DataChoice, chosen.choice)
        if (
            choice is None
            or choice.owner_id != proof.subject.key
            or (choice.choice, choice.source) != ("fetch", chosen.source)
            or not set(chosen.fields) <= set(choice.fields)
        ):
            raise NoChoice(call)

    def check_sharing(self, call: str, bsn: str, reference: str | None) -> None:
        """Raise `NoLine` where it isn't committed that this is shared with the case system.

        `reference`: what its line names; None: it goes along under the line of another call.
        """
        with self.sessions() as session:
            key = resident_of(session, bsn).key
            lines = lines_of(session, key)
        shared = [line for line in lines if reference in (None, line.case_ref)]
        if not any(line.activity == Activity.SUBMISSION for line in shared):
            raise NoLine(call)
        if reference is not None:
            self.seen.append((call, shared[0].id))


@dataclass
class Fake:
    """What all fakes can do: fail, and count how often they were asked."""

    witness: Witness
    is_down: bool = False
    refuses: int = 0
    """HTTP status with which it says no; 0: it doesn't."""
    is_mad: bool = False
    odd: tuple[MissingPart, ...] = ()
    """What its lists lack because it could not be read."""
    slow_s: float = 0.0
    """Seconds after which it gives up, as the real gateway does at its limit."""
    calls: list[str] = field(default_factory=list)
    on_call: Callable[[str], None] = lambda _call: None
    system = "buiten"

    def _meet(self, call: str, proof: ConsultationProof | None = None) -> None:
        self.calls.append(call)
        self.on_call(call)
        if proof is not None:
            self.witness.check(f"{type(self).__name__}.{call}", proof)
        if self.slow_s:
            time.sleep(self.slow_s)
            raise SourceUnavailable(self.system, f"no answer within {self.slow_s} s")
        if self.is_down:
            raise SourceUnavailable(self.system, "HTTP 503")
        if self.refuses:
            raise SourceRefused(self.system, "no", status=self.refuses)
        if self.is_mad:
            raise InvalidSourceAnswer(self.system, "not what the standard says")
