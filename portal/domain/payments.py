"""Paying what a submission costs: what is asked of a payment provider, and when something is paid.

The provider's word is the only proof: a payment counts where it says `paid`, for as much as was
asked, and nothing of it went back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID


class PaymentStatus(StrEnum):
    """How one try to pay stands, in the words of Mollie's Payments API v2."""

    OPEN = "open"
    """Begun; the payer has not finished."""
    PENDING = "pending"
    """The bank has it, and does not know yet."""
    PAID = "paid"
    FAILED = "failed"
    EXPIRED = "expired"
    CANCELED = "canceled"


_IN_VAIN = frozenset({PaymentStatus.FAILED, PaymentStatus.EXPIRED, PaymentStatus.CANCELED})
_NEVER = datetime.max.replace(tzinfo=UTC)
UNDECIDED = frozenset({PaymentStatus.OPEN, PaymentStatus.PENDING})
"""The provider may still say something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPayment:
    """One try to pay, as it is asked of the provider. It says nothing about a person (rule 6)."""

    attempt: UUID
    """Ours; the same twice is one payment."""
    cents: int
    """Euro."""
    description: str
    """What stands on the payer's bank statement: the municipality and the reference."""
    return_url: str
    """Where the payer comes back to, however it ended."""
    notify_url: str
    """Where the provider says that something changed; '' for nowhere."""
    locale: str
    """Of the payer, as `nl_NL`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderPayment:
    """One try to pay, as the provider has it."""

    id: str
    """The provider's."""
    status: PaymentStatus
    cents: int
    """What it is for."""
    paid_at: datetime | None = None
    """Moment (UTC); None where it isn't paid."""
    cents_refunded: int = 0
    """What we gave back, or are giving back."""
    cents_charged_back: int = 0
    """What the payer's bank took back."""
    pay_url: str = ""
    """Where it can be paid; '' once it can't."""

    @property
    def is_decided(self) -> bool:
        """Whether the payer can do nothing more about it."""
        return self.status not in UNDECIDED

    @property
    def cents_kept(self) -> int:
        """What we have of it now."""
        if self.status is not PaymentStatus.PAID:
            return 0
        return max(0, self.cents - self.cents_refunded - self.cents_charged_back)


class PaymentProvider(Protocol):
    """Who takes the money. Every method may be repeated and does nothing twice."""

    def start(self, new: NewPayment) -> ProviderPayment:
        """Begin a try to pay. Raises `SourceError`."""
        ...

    def payment(self, payment_id: str) -> ProviderPayment:
        """How this try stands. Raises `SourceError`."""
        ...

    def refund(self, payment_id: str, cents: int, refund: UUID, description: str) -> None:
        """Give back so much of it; the same `refund` (ours) twice is one. Raises `SourceError`."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentBalance:
    """What the tries to pay one amount come to."""

    paid: ProviderPayment | None
    """The try that paid it, the first of several; None where it is not paid.

    It stays so where the municipality gave a part back: that is between them and the payer.
    """
    surplus: tuple[ProviderPayment, ...]
    """Paid besides: twice, or another amount than was asked. To be given back."""
    is_pending: bool
    """Whether a bank has it and does not know yet."""
    is_failed: bool
    """Whether the last try ended, and in vain."""
    is_charged_back: bool
    """Whether it was paid once, and the payer's bank took money back."""
    is_refunded: bool
    """Whether it was paid once, and the municipality gave it all back."""


def balance_of(cents: int, tries: Sequence[ProviderPayment]) -> PaymentBalance:
    """What these tries to pay so many cents come to; the newest is the last."""
    every = sorted(tries, key=lambda each: (each.paid_at or _NEVER, each.id))
    taken = [each for each in every if each.cents == cents and each.cents_charged_back]
    here = [each for each in every if each.cents_kept and each not in taken]
    paid = next((each for each in here if each.cents == cents), None)
    gone = [each for each in every if each.status is PaymentStatus.PAID and not each.cents_kept]
    return PaymentBalance(
        paid=paid,
        surplus=tuple(each for each in here if each is not paid),
        is_pending=any(each.status is PaymentStatus.PENDING for each in every),
        is_failed=bool(tries) and tries[-1].status in _IN_VAIN,
        is_charged_back=paid is None and bool(taken),
        is_refunded=paid is None and not taken and any(each.cents == cents for each in gone),
    )
