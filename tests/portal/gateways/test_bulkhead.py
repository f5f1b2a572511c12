"""However slow a system is, only some of the threads of a process wait for it."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import replace
from functools import partial

import pytest

from portal.domain.callers import Caller, CallTerm, PageWait, Work, calling
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


def a_late_read(person: str = "anne") -> Caller:
    """A read of a page which went on without it."""
    return Caller(Work.PAGE, person, most_waiting=2, waiting=PageWait(CallTerm(0)))


@pytest.fixture
def entered():
    """Let askers enter a bulkhead; gives whether each got a place, which it keeps."""
    with ExitStack() as kept:

        def enter(hull: Bulkhead, *askers: Caller, part: str = "") -> list[bool]:
            return [kept.enter_context(hull.place_of(asker, part)) for asker in askers]

        yield enter


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
    assert not hull._threads


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


def test_reads_whose_page_went_on_take_no_place_of_pages(entered):
    hull = Bulkhead(stuck_s=0)

    assert entered(hull, *[a_late_read() for _ in range(3)]) == [True] * 3

    assert entered(hull, a_page(), a_page(), a_page()) == [True, True, False]


def test_a_place_comes_free_when_its_page_goes_on(entered):
    hull, going_on = Bulkhead(stuck_s=10), PageWait(CallTerm(0.2))
    assert entered(hull, *[replace(a_page(), waiting=going_on) for _ in range(2)]) == [True] * 2

    began = time.monotonic()
    assert entered(hull, a_page()) == [True]
    assert 0.1 < time.monotonic() - began < bulkhead.PATIENCE_S


def test_a_person_for_whom_a_system_hangs_leaves_it_alone_and_others_ask_it(entered):
    hull = Bulkhead(stuck_s=10)
    entered(hull, *[a_late_read("anne") for _ in range(bulkhead.LATE_OF_ONE)])

    assert entered(hull, a_page(), Caller(Work.PAGE, "sam", most_waiting=2)) == [False, True]


def test_the_other_parts_of_a_system_are_asked_while_one_hangs(entered):
    hull = Bulkhead(stuck_s=10)
    entered(hull, *[a_late_read("anne") for _ in range(bulkhead.LATE_OF_ONE)], part="decisions")

    assert entered(hull, a_page(), part="decisions") == [False]
    assert entered(hull, a_page(), part="cases") == [True]


def test_what_a_late_read_asks_next_is_asked(entered):
    hull, late = Bulkhead(stuck_s=10), a_late_read("anne")
    entered(hull, *[a_late_read("anne") for _ in range(bulkhead.LATE_OF_ONE)])

    assert entered(hull, late) == [True]


def test_a_system_that_hangs_for_everybody_is_not_asked_by_ever_more_threads(entered):
    hull = Bulkhead(stuck_s=10)
    entered(hull, *[a_late_read(f"person {number}") for number in range(bulkhead.MOST_LATE)])

    assert entered(hull, Caller(Work.PAGE, "sam", most_waiting=2)) == [False]


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
    assert not hull._threads


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
