"""What a process has one of is made once, however many threads need it first."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from portal.once import made_once

THREADS = 8


def test_threads_that_come_at_once_share_what_one_of_them_makes():
    together, calls = threading.Barrier(THREADS), []

    @made_once
    def pool(name: str) -> object:
        calls.append(name)
        time.sleep(0.02)  # so that the others come while it is made
        return object()

    def first_use(_number: int) -> object:
        together.wait()
        return pool("cases")

    with ThreadPoolExecutor(THREADS) as threads:
        pools = list(threads.map(first_use, range(THREADS)))

    assert calls == ["cases"]
    assert set(pools) == {pool("cases")}


def test_other_arguments_have_their_own():
    breaker_of = made_once(lambda system: [system])

    assert breaker_of("cases") is breaker_of("cases")
    assert breaker_of("cases") is not breaker_of("persons")


def test_what_failed_is_tried_again():
    tries = []

    @made_once
    def fonts() -> int:
        tries.append(1)
        if len(tries) == 1:
            raise OSError("no fonts")
        return len(tries)

    with pytest.raises(OSError, match="no fonts"):
        fonts()

    assert (fonts(), fonts()) == (2, 2)


def test_it_can_be_made_anew():
    make = made_once(object)
    before = make()

    make.cache_clear()

    assert make() is not before
