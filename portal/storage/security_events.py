"""Security events as they come in. Web processes only add; the worker seals and takes away."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from os import getpid
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Identity,
    Index,
    Integer,
    String,
    Uuid,
    any_,
    bindparam,
    case,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.people import OwnerId
from portal.domain.security_events import (
    OF_ANOTHER,
    UNKNOWN,
    EventSource,
    NamedInAddress,
    SecurityEvent,
)
from portal.storage.base import Base, table_of
from portal.storage.prepared import Prepared
from portal.storage.submissions import Submission

MOST_ROWS = 1000
"""Of one kind and origin in a minute; what comes on top is counted without who and where."""
MANY = "many"
"""What stands for who, where it is no longer told apart."""
PLACES = 8
"""So many processes add equal events without waiting for each other's row."""
EQUAL = ("of_minute", "origin", "kind", "code", "endpoint", "subject", "place")


class SecurityEventRow(Base):
    """Equal events of a minute, not sealed yet. Who they name may be gone before: no foreign keys.

    `request` is that of the first of them.
    """

    __tablename__ = "security_event"
    __table_args__ = (Index("uq_security_event_equal", *EQUAL, unique=True),)

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    kind: Mapped[str]
    code: Mapped[str]
    endpoint: Mapped[str]
    request: Mapped[str]
    subject: Mapped[str]
    origin: Mapped[str]
    of_minute: Mapped[datetime | None]
    """Its minute; empty where an older release added it."""
    last_at: Mapped[datetime | None]
    """When the last of them was; empty likewise."""
    place: Mapped[int | None]
    """Tells apart rows of several processes, and rows of one statement."""
    count: Mapped[int] = mapped_column(server_default="1")


def add_events(session: Session, events: Sequence[SecurityEvent], source: EventSource) -> None:
    """Add these in one statement. Caller commits.

    Equal ones of a minute are one row, and so are all that are more than `MOST_ROWS` of a kind,
    origin and minute: a flood makes no more rows than that.
    """
    now = datetime.now(UTC)
    rows = [
        {**_facts(event, source, now), "count": count, "place": getpid() % PLACES + PLACES * index}
        for index, (event, count) in enumerate(Counter(events).items())
    ]
    if len(rows) == 1 and not events[0].address:
        its = {f"its_{name}": fact for name, fact in rows[0].items()}
        _ADD_ONE.rows(session, its | {"most": MOST_ROWS})
    else:
        session.execute(_adding([_row(facts, MOST_ROWS) for facts in rows]))


def _facts(event: SecurityEvent, source: EventSource, now: datetime) -> dict[str, Any]:
    return {
        "of_minute": now.replace(second=0, microsecond=0),
        "at": now,
        "last_at": now,
        "kind": event.kind,
        "code": _whose(event.address, source) if event.address else event.code,
        "endpoint": source.endpoint,
        "request": source.request,
        "subject": event.subject or source.subject,
        "origin": source.network,
    }


def _row(facts: Mapping[str, Any], most: Any) -> dict[str, Any]:
    """Without who and where, when there are many of its kind."""
    is_much = _count_of(facts["of_minute"], facts["kind"], facts["origin"], most) >= most
    return {
        **facts,
        "endpoint": case((is_much, ""), else_=facts["endpoint"]),
        "subject": case((is_much, MANY), else_=facts["subject"]),
    }


def _count_of(minute: Any, kind: Any, origin: Any, most: Any) -> ColumnElement[int]:
    """How many rows there are of this kind, origin and minute, up to the most there may be."""
    its = _EVENT.c
    rows = select(its.id).where(its.of_minute == minute, its.origin == origin, its.kind == kind)
    return select(func.count()).select_from(rows.limit(most).subquery()).scalar_subquery()


def _adding(rows: list[dict[str, Any]]) -> Insert:
    new = insert(_EVENT).values(rows if len(rows) > 1 else rows[0])  # one by one it is kept made
    more = {"count": _EVENT.c.count + new.excluded.count, "last_at": new.excluded.last_at}
    return new.on_conflict_do_update(index_elements=EQUAL, set_=more)


def _whose(address: NamedInAddress, source: EventSource) -> ColumnElement[str]:
    """Told by the database while it adds the row, so that both answers take the same time."""
    return case((_is_of_another(address, source.owner), OF_ANOTHER), else_=UNKNOWN)


def _is_of_another(address: NamedInAddress, owner: OwnerId | None) -> ColumnElement[bool]:
    """Whether any record that has an owner, and a name of its own, is one that was named."""
    ids = any_(bindparam("ids", list(address.ids), type_=ARRAY(Uuid()), unique=True))
    sent, number = (
        table_of(Submission).c,
        bindparam("number", address.number, type_=String(), unique=True),
    )
    owned = [table.c for table in Base.metadata.tables.values() if "owner_id" in table.c]
    named = [
        *((of.owner_id, of.id == ids) for of in owned if "id" in of),
        (sent.owner_id, sent.case_id == ids),
        (sent.owner_id, or_(sent.reference == number, sent.number == number)),
    ]
    its_owner = bindparam("owner", owner, type_=Uuid(), unique=True)
    return or_(*(exists().where(is_it, its.is_distinct_from(its_owner)) for its, is_it in named))


_EVENT = table_of(SecurityEventRow)
_ADD_ONE = Prepared(
    _adding(
        [
            _row(
                {
                    each.name: bindparam(f"its_{each.name}", type_=each.type)
                    for each in _EVENT.c
                    if not each.identity
                },
                bindparam("most", type_=Integer()),
            )
        ]
    ).inline()
)
"""Nearly always there is one, and it names nothing in an address."""
