"""What the embedded payment provider tells the portal: that something changed, and nothing else."""

import time

import pytest

from portal.embedded.payments.pay_pages import OUTCOMES, WORDS
from tests.portal.embedded.payments.calls import BACK
from tests.portal.gateways.fake_server import Reply


def bodies_of(server, least):
    """What was posted, once there are so many."""
    assert server.requests_so_far(least) == least
    return [request.body.decode() for request in server.requests]


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_payer_chooses_how_it_ends_and_goes_back(start, client, read, end, portal_server, outcome):
    payment_id = start(webhookUrl=f"{portal_server.url}/melding").json["id"]
    page = client.get(f"/betaaldienst/betalen/{payment_id}").text
    assert f'value="{outcome}"' in page
    assert "€ 16,30" in page

    answer = end(payment_id, outcome)

    assert (answer.status_code, answer.location) == (303, BACK)
    payment = read(payment_id)
    assert payment["status"] == outcome
    assert ("paidAt" in payment) == (outcome == "paid")
    assert "checkout" not in payment["_links"]
    assert bodies_of(portal_server, 1) == [f"id={payment_id}"]
    assert portal_server.requests[0].headers["Content-Type"] == "application/x-www-form-urlencoded"


def test_what_ended_stays_so_and_is_told_once(start, client, read, end, portal_server):
    payment_id = start(webhookUrl=f"{portal_server.url}/melding").json["id"]
    end(payment_id)

    assert end(payment_id, "failed").location == BACK

    assert read(payment_id)["status"] == "paid"
    assert bodies_of(portal_server, 1) == [f"id={payment_id}"]
    page = client.get(f"/betaaldienst/betalen/{payment_id}").text
    assert f"Deze betaling is {WORDS['paid']}." in page
    assert "<form" not in page
    assert client.post(f"/betaaldienst/betalen/{payment_id}").status_code == 400


def test_notice_that_is_not_taken_comes_again(start, end, portal_server):
    replies = [Reply(503), Reply(drop=True), Reply(body=b"")]
    portal_server.answer = lambda _request: replies.pop(0)
    payment_id = start(webhookUrl=f"{portal_server.url}/melding").json["id"]

    end(payment_id)

    assert bodies_of(portal_server, 3) == [f"id={payment_id}"] * 3


def test_who_pays_waits_for_no_notice(start, end, portal_server):
    portal_server.answers(Reply(wait_s=3.0))
    payment_id = start(webhookUrl=f"{portal_server.url}/melding").json["id"]
    began = time.monotonic()

    assert end(payment_id).status_code == 303

    assert time.monotonic() - began < 2.0


@pytest.mark.parametrize(("stand", "count"), [("goed", 1), ("dubbel", 2), ("traag", 1)])
def test_notices_come_as_often_and_as_late_as_the_switch_says(
    start, client, end, portal_server, stand, count
):
    setting = {"stand": stand, "seconden": 0.3}
    assert client.put("/schakelbord/api/betaalmeldingen", json=setting).status_code == 200
    payment_id = start(webhookUrl=f"{portal_server.url}/melding").json["id"]
    began = time.monotonic()

    end(payment_id)

    assert bodies_of(portal_server, count) == [f"id={payment_id}"] * count
    assert (time.monotonic() - began >= 0.3) == (stand == "traag")


def test_notice_that_was_lost_can_be_sent_once_more(start, client, end, later, portal_server):
    client.put("/schakelbord/api/betaalmeldingen", json={"stand": "kwijt", "keer": 1})
    payment_id = start(webhookUrl=f"{portal_server.url}/melding").json["id"]
    end(payment_id)
    time.sleep(0.1)
    assert portal_server.requests == []

    later(payment_id, "tell_again")

    assert bodies_of(portal_server, 1) == [f"id={payment_id}"]
    counted = client.get("/schakelbord/api/tellers").json["betaalmeldingen"]
    assert counted["totaal"] == 2


@pytest.mark.parametrize("stand", ["uit", "404", "ander-bedrag"])
def test_notices_fail_in_their_own_ways_only(client, stand):
    answer = client.put("/schakelbord/api/betaalmeldingen", json={"stand": stand})

    assert answer.status_code == 400
