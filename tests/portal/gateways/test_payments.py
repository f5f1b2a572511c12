"""Payments by Mollie's API: what is asked, what is understood, and what may be sent twice."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from portal.domain.failures import (
    InvalidSourceAnswer,
    SourceRefused,
    SourceUnavailable,
)
from portal.domain.payments import NewPayment, PaymentStatus, ProviderPayment
from portal.gateways import payments
from tests.portal.gateways.fake_server import Reply
from tests.portal.gateways.givens import BUGS, raising, settings_for

ATTEMPT = UUID("9b2f6c1e-0d4a-4f5e-8a77-3c1d2e4f5a6b")
REFUND = UUID("1f0e2d3c-4b5a-4687-9788-a9bacbdcedfe")
NEW = NewPayment(
    attempt=ATTEMPT,
    cents=1630,
    description="Gemeente Demodam AANVR-2026-1",
    return_url="https://mijn.demodam.example/betalen/AANVR-2026-1/",
    notify_url="https://mijn.demodam.example/betalen/melding/x/",
    locale="nl_NL",
)
MADE_AT, PAID_AT = "2026-03-20T13:13:37+00:00", "2026-03-20T14:28:37+01:00"
CHECKOUT = "https://www.mollie.com/checkout/select-method/7UhSN1zuXS"
ANSWER = {
    "resource": "payment",
    "id": "tr_7UhSN1zuXS",
    "mode": "test",
    "createdAt": MADE_AT,
    "amount": {"currency": "EUR", "value": "16.30"},
    "description": "Gemeente Demodam AANVR-2026-1",
    "method": None,
    "metadata": {"attempt": str(ATTEMPT)},
    "status": "open",
    "isCancelable": False,
    "expiresAt": "2026-03-20T13:28:37+00:00",
    "profileId": "pfl_QkEhN94Ba",
    "sequenceType": "oneoff",
    "_links": {"self": {"href": "…"}, "checkout": {"href": CHECKOUT, "type": "text/html"}},
}
"""As the documentation of Mollie shows it."""
PAID = {**ANSWER, "status": "paid", "paidAt": PAID_AT, "_links": {"self": {"href": "…"}}}
OPEN = ProviderPayment(id="tr_7UhSN1zuXS", status=PaymentStatus.OPEN, cents=1630, pay_url=CHECKOUT)
PATH = "/v2/payments/tr_7UhSN1zuXS"


def euro(value):
    return {"currency": "EUR", "value": value}


@pytest.fixture
def connect(server, patience):
    def connect_(**changes):
        values = {"register_seconds": patience, "case_timeout_seconds": patience, **changes}
        urls = {"payments_url": f"{server.url}/v2", "payments_key": "test_key"}
        return payments.connect(settings_for(server.url, **(urls | values)))

    return connect_


@pytest.fixture
def provider(connect):
    return connect()


def answering(server, **changes):
    """Let the server give a payment with these differences."""
    server.answers(Reply(json={**ANSWER, **changes}))


def test_payment_is_asked_without_anything_about_a_person(provider, server):
    server.answers(Reply(201, json=ANSWER))

    assert provider.start(NEW) == OPEN
    [sent] = server.requests
    assert (sent.method, sent.path) == ("POST", "/v2/payments")
    assert sent.headers["Authorization"] == "Bearer test_key"
    assert sent.headers["Idempotency-Key"] == str(ATTEMPT)
    assert sent.json == {
        "amount": euro("16.30"),
        "description": NEW.description,
        "redirectUrl": NEW.return_url,
        "webhookUrl": NEW.notify_url,
        "locale": "nl_NL",
        "metadata": {"attempt": str(ATTEMPT)},
    }


@pytest.mark.parametrize(
    ("cents", "value"), [(5, "0.05"), (100, "1.00"), (1630, "16.30"), (123456789, "1234567.89")]
)
def test_amounts_are_written_as_exact_cents(provider, server, cents, value):
    answering(server, amount=euro(value))
    new = NewPayment(**{name: getattr(NEW, name) for name in NEW.__slots__} | {"cents": cents})

    assert provider.start(new).cents == cents
    assert server.requests[0].json["amount"] == euro(value)


def test_who_can_not_be_told_names_no_webhook(provider, server):
    server.answers(Reply(201, json=ANSWER))
    fields = {name: getattr(NEW, name) for name in NEW.__slots__}

    provider.start(NewPayment(**fields | {"notify_url": ""}))

    assert "webhookUrl" not in server.requests[0].json


def test_answer_that_is_lost_is_asked_again_with_the_same_key(provider, server):
    replies = [Reply(drop=True), Reply(201, json=ANSWER)]
    server.answer = lambda _request: replies.pop(0)

    assert provider.start(NEW) == OPEN
    keys = [request.headers["Idempotency-Key"] for request in server.requests]
    assert keys == [str(ATTEMPT)] * 2
    assert server.requests[0].body == server.requests[1].body


def test_answer_that_is_remembered_is_of_what_was_paid_meanwhile(provider, server):
    server.answers(Reply(201, json=PAID))

    payment = provider.start(NEW)

    assert (payment.status, payment.pay_url) == (PaymentStatus.PAID, "")


@pytest.mark.parametrize(
    "odd",
    [
        {"amount": euro("16.31")},
        {"metadata": {"attempt": str(REFUND)}},
        {"id": "tr_../payments"},
        {"id": ""},
    ],
)
def test_another_payment_than_was_asked_for_is_none(provider, server, odd):
    answering(server, **odd)

    with pytest.raises(InvalidSourceAnswer):
        provider.start(NEW)


def test_provider_that_keeps_no_metadata_will_do(provider, server):
    answering(server, metadata=None)

    assert provider.start(NEW) == OPEN


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("open", PaymentStatus.OPEN),
        ("pending", PaymentStatus.PENDING),
        ("authorized", PaymentStatus.PENDING),
        ("failed", PaymentStatus.FAILED),
        ("expired", PaymentStatus.EXPIRED),
        ("canceled", PaymentStatus.CANCELED),
    ],
)
def test_how_it_stands(provider, server, word, status):
    answering(server, status=word)

    payment = provider.payment("tr_7UhSN1zuXS")

    assert (payment.status, payment.paid_at, payment.cents_kept) == (status, None, 0)
    assert bool(payment.pay_url) == (not payment.is_decided)
    assert server.asked == [("GET", PATH)]
    assert "Idempotency-Key" not in server.requests[0].headers


def test_paid_with_what_went_back(provider, server):
    went_back = {"amountRefunded": euro("10.00"), "amountChargedBack": euro("6.30")}
    server.answers(Reply(json={**PAID, **went_back}))

    payment = provider.payment("tr_7UhSN1zuXS")

    assert payment.paid_at == datetime(2026, 3, 20, 13, 28, 37, tzinfo=UTC)
    assert (payment.cents, payment.cents_refunded, payment.cents_charged_back) == (1630, 1000, 630)
    assert payment.cents_kept == 0


def test_what_is_null_is_nothing_and_paid_at_no_moment_is_since_it_was_made(provider, server):
    nulls = {"paidAt": None, "amountRefunded": None, "amountChargedBack": None, "metadata": "x"}
    server.answers(Reply(json={**PAID, **nulls}))

    readings = {provider.payment("tr_7UhSN1zuXS") for _time in range(2)}

    [payment] = readings
    assert payment.paid_at == datetime.fromisoformat(MADE_AT)
    assert payment.cents_kept == 1630


@pytest.mark.parametrize(
    "odd",
    [
        {"status": "refunded"},
        {"status": "PAID"},
        {"status": None},
        {"status": ["paid"]},
        {"status": "paid", "createdAt": None},
        {"amount": {"currency": "USD", "value": "16.30"}},
        {"amount": {"currency": "eur", "value": "16.30"}},
        {"amount": {"value": "16.30"}},
        {"amount": euro(16.3)},
        {"amount": euro(1630)},
        {"amount": euro("16.3")},
        {"amount": euro("16.300")},
        {"amount": euro("16,30")},
        {"amount": euro("-16.30")},
        {"amount": euro(" 16.30")},
        {"amount": euro("16.30\n")},
        {"amount": euro("1e3.00")},
        {"amount": euro("١٦.٣٠")},
        {"amount": euro("NaN")},
        {"amount": None},
        {"amountRefunded": euro("1")},
        {"amountChargedBack": euro("-16.30")},
        {"paidAt": 1774012417},
        {"paidAt": "gisteren"},
        {"id": "tr_another"},
        {"id": "re_7UhSN1zuXS"},
        {"_links": []},
        {"_links": {"checkout": {"href": "javascript:alert(1)"}}},
        {"_links": {"checkout": {"href": "//elsewhere.example/x"}}},
        {"_links": {"checkout": {"href": "https:///x"}}},
        {"_links": {"checkout": {"href": "https://www.mollie.com@elsewhere.example/"}}},
        {"_links": {"checkout": {"href": "https://elsewhere.example\\@www.mollie.com/"}}},
        {"_links": {"checkout": {"href": "https://www.mollie.com/\r\nSet-Cookie: x"}}},
        {"_links": {"checkout": {"href": "https://www.mollie.com/ x"}}},
        {"_links": {"checkout": {"href": "https://[x/"}}},
    ],
    ids=str,
)
def test_odd_answer_is_no_payment(provider, server, odd):
    answering(server, **odd)

    with pytest.raises(InvalidSourceAnswer):
        provider.payment("tr_7UhSN1zuXS")


def test_residents_pay_only_at_the_hosts_of_the_settings(connect, server):
    server.answers(Reply(201, json=ANSWER))
    assert connect(payments_hosts="www.mollie.com, pay.example").start(NEW) == OPEN
    elsewhere = connect(payments_hosts="mollie.com")

    with pytest.raises(InvalidSourceAnswer, match="PAYMENTS_HOSTS"):
        elsewhere.start(NEW)
    server.answers(Reply(json=PAID))
    assert elsewhere.payment("tr_7UhSN1zuXS").is_decided


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (Reply(502, body=b""), SourceUnavailable),
        (Reply(503, json={"status": 503}), SourceUnavailable),
        (Reply(429, json={}), SourceUnavailable),
        (Reply(json=ANSWER, wait_s=3), SourceUnavailable),
        (Reply(drop=True), SourceUnavailable),
        (Reply(401, json={"status": 401}), SourceRefused),
        (Reply(404, json={"status": 404}), SourceRefused),
        (Reply(422, json={"status": 422, "field": "amount"}), SourceRefused),
        (Reply(body=b"<html>"), InvalidSourceAnswer),
        (Reply(json=[]), InvalidSourceAnswer),
        (Reply(json=ANSWER, half=True), SourceUnavailable),
    ],
)
def test_failure_says_nothing_of_a_payment(provider, server, reply, error):
    server.answers(reply)

    for ask in (lambda: provider.payment("tr_7UhSN1zuXS"), lambda: provider.start(NEW)):
        with pytest.raises(error):
            ask()


def test_without_an_address_there_is_no_provider(connect):
    assert connect(payments_url=None, payments_key=None) is None


@pytest.mark.parametrize("bug", BUGS)
def test_bug_of_ours_is_no_failure_of_the_provider(provider, server, monkeypatch, bug):
    answering(server)
    where = "portal.gateways.payments.resources.PaymentResource.payment"
    monkeypatch.setattr(where, raising(bug))

    with pytest.raises(type(bug), match="ours"):
        provider.payment("tr_7UhSN1zuXS")
