"""Payments by Mollie's Payments API v2, or of a provider with the same.

    POST /payments                {"amount": {"currency": "EUR", "value": "18.60"}, …}   201
    GET  /payments/{id}           {"id": "tr_…", "status": "paid", "amountRefunded": …}  200
    GET  /payments/{id}/refunds   {"_embedded": {"refunds": [{"metadata": …}, …]}}       200
    POST /payments/{id}/refunds   {"amount": …}                                          201

`Idempotency-Key` makes a request that is sent again one request, for an hour. A refund has to be
one for ever, and up to € 25 more than was paid may be given back of some payments: so it bears our
key as metadata too, by which it is looked for first. The provider only says *that* something
changed, to `webhookUrl`: how it stands is always asked. Nothing about a person is sent.
"""

from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlsplit
from uuid import UUID, uuid5

from portal.domain.failures import InvalidSourceAnswer, SourceRefused
from portal.domain.payments import NewPayment, ProviderPayment
from portal.gateways.http import Api
from portal.gateways.links import link_of
from portal.gateways.payments.resources import (
    PAGE,
    PAYMENT,
    REFUND,
    REFUNDS,
    PaymentResource,
    amount_of,
)
from portal.settings import Settings

SYSTEM = "payments"
ATTEMPT, GIVEN_BACK = "attempt", "refund"
"""What our ids are called in `metadata`."""
NOTHING_LEFT = frozenset({HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY})
"""How the API refuses to give back what is given back already, among other things."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MolliePayments:
    """A `PaymentProvider`."""

    api: Api
    """For reading, while a resident waits."""
    maker: Api
    """The same with more patience: for what is made there."""
    hosts: frozenset[str] = frozenset()
    """At which residents may be asked to pay; none: at any."""

    def start(self, new: NewPayment) -> ProviderPayment:
        """Begin a try to pay; the same attempt twice is one."""
        body = {
            "amount": amount_of(new.cents),
            "description": new.description,
            "redirectUrl": new.return_url,
            "locale": new.locale,
            "metadata": {ATTEMPT: str(new.attempt)},
        }
        if new.notify_url:
            body["webhookUrl"] = new.notify_url
        made = self.maker.make(PAYMENT, "payments", body, key=str(new.attempt))
        if made.amount != new.cents:
            raise InvalidSourceAnswer(SYSTEM, "a payment of another amount")
        if made.ours(ATTEMPT) not in {"", str(new.attempt)}:
            raise InvalidSourceAnswer(SYSTEM, "a payment of another attempt")
        return self._checked(made)

    def payment(self, payment_id: str) -> ProviderPayment:
        """How this try stands."""
        resource = self.api.read(PAYMENT, f"payments/{payment_id}")
        if resource.id != payment_id:
            raise InvalidSourceAnswer(SYSTEM, "another payment than was asked for")
        return self._checked(resource)

    def refund(self, payment_id: str, cents: int, refund: UUID, description: str) -> None:
        """Give back so much of it; what was given back before is no failure."""
        path = f"payments/{payment_id}/refunds"
        before = self.maker.read(REFUNDS, path).refunds.whole(SYSTEM)
        if any(each.stands and each.ours(GIVEN_BACK) == str(refund) for each in before):
            return
        body = {
            "amount": amount_of(cents),
            "description": description,
            "metadata": {GIVEN_BACK: str(refund)},
        }
        # Keys hold for all requests of an account: this one may be the id of an attempt, too.
        key = str(uuid5(refund, GIVEN_BACK))
        try:
            made = self.maker.make(REFUND, path, body, key=key)
        except SourceRefused as error:
            if error.status not in NOTHING_LEFT or self.payment(payment_id).cents_kept:
                raise
            return
        if made.amount != cents:
            raise InvalidSourceAnswer(SYSTEM, "another amount given back than was asked")

    def check(self) -> None:
        """Ask once whether our key is right; raises `SourceError`."""
        self.api.read(PAGE, "payments", {"limit": 1})

    def _checked(self, resource: PaymentResource) -> ProviderPayment:
        """In our own words; residents are sent nowhere else than where the settings say."""
        payment = resource.payment()
        if payment.pay_url and self.hosts and urlsplit(payment.pay_url).hostname not in self.hosts:
            raise InvalidSourceAnswer(SYSTEM, "a page to pay at a host that PAYMENTS_HOSTS lacks")
        return payment


def connect(settings: Settings) -> MolliePayments | None:
    """The provider of these settings; None where they name none."""
    url, key = settings.payments_url, settings.payments_key
    if url is None or key is None:
        return None
    headers = {"Authorization": f"Bearer {key.get_secret_value()}"}

    def api(limit_s: float) -> Api:
        return Api(
            system=SYSTEM,
            link=link_of(settings, SYSTEM),
            base_url=str(url).rstrip("/"),
            limit_s=limit_s,
            headers=lambda: headers,
        )

    return MolliePayments(
        api=api(settings.register_seconds),
        maker=api(settings.case_timeout_seconds),
        hosts=frozenset(settings.payments_hosts),
    )
