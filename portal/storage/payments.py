"""What residents have to pay for what they sent, and each try to pay it.

How a try stands is the provider's word as it was last heard; what it comes to, `domain.payments`
says. Nothing here is about a person: amounts, references and moments (UTC).
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Select, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.days import utc_now
from portal.domain.payments import (
    UNDECIDED,
    PaymentBalance,
    PaymentStatus,
    ProviderPayment,
    balance_of,
)
from portal.domain.people import OwnerId
from portal.storage import deliveries, jobs
from portal.storage.base import Owned, Record, table_of, vault_of
from portal.storage.submissions import Submission

NOTICE = "payment notice"
SILENT = timedelta(minutes=10)
MAY_BE_TAKEN_BACK = timedelta(days=62)
"""A direct debit can be taken back for eight weeks (SEPA Core rulebook, 4.3.4)."""
MAY_COME_LATE = timedelta(days=14)
"""How long a try that ended in vain is asked after: a bank may say late that it was paid."""


class FeePayment(Record):
    """What one submission costs, as it was worked out when it was sent."""

    __tablename__ = "payment"
    __table_args__ = (
        Index("ix_payment_unpaid", "made_at", postgresql_where=text("paid_at IS NULL")),
    )

    owner_id: Mapped[Owned] = mapped_column(index=True)
    submission_id: Mapped[UUID] = mapped_column(
        ForeignKey("submission.id", ondelete="CASCADE"), unique=True
    )
    cents: Mapped[int]
    law: Mapped[str]
    """Where it is laid down, in Dutch."""
    paid_at: Mapped[datetime | None]
    """When all of it was paid; empty: it isn't, or the money went back."""
    reversed_at: Mapped[datetime | None]
    """When it was seen that the payer's bank took it back; empty: it didn't."""
    refunded_at: Mapped[datetime | None]
    """When it was seen that the municipality gave it all back; then nothing is due any more."""
    told_at: Mapped[datetime | None]
    """The moment of payment that its case says; empty: its case doesn't say that it is paid."""
    reminded_at: Mapped[datetime | None]
    """When its resident was told that it still has to be paid."""

    @property
    def is_due(self) -> bool:
        """Whether it still has to be paid, as far as the payment itself says."""
        return self.paid_at is None and self.refunded_at is None

    def follow(self, balance: PaymentBalance) -> None:
        """Say what the tries to pay it come to."""
        now = utc_now()
        self.paid_at = balance.paid.paid_at if balance.paid else None
        self.reversed_at = (self.reversed_at or now) if balance.is_charged_back else None
        self.refunded_at = (self.refunded_at or now) if balance.is_refunded else None


class PaymentAttempt(Record):
    """One try to pay, begun at the provider or about to be."""

    __tablename__ = "payment_attempt"

    payment_id: Mapped[UUID] = mapped_column(
        ForeignKey("payment.id", ondelete="CASCADE"), index=True
    )
    provider_id: Mapped[str | None] = mapped_column(unique=True)
    """The provider's id; empty: it is not known to have begun there."""
    status: Mapped[str]
    """A `PaymentStatus`, as it was last heard."""
    cents: Mapped[int]
    paid_at: Mapped[datetime | None]
    cents_refunded: Mapped[int] = mapped_column(insert_default=0, server_default=text("0"))
    cents_charged_back: Mapped[int] = mapped_column(insert_default=0, server_default=text("0"))
    pay_url: Mapped[str] = mapped_column(insert_default="", server_default="")
    heard_at: Mapped[datetime | None]
    """When the provider was last asked."""

    def hear(self, now: ProviderPayment) -> None:
        """Note how it stands at the provider."""
        self.provider_id, self.status, self.cents = now.id, now.status, now.cents
        self.pay_url, self.heard_at = now.pay_url, utc_now()
        self.paid_at = (self.paid_at or now.paid_at) if now.paid_at else None  # heard once
        self.cents_refunded = now.cents_refunded
        self.cents_charged_back = now.cents_charged_back

    @property
    def as_heard(self) -> ProviderPayment:
        """How it stood when the provider was last asked; its id is '' where it has none."""
        return ProviderPayment(
            id=self.provider_id or "",
            status=PaymentStatus(self.status),
            cents=self.cents,
            paid_at=self.paid_at,
            cents_refunded=self.cents_refunded,
            cents_charged_back=self.cents_charged_back,
            pay_url=self.pay_url,
        )


def _with_submission() -> "Select[FeePayment, Submission]":
    """Each with what was sent."""
    query = select(FeePayment, Submission)
    return query.join(Submission, Submission.id == FeePayment.submission_id)


def add(session: Session, submission: Submission, cents: int, law: str) -> FeePayment:
    """Keep what this submission costs, in the running transaction."""
    payment = FeePayment(
        owner_id=submission.owner_id, submission_id=submission.id, cents=cents, law=law
    )
    session.add(payment)
    session.flush()
    return payment


def payment_of(
    session: Session, owner_id: OwnerId, reference: str
) -> tuple[FeePayment, Submission] | None:
    """What this owner has to pay for what they sent; None where that costs nothing here."""
    query = _with_submission()
    row = session.execute(
        query.where(FeePayment.owner_id == owner_id, Submission.reference == reference)
    ).first()
    return (row[0], row[1]) if row else None


def payments_of(session: Session, owner_id: OwnerId) -> list[tuple[FeePayment, Submission]]:
    """All that this owner has to pay or paid, newest first."""
    query = _with_submission()
    rows = session.execute(
        query.where(FeePayment.owner_id == owner_id).order_by(FeePayment.made_at.desc())
    )
    return [(row[0], row[1]) for row in rows]


