"""Giving back what was paid: once for ever, whatever becomes of an answer."""

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from portal.domain.failures import InvalidSourceAnswer, SourceRefused, SourceUnavailable
from portal.domain.payments import NewPayment, PaymentStatus
from portal.embedded.switchboard.switches import Mode, Setting
from portal.gateways import payments
from portal.gateways.payments.resources import Cents, PaymentResource, amount_of
from tests.portal.gateways.fake_server import Reply
from tests.portal.gateways.givens import settings_for, settings_of_the_world
from tests.portal.gateways.test_payments import ANSWER, PAID, euro

REFUND = UUID("1f0e2d3c-4b5a-4687-9788-a9bacbdcedfe")
ID = "tr_7UhSN1zuXS"
PATH = f"/v2/payments/{ID}/refunds"
GIVEN_BACK = {
    "resource": "refund",
    "id": "re_4qqhO89gsT",
    "amount": euro("16.30"),
    "status": "pending",
    "metadata": {"refund": str(REFUND)},
    "paymentId": ID,
}
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda values: st.lists(values, max_size=2) | st.dictionaries(st.text(), values, max_size=2),
    max_leaves=4,
)
MADE = Reply(201, json=GIVEN_BACK)
EVERY = {"status": "paid", "amountRefunded": euro("16.30")}


@pytest.fixture
def provider(server):
    urls = {"payments_url": f"{server.url}/v2", "payments_key": "test_key"}
    return payments.connect(settings_for(server.url, **urls))


@pytest.fixture
def answers(server):
    """What the server says of refunds that there are, of a new one, and of the payment."""

    def answers_(*before, new=MADE, payment=PAID):
        replies = {
            ("GET", PATH): Reply(json={"count": 1, "_embedded": {"refunds": [*before]}}),
            ("POST", PATH): new,
            ("GET", f"/v2/payments/{ID}"): Reply(json=payment),
        }
        server.answer = lambda request: replies[request.method, request.path]

    return answers_


def give_back(provider, cents=1630):
    provider.refund(ID, cents, REFUND, "Dubbel betaald")


def posted(server):
    return [request for request in server.requests if request.method == "POST"]


def test_refund_bears_our_key_in_two_ways(provider, server, answers):
    answers()

    give_back(provider)

    [sent] = posted(server)
    assert sent.path == PATH
    assert sent.json == {
        "amount": euro("16.30"),
        "description": "Dubbel betaald",
        "metadata": {"refund": str(REFUND)},
    }
    # A key holds for all requests, and who calls may give back by the id of the attempt.
    assert UUID(sent.headers["Idempotency-Key"]) != REFUND


def test_refund_of_before_is_asked_no_more(provider, server, answers):
    answers(GIVEN_BACK)

    give_back(provider)

    assert posted(server) == []


@pytest.mark.parametrize(
    "other",
    [
        {"metadata": {"refund": "5d0c55a2-3f0c-4c69-9d5e-6f0f6e0f5e51"}},
        {"metadata": None},
        {"metadata": "bookkeeping"},
        {"status": "failed"},
        {"status": "canceled"},
    ],
    ids=str,
)
def test_refund_of_somebody_else_or_in_vain_is_not_ours(provider, server, answers, other):
    answers({**GIVEN_BACK, **other})

    give_back(provider)

    assert len(posted(server)) == 1


def test_while_refunds_can_not_be_read_none_is_made(provider, server, answers):
    answers({**GIVEN_BACK, "amount": "veel"})

    with pytest.raises(InvalidSourceAnswer):
        give_back(provider)

    assert posted(server) == []


@pytest.mark.parametrize("status", [409, 422])
def test_refusal_is_told_apart_by_reading_the_payment(provider, answers, status):
    refusal = Reply(status, json={"status": status, "detail": "A duplicate refund was detected"})
    answers(new=refusal, payment={**PAID, **EVERY})
    give_back(provider)

    for left in (PAID, {**PAID, "amountRefunded": euro("16.29")}):
        answers(new=refusal, payment=left)
        with pytest.raises(SourceRefused):
            give_back(provider)


