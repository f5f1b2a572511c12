"""What the tests of the embedded payment provider share: somebody who calls it, and who pays."""

from uuid import uuid4

import pytest

from portal.embedded.payments import notices
from tests.portal.embedded.payments.calls import API, BACK, EURO, HEADERS
from tests.portal.gateways.fake_server import Reply, serving


@pytest.fixture
def portal_server(monkeypatch):
    """Where notices go; what isn't taken comes again at once."""
    monkeypatch.setattr(notices, "WAITS_S", (0.0, 0.01, 0.01))
    with serving() as server:
        server.answers(Reply(body=b""))
        yield server


@pytest.fixture
def start(client):
    """Begin a payment; gives the answer."""

    def start_(key=None, headers=HEADERS, **changes):
        body = {"amount": EURO, "description": "Gemeente Demodam AANVR-1", "redirectUrl": BACK}
        keys = {"Idempotency-Key": key or str(uuid4())}
        return client.post(API, json=body | changes, headers=headers | keys)

    return start_


@pytest.fixture
def read(client):
    """A payment, as the API has it."""
    return lambda payment_id: client.get(f"{API}/{payment_id}", headers=HEADERS).json


@pytest.fixture
def give_back(client):
    """Give some of it back; gives the answer."""

    def give_back_(payment_id, value="16.30", key=None):
        body = {"amount": {"currency": "EUR", "value": value}, "metadata": {"refund": "r"}}
        headers = HEADERS | {"Idempotency-Key": key or str(uuid4())}
        return client.post(f"{API}/{payment_id}/refunds", json=body, headers=headers)

    return give_back_


@pytest.fixture
def end(client):
    """Let a payment come to this, as its payer."""

    def end_(payment_id, outcome="paid"):
        return client.post(f"/betaaldienst/betalen/{payment_id}", data={"outcome": outcome})

    return end_


@pytest.fixture
def later(client):
    """Let something become of a payment later, on the page of all payments."""

    def later_(payment_id, outcome):
        return client.post(f"/betaaldienst/betalingen/{payment_id}", data={"outcome": outcome})

    return later_
