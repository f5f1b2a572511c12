"""However slow a system is, only some of the threads of a process wait for it."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial

import pytest

from portal.domain.callers import Caller, Work, calling
from portal.domain.failures import SourceError, SourceUnavailable
from portal.gateways import bulkhead
from portal.gateways.bulkhead import Bulkhead
from portal.gateways.deadlines import Deadline
from portal.gateways.http import Api
from portal.gateways.parallel import start
from tests.portal.gateways.fake_server import Reply
from tests.portal.gateways.givens import get


def a_page() -> Caller:
    """One page in a process of four threads."""
    return Caller(Work.PAGE, "anne", most_waiting=2)


def test_at_most_half_of_the_threads_wait_and_the_next_does_not():
    hull = Bulkhead(stuck_s=0)
    with hull.place_of(a_page()) as first, hull.place_of(a_page()) as second:
        with hull.place_of(a_page()) as third:
            assert (first, second, third) == (True, True, False)
        with hull.place_of(a_page()) as fourth:
            assert not fourth, "who got no place leaves none behind"
    with hull.place_of(a_page()) as later:
        assert later


def test_a_page_that_waits_on_several_threads_waits_once():
    hull, page = Bulkhead(stuck_s=0), a_page()
    with hull.place_of(page), hull.place_of(page), hull.place_of(page) as third:
        assert third
        with hull.place_of(a_page()) as another:
            assert another
    assert not hull._since


def test_a_place_that_comes_free_in_time_is_taken():
    hull = Bulkhead(stuck_s=10)
    holding = [hull.place_of(a_page()), hull.place_of(a_page())]
    for place in holding:
        place.__enter__()

    with ThreadPoolExecutor(1) as other:
        taken = other.submit(lambda: hull.place_of(a_page()).__enter__())
        holding[0].__exit__(None, None, None)
        assert taken.result(timeout=5)


def test_the_worker_waits_as_long_as_it_likes():
    hull, job = Bulkhead(stuck_s=0), Caller(Work.DELIVERY, "x")
    with hull.place_of(job), hull.place_of(Caller(Work.DELIVERY, "y")) as second:
        assert second


@pytest.fixture
def hull(monkeypatch):
    """The bulkhead of every system; who waits there counts as stuck at once."""
    hulls = {name: Bulkhead(stuck_s=0) for name in ("tested", "other")}
    monkeypatch.setattr(bulkhead, "bulkhead_of", hulls.__getitem__)
    return hulls["tested"]


def test_who_gets_no_place_is_told_at_once_and_other_systems_are_asked(server, hull):
    server.answers(Reply(json="fine"))
    api = Api(system="tested", base_url=f"{server.url}/v1", limit_s=5)
    other = Api(system="other", base_url=f"{server.url}/v1", limit_s=5)

    with hull.place_of(a_page()), hull.place_of(a_page()), calling(a_page()):
        for ask in (partial(get, api), api.stream):
            with pytest.raises(SourceUnavailable, match="enough others"):
                ask("x")
        assert get(other, "x") == "fine"

    assert len(server.requests) == 1


def test_a_place_is_given_back_whatever_the_answer(server, hull):
    api = Api(system="tested", base_url=f"{server.url}/v1", limit_s=5)
    for reply in (Reply(json="fine"), Reply(500, json={}), Reply(body=b"{")):
        server.answers(reply)
        with calling(a_page()), suppress(SourceError):
            get(api, "x")

    assert len(server.requests) == 3
    assert not hull._since


def test_the_parts_of_one_system_are_waited_for_together(server, hull):
    parts = Api(system="documents", base_url=f"{server.url}/v1", limit_s=5, part_of="tested")

    full = pytest.raises(SourceUnavailable, match="enough others")
    with hull.place_of(a_page()), hull.place_of(a_page()), calling(a_page()), full:
        get(parts, "x")


def test_threads_that_read_for_a_page_are_of_that_page(hull):
    page = a_page()
    with calling(page):
        read = start("tested", Deadline(5), bulkhead.caller)

    assert read.result() is page
