"""What goes wrong while people send: all by one seed, so that a storm can be had again."""

import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from portal.embedded.switchboard.switches import Mode
from tests.journeys.world import World

PARTS = ("zaken", "catalogi", "documenten")
FLAPS = (
    Mode.DOWN,
    Mode.ERROR_AFTER,
    Mode.BROKEN_AFTER,
    Mode.TOO_MANY,
    Mode.CUT_OFF,
    Mode.LATE,
    Mode.NONSENSE,
    Mode.OTHER_SHAPE,
    Mode.UNAUTHORIZED,
    Mode.CLOCK_AHEAD,
)
"""Ways to fail that go by, in which nobody has to mend anything."""
HOLDS_S, RESTS_S = 0.6, 0.4


@contextmanager
def flapping(world: World, seed: int) -> Iterator[None]:
    """The case API works and fails in turns, until the end; then it works."""
    over = threading.Event()
    thread = threading.Thread(target=_flap, args=(world, random.Random(seed), over))
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
        for part in PARTS:
            world.switch(part, Mode.GOOD)


def _flap(world: World, chance: random.Random, over: threading.Event) -> None:
    while not over.wait(RESTS_S):
        part, mode = chance.choice(PARTS), chance.choice(FLAPS)
        try:
            world.switch(part, mode, seconds=1.0)
            over.wait(HOLDS_S)
            world.switch(part, Mode.GOOD)
        except OSError:
            continue  # its database is restarted just now


def blows(
    world: World, count: int, seed: int, *, worker: int, web: int, database: int
) -> dict[int, Callable[[], None]]:
    """After how many submissions what is killed: spread over `count` by the seed."""
    chance = random.Random(seed)
    acts: list[Callable[[], None]] = [world.restart_worker] * worker
    acts += [world.restart_web] * web + [world.restart_database] * database
    chance.shuffle(acts)
    places = sorted(chance.sample(range(1, count), len(acts)))
    return dict(zip(places, acts, strict=True))
