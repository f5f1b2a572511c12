"""A system that keeps failing is left alone for a moment."""

import time
from collections.abc import Iterator
from functools import partial

import pytest

from portal.domain.callers import Caller, Work, calling
from portal.domain.failures import SourceRefused, SourceUnavailable
from portal.gateways.breaker import REST_S, WITHIN_S, Breaker, breaker_of
from portal.gateways.deadlines import Deadline
from portal.gateways.http import Api
from portal.gateways.parallel import start
from tests.portal.gateways.fake_server import Reply
from tests.portal.gateways.givens import ENOUGH_S, get

ANNE, BEN, CHAIMA = PEOPLE = ("anne", "ben", "chaima")


def each_of_them(people: tuple[str, ...] = PEOPLE) -> Iterator[None]:
    """Do what follows for each of them."""
    for person in people:
        with calling(Caller(person=person)):
            yield


def test_the_breaker_opens_after_failures_of_several_people_and_tries_again():
    now = [0.0]
    breaker = Breaker(clock=lambda: now[0])
    breaker.record_failure(ANNE)
    breaker.record_failure(BEN)
    assert breaker.allows_call()
    breaker.record_failure(CHAIMA)

    assert not breaker.allows_call()
    now[0] += REST_S + 0.1
    assert breaker.allows_call()
    assert not breaker.allows_call(), "one call tries, the others don't"
    breaker.record_success()
    assert breaker.allows_call()


def test_one_person_never_closes_a_system_for_others_however_often_it_fails():
    breaker = Breaker()
    for _ in range(100):
        breaker.record_failure(ANNE)
        breaker.record_failure(BEN)

    assert breaker.allows_call()


def test_failures_that_lie_further_apart_are_no_outage():
    now = [0.0]
    breaker = Breaker(clock=lambda: now[0])
    for person in PEOPLE:
        breaker.record_failure(person)
        now[0] += WITHIN_S / 2

    assert breaker.allows_call()


def test_an_answer_to_anybody_in_between_begins_the_count_anew():
    breaker = Breaker()
    breaker.record_failure(ANNE)
    breaker.record_failure(BEN)
    breaker.record_success()
    breaker.record_failure(CHAIMA)

    assert breaker.allows_call()


def test_while_it_rests_one_failure_keeps_it_closed_to_all():
    now = [0.0]
    breaker = Breaker(clock=lambda: now[0])
    for person in PEOPLE:
        breaker.record_failure(person)
    now[0] += WITHIN_S + REST_S
    assert breaker.allows_call()
    breaker.record_failure(ANNE)

    assert not breaker.allows_call()


def test_all_that_one_page_waits_for_in_vain_is_one_failure(server):
    server.answers(Reply(json={}, wait_s=2))
    quick = Api(system="tested", base_url=f"{server.url}/v1", limit_s=0.1)
    with calling(Caller(Work.PAGE, ANNE)):
        reads = [start("tested", Deadline(5), partial(get, quick, "x")) for _ in range(8)]
        for read in reads:
            with pytest.raises(SourceUnavailable):
                read.result()

    assert breaker_of("tested", f"{server.url}/v1", Work.PAGE).allows_call()


def test_kinds_of_work_do_not_close_a_system_for_each_other(server):
    server.answers(Reply(502, json={}))
    api = Api(system="tested", base_url=f"{server.url}/v1", limit_s=5)
    for person in PEOPLE:
        with calling(Caller(Work.DELIVERY, person)), pytest.raises(SourceUnavailable):
            get(api, "x")
    server.answers(Reply(json="fine"))

    with calling(Caller(Work.PAGE, ANNE)):
        assert get(api, "x") == "fine"
    with (
        calling(Caller(Work.DELIVERY, "dirk")),
        pytest.raises(SourceUnavailable, match="left alone"),
    ):
        get(api, "x")


def test_a_system_that_keeps_hanging_costs_nothing_any_more(api, server):
    hanging = Reply(json={}, wait_s=2)
    server.answers(hanging)
    quick = Api(system="tested", base_url=f"{server.url}/v1", limit_s=0.05)
    for _ in each_of_them():
        with pytest.raises(SourceUnavailable):
            get(quick, "x")
    asked = server.requests_so_far(len(PEOPLE))
    began = time.monotonic()

    with pytest.raises(SourceUnavailable, match="left alone"):
        get(api, "x")

    assert time.monotonic() - began < hanging.wait_s
    assert len(server.requests) == asked
    other = Api(system="other", base_url=server.url, limit_s=ENOUGH_S)
    server.answers(Reply(json="fine"))
    assert get(other, "x") == "fine", "another system is asked as ever"


def test_a_system_that_hangs_halfway_its_answers_costs_nothing_any_more_either(server):
    server.answers(Reply(body=b"x" * 200, drip_s=0.05))
    quick = Api(system="tested", base_url=f"{server.url}/v1", limit_s=0.1)
    for _ in each_of_them():
        with pytest.raises(SourceUnavailable, match="on GET x"):
            get(quick, "x")

    with pytest.raises(SourceUnavailable, match="left alone"):
        get(quick, "x")
    with pytest.raises(SourceUnavailable, match="left alone"):
        quick.stream("x")
    assert server.requests_so_far(len(PEOPLE)) == len(PEOPLE)


def test_an_answer_closes_the_breaker_even_if_it_is_no(api, server):
    breaker = breaker_of("tested", f"{server.url}/v1", Work.PAGE)
    breaker.record_failure(ANNE)
    breaker.record_failure(BEN)
    server.answers(Reply(404, json={}))
    with pytest.raises(SourceRefused):
        get(api, "x")
    breaker.record_failure(CHAIMA)

    assert breaker.allows_call()


def test_502_counts_as_no_answer_and_500_as_one(api, server):
    server.answers(Reply(500, json={}))
    for _ in each_of_them((*PEOPLE, "dirk")):
        with pytest.raises(SourceUnavailable, match="HTTP 500"):
            get(api, "x")
    server.answers(Reply(502, json={}))
    for _ in each_of_them():
        with pytest.raises(SourceUnavailable, match="HTTP 502"):
            get(api, "x")

    with pytest.raises(SourceUnavailable, match="left alone"):
        get(api, "x")


def test_time_that_another_system_used_up_is_no_failure(api, server):
    server.answers(Reply(json="fine"))
    hurried = api.within(Deadline(0))
    for _ in each_of_them():
        with pytest.raises(SourceUnavailable, match="no time was left"):
            get(hurried, "x")
        with pytest.raises(SourceUnavailable, match="no time was left"):
            hurried.stream("x")

    assert server.requests == []
    assert get(api, "x") == "fine"
