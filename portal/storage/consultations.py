"""Consultation lines: append-only, written before the data is read.

Model: `reference` of the design 4.2, after VNG Verwerkingenlogging 1.0 and Logius Logboek
Dataverwerkingen. A line holds no content, no BSN and no name of an employee.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Index, delete, func, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.case_keys import CaseKey, CaseNumber
from portal.domain.consultations import Action, ConsultationProof, DataKind, NewConsultation
from portal.domain.failures import NotFound, SourceError
from portal.domain.numbers import without_bsn
from portal.domain.people import KnownByKey, OwnerId, Party
from portal.storage.base import Owned, Record, table_of
from portal.storage.consultation_statements import (
    AGAIN,
    NO_ID,
    again_statement,
    end_statement,
    row_of,
    write_statement,
)
from portal.storage.prepared import Prepared

IS_OWN = (
    "recipient = '' AND"
    " (actor_class = 'anonymous' OR (actor_class = 'self' AND action <> 'fetched'))"
)
"""What the resident did, as SQL: most lines, that are counted and shown apart from all others."""
LEFT_BEFORE = timedelta(days=30)
"""So far back the lines without an end are looked for: each night finds those of a day."""
LEFT_AFTER = timedelta(hours=1)
"""No page and no try of a job takes so long."""


class ConsultationLine(Record):
    """One consultation; `made_at` is when its first try began, `ended_at` when its last ended."""

    __tablename__ = "consultation"
    __table_args__ = (
        Index("ix_consultation_owner_id_made_at", "owner_id", "made_at"),
        Index("ix_consultation_source_made_at", "source", "made_at"),
        Index(
            "ix_consultation_own",
            "owner_id",
            "made_at",
            "id",
            postgresql_where=text(IS_OWN),
            postgresql_include=["activity"],
        ),
        Index(
            "ix_consultation_others_by_case",
            "owner_id",
            "case_id",
            "case_ref",
            "made_at",
            "id",
            postgresql_where=text(f"NOT ({IS_OWN})"),
        ),
    )

    trace_id: Mapped[UUID]
    owner_id: Mapped[Owned]
    acted_by: Mapped[OwnerId | None]
    """Who acted, also where nothing else is kept of them; empty: the system."""
    activity: Mapped[str]
    action: Mapped[str]
    actor_class: Mapped[str]
    organisation: Mapped[str]
    channel: Mapped[str] = mapped_column(default="web")
    data_kinds: Mapped[list[str]]
    source: Mapped[str]
    object_kind: Mapped[str]
    object_ref: Mapped[str]
    case_system: Mapped[str] = mapped_column(server_default="")
    """With `case_id` the key of the case; empty where it is about none, or none that has a key."""
    case_id: Mapped[UUID] = mapped_column(server_default=str(NO_ID))
    case_ref: Mapped[str]
    """Number of the case, where the writer knew it."""
    how_chosen: Mapped[str]
    recipient: Mapped[str] = mapped_column(default="")
    outcome: Mapped[str] = mapped_column(default="begun")
    """`begun` until the read is over, then `ok` or `failed`; `left` by a killed process."""
    ended_at: Mapped[datetime | None]


@contextmanager
def consulting(
    session: Session, consultation: NewConsultation, *, again_since: datetime | None = None
) -> Iterator[ConsultationProof]:
    """Write the line, then let the data be read; rule 7: no line, no data.

    At the end the outcome is added; an `SourceError` is noted as `failed` and goes on. That it
    isn't there (`NotFound`) is an answer: `ok`. `again_since`: see `_line_again`.
    """
    [proof] = begin_all(session, [consultation], again_since=again_since)
    try:
        yield proof
    except NotFound:
        session.rollback()
        end(session, proof, "ok")
        raise
    except SourceError:
        session.rollback()
        end(session, proof, "failed")
        raise
    end(session, proof, "ok")


def begin(session: Session, consultation: NewConsultation) -> ConsultationProof:
    """Write and commit the line of a read that is about to happen."""
    [proof] = begin_all(session, [consultation])
    return proof


def begin_all(
    session: Session,
    consultations: Sequence[NewConsultation],
    *,
    again_since: datetime | None = None,
) -> list[ConsultationProof]:
    """Write and commit the lines of reads that are about to happen, in their order.

    What can't be written raises, and then nothing is read. `again_since`: see `_line_again`.
    """
    if not consultations:
        return []
    if again_since is None:
        lines = write_all(session, consultations)
    else:
        lines = [
            _line_again(session, each, again_since) or write(session, each)
            for each in consultations
        ]
    session.commit()
    return [
        ConsultationProof(line, _resident(consultation.subject))
        for line, consultation in zip(lines, consultations, strict=True)
    ]


def _line_again(session: Session, consultation: NewConsultation, since: datetime) -> UUID | None:
    """The line of the try before, begun anew; None: there is none. Caller commits.

    What is retried until it succeeds has one line, with the moment of its first try. `since`: when
    that began; nothing takes up the line of another (`AGAIN`).
    """
    row = row_of(consultation, datetime.now(UTC))
    same = {f"same_{name}": row[name] for name in AGAIN}
    same["same_owner_id"] = consultation.subject.key
    same["same_trace_id"] = UUID(row["trace_id"])
    row = _AGAIN.row(session, {**same, "since": since, "kinds": row["data_kinds"]})
    return None if row is None else UUID(str(row.id))


def end(session: Session, proof: ConsultationProof, outcome: str) -> None:
    """Add how the read ended: `ok` or `failed`. Commits."""
    end_all(session, {proof.line: outcome})
    session.commit()


def end_all(session: Session, outcomes: Mapping[UUID, str]) -> None:
    """Add how these reads ended, by line: `ok` or `failed`. One statement; caller commits."""
    if outcomes:
        _END.rows(session, end_values(outcomes))


def end_values(outcomes: Mapping[UUID, str]) -> dict[str, Any]:
    """What `END_LINES` is executed with, for reads that end now; their outcomes by line."""
    failed = [line for line, outcome in outcomes.items() if outcome == "failed"]
    return {"lines": list(outcomes), "failed": failed, "ended": datetime.now(UTC)}


def write(session: Session, consultation: NewConsultation) -> UUID:
    """Add the line to the running transaction, for an act that is itself a database write."""
    [line] = write_all(session, [consultation])
    return line


def write_all(session: Session, consultations: Sequence[NewConsultation]) -> list[UUID]:
    """Add these lines to the running transaction, in one statement; gives their ids in order."""
    values = write_values(consultations)
    _WRITE.rows(session, values)
    return [UUID(row["id"]) for row in values["rows"]]


def write_values(consultations: Sequence[NewConsultation]) -> dict[str, list[dict[str, Any]]]:
    """What `WRITE_LINES` is executed with, for reads that begin now, in this order."""
    now = datetime.now(UTC)
    rows = [
        row_of(consultation, now + timedelta(microseconds=place))
        for place, consultation in enumerate(consultations)
    ]
    return {"rows": rows}


def assign_case(session: Session, proof: ConsultationProof, number: CaseNumber) -> None:
    """Add the number of its case, where that is known only after the read."""
    session.execute(
        update(ConsultationLine)
        .where(ConsultationLine.id == proof.line, ConsultationLine.case_ref == "")
        .values(case_ref=without_bsn(number))
    )


def assign_kinds(session: Session, proof: ConsultationProof, kinds: Sequence[DataKind]) -> None:
    """Leave these kinds of data in the line: that of the others there is nothing, the read told.

    A next try of the same look has the line as it was written, until it was read anew.
    """
    session.execute(
        update(ConsultationLine)
        .where(ConsultationLine.id == proof.line)
        .values(data_kinds=[kind.value for kind in kinds])
    )


def assign_case_to_trace(
    session: Session, owner_id: OwnerId, trace: UUID, key: CaseKey, numbers: tuple[str, ...]
) -> None:
    """Add which case it became, to all that was done for it before there was one.

    That is what belongs to this trace (see `NewConsultation.draft_id`) and to no other case.
    `numbers`: that of the case, then those by which it was called before.
    """
    session.execute(
        update(ConsultationLine)
        .where(
            ConsultationLine.owner_id == owner_id,
            ConsultationLine.trace_id == trace,
            ConsultationLine.case_id == NO_ID,
            ConsultationLine.case_ref.in_(("", *map(without_bsn, numbers))),
        )
        .values(case_system=key.system, case_id=key.id, case_ref=without_bsn(numbers[0]))
    )


def silent_since(session: Session, source: str) -> datetime | None:
    """Since when this source answers nobody; None when its last answer was good."""
    of_source = ConsultationLine.source == source
    answered = select(func.max(ConsultationLine.made_at)).where(
        of_source, ConsultationLine.outcome == "ok"
    )
    failed = select(func.min(ConsultationLine.made_at)).where(
        of_source, ConsultationLine.outcome == "failed"
    )
    last = session.scalar(answered)
    return session.scalar(failed if last is None else failed.where(ConsultationLine.made_at > last))


def end_left(session: Session) -> None:
    """End the lines that killed processes left; caller commits.

    Whether the data was seen nobody knows, so it counts as seen. Lines of what is itself a write
    here, or is still on its way, have no end to wait for.
    """
    now = datetime.now(UTC)
    session.execute(
        update(ConsultationLine)
        .where(
            ConsultationLine.outcome == "begun",
            ConsultationLine.made_at.between(now - LEFT_BEFORE, now - LEFT_AFTER),
            ConsultationLine.source != "portaal",
            ConsultationLine.action != Action.SHARED,
        )
        .values(outcome="left", ended_at=now)
    )


def remove_old(session: Session, months_of: Mapping[str, int]) -> None:
    """Delete the lines that were kept as long as the register says; activity → months."""
    for activity, months in months_of.items():
        age = func.make_interval(0, months)
        session.execute(
            delete(ConsultationLine).where(
                ConsultationLine.activity == activity,
                ConsultationLine.made_at < func.now() - age,
            )
        )


def _resident(subject: Party | KnownByKey) -> Party:
    assert isinstance(subject, Party)  # of who is known by key only, nothing can be asked
    return subject


_TABLE = table_of(ConsultationLine)
WRITE_LINES, END_LINES = write_statement(_TABLE), end_statement(_TABLE)
_WRITE, _AGAIN = Prepared(WRITE_LINES), Prepared(again_statement(_TABLE))
_END = Prepared(END_LINES)
