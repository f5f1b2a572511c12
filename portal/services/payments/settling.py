"""Settling a payment: hear how it stands, give back what came too much, and let its case say so."""

from uuid import UUID

import structlog
from sqlalchemy.orm import Session, sessionmaker

from portal.domain.case_intake import CaseIntake
from portal.domain.days import utc_now
from portal.domain.outside import Gateways
from portal.domain.payments import PaymentProvider
from portal.services.payments.hearing import hear
from portal.storage import deliveries, payments
from portal.storage.deliveries import Errand
from portal.storage.delivery_lock import Busy, try_lease
from portal.storage.submissions import Submission

log = structlog.get_logger()
AT_ONCE = 500


def settle(make_session: sessionmaker[Session], gateways: Gateways, payment_id: UUID) -> None:
    """Settle one payment; raises `SourceError` or `Busy`: then call again. Twice is once."""
    with make_session() as database, make_session() as lease:
        if not try_lease(lease, payment_id):
            raise Busy(payment_id)
        if payments.payment_by_id(database, payment_id) is None:
            return
        if gateways.payments is not None:
            hear(database, gateways.payments, payment_id)
            _give_back_surplus(database, gateways.payments, payment_id)
        _tell_case(database, gateways.intake, payment_id)


def queue_payment(database: Session, submission: Submission) -> None:
    """Let the case of this say that it is paid, where it is. Caller commits."""
    payment = payments.payment_of_submission(database, submission.owner_id, submission.id)
    if payment is not None:
        deliveries.queue(database, Errand.payment(payment.id))


def queue_unsettled(database: Session) -> int:
    """Queue what nothing was heard of for long, and what a case says otherwise. Caller commits."""
    silent = payments.to_reconcile(database, utc_now(), AT_ONCE)
    due = dict.fromkeys((*silent, *payments.untold(database, AT_ONCE)))
    for payment_id in due:
        deliveries.queue_once(database, Errand.payment(payment_id), after_s=0)
    return len(due)


def _give_back_surplus(database: Session, provider: PaymentProvider, payment_id: UUID) -> None:
    """Give back what was paid twice, or for another amount. Commits."""
    payment = payments.payment_by_id(database, payment_id)
    assert payment is not None
    surplus = payments.balance(database, payment).surplus
    ids = {each.provider_id: each.id for each in payments.attempts_of(database, payment_id)}
    database.commit()
    for each in surplus:
        log.warning("payment_surplus", payment=str(payment_id), cents=each.cents_kept)
        provider.refund(each.id, each.cents_kept, ids[each.id], "Dubbel betaald")
    if surplus:
        hear(database, provider, payment_id)


def _tell_case(database: Session, intake: CaseIntake, payment_id: UUID) -> None:
    """Let the case say whether it is paid, where there is one that says otherwise. Commits.

    What is no case yet tells it once it is: its delivery queues this.
    """
    payment = payments.payment_by_id(database, payment_id)
    assert payment is not None
    submission = payments.submission_of_payment(database, payment)
    paid_at = payment.paid_at
    is_told = payment.told_at == paid_at
    key = submission.case_key if submission.is_case else None
    database.commit()
    if key is None or is_told:
        return
    intake.set_payment(key, paid_at)
    payment.told_at = paid_at  # whatever changed meanwhile is told anew: it differs from this
    database.commit()
    log.info("payment_told", payment=str(payment_id), is_paid=paid_at is not None)