@pytest.mark.parametrize("status", [400, 401, 404])
def test_other_refusals_are_not_asked_after(provider, server, answers, status):
    answers(new=Reply(status, json={"status": status}), payment={**PAID, **EVERY})

    with pytest.raises(SourceRefused):
        give_back(provider)

    assert ("GET", f"/v2/payments/{ID}") not in server.asked


def test_another_amount_is_told(provider, answers):
    answers(new=Reply(201, json={**GIVEN_BACK, "amount": euro("1630.00")}))

    with pytest.raises(InvalidSourceAnswer):
        give_back(provider)


@given(cents=st.integers(min_value=0, max_value=99_999_999_999))
def test_every_amount_is_read_as_it_was_written(cents):
    assert TypeAdapter(Cents).validate_python(amount_of(cents)) == cents


@given(value=JSON_VALUES, field=st.sampled_from([*ANSWER, "paidAt", "amountRefunded"]))
def test_whatever_stands_in_a_field_it_is_a_payment_or_refused(value, field):
    try:
        payment = PaymentResource.model_validate({**PAID, field: value}).payment()
    except ValueError:
        return
    assert isinstance(payment.cents, int)
    assert (payment.paid_at is not None) == (payment.status is PaymentStatus.PAID)


class TestAtTheEmbeddedProvider:
    """The same over real HTTP, with a provider that keeps what it did."""

    @pytest.fixture
    def embedded(self, world):
        settings = settings_of_the_world(world[0], case_timeout_seconds=10.0)
        return payments.connect(settings)

    @pytest.fixture
    def client(self, meddler):
        return meddler.app.test_client()

    @pytest.fixture
    def switch(self, meddler):
        board = meddler.app.extensions["switchboard"]
        yield lambda mode, call: board.set("betaaldienst", Setting(mode=mode, times=1, only=call))
        board.all_good()

    @pytest.fixture
    def new(self):
        return NewPayment(
            attempt=uuid4(),
            cents=1630,
            description="Gemeente Demodam AANVR-2026-1",
            return_url="http://127.0.0.1:8000/betalen/AANVR-2026-1/",
            notify_url="",
            locale="nl_NL",
        )

    def test_from_begin_to_end(self, embedded, client, new):
        begun = embedded.start(new)
        assert embedded.start(new) == begun
        assert begun.pay_url.endswith(f"/betaaldienst/betalen/{begun.id}")

        client.post(f"/betaaldienst/betalen/{begun.id}", data={"outcome": "paid"})
        paid = embedded.payment(begun.id)
        assert (paid.status, paid.cents_kept, paid.pay_url) == (PaymentStatus.PAID, 1630, "")
        for _time in range(3):
            embedded.refund(begun.id, 1630, new.attempt, "Dubbel betaald")

        assert embedded.payment(begun.id).cents_refunded == 1630
        embedded.refund(begun.id, 1630, uuid4(), "Nog eens")  # there is nothing left

    def test_answer_that_is_lost_leaves_one_payment_and_one_refund(
        self, embedded, client, new, switch
    ):
        switch(Mode.BROKEN_AFTER, "POST /betaaldienst/v2/payments")
        with pytest.raises(SourceUnavailable):
            embedded.start(new)
        begun = embedded.start(new)
        client.post(f"/betaaldienst/betalen/{begun.id}", data={"outcome": "paid"})
        switch(Mode.BROKEN_AFTER, f"POST /betaaldienst/v2/payments/{begun.id}/refunds")
        with pytest.raises(SourceUnavailable):
            embedded.refund(begun.id, 800, REFUND, "Te veel")

        embedded.refund(begun.id, 800, REFUND, "Te veel")

        assert embedded.payment(begun.id).cents_refunded == 800

    def test_another_amount_is_no_payment(self, embedded, new, switch):
        switch(Mode.OTHER_AMOUNT, "")

        with pytest.raises(InvalidSourceAnswer):
            embedded.start(new)
