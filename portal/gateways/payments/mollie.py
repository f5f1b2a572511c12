"""Payments by Mollie's Payments API v2, or of a provider with the same.

    POST /payments                {"amount": {"currency": "EUR", "value": "18.60"}, …}   201
    GET  /payments/{id}           {"id": "tr_…", "status": "paid", "amountRefunded": …}  200
    POST /payments/{id}/refunds   {"amount": …}                                          201

`Idempotency-Key` makes a request that is sent again one request. The provider only says *that*
something changed, to `webhookUrl`: how it stands is always asked. Nothing about a person is sent.
"""

from dataclasses import dataclass, replace
from uuid import UUID

from portal.domain.failures import InvalidSourceAnswer, SourceRefused
from portal.domain.payments import NewPayment, ProviderPayment
from portal.gateways.http import Api
from portal.gateways.links import link_of
from portal.gateways.payments.resources import PAGE, PAYMENT, REFUND, amount_of
from portal.settings import Settings

SYSTEM = "payments"
NOTHING_LEFT = frozenset({409, 422})
"""How the API refuses to give back what is given back already."""


@dataclass(frozen=True, slots=True)
class MolliePayments:
    """A `PaymentProvider`."""

    api: Api

    def start(self, new: NewPayment) -> ProviderPayment:
        """Begin a try to pay; the same attempt twice is one."""
        body = {
            "amount": amount_of(new.cents),
            "description": new.description,
            "redirectUrl": new.return_url,
            "locale": new.locale,
            "metadata": {"attempt": str(new.attempt)},
        }
        if new.notify_url:
            body["webhookUrl"] = new.notify_url
        payment = self._once(new.attempt).make(PAYMENT, "payments", body).payment()
        if payment.cents != new.cents:
            raise InvalidSourceAnswer(SYSTEM, "a payment of another amount")
        return payment

    def payment(self, payment_id: str) -> ProviderPayment:
        """How this try stands."""
        resource = self.api.read(PAYMENT, f"payments/{payment_id}")
        if resource.id != payment_id:
            raise InvalidSourceAnswer(SYSTEM, "another payment than was asked for")
        return resource.payment()

    def refund(self, payment_id: str, cents: int, refund: UUID, description: str) -> None:
        """Give back so much of it; what was given back before is no failure."""
        body = {"amount": amount_of(cents), "description": description}
        try:
            self._once(refund).make(REFUND, f"payments/{payment_id}/refunds", body)
        except SourceRefused as error:
            if error.status not in NOTHING_LEFT or self.payment(payment_id).cents_kept >= cents:
                raise

    def check(self) -> None:
        """Ask once whether our key is right; raises `SourceError`."""
        self.api.read(PAGE, "payments", {"limit": 1})

    def _once(self, key: UUID) -> Api:
        headers = self.api.headers
        return replace(self.api, headers=lambda: {**headers(), "Idempotency-Key": str(key)})


def connect(settings: Settings) -> MolliePayments | None:
    """The provider of these settings; None where they name none."""
    url, key = settings.payments_url, settings.payments_key
    if url is None:
        return None
    token = key.get_secret_value() if key else ""
    return MolliePayments(
        Api(
            system=SYSTEM,
            link=link_of(settings, SYSTEM),
            base_url=str(url).rstrip("/"),
            limit_s=settings.register_seconds,
            headers=lambda: {"Authorization": f"Bearer {token}"},
        )
    )
