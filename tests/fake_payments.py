"""A payment provider as tests need it: see `tests.fakes`."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from uuid import UUID

from portal.domain.failures import SourceRefused, SourceUnavailable
from portal.domain.payments import NewPayment, PaymentStatus, ProviderPayment
from tests.witness import Fake


@dataclass
class FakePayments(Fake):
    """Who takes the money. Plays `PaymentProvider`."""

    system = "betaaldienst"
    started: dict[UUID, NewPayment] = field(default_factory=dict)
    """By attempt: the same one is started once."""
    payments: dict[str, ProviderPayment] = field(default_factory=dict)
    """By the provider's id."""
    refunds: dict[UUID, tuple[str, int]] = field(default_factory=dict)
    """By our id: of which payment, and how many cents."""
    too_late: int = 0
    """So many payments are begun, but the answer comes too late."""

    def start(self, new: NewPayment) -> ProviderPayment:
        self._meet("start")
        payment_id = self.id_of(new.attempt)
        if new.attempt not in self.started:
            self.started[new.attempt] = new
            self.payments[payment_id] = ProviderPayment(
                id=payment_id,
                status=PaymentStatus.OPEN,
                cents=new.cents,
                pay_url=f"https://betalen.example/{payment_id}",
            )
        if self.too_late:
            self.too_late -= 1
            raise SourceUnavailable(self.system, "no answer within 20 s")
        return self.payments[payment_id]

    def payment(self, payment_id: str) -> ProviderPayment:
        self._meet("payment")
        if payment_id not in self.payments:
            raise SourceRefused(self.system, "HTTP 404", status=404)
        return self.payments[payment_id]

    def refund(self, payment_id: str, cents: int, refund: UUID, description: str) -> None:
        del description
        self._meet("refund")
        payment = self.payment(payment_id)
        if refund in self.refunds:
            return
        if payment.cents_kept < cents:
            raise SourceRefused(self.system, "HTTP 422", status=422)
        self.refunds[refund] = payment_id, cents
        self._change(payment_id, cents_refunded=payment.cents_refunded + cents)

    @staticmethod
    def id_of(attempt: UUID) -> str:
        """What the payment of an attempt is called here."""
        return f"tr_{attempt.hex[:20]}"

    @property
    def last(self) -> ProviderPayment:
        """The payment that was begun last."""
        return list(self.payments.values())[-1]

    def becomes(self, status: PaymentStatus, payment_id: str = "") -> None:
        """Let a payment come to this; '' for the one that was begun last."""
        paid_at = datetime.now(UTC) if status is PaymentStatus.PAID else None
        changes = {"status": status, "paid_at": paid_at}
        is_open = status in {PaymentStatus.OPEN, PaymentStatus.PENDING}
        self._change(payment_id or self.last.id, **changes, **({} if is_open else {"pay_url": ""}))

    def is_charged_back(self, payment_id: str = "") -> None:
        """Let the payer's bank take all of it back."""
        payment = self.payments[payment_id or self.last.id]
        self._change(payment.id, cents_charged_back=payment.cents_kept)

    def _change(self, payment_id: str, **changes) -> None:
        self.payments[payment_id] = replace(self.payments[payment_id], **changes)
