"""What residents ask the municipality: questions and wishes to be called, with what came of them.

The text, the answer and the BSN are sealed; the BSN goes as soon as nothing has to be asked for it.
"""

from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Index, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.case_keys import CaseKey, CaseNumber
from portal.domain.contacts import DayPart, PhoneCall, RequestKind
from portal.domain.people import OwnerId
from portal.storage.base import Owned, Record, sealed_column, vault_of

SEAL = "contact_request.content"


class ContactRequest(Record):
    """One thing that was asked. Its id comes from the page, so that asking twice is asking once.

    Moments are UTC.
    """

    __tablename__ = "contact_request"
    __table_args__ = (
        Index(
            "ix_contact_request_undelivered",
            "sent_at",
            postgresql_where=text("delivered_at IS NULL"),
        ),
        Index(
            "ix_contact_request_unanswered",
            "looked_at",
            postgresql_where=text("handled_at IS NULL"),
        ),
    )

    owner_id: Mapped[Owned] = mapped_column(index=True)
    acted_by: Mapped[OwnerId]
    ground: Mapped[str]
    kind: Mapped[str]
    """A `RequestKind`."""
    case_system: Mapped[str] = mapped_column(server_default="")
    """Empty where it is about no case."""
    case_id: Mapped[UUID | None]
    case_number: Mapped[CaseNumber] = mapped_column(server_default="")
    sealed: Mapped[bytes] = sealed_column(SEAL)
    answer_by: Mapped[date]
    """The day that was promised."""
    sent_at: Mapped[datetime] = mapped_column(index=True)
    delivered_at: Mapped[datetime | None]
    """When the register had it, or when it was handed over."""
    handed_over_at: Mapped[datetime | None]
    handed_over_by: Mapped[str | None]
    contact_id: Mapped[UUID | None] = mapped_column(index=True)
    """The contact that it is in the register."""
    heard_at: Mapped[datetime | None]
    """When the register first told of a change that may be one of this, while it was on its way."""
    looked_at: Mapped[datetime | None]
    """When the portal last looked for an answer."""
    handled_at: Mapped[datetime | None]
    """When the portal saw that the municipality was done with it."""
    request: Mapped[str] = mapped_column(server_default="")
    """Id of the request that it was sent with; empty: nobody knows."""

    @property
    def case_key(self) -> CaseKey | None:
        """The case that it is about."""
        return CaseKey(self.case_system, self.case_id) if self.case_id else None

    @property
    def is_waiting(self) -> bool:
        """Whether it still has to be brought to the register."""
        return self.delivered_at is None and self.handed_over_at is None

    def hand_over(self, at: datetime, by: str) -> None:
        """Note that it left the portal by hand."""
        self.handed_over_at, self.handed_over_by = at, by
        self.delivered_at = at


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestContent:
    """What is sealed of it."""

    bsn: str
    """'' once the municipality is done with it, or has it by hand."""
    text: str
    email: str = ""
    phone: str = ""
    day_part: DayPart | None = None
    subject: str = ""
    """What it is about besides a case, in Dutch; '' for nothing."""
    answer: str = ""
    """In the words of the municipality; '' before there is one."""
    calls: tuple[PhoneCall, ...] = ()
    """The calls that came after a wish to be called, as far as they were seen; the first first."""

    @property
    def is_never_reached(self) -> bool:
        """Whether they were called, and each time in vain."""
        return bool(self.calls) and all(call.is_reached is False for call in self.calls)


def begin(session: Session, request: ContactRequest, content: RequestContent) -> bool:
    """Keep what is asked; False where a first click kept it. Caller commits."""
    columns = ContactRequest.__mapper__.c
    values = {name: value for name, value in vars(request).items() if name in columns}
    values |= {
        "made_at": datetime.now(UTC),
        "sealed": _sealed(session, content),
    }
    query = insert(ContactRequest).values(values).on_conflict_do_nothing()
    return session.scalar(query.returning(ContactRequest.id)) is not None


def content_of(session: Session, request: ContactRequest) -> RequestContent:
    """What was asked, and answered."""
    facts = vault_of(session).open_json(request.sealed, SEAL)
    assert isinstance(facts, dict)
    day_part, calls = facts.get("day_part"), facts.get("calls", ())
    values = {
        "day_part": DayPart(day_part) if day_part else None,
        "calls": tuple(
            PhoneCall(UUID(call["id"]), datetime.fromisoformat(call["at"]), call["is_reached"])
            for call in calls
        ),
    }
    return RequestContent(**{**facts, **values})


