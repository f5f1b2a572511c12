"""What the parts other than the case API keep in the database, and the moment that is now."""

from datetime import UTC, datetime
from typing import Any, ClassVar
from uuid import UUID, uuid4

from sqlalchemy import DateTime, Engine, delete, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

KEPT_AT_RESET = {"digid_key"}
"""Who fetched the keys of DigiD a minute ago must still be able to use them after a reset."""


def now() -> datetime:
    """Tell the moment, in UTC."""
    return datetime.now(UTC)


class Record(DeclarativeBase):
    """A row; moments carry their time zone, dictionaries are JSON."""

    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: DateTime(timezone=True),
        dict[str, Any]: JSONB,
    }


class DigidKey(Record):
    """A signing key of the OpenID provider; the newest one signs, all are published."""

    __tablename__ = "digid_key"
    kid: Mapped[str] = mapped_column(primary_key=True)
    jwk: Mapped[dict[str, Any]]
    """The private JWK."""
    made_at: Mapped[datetime] = mapped_column(default=now)


class DigidGrant(Record):
    """One login that was given out: first a code, after that an access token."""

    __tablename__ = "digid_grant"
    code_hash: Mapped[str] = mapped_column(primary_key=True)
    request: Mapped[dict[str, Any]]
    """The checked authorization request."""
    bsn: Mapped[str]
    acr: Mapped[str]
    sid: Mapped[str]
    auth_time: Mapped[datetime]
    made_at: Mapped[datetime] = mapped_column(default=now)
    used_at: Mapped[datetime | None]
    token_hash: Mapped[str | None] = mapped_column(unique=True)
    revoked: Mapped[bool] = mapped_column(default=False)


class DigidSession(Record):
    """Somebody who stays logged in at the provider, where a client did not ask a new login."""

    __tablename__ = "digid_session"
    cookie_hash: Mapped[str] = mapped_column(primary_key=True)
    sid: Mapped[str] = mapped_column(index=True)
    bsn: Mapped[str]
    acr: Mapped[str]
    auth_time: Mapped[datetime]


class UsedAssertion(Record):
    """A `jti` that a client already used to prove itself."""

    __tablename__ = "digid_assertion"
    jti: Mapped[str] = mapped_column(primary_key=True)
    used_at: Mapped[datetime] = mapped_column(default=now)


class DigidFaultRow(Record):
    """A fault that DigiD now plays."""

    __tablename__ = "digid_fault"
    name: Mapped[str] = mapped_column(primary_key=True)


class SentMail(Record):
    """One e-mail that would have been sent."""

    __tablename__ = "mail"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    sent_at: Mapped[datetime] = mapped_column(default=now, index=True)
    to: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    reference: Mapped[str | None] = mapped_column(index=True)
    template_id: Mapped[UUID]


class OnlinePayment(Record):
    """One try to pay, at the payment provider. Amounts are whole cents."""

    __tablename__ = "online_payment"
    id: Mapped[str] = mapped_column(primary_key=True)
    """`tr_…`."""
    key: Mapped[str | None] = mapped_column(unique=True)
    """The `Idempotency-Key` of the request that made it."""
    made_at: Mapped[datetime] = mapped_column(default=now, index=True)
    status: Mapped[str] = mapped_column(default="open")
    cents: Mapped[int]
    description: Mapped[str]
    redirect_url: Mapped[str]
    webhook_url: Mapped[str]
    details: Mapped[dict[str, Any]]
    """`metadata`, as it came."""
    paid_at: Mapped[datetime | None]
    cents_charged_back: Mapped[int] = mapped_column(default=0)


class Refund(Record):
    """What was given back of a payment."""

    __tablename__ = "online_refund"
    id: Mapped[str] = mapped_column(primary_key=True)
    """`re_…`."""
    key: Mapped[str | None] = mapped_column(unique=True)
    payment_id: Mapped[str] = mapped_column(index=True)
    made_at: Mapped[datetime] = mapped_column(default=now)
    cents: Mapped[int]
    description: Mapped[str]
    details: Mapped[dict[str, Any]]
    """`metadata`, as it came."""


class Processing(Record):
    """One act on personal data by a case worker, for the reading API of the processing log."""

    __tablename__ = "processing"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    object_id: Mapped[UUID] = mapped_column(unique=True, default=uuid4)
    at: Mapped[datetime] = mapped_column(default=now, index=True)
    bsn: Mapped[str] = mapped_column(index=True)
    action: Mapped[str]
    reason: Mapped[str]
    case_number: Mapped[str]
    process: Mapped[str]
    """Name of the case type."""
    process_id: Mapped[UUID]
    """The case's own id."""
    document_id: Mapped[UUID | None]
    data_kind: Mapped[str]
    """What was looked at, such as `Huurcontract`."""
    activity_id: Mapped[UUID]
    """Version of the processing activity, in the municipality's register."""
    confidentiality: Mapped[str] = mapped_column(default="normaal")
    """`vertrouwelijk` for an inquiry: whoever reads the log may not show it."""


class BureauQuestion(Record):
    """One time that the research bureau asked for a number, and what it heard; no number itself."""

    __tablename__ = "bureau_question"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    at: Mapped[datetime] = mapped_column(default=now, index=True)
    case_number: Mapped[str]
    outcome: Mapped[str]


class Switch(Record):
    """How one part now behaves; a part without a row behaves well."""

    __tablename__ = "switch"
    part: Mapped[str] = mapped_column(primary_key=True)
    mode: Mapped[str]
    seconds: Mapped[float]
    times: Mapped[int | None]
    """How many more calls it holds for; None: until somebody changes it."""
    only: Mapped[str]
    """Only for calls whose `METHOD /path` contains this; empty: all calls."""


CHANGES = (
    "ALTER TABLE processing ALTER COLUMN document_id DROP NOT NULL",
    (
        "ALTER TABLE processing ADD COLUMN IF NOT EXISTS activity_id uuid NOT NULL"
        " DEFAULT '951f2b52-b09e-4698-86b2-6f3f54b135d4'"
    ),
    (
        "ALTER TABLE processing ADD COLUMN IF NOT EXISTS confidentiality varchar NOT NULL"
        " DEFAULT 'normaal'"
    ),
)
"""What tables of an older data folder lack; each may run again."""


def prepare(engine: Engine) -> None:
    """Make the tables that are not there yet, and add what older ones lack."""
    Record.metadata.create_all(engine)
    with engine.begin() as connection:
        for change in CHANGES:
            connection.execute(text(change))


def forget(engine: Engine) -> None:
    """Empty all tables but those that outlive a reset."""
    with Session(engine) as session, session.begin():
        for table in Record.metadata.sorted_tables:
            if table.name not in KEPT_AT_RESET:
                session.execute(delete(table))
