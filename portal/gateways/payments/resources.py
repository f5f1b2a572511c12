"""Payments of Mollie's API v2, as far as they are read."""

import re
from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    PlainValidator,
    StringConstraints,
    TypeAdapter,
)
from pydantic.alias_generators import to_camel

from portal.domain.payments import PaymentStatus, ProviderPayment

CURRENCY = "EUR"
AMOUNT = re.compile(r"[0-9]{1,9}\.[0-9]{2}", re.ASCII)
OTHER_WORDS = {"authorized": PaymentStatus.PENDING}
"""Statuses of ways to pay in which the money is not here yet."""
_WEB = ("https://", "http://")


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


Cents = Annotated[int, PlainValidator(_cents)]


class Link(BaseModel):
    """Where something is."""

    href: str


class Links(BaseModel):
    """Where a payer goes; absent once there is nothing to do."""

    checkout: Link | None = None


class PaymentResource(BaseModel):
    """A payment."""

    model_config = ConfigDict(alias_generator=to_camel)

    id: Annotated[str, StringConstraints(pattern=r"^tr_\w{1,60}$")]
    status: Annotated[PaymentStatus, PlainValidator(_status)]
    amount: Cents
    amount_refunded: Cents = 0
    amount_charged_back: Cents = 0
    paid_at: AwareDatetime | None = None
    links: Links = Field(default_factory=Links, alias="_links")

    @property
    def pay_url(self) -> str:
        """Where it can be paid; '' where it can't, or not on the web."""
        url = self.links.checkout.href if self.links.checkout else ""
        return url if url.startswith(_WEB) and url.isprintable() and " " not in url else ""

    def payment(self) -> ProviderPayment:
        """In our own words; what is paid was so at some moment, which may not be told."""
        at: datetime | None = None
        if self.status is PaymentStatus.PAID:
            at = (self.paid_at or datetime.now(UTC)).astimezone(UTC)
        return ProviderPayment(
            id=self.id,
            status=self.status,
            cents=self.amount,
            paid_at=at,
            cents_refunded=self.amount_refunded,
            cents_charged_back=self.amount_charged_back,
            pay_url="" if self.status is PaymentStatus.PAID else self.pay_url,
        )


class RefundResource(BaseModel):
    """What is given back of a payment."""

    id: str
    amount: Cents


class PaymentPage(BaseModel):
    """A page of payments, of which only the number matters here."""

    count: int


PAGE: TypeAdapter[PaymentPage] = TypeAdapter(PaymentPage)
PAYMENT: TypeAdapter[PaymentResource] = TypeAdapter(PaymentResource)
REFUND: TypeAdapter[RefundResource] = TypeAdapter(RefundResource)
