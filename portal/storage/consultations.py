"""Consultation lines: append-only, written before the data is read.

Model: `reference` of the design 4.2, after VNG Verwerkingenlogging 1.0 and Logius Logboek
Dataverwerkingen. A line holds no content, no BSN and no name of an employee.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import UUID, uuid4

from sqlalchemy import Index, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column
from stdnum.nl import bsn as bsns

from portal.domain.consultations import Consultation, Recorded
from portal.domain.failures import NotFound, OutsideError
from portal.storage.base import Record


class ConsultationLine(Record):
    """One consultation; `made_at` is when it began, `ended_at` when its outcome was known."""

    __tablename__ = "consultation"
    __table_args__ = (Index("ix_consultation_subject_key_made_at", "subject_key", "made_at"),)

    trace_id: Mapped[UUID]
    subject_key: Mapped[str]
    activity: Mapped[str]
    action: Mapped[str]
    actor_class: Mapped[str]
    organisation: Mapped[str]
    channel: Mapped[str] = mapped_column(default="web")
    data_kinds: Mapped[list[str]]
    source: Mapped[str]
    object_kind: Mapped[str]
    object_ref: Mapped[str]
    case_ref: Mapped[str]
    how_chosen: Mapped[str]
    outcome: Mapped[str] = mapped_column(default="begun")
    """`begun` until the read is over, then `ok` or `failed`."""
    ended_at: Mapped[datetime | None]


ORGANISATION = "gemeente"
NINE_DIGITS = re.compile(r"(?<!\d)\d{9}(?!\d)")
HIDDEN = "•" * 9


@contextmanager
def consulting(session: Session, consultation: Consultation) -> Iterator[Recorded]:
    """Write the line, then let the data be read; rule 7: no line, no data.

    At the end the outcome is added; an `OutsideError` is noted as `failed` and goes on. That it
    isn't there (`NotFound`) is an answer: `ok`.
    """
    recorded = begin(session, consultation)
    try:
        yield recorded
    except NotFound:
        session.rollback()
        end(session, recorded, "ok")
        raise
    except OutsideError:
        session.rollback()
        end(session, recorded, "failed")
        raise
    end(session, recorded, "ok")


def begin(session: Session, consultation: Consultation) -> Recorded:
    """Write and commit the line of a read that is about to happen.

    What can't be written raises, and then nothing is read.
    """
    line = write(session, consultation)
    session.commit()
    return Recorded(line, consultation.subject)


def end(session: Session, recorded: Recorded, outcome: str) -> None:
    """Add how the read ended: `ok` or `failed`. Commits."""
    session.execute(
        update(ConsultationLine)
        .where(ConsultationLine.id == recorded.line)
        .values(outcome=outcome, ended_at=datetime.now(UTC))
    )
    session.commit()


def write(session: Session, consultation: Consultation) -> UUID:
    """Add the line to the running transaction, for an act that is itself a database write."""
    line = ConsultationLine(
        id=uuid4(),
        trace_id=consultation.trace_id or uuid4(),
        subject_key=consultation.subject.key,
        activity=consultation.activity,
        action=consultation.action,
        actor_class=consultation.ground,
        organisation=ORGANISATION,
        data_kinds=[str(kind) for kind in consultation.kinds],
        source=consultation.source,
        object_kind=consultation.object_kind,
        object_ref=_without_bsn(consultation.object_ref),
        case_ref=_without_bsn(consultation.case_ref),
        how_chosen=consultation.how_chosen,
    )
    session.add(line)
    session.flush()
    return line.id


def lines_of(session: Session, subject_key: str) -> list[ConsultationLine]:
    """All lines about this resident, newest first."""
    query = (
        select(ConsultationLine)
        .where(ConsultationLine.subject_key == subject_key)
        .order_by(ConsultationLine.made_at.desc(), ConsultationLine.id)
    )
    return list(session.scalars(query))


def _without_bsn(reference: str) -> str:
    """A reference can come from an address that somebody typed: their BSN, perhaps (rule 6)."""
    return NINE_DIGITS.sub(lambda nine: HIDDEN if bsns.is_valid(nine[0]) else nine[0], reference)
