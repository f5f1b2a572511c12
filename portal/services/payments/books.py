"""What operators see and do of payments: list, look at one, ask anew, give back."""

from dataclasses import dataclass

import structlog
from sqlalchemy.orm import Session

from portal.domain.outside import Gateways
from portal.services.payments.hearing import hear
from portal.storage import deliveries, payments
from portal.storage.deliveries import Errand
from portal.storage.payments import FeePayment, PaymentAttempt

log = structlog.get_logger()


class UnknownPayment(Exception):
    """Nothing that was sent with this reference is paid here."""

    def __init__(self, reference: str) -> None:
        super().__init__(f"Nothing is paid here for {reference}. Take one of: portal payments list")


class NothingToRefund(Exception):
    """There is no money of it here, or nobody who could give it back."""

    def __init__(self, reference: str) -> None:
        super().__init__(
            f"There is nothing to give back of {reference}: portal payments show {reference}"
        )


@dataclass(frozen=True, slots=True)
class BookEntry:
    """One payment, as operators see it: nothing of who pays."""

    reference: str
    payment: FeePayment
    attempts: tuple[PaymentAttempt, ...] = ()

    @property
    def state(self) -> str:
        """Where it stands, in a few words."""
        payment = self.payment
        if payment.paid_at:
            told = "" if payment.told_at == payment.paid_at else ", its case doesn't say so yet"
            return f"paid {payment.paid_at:%Y-%m-%d %H:%M}{told}"
        if payment.refunded_at:
            return f"given back {payment.refunded_at:%Y-%m-%d %H:%M}"
        if payment.reversed_at:
            return f"taken back by the bank {payment.reversed_at:%Y-%m-%d %H:%M}"
        return f"not paid since {payment.made_at:%Y-%m-%d %H:%M}"


def all_entries(database: Session, *, only_due: bool = False) -> list[BookEntry]:
    """All that is or was to be paid, newest first."""
    rows = payments.all_payments(database, only_due=only_due)
    return [BookEntry(submission.reference, payment) for payment, submission in rows]


def entry_of(database: Session, reference: str) -> BookEntry:
    """One of them with each try to pay it; raises `UnknownPayment`."""
    payment = payments.payment_by_reference(database, reference.upper())
    if payment is None:
        raise UnknownPayment(reference)
    tries = tuple(payments.attempts_of(database, payment.id))
    return BookEntry(reference.upper(), payment, tries)


def give_back(database: Session, gateways: Gateways, reference: str, by: str) -> int:
    """Give back all that is here of it; gives how many cents. Commits.

    Twice is once: the key of a refund is its try. Raises `UnknownPayment`, `NothingToRefund`,
    `SourceError`.
    """
    entry = entry_of(database, reference)
    provider, payment_id = gateways.payments, entry.payment.id
    if provider is None:
        raise NothingToRefund(reference)
    hear(database, provider, payment_id)
    tries = payments.attempts_of(database, payment_id)
    here = [(each.id, each.as_heard) for each in tries if each.as_heard.cents_kept]
    database.commit()
    if not here:
        raise NothingToRefund(reference)
    for attempt_id, payment in here:
        provider.refund(payment.id, payment.cents_kept, attempt_id, f"Terug van {reference}")
    hear(database, provider, payment_id)
    deliveries.queue(database, Errand.payment(payment_id))
    database.commit()
    cents = sum(payment.cents_kept for _id, payment in here)
    log.warning("payment_given_back", payment=str(payment_id), cents=cents, by=by)
    return cents
