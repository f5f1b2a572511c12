"""Hearing from the provider how tries to pay stand, and what follows from it."""

from collections.abc import Callable, Container
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy.orm import Session

from portal.domain.messages import MessageKind
from portal.domain.payments import PaymentProvider, PaymentStatus, ProviderPayment
from portal.storage import deliveries, messages, payments
from portal.storage.deliveries import Errand
from portal.storage.form_versions import form_version_of
from portal.storage.owners import bump_revision
from portal.storage.payments import FeePayment, PaymentAttempt
from portal.storage.submissions import Submission

log = structlog.get_logger()


def hear(
    database: Session,
    provider: PaymentProvider,
    payment_id: UUID,
    statuses: Container[PaymentStatus] = frozenset(PaymentStatus),
) -> None:
    """Ask how each try of these statuses stands, and keep what follows from it. Commits.

    No transaction is open while the provider is asked. Raises `SourceError`; what was heard before
    it stands.
    """
    tries = payments.attempts_of(database, payment_id)
    to_ask = [each.id for each in tries if each.provider_id and each.status in statuses]
    ids = {each.id: each.provider_id or "" for each in tries}
    database.commit()
    for attempt_id in to_ask:
        keep(database, payment_id, attempt_id, provider.payment(ids[attempt_id]))


def keep(database: Session, payment_id: UUID, attempt_id: UUID, now: ProviderPayment) -> None:
    """Keep how one try stands, and what follows from it for the payment. Commits."""
    payment = payments.payment_by_id(database, payment_id, lock=True)
    if payment is None:
        database.rollback()
        return
    [attempt] = (
        each for each in payments.attempts_of(database, payment_id) if each.id == attempt_id
    )
    if attempt.provider_id and attempt.provider_id != now.id:
        log.error("payment_begun_twice", payment=str(payment_id), other=now.id)
    attempt.hear(now)
    database.flush()
    _follow(database, payment)
    database.commit()


def _follow(database: Session, payment: FeePayment) -> None:
    """Let the payment say what its tries come to; tell its resident what is new, and its case."""
    balance = payments.balance(database, payment)
    before, news_before = payment.paid_at, _news(payment)
    payment.follow(balance)
    news = _news(payment)
    if payment.paid_at == before and news == news_before and not balance.surplus:
        return
    if news and news != news_before:
        _tell(database, payment, payments.submission_of_payment(database, payment), news)
    bump_revision(database, payment.owner_id)
    deliveries.queue_once(database, Errand.payment(payment.id), after_s=0)
    log.info("payment_changed", payment=str(payment.id), is_paid=payment.paid_at is not None)


def _news(payment: FeePayment) -> MessageKind | None:
    """What a resident is told of how it stands; None: nothing happened yet."""
    if payment.paid_at:
        return MessageKind.PAID
    if payment.reversed_at:
        return MessageKind.PAYMENT_REVERSED
    return MessageKind.REFUNDED if payment.refunded_at else None


def _tell(
    database: Session, payment: FeePayment, submission: Submission, kind: MessageKind
) -> None:
    """Say so once for each time that it happens."""
    times = sum(_is_such(each, kind) for each in payments.attempts_of(database, payment.id))
    messages.add_message_and_notify(
        database,
        payment.owner_id,
        kind,
        about=f"{payment.id}:{times}",
        facts=facts_of(database, payment, submission),
    )


_SUCH: dict[MessageKind, Callable[[PaymentAttempt], bool]] = {
    MessageKind.PAID: lambda attempt: attempt.paid_at is not None,
    MessageKind.PAYMENT_REVERSED: lambda attempt: attempt.cents_charged_back > 0,
    MessageKind.REFUNDED: lambda attempt: attempt.cents_refunded > 0,
}


def _is_such(attempt: PaymentAttempt, kind: MessageKind) -> bool:
    return _SUCH[kind](attempt)


def facts_of(database: Session, payment: FeePayment, submission: Submission) -> dict[str, Any]:
    """What a message says of it."""
    title = form_version_of(database, submission.version).discreet_title
    return {"title": title, "reference": submission.reference, "cents": payment.cents}
