"""A system that keeps failing is left alone for a moment."""

import time

import pytest

from portal.domain.failures import SourceRefused, SourceUnavailable
from portal.gateways.breaker import FAILURES, REST_S, Breaker, breaker_of
from portal.gateways.deadlines import Deadline
from portal.gateways.http import Api
from tests.portal.gateways.fake_server import Reply


def test_the_breaker_opens_after_failures_in_a_row_and_tries_again():
    now = [0.0]
    breaker = Breaker(clock=lambda: now[0])
    for _ in range(FAILURES - 1):
        breaker.failed()
    assert breaker.lets_through()
    breaker.failed()

    assert not breaker.lets_through()
    now[0] += REST_S + 0.1
    assert breaker.lets_through()
    assert not breaker.lets_through(), "one call tries, the others don't"
    breaker.answered()
    assert breaker.lets_through()


def test_a_system_that_keeps_hanging_costs_nothing_any_more(api, server):
    server.answers(Reply(json={}, wait_s=2))
    quick = Api(system="tested", base_url=f"{server.url}/v1", limit_s=0.05)
    for _ in range(FAILURES):
        with pytest.raises(SourceUnavailable):
            quick.get("x")
    asked = len(server.requests)
    began = time.monotonic()

    with pytest.raises(SourceUnavailable, match="left alone"):
        api.get("x")

    assert time.monotonic() - began < 1
    assert len(server.requests) == asked
    other = Api(system="other", base_url=server.url, limit_s=1)
    server.answers(Reply(json="fine"))
    assert other.get("x") == "fine", "another system is asked as ever"


def test_a_system_that_hangs_halfway_its_answers_costs_nothing_any_more_either(server):
    server.answers(Reply(body=b"x" * 200, drip_s=0.05))
    quick = Api(system="tested", base_url=f"{server.url}/v1", limit_s=0.1)
    for _ in range(FAILURES):
        with pytest.raises(SourceUnavailable, match="on GET x"):
            quick.get("x")

    with pytest.raises(SourceUnavailable, match="left alone"):
        quick.get("x")
    with pytest.raises(SourceUnavailable, match="left alone"):
        quick.stream("x")
    assert len(server.requests) == FAILURES


def test_an_answer_closes_the_breaker_even_if_it_is_no(api, server):
    breaker = breaker_of("tested", f"{server.url}/v1")
    for _ in range(FAILURES - 1):
        breaker.failed()
    server.answers(Reply(404, json={}))
    with pytest.raises(SourceRefused):
        api.get("x")
    breaker.failed()

    assert breaker.lets_through()


def test_502_counts_as_no_answer_and_500_as_one(api, server):
    server.answers(Reply(500, json={}))
    for _ in range(FAILURES + 1):
        with pytest.raises(SourceUnavailable, match="HTTP 500"):
            api.get("x")
    server.answers(Reply(502, json={}))
    for _ in range(FAILURES):
        with pytest.raises(SourceUnavailable, match="HTTP 502"):
            api.get("x")

    with pytest.raises(SourceUnavailable, match="left alone"):
        api.get("x")


def test_time_that_another_system_used_up_is_no_failure(api, server):
    server.answers(Reply(json="fine"))
    hurried = api.within(Deadline(0))
    for _ in range(FAILURES):
        with pytest.raises(SourceUnavailable, match="no time was left"):
            hurried.get("x")
        with pytest.raises(SourceUnavailable, match="no time was left"):
            hurried.stream("x")

    assert server.requests == []
    assert api.get("x") == "fine"
