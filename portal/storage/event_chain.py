"""The sealed log of security events. Only the worker writes it; web processes don't know it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import (
    ColumnElement,
    DateTime,
    RowMapping,
    TypeDecorator,
    case,
    delete,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import insert as insert_or_update
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.event_chain import ChainHead, EventBatch, SealedEvent
from portal.storage.base import Base, table_of

LOCK = 7_203_118
"""Name of the lock that whoever seals holds until it is committed."""
PAGE = 200
TAKE = text(
    """
    WITH taken AS (
        DELETE FROM security_event WHERE id IN (
            SELECT id FROM security_event ORDER BY id LIMIT :most
        ) RETURNING *
    ), readable AS (
        SELECT *, least(greatest(at, :earliest), :latest) AS begun,
            least(greatest(coalesce(last_at, at), :earliest), :latest) AS ended
        FROM taken
    )
    SELECT date_trunc('minute', begun) AS minute,
        min(begun) AS first_at, max(ended) AS last_at,
        CAST(sum(count) AS integer) AS count, kind, code, endpoint, subject, origin,
        (array_agg(request ORDER BY id))[1] AS request
    FROM readable GROUP BY minute, kind, code, endpoint, subject, origin
    ORDER BY minute, first_at, min(id)
    """
)


EARLIEST, LATEST = datetime(2, 1, 1, tzinfo=UTC), datetime(9998, 12, 31, tzinfo=UTC)
"""Of what a row can say, as far as Python reads it in every time zone."""


class ReadableMoment(TypeDecorator[datetime]):
    """A moment that can be read whatever was put there, such as `infinity`.

    What lies outside is read as the edge: another moment than was sealed, so verifying tells it.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def column_expression(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        """The column as a query reads it; empty stays empty."""
        within = func.least(func.greatest(column, EARLIEST), LATEST)
        return case((column.is_not(None), within))


class EventBatchRow(Base):
    """One batch; stays when its events are gone."""

    __tablename__ = "event_batch"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sealed_at: Mapped[datetime] = mapped_column(ReadableMoment, index=True)
    previous: Mapped[str]
    root: Mapped[str]
    key: Mapped[str]
    seal: Mapped[str]
    removed_at: Mapped[datetime | None] = mapped_column(ReadableMoment)
    removal_seal: Mapped[str]


class SealedEventRow(Base):
    """One event of a batch, by its place in it."""

    __tablename__ = "sealed_event"

    batch: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    first_at: Mapped[datetime] = mapped_column(ReadableMoment)
    last_at: Mapped[datetime] = mapped_column(ReadableMoment)
    count: Mapped[int]
    kind: Mapped[str]
    code: Mapped[str]
    endpoint: Mapped[str]
    request: Mapped[str]
    subject: Mapped[str]
    origin: Mapped[str]


class ChainHeadRow(Base):
    """The one head."""

    __tablename__ = "event_head"

    only: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
    root: Mapped[str]
    key: Mapped[str]
    seal: Mapped[str]


BATCH, EVENT, HEAD = table_of(EventBatchRow), table_of(SealedEventRow), table_of(ChainHeadRow)
EVENT_FIELDS = [column for column in EVENT.c if column.name not in {"batch", "place"}]


def lock_chain(session: Session) -> bool:
    """Be the only one who seals, until the transaction ends; False: another does it now."""
    return bool(session.scalar(select(func.pg_try_advisory_xact_lock(LOCK))))


def take_events(session: Session, most: int) -> list[list[SealedEvent]]:
    """Take the oldest events out of those that came in: by minute, equal ones together.

    Caller commits.
    """
    rows = session.execute(TAKE, {"most": most, "earliest": EARLIEST, "latest": LATEST}).mappings()
    return [
        [_event(row, "minute") for row in minute]
        for _minute, minute in groupby(rows, lambda row: row["minute"])
    ]


def head_of_chain(session: Session) -> ChainHead | None:
    """The head; None where there is none (any more)."""
    row = session.execute(select(HEAD.c.number, HEAD.c.root, HEAD.c.key, HEAD.c.seal)).first()
    return ChainHead(*row) if row else None


def last_number(session: Session) -> int:
    """The highest number of a batch that is there, or of whose events some are; 0: there is none.

    Whoever put it there: no other batch can have that number.
    """
    numbers = select(func.max(BATCH.c.number)), select(func.max(EVENT.c.batch))
    return max(session.scalar(number) or 0 for number in numbers)


def newest_root(session: Session) -> str:
    """The root of the newest batch that is there; '' where there is none."""
    return session.scalar(select(BATCH.c.root).order_by(BATCH.c.number.desc()).limit(1)) or ""


def add_batch(session: Session, batch: EventBatch, head: ChainHead) -> None:
    """Add this batch and let the head name it. Caller commits."""
    values = asdict(batch)
    events = values.pop("events")
    session.execute(insert(BATCH), [values])
    rows = [{"batch": batch.number, "place": place, **event} for place, event in enumerate(events)]
    session.execute(insert(EVENT), rows)
    new = insert_or_update(HEAD).values(only=1, **asdict(head))
    session.execute(new.on_conflict_do_update(index_elements=["only"], set_=asdict(head)))


def batches_from(session: Session, first: int) -> Iterator[EventBatch]:
    """The batches from this number on, by number, with their events."""
    while page := _page(session, first):
        yield from page
        first = page[-1].number + 1


def batches_sealed_before(
    session: Session, moment: datetime, keys: Iterable[str], most: int
) -> list[EventBatch]:
    """The oldest batches of before this moment that still have events; without those.

    Of these keys only.
    """
    query = select(BATCH).where(*_has_events_of_before(moment), BATCH.c.key.in_(keys))
    rows = session.execute(query.order_by(BATCH.c.number).limit(most)).mappings()
    return [EventBatch(**row) for row in rows]


def other_keys_before(session: Session, moment: datetime, keys: Iterable[str]) -> Sequence[str]:
    """The keys, other than these, of batches of before this moment that still have events."""
    query = select(BATCH.c.key).where(*_has_events_of_before(moment), BATCH.c.key.not_in(keys))
    return session.scalars(query.distinct().order_by(BATCH.c.key)).all()


def ends_of_key(session: Session, key: str) -> list[EventBatch]:
    """The oldest and the newest batch that were sealed with this key; without their events."""
    query = select(BATCH).where(BATCH.c.key == key).limit(1)
    orders = BATCH.c.number, BATCH.c.number.desc()
    rows = [session.execute(query.order_by(order)).mappings().first() for order in orders]
    return [EventBatch(**row) for row in rows if row]


def remove_events(session: Session, batch: EventBatch) -> None:
    """Let the events of this batch go, and note that on it. Caller commits."""
    session.execute(delete(EVENT).where(EVENT.c.batch == batch.number))
    noted = {"removed_at": batch.removed_at, "removal_seal": batch.removal_seal}
    session.execute(update(BATCH).where(BATCH.c.number == batch.number).values(noted))


def _has_events_of_before(moment: datetime) -> tuple[ColumnElement[bool], ...]:
    return BATCH.c.sealed_at < moment, BATCH.c.removed_at.is_(None)


def _event(row: RowMapping, group: str) -> SealedEvent:
    """The event of this row; `group` is the column by which rows belong together."""
    return SealedEvent(**{name: value for name, value in row.items() if name != group})


def _page(session: Session, first: int) -> Sequence[EventBatch]:
    query = select(BATCH).where(BATCH.c.number >= first).order_by(BATCH.c.number).limit(PAGE)
    batches = session.execute(query).mappings().all()
    numbers = [batch["number"] for batch in batches]
    query = select(EVENT.c.batch, *EVENT_FIELDS).where(EVENT.c.batch.in_(numbers))
    rows = session.execute(query.order_by(EVENT.c.batch, EVENT.c.place)).mappings()
    events = {
        number: tuple(_event(row, "batch") for row in its)
        for number, its in groupby(rows, lambda row: row["batch"])
    }
    return [EventBatch(**batch, events=events.get(batch["number"], ())) for batch in batches]
