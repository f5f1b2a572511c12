"""Beginning to pay: one try at a time at the provider, however often a resident clicks."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from portal.domain.days import utc_now
from portal.domain.failures import SourceError
from portal.domain.payments import UNDECIDED, NewPayment, PaymentProvider, PaymentStatus
from portal.services.payments.hearing import hear, keep
from portal.storage import payments
from portal.storage.payments import FeePayment, PaymentAttempt
from portal.storage.submissions import Submission

SAME_TRY_FOR = timedelta(minutes=30)
"""So long a try that is not known to have begun is asked for again, which begins it once: providers
remember the key of a request for an hour (Mollie, "Idempotency")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Payer:
    """Where somebody who pays comes back to, and what the provider shows them."""

    return_url: str
    notify_url: Callable[[UUID, str], str]
    """The address at which the provider tells of a try: its id, and its secret."""
    description: str
    locale: str


@dataclass(frozen=True, slots=True)
class GoPay:
    """The resident pays there."""

    url: str


@dataclass(frozen=True, slots=True)
class NothingToPay:
    """It is paid, or their bank is at it: the page says which."""


@dataclass(frozen=True, slots=True)
class CannotPayNow:
    """The provider doesn't answer, or has nowhere to pay; nothing is lost."""


PayResult = GoPay | NothingToPay | CannotPayNow


def begin_to_pay(
    database: Session,
    provider: PaymentProvider,
    payment: FeePayment,
    submission: Submission,
    payer: Payer,
) -> PayResult:
    """Give the address at which it can be paid. Commits; nothing is locked while one waits.

    First it is heard how earlier tries stand, so that nothing is paid twice; two clicks at once
    are one try.
    """
    payment_id = payment.id
    try:
        hear(database, provider, payment_id, UNDECIDED)
        attempt = _attempt_to_use(database, payment_id, submission)
        if attempt is None:
            database.commit()
            return NothingToPay()
        attempt_id, cents, url = attempt.id, attempt.cents, attempt.pay_url
        token = payments.notice_token(database, attempt_id)
        database.commit()
        if not url:
            new = NewPayment(
                attempt=attempt_id,
                cents=cents,
                description=payer.description,
                return_url=payer.return_url,
                notify_url=payer.notify_url(attempt_id, token),
                locale=payer.locale,
            )
            begun = provider.start(new)
            keep(database, payment_id, attempt_id, begun)
            url = begun.pay_url
    except SourceError:
        return CannotPayNow()
    return GoPay(url) if url else _without_address(database, payment_id)


def _without_address(database: Session, payment_id: UUID) -> PayResult:
    """What it means that the provider gave no address: a try whose answer was lost may be paid."""
    payment = payments.payment_by_id(database, payment_id)
    return CannotPayNow() if payment and payment.is_due else NothingToPay()


def _attempt_to_use(
    database: Session, payment_id: UUID, submission: Submission
) -> PaymentAttempt | None:
    """The try that goes on, or a new one; None where there is nothing to pay. Locks the payment."""
    payment = payments.payment_by_id(database, payment_id, lock=True)
    if payment is None or not payment.is_due or submission.handed_over_at:
        return None
    attempts = payments.attempts_of(database, payment_id)
    if any(each.status == PaymentStatus.PENDING for each in attempts):
        return None
    open_since = utc_now() - SAME_TRY_FOR
    for each in reversed(attempts):
        is_open = each.status == PaymentStatus.OPEN
        if is_open and (each.pay_url or (not each.provider_id and each.made_at > open_since)):
            return each
    return payments.begin_attempt(database, payment)