def payment_of_submission(
    session: Session, owner_id: OwnerId, submission_id: UUID
) -> FeePayment | None:
    """What this owner has to pay for this; None where it costs nothing here."""
    query = select(FeePayment).where(FeePayment.submission_id == submission_id)
    return session.scalar(query.where(FeePayment.owner_id == owner_id))


def submission_of_payment(session: Session, payment: FeePayment) -> Submission:
    """What it is paid for: a payment goes with its submission."""
    return session.get_one(Submission, payment.submission_id)


def payment_by_id(session: Session, payment_id: UUID, *, lock: bool = False) -> FeePayment | None:
    """One payment, for the worker and operators; `lock` until the transaction ends."""
    query = select(FeePayment).where(FeePayment.id == payment_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return session.scalar(query)


def payment_by_reference(session: Session, reference: str) -> FeePayment | None:
    """One payment, for operators."""
    query = select(FeePayment).join(Submission, Submission.id == FeePayment.submission_id)
    return session.scalar(query.where(Submission.reference == reference))


def all_payments(session: Session, *, only_due: bool) -> list[tuple[FeePayment, Submission]]:
    """All of them, for operators, newest first."""
    query = _with_submission().order_by(FeePayment.made_at.desc())
    if only_due:
        query = query.where(FeePayment.paid_at.is_(None), FeePayment.refunded_at.is_(None))
    return [(row[0], row[1]) for row in session.execute(query)]


def note_told(session: Session, payment_id: UUID) -> None:
    """Count the case as told: an operator saw to it. Caller commits."""
    query = update(FeePayment).where(FeePayment.id == payment_id)
    session.execute(query.values(told_at=FeePayment.paid_at))


def begin_attempt(session: Session, payment: FeePayment) -> PaymentAttempt:
    """Keep a try to pay before the provider is asked, so that it can be found after any fall."""
    attempt = PaymentAttempt(
        payment_id=payment.id, status=PaymentStatus.OPEN, cents=payment.cents, pay_url=""
    )
    session.add(attempt)
    session.flush()
    return attempt


def attempts_of(session: Session, payment_id: UUID) -> list[PaymentAttempt]:
    """Each try to pay it, oldest first."""
    query = select(PaymentAttempt).where(PaymentAttempt.payment_id == payment_id)
    fresh = query.order_by(PaymentAttempt.made_at).execution_options(populate_existing=True)
    return list(session.scalars(fresh))


def balance(session: Session, payment: FeePayment) -> PaymentBalance:
    """What the tries to pay it come to, as the provider was last heard."""
    attempts = attempts_of(session, payment.id)
    return balance_of(payment.cents, [each.as_heard for each in attempts if each.provider_id])


def notice_token(session: Session, attempt_id: UUID) -> str:
    """The secret in the address at which the provider tells of this try: nobody else knows it."""
    return vault_of(session).hash(str(attempt_id), NOTICE)[:40]


def payment_of_notice(session: Session, attempt_id: UUID, token: str) -> UUID | None:
    """The payment that this address is about; None where the secret is not that of the try."""
    tokens = {each[:40] for each in vault_of(session).hashes(str(attempt_id), NOTICE).values()}
    if token not in tokens:
        return None
    return session.scalar(select(PaymentAttempt.payment_id).where(PaymentAttempt.id == attempt_id))


def to_reconcile(session: Session, now: datetime, most: int) -> Iterable[UUID]:
    """Payments of which the provider has to be asked, as its notice may have been lost.

    A try that may still change, after some minutes. Each day one that was paid, for as long as a
    bank may take it back, and one that ended in vain, for as long as its money may come yet.
    """
    attempt = PaymentAttempt
    is_open = attempt.status.in_(UNDECIDED) & (attempt.heard_at < now - SILENT)
    may_go = attempt.paid_at > now - MAY_BE_TAKEN_BACK
    may_come = attempt.paid_at.is_(None) & (attempt.made_at > now - MAY_COME_LATE)
    is_silent = attempt.heard_at < now - timedelta(days=1)
    query = select(attempt.payment_id).where(is_open | (is_silent & (may_go | may_come)))
    return session.scalars(query.distinct().limit(most)).all()


def untold(session: Session, most: int) -> Iterable[UUID]:
    """Payments of which a case says something else than is so, and no operator has to look."""
    query = select(FeePayment.id).join(Submission, Submission.id == FeePayment.submission_id)
    is_other = FeePayment.paid_at.is_distinct_from(FeePayment.told_at)
    is_case = Submission.case_id.is_not(None), Submission.handed_over_at.is_(None)
    is_stuck = deliveries.stuck_column(jobs.SETTLE, table_of(FeePayment).c.id)
    return session.scalars(query.where(is_other, ~is_stuck, *is_case).limit(most)).all()


def to_remind(session: Session, after: timedelta, most: int) -> list[tuple[FeePayment, Submission]]:
    """What was sent so long ago and isn't paid, of whom was not told that before. Locks them."""
    query = _with_submission()
    query = query.where(
        FeePayment.paid_at.is_(None),
        FeePayment.refunded_at.is_(None),
        FeePayment.reminded_at.is_(None),
        FeePayment.made_at < utc_now() - after,
        Submission.handed_over_at.is_(None),
        Submission.case_ended_on.is_(None),
    )
    rows = session.execute(query.limit(most).with_for_update(of=FeePayment, skip_locked=True))
    return [(row[0], row[1]) for row in rows]