def note_handled(session: Session, request: ContactRequest, answer: str, at: datetime) -> None:
    """Note that the municipality is done with it, and what it answered. Caller commits."""
    _change(session, request, bsn="", answer=answer)
    request.handled_at = at


def note_calls(
    session: Session, request: ContactRequest, calls: Collection[PhoneCall]
) -> list[PhoneCall]:
    """Keep the calls that came after it; gives those that were not known yet. Caller commits.

    `calls`: the first one first.
    """
    known = content_of(session, request).calls
    ids = {call.id for call in known}
    added = [call for call in calls if call.id not in ids]
    if added:
        in_order = sorted((*known, *added), key=lambda call: call.at)
        _change(session, request, calls=tuple(in_order))
    return added


def forget_bsn(session: Session, request: ContactRequest) -> None:
    """Let go of whose it is by number: nothing has to be asked for it any more. Caller commits."""
    _change(session, request, bsn="")


def note_change_heard(session: Session) -> None:
    """Note that the register told of a change: it may be one of anything that is on its way.

    Whoever delivers that looks at it then. What is being noted as delivered right now is waited
    for: whoever asks after this for the request of a contact finds it. Caller commits.
    """
    on_its_way = select(ContactRequest.id).where(
        ContactRequest.delivered_at.is_(None),
        ContactRequest.handed_over_at.is_(None),
        ContactRequest.heard_at.is_(None),
    )
    ids = session.scalars(on_its_way.order_by(ContactRequest.id).with_for_update()).all()
    if ids:
        change = update(ContactRequest).where(ContactRequest.id.in_(ids))
        session.execute(change.values(heard_at=datetime.now(UTC)))


def contact_request_of(
    session: Session, owner_id: OwnerId, request_id: UUID
) -> ContactRequest | None:
    """One request, only if it is this resident's."""
    return session.scalar(
        select(ContactRequest).where(
            ContactRequest.id == request_id, ContactRequest.owner_id == owner_id
        )
    )


def contact_requests_of(session: Session, owner_id: OwnerId) -> list[ContactRequest]:
    """All that this resident asked, newest first."""
    query = select(ContactRequest).where(ContactRequest.owner_id == owner_id)
    return list(session.scalars(query.order_by(ContactRequest.sent_at.desc(), ContactRequest.id)))


def contact_request_by_id(session: Session, request_id: UUID) -> ContactRequest | None:
    """Any request: for the worker, which acts as the system."""
    return session.get(ContactRequest, request_id, populate_existing=True)


def contact_request_by_contact(session: Session, contact_id: UUID) -> ContactRequest | None:
    """The request that is this contact in the register: for the worker."""
    query = select(ContactRequest).where(ContactRequest.contact_id == contact_id)
    return session.scalar(query)


def is_any_open(session: Session, kind: RequestKind | None = None) -> bool:
    """Whether anybody waits for an answer, to anything of this kind; None: of any."""
    query = select(ContactRequest.id).where(
        ContactRequest.handled_at.is_(None), ContactRequest.handed_over_at.is_(None)
    )
    if kind:
        query = query.where(ContactRequest.kind == kind)
    return session.scalar(query.limit(1)) is not None


def to_look_after(session: Session, every: timedelta, most: int) -> list[ContactRequest]:
    """At most so many of those that wait for an answer, and were not looked after for so long."""
    before = datetime.now(UTC) - every
    query = select(ContactRequest).where(
        ContactRequest.contact_id.is_not(None),
        ContactRequest.handled_at.is_(None),
        ContactRequest.handed_over_at.is_(None),
        ContactRequest.looked_at < before,
    )
    return list(session.scalars(query.order_by(ContactRequest.looked_at).limit(most)))


def _change(session: Session, request: ContactRequest, **changes: Any) -> None:
    content = replace(content_of(session, request), **changes)
    request.sealed = _sealed(session, content)


def _sealed(session: Session, content: RequestContent) -> bytes:
    calls = [
        {**asdict(call), "id": str(call.id), "at": call.at.isoformat()} for call in content.calls
    ]
    return vault_of(session).seal_json({**asdict(content), "calls": calls}, SEAL)
