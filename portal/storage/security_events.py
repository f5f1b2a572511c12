"""Security events as they come in. Web processes only add; the worker seals and takes away."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Identity,
    String,
    Uuid,
    any_,
    bindparam,
    case,
    exists,
    insert,
    or_,
)
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
from portal.storage.submissions import Submission


class SecurityEventRow(Base):
    """One event that is not sealed yet. Who it names may be gone before it: no foreign keys."""

    __tablename__ = "security_event"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    kind: Mapped[str]
    code: Mapped[str]
    endpoint: Mapped[str]
    request: Mapped[str]
    subject: Mapped[str]
    origin: Mapped[str]


def add_events(session: Session, events: Sequence[SecurityEvent], source: EventSource) -> None:
    """Add these in one statement. Caller commits."""
    rows = [_row(event, source) for event in events]
    if any(event.address for event in events):
        session.execute(_ADD.values(rows))  # composed anew: it asks whose it is
    else:
        session.execute(_ADD, rows)


def _row(event: SecurityEvent, source: EventSource) -> dict[str, Any]:
    return {
        "at": datetime.now(UTC),
        "kind": event.kind,
        "code": _whose(event.address, source) if event.address else event.code,
        "endpoint": source.endpoint,
        "request": source.request,
        "subject": event.subject or source.subject,
        "origin": source.network,
    }


def _whose(address: NamedInAddress, source: EventSource) -> ColumnElement[str]:
    """Told by the database while it adds the row, so that both answers take the same time."""
    return case((_is_of_another(address, source.owner), OF_ANOTHER), else_=UNKNOWN)


def _is_of_another(address: NamedInAddress, owner: OwnerId | None) -> ColumnElement[bool]:
    """Whether any record that has an owner, and a name of its own, is one that was named."""
    ids = any_(bindparam("ids", list(address.ids), type_=ARRAY(Uuid())))
    sent, number = table_of(Submission).c, bindparam("number", address.number, type_=String())
    owned = [table.c for table in Base.metadata.tables.values() if "owner_id" in table.c]
    named = [
        *((of.owner_id, of.id == ids) for of in owned if "id" in of),
        (sent.owner_id, sent.case_id == ids),
        (sent.owner_id, or_(sent.reference == number, sent.number == number)),
    ]
    its_owner = bindparam("owner", owner, type_=Uuid())
    return or_(*(exists().where(is_it, its.is_distinct_from(its_owner)) for its, is_it in named))


_ADD = insert(table_of(SecurityEventRow))
