"""Things of which a process has one, made where they are first needed."""

from collections.abc import Callable
from functools import update_wrapper
from threading import RLock
from typing import Generic, TypeVar, TypeVarTuple

Ts = TypeVarTuple("Ts")
T = TypeVar("T")


class made_once(Generic[*Ts, T]):  # noqa: N801 - a decorator, like `functools.cache`
    """Calls the function once for the same arguments; threads that come meanwhile wait for it.

    `functools.cache` calls it in each of them: each has another pool or breaker then, and figures
    that are registered twice are an error. What was raised is not kept.
    """

    def __init__(self, make: Callable[[*Ts], T]) -> None:
        update_wrapper(self, make)
        self._make = make
        self._made: dict[tuple[*Ts], T] = {}
        self._lock = RLock()

    def __call__(self, *args: *Ts) -> T:
        """What was made for these arguments."""
        try:
            return self._made[args]
        except KeyError:
            return self._made_now(args)

    def cache_clear(self) -> None:
        """Forget all, so that each is made anew."""
        with self._lock:
            self._made.clear()

    def _made_now(self, args: tuple[*Ts]) -> T:
        with self._lock:
            if args not in self._made:  # another thread may have made it meanwhile
                self._made[args] = self._make(*args)
            return self._made[args]
