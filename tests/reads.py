"""The reads of outside systems that go on when the page that began them is long there."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from weakref import WeakSet

import pytest

from portal.gateways import parallel

LONGEST_S = 15.0
"""More than any read may take in tests."""


@pytest.fixture(scope="session", autouse=True)
def reads_ended() -> Iterator[Callable[[], None]]:
    """Waits until no read goes on, so that none ends in the midst of another test.

    It would log into what that prints, and keep its connections to a database that is gone.
    """
    futures: WeakSet[Future[object]] = WeakSet()

    class Threads(ThreadPoolExecutor):
        def submit(self, *args, **kwargs):
            futures.add(future := super().submit(*args, **kwargs))
            return future

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parallel, "ThreadPoolExecutor", Threads)
        yield lambda: _end(futures)


def _end(futures: WeakSet[Future[object]]) -> None:
    while going_on := [future for future in futures if not future.done()]:  # one may begin others
        _done, left = wait(going_on, timeout=LONGEST_S)
        assert not left, "reads of outside systems that don't end"
