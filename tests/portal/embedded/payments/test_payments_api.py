"""The embedded payment provider: Mollie's API, and the pages on which one pays."""

from uuid import uuid4

import pytest

from portal.embedded.payments.pay_pages import WORDS
from tests.portal.embedded.payments.calls import API, EURO, HEADERS
from tests.worlds import PORTAL, SECRET


def test_payment_is_begun_as_mollie_does(start, read):
    answer = start(metadata={"attempt": "a"}, webhookUrl=f"{PORTAL}/melding")

    assert (answer.status_code, answer.mimetype) == (201, "application/hal+json")
    assert answer.json["amount"] == EURO
    assert answer.json["status"] == "open"
    assert answer.json["metadata"] == {"attempt": "a"}
    assert answer.json["id"].startswith("tr_")
    checkout = answer.json["_links"]["checkout"]["href"]
    assert checkout.endswith(f"/betaaldienst/betalen/{answer.json['id']}")
    assert read(answer.json["id"]) == answer.json


def test_same_key_is_one_payment_and_another_is_another(start, client):
    key = str(uuid4())
    ids = {start(key).json["id"] for _time in range(3)}

    assert len(ids) == 1
    assert start().json["id"] not in ids
    assert client.get(API, headers=HEADERS).json["count"] == 2
    assert client.get(f"{API}?limit=1", headers=HEADERS).json["count"] == 1


def test_key_of_a_payment_is_none_for_its_refund(start, end, give_back):
    key = str(uuid4())
    payment_id = start(key).json["id"]
    end(payment_id)

    assert give_back(payment_id, key=key).status_code == 409
    of_refund = str(uuid4())
    assert give_back(payment_id, key=of_refund).status_code == 201
    assert start(of_refund).status_code == 409


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"amount": {"currency": "USD", "value": "16.30"}}, "amount"),
        ({"amount": {"currency": "EUR", "value": 16.3}}, "amount"),
        ({"amount": {"currency": "EUR", "value": "16.3"}}, "amount"),
        ({"amount": {"currency": "EUR", "value": "0.00"}}, "amount"),
        ({"amount": "16.30"}, "amount"),
        ({"description": ""}, "description"),
        ({"description": "x" * 256}, "description"),
        ({"redirectUrl": None}, "redirectUrl"),
        ({"redirectUrl": "javascript:alert(1)"}, "redirectUrl"),
        ({"webhookUrl": "melding"}, "webhookUrl"),
    ],
)
def test_odd_request_is_refused_with_its_field(start, client, changes, field):
    answer = start(**changes)

    assert (answer.status_code, answer.json["field"]) == (422, field)
    assert client.get(API, headers=HEADERS).json["count"] == 0


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer x"}, {"Authorization": SECRET}])
def test_without_the_key_nothing_is_told(start, client, headers):
    assert start(headers=headers).status_code == 401
    assert client.get(API, headers=headers).status_code == 401


def test_unknown_payment_is_not_found(client, give_back):
    assert client.get(f"{API}/tr_nix", headers=HEADERS).status_code == 404
    assert client.get(f"{API}/tr_nix/refunds", headers=HEADERS).status_code == 404
    assert give_back("tr_nix").status_code == 404
    assert client.get("/betaaldienst/betalen/tr_nix").status_code == 404


@pytest.mark.parametrize("outcome", ["paid", "failed", "expired"])
def test_bank_knows_later(start, client, read, end, later, outcome):
    payment_id = start().json["id"]
    end(payment_id, "pending")

    answer = later(payment_id, outcome)

    assert answer.location.endswith(f"#{payment_id}")
    assert read(payment_id)["status"] == outcome
    assert f"De betaling is {WORDS[outcome]}." in client.get(answer.location).text


def test_bank_takes_it_back(start, read, end, later, client):
    payment_id = start().json["id"]
    assert 'value="charged_back"' not in client.get("/betaaldienst/betalingen/").text
    later(payment_id, "charged_back")
    assert "amountChargedBack" not in read(payment_id)
    end(payment_id)
    assert 'value="charged_back"' in client.get("/betaaldienst/betalingen/").text

    for _time in range(2):
        later(payment_id, "charged_back")

    payment = read(payment_id)
    assert (payment["status"], payment["amountChargedBack"]) == ("paid", EURO)
    page = client.get("/betaaldienst/betalingen/").text
    assert "Teruggeboekt door de bank" in page
    assert 'value="charged_back"' not in page


def test_money_is_given_back_once_and_no_more_than_there_is(start, read, end, give_back, client):
    payment_id = start().json["id"]
    assert give_back(payment_id).status_code == 422
    end(payment_id)
    key = str(uuid4())

    ids = {give_back(payment_id, "10.00", key).json["id"] for _time in range(2)}

    assert len(ids) == 1
    assert read(payment_id)["amountRefunded"]["value"] == "10.00"
    assert give_back(payment_id, "6.31").status_code == 422
    assert give_back(payment_id, "6.30").status_code == 201
    assert read(payment_id)["amountRemaining"]["value"] == "0.00"
    listed = client.get(f"{API}/{payment_id}/refunds", headers=HEADERS).json
    assert [each["amount"]["value"] for each in listed["_embedded"]["refunds"]] == ["6.30", "10.00"]
    assert listed["_embedded"]["refunds"][0]["metadata"] == {"refund": "r"}
    assert "Teruggegeven" in client.get("/betaaldienst/betalingen/").text


def test_api_is_away_or_tells_another_amount(start, client):
    client.put("/schakelbord/api/betaaldienst", json={"stand": "503", "keer": 1})
    assert start().status_code == 503
    client.put("/schakelbord/api/betaaldienst", json={"stand": "ander-bedrag", "keer": 1})
    assert start().json["amount"]["value"] == "16.31"
    assert start().json["amount"] == EURO


def test_answer_is_lost_after_it_was_made_and_a_second_try_finds_it(start, client):
    lost = {"stand": "gedaan-maar-502", "keer": 1, "alleen": f"POST {API}"}
    client.put("/schakelbord/api/betaaldienst", json=lost)
    key = str(uuid4())
    assert start(key).status_code == 502

    assert start(key).status_code == 201

    assert client.get(API, headers=HEADERS).json["count"] == 1


def test_pages_work_when_the_api_is_out(start, client, end):
    payment_id = start().json["id"]
    client.put("/schakelbord/api/betaaldienst", json={"stand": "uit"})

    assert end(payment_id).status_code == 303
    assert payment_id in client.get("/betaaldienst/betalingen/").text


def test_no_payments_is_said_so_and_a_reset_forgets_all(start, client):
    start()
    client.post("/schakelbord/opnieuw-beginnen")

    assert "Er zijn nog geen betalingen" in client.get("/betaaldienst/betalingen/").text
