"""Messages in the portal, and the addresses that notices are sent to."""

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Index, UniqueConstraint, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.case_keys import CaseKey
from portal.domain.messages import CONFIRMED, EMAIL, NO_MAIL, NOTICES
from portal.domain.numbers import without_bsn
from portal.domain.people import OwnerId
from portal.storage import jobs
from portal.storage.base import Base, Owned, Record, sealed_column, vault_of
from portal.storage.owners import Owner

SEAL = "message.facts"
OF_OTHERS = frozenset({"title", "subject", "task", "status", "note", "decision", "answer"})
"""Facts that employees wrote: a BSN in them, whoever's it is, is hidden (rule 6)."""
CONTACT_SEAL = "contact.details"


class Message(Record):
    """One message to one resident; `facts` fill in the words of its kind."""

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("owner_id", "kind", "about"),
        Index("ix_message_owner_id_made_at", "owner_id", "made_at"),
        Index("ix_message_made_at", "made_at"),
    )

    owner_id: Mapped[Owned]
    kind: Mapped[str]
    about: Mapped[str]
    """What it tells of (a status, a task, a decision): the same thing is told once."""
    sealed: Mapped[bytes] = sealed_column(SEAL)
    read_at: Mapped[datetime | None]
    mailed_at: Mapped[datetime | None]


class ContactDetails(Base):
    """Where notices to a resident go."""

    __tablename__ = "contact_details"

    owner_id: Mapped[Owned] = mapped_column(primary_key=True)
    sealed: Mapped[bytes] = sealed_column(CONTACT_SEAL)
    changed_at: Mapped[datetime] = mapped_column(default=lambda: datetime.now(UTC), index=True)


def add_message(
    session: Session, owner_id: OwnerId, kind: str, *, about: str, facts: dict[str, Any]
) -> UUID | None:
    """Add a message in the running transaction; None when this was told before."""
    told = {name: without_bsn(fact) if name in OF_OTHERS else fact for name, fact in facts.items()}
    values = {
        "id": uuid4(),
        "made_at": datetime.now(UTC),
        "owner_id": owner_id,
        "kind": kind,
        "about": about,
        "sealed": vault_of(session).seal_json(told, SEAL),
    }
    query = insert(Message).values(values).on_conflict_do_nothing().returning(Message.id)
    return session.scalar(query)


def add_message_and_notify(
    session: Session, owner_id: OwnerId, kind: str, *, about: str, facts: dict[str, Any]
) -> None:
    """Add a message, and queue the mail that says that there is one; only what is told anew."""
    is_new = add_message(session, owner_id, kind, about=about, facts=facts)
    if is_new:
        jobs.defer(session, jobs.NOTIFY, message=str(is_new))


def add_facts(
    session: Session, owner_id: OwnerId, kind: str, *, about: str, facts: dict[str, Any]
) -> bool:
    """Let a message of this owner say more, in the running transaction; False: there is none."""
    query = select(Message).where(
        Message.owner_id == owner_id, Message.kind == kind, Message.about == about
    )
    message = session.scalar(query.with_for_update())
    if message is None:
        return False
    message.sealed = vault_of(session).seal_json({**facts_of(session, message), **facts}, SEAL)
    return True


def told_of_case(session: Session, owner_id: OwnerId, key: CaseKey) -> frozenset[tuple[str, str]]:
    """Kind of each message to this resident about this case, with what it is about."""
    query = select(Message.kind, Message.about).where(
        Message.owner_id == owner_id, Message.about.startswith(str(key), autoescape=True)
    )
    return frozenset((kind, about) for kind, about in session.execute(query))


def messages_about(
    session: Session, owner_id: OwnerId, key: CaseKey, others: Collection[str], *, most: int
) -> list[Message]:
    """At most so many messages of this resident about one case, newest first.

    `others`: what else messages about this case tell of, such as what it was made of.
    """
    of_case = Message.about.startswith(str(key), autoescape=True)
    query = select(Message).where(
        Message.owner_id == owner_id, or_(of_case, Message.about.in_(others))
    )
    query = query.order_by(Message.made_at.desc(), Message.id).limit(most)
    return list(session.scalars(query))


