"""What residents see of what they have to pay."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

import structlog
from sqlalchemy.orm import Session

from portal.domain.failures import SourceError
from portal.domain.payments import UNDECIDED, PaymentProvider
from portal.domain.tasks import withdrawal_ids_of
from portal.services.payments.hearing import hear
from portal.storage import payments
from portal.storage.payments import FeePayment
from portal.storage.submissions import Submission
from portal.storage.task_replies import withdrawals_of

log = structlog.get_logger()


class PaymentState(Enum):
    """How what is to be paid stands, for who has to."""

    DUE = auto()
    """It has to be paid."""
    FAILED = auto()
    """It was tried, in vain, and has to be paid."""
    BUSY = auto()
    """The bank does not know yet."""
    PAID = auto()
    REVERSED = auto()
    """The bank took the money back: it has to be paid again."""
    REFUNDED = auto()
    """The municipality gave it back."""
    NOT_NEEDED = auto()
    """It was withdrawn, or an employee went on with it on paper, before it was paid."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPayment:
    """One payment, as its resident sees it."""

    state: PaymentState
    cents: int
    law: str
    reference: str
    case_number: str
    """'' while there is no case."""
    paid_at: datetime | None
    is_heard: bool = True
    """Whether the provider was heard just now, where it had something to say."""

    @property
    def can_pay(self) -> bool:
        """Whether it can be paid now."""
        return self.state in {PaymentState.DUE, PaymentState.FAILED, PaymentState.REVERSED}


def read_payment(
    database: Session,
    provider: PaymentProvider | None,
    payment: FeePayment,
    submission: Submission,
) -> OwnPayment:
    """How it stands, after asking the provider where something is under way. Commits."""
    is_heard = True
    tries = payments.attempts_of(database, payment.id)
    if provider and any(each.provider_id and each.status in UNDECIDED for each in tries):
        try:
            hear(database, provider, payment.id, UNDECIDED)
        except SourceError as error:
            log.warning("outside_failed", system=error.system, reason=error.reason)
            is_heard = False
    database.refresh(payment)
    return own_payment(database, payment, submission, is_heard=is_heard)


def own_payment(
    database: Session, payment: FeePayment, submission: Submission, *, is_heard: bool = True
) -> OwnPayment:
    """How it stood when the provider was last heard."""
    return OwnPayment(
        state=_state(database, payment, submission),
        cents=payment.cents,
        law=payment.law,
        reference=submission.reference,
        case_number=submission.number or "" if submission.is_case else "",
        paid_at=payment.paid_at,
        is_heard=is_heard,
    )


def _state(database: Session, payment: FeePayment, submission: Submission) -> PaymentState:
    if payment.paid_at:
        return PaymentState.PAID
    if payment.refunded_at:
        return PaymentState.REFUNDED
    if submission.handed_over_at or _is_withdrawn(database, submission):
        return PaymentState.NOT_NEEDED
    balance = payments.balance(database, payment)
    if balance.is_pending:
        return PaymentState.BUSY
    if payment.reversed_at:
        return PaymentState.REVERSED
    return PaymentState.FAILED if balance.is_failed else PaymentState.DUE


def _is_withdrawn(database: Session, submission: Submission) -> bool:
    ids = withdrawal_ids_of(submission.id, submission.case_key)
    return bool(withdrawals_of(database, submission.owner_id, ids))
