"""Payments of Mollie's API v2, as far as they are read."""

import re
from dataclasses import replace
from decimal import Decimal
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PlainValidator,
    StringConstraints,
    TypeAdapter,
    model_validator,
)

from portal.domain.payments import PaymentStatus, ProviderPayment
from portal.gateways.answers import ItemList, MomentOrNone, Resource, Whole

CURRENCY = "EUR"
AMOUNT = re.compile(r"[0-9]{1,9}\.[0-9]{2}", re.ASCII)
OTHER_WORDS = {"authorized": PaymentStatus.PENDING}
"""Statuses of ways to pay in which the money is not here yet."""
IN_VAIN = frozenset({"failed", "canceled"})
"""Statuses of a refund that brings nothing back."""


def amount_of(cents: int) -> dict[str, str]:
    """So many cents, as the API writes them."""
    return {"currency": CURRENCY, "value": f"{Decimal(cents) / 100:.2f}"}


def _cents(value: Any) -> int:
    """Whole cents of an amount in euro; raises `ValueError` for any other."""
    if not isinstance(value, dict) or value.get("currency") != CURRENCY:
        raise ValueError("no amount in euro")
    text = value.get("value")
    if not isinstance(text, str) or not AMOUNT.fullmatch(text):
        raise ValueError("no whole cents")
    return int(text.replace(".", ""))


def _status(value: Any) -> PaymentStatus:
    return OTHER_WORDS.get(str(value)) or PaymentStatus(value)


def _web_address(url: str) -> str:
    """The address; raises `ValueError` for one that a browser could be led astray by."""
    parts = urlsplit(url)
    is_plain = url.isascii() and url.isprintable() and " " not in url and "\\" not in url
    if not (is_plain and parts.scheme in {"https", "http"} and parts.hostname) or parts.username:
        raise ValueError("no address of the web")
    return url


Cents = Annotated[int, BeforeValidator(_cents)]
CentsOrNone = Annotated[int, BeforeValidator(lambda value: 0 if value is None else _cents(value))]
"""The same; null is nothing."""


class PaymentLink(Resource):
    """Where a payer goes."""

    href: Annotated[str, AfterValidator(_web_address)]


class PaymentLinks(Resource):
    """Where one goes with a payment; no checkout once there is nothing to do."""

    checkout: PaymentLink | None = None


class Marked(Resource):
    """Something that may bear an id of ours, in `metadata`: whatever JSON was sent along."""

    metadata: Any = None

    def ours(self, name: str) -> str:
        """Our id by this name; '' where it bears none."""
        return str(self.metadata.get(name, "")) if isinstance(self.metadata, dict) else ""


class PaymentResource(Marked):
    """A payment. Paid is paid at some moment: that of making it stands in for one not told."""

    id: Annotated[str, StringConstraints(pattern=r"^tr_[A-Za-z0-9_]{1,60}$")]
    status: Annotated[PaymentStatus, PlainValidator(_status)]
    amount: Cents
    amount_refunded: CentsOrNone = 0
    amount_charged_back: CentsOrNone = 0
    created_at: MomentOrNone = None
    paid_at: MomentOrNone = None
    links: PaymentLinks = Field(default_factory=PaymentLinks, alias="_links")

    @model_validator(mode="after")
    def _is_paid_at_a_moment(self) -> "PaymentResource":
        if self.status is PaymentStatus.PAID and not (self.paid_at or self.created_at):
            raise ValueError("paid, and at no moment")
        return self

    def payment(self) -> ProviderPayment:
        """In our own words."""
        is_paid = self.status is PaymentStatus.PAID
        payment = ProviderPayment(
            id=self.id,
            status=self.status,
            cents=self.amount,
            paid_at=(self.paid_at or self.created_at) if is_paid else None,
            cents_refunded=self.amount_refunded,
            cents_charged_back=self.amount_charged_back,
            pay_url=self.links.checkout.href if self.links.checkout else "",
        )
        return replace(payment, pay_url="") if payment.is_decided else payment


class RefundResource(Marked):
    """What is given back of a payment."""

    id: str
    amount: Cents
    status: str = ""

    @property
    def stands(self) -> bool:
        """Whether the money went back, or is on its way."""
        return self.status not in IN_VAIN


class EmbeddedRefunds(Resource):
    """What stands in a list of refunds."""

    refunds: ItemList[RefundResource]


class RefundList(Resource):
    """All that was given back of a payment; one page holds 50, and we give back once."""

    embedded: EmbeddedRefunds = Field(alias="_embedded")

    @property
    def refunds(self) -> ItemList[RefundResource]:
        """Each of them."""
        return self.embedded.refunds


class PaymentPage(Resource):
    """A page of payments, of which only the number matters here."""

    count: Whole


PAGE: TypeAdapter[PaymentPage] = TypeAdapter(PaymentPage)
PAYMENT: TypeAdapter[PaymentResource] = TypeAdapter(PaymentResource)
REFUND: TypeAdapter[RefundResource] = TypeAdapter(RefundResource)
REFUNDS: TypeAdapter[RefundList] = TypeAdapter(RefundList)