def last_told(session: Session, owner_id: OwnerId, about: list[str]) -> datetime | None:
    """When (UTC) this resident was last told of one of these; None: never."""
    query = select(func.max(Message.made_at)).where(
        Message.owner_id == owner_id, Message.about.in_(about)
    )
    return session.scalar(query)


def facts_of(session: Session, message: Message) -> dict[str, Any]:
    """What fills in the words of this message."""
    facts = vault_of(session).open_json(message.sealed, SEAL)
    assert isinstance(facts, dict)
    return facts


def messages_of(session: Session, owner_id: OwnerId, *, most: int, skip: int = 0) -> list[Message]:
    """At most so many messages of this resident, newest first, after the first `skip`."""
    query = select(Message).where(Message.owner_id == owner_id)
    query = query.order_by(Message.made_at.desc(), Message.id).offset(skip).limit(most)
    return list(session.scalars(query))


def count_of(session: Session, owner_id: OwnerId) -> int:
    """How many messages this resident has."""
    return session.scalars(select(func.count()).where(Message.owner_id == owner_id)).one()


def message_of(session: Session, owner_id: OwnerId, message_id: UUID) -> Message | None:
    """One message, only if it is this resident's."""
    query = select(Message).where(Message.id == message_id, Message.owner_id == owner_id)
    return session.scalar(query)


def message_by_id(session: Session, message_id: UUID) -> Message | None:
    """Any message: for the worker, which acts as the system."""
    return session.get(Message, message_id)


def mark_read(session: Session, owner_id: OwnerId, message_id: UUID) -> None:
    """Note the first moment at which the resident opened it."""
    session.execute(
        update(Message)
        .where(Message.id == message_id, Message.owner_id == owner_id, Message.read_at.is_(None))
        .values(read_at=datetime.now(UTC))
    )


def contact_of(session: Session, owner_id: OwnerId) -> dict[str, str]:
    """E-mail address and phone number of this resident, as far as given."""
    sealed = session.scalar(
        select(ContactDetails.sealed).where(ContactDetails.owner_id == owner_id)
    )
    return {} if sealed is None else dict(vault_of(session).open_json(sealed, CONTACT_SEAL))


def lock_contact(session: Session, owner_id: OwnerId) -> dict[str, str]:
    """E-mail address and phone number of this resident; nobody else changes them until the commit.

    The owner is locked, before any row of these: in another order two wait for each other.
    """
    query = select(Owner.id).where(Owner.id == owner_id)
    session.execute(query.with_for_update(key_share=True))
    return contact_of(session, owner_id)


def keep_given_contact(session: Session, owner_id: OwnerId, details: dict[str, str]) -> None:
    """Keep what a form gave, in the running transaction, in which the owner is locked.

    What it doesn't give stays as it was, as does a mail address that was confirmed.
    """
    before = contact_of(session, owner_id)
    confirmed = confirmed_email(before)
    address = {EMAIL: confirmed} if confirmed else {}
    keep_contact(session, owner_id, before | details | address)


def confirmed_email(details: dict[str, str]) -> str:
    """The mail address of these details, if its owner confirmed it; else ''."""
    email = details.get(EMAIL, "")
    return email if details.get(CONFIRMED) == email else ""


def unconfirmed_email(details: dict[str, str]) -> str:
    """The mail address of these details that is mailed to and was not confirmed; '' for none."""
    email = details.get(EMAIL, "")
    is_used = details.get(NOTICES) != NO_MAIL
    return email if is_used and not confirmed_email(details) else ""


def keep_contact(session: Session, owner_id: OwnerId, details: dict[str, str]) -> None:
    """Keep what the resident gave last, in the running transaction.

    An address of before that was confirmed, and is used no more, goes.
    """
    used = dict(details)
    if not confirmed_email(details):
        used.pop(CONFIRMED, None)
    sealed = vault_of(session).seal_json(used, CONTACT_SEAL)
    values = {"owner_id": owner_id, "sealed": sealed, "changed_at": datetime.now(UTC)}
    query = insert(ContactDetails).values(values)
    changed = {"sealed": sealed, "changed_at": values["changed_at"]}
    session.execute(query.on_conflict_do_update(index_elements=["owner_id"], set_=changed))
