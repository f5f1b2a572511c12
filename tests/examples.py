"""How many examples a property gets: 100; in `make stress` ten times as many.

Where one example costs much (a whole delivery, a page), the property says how many it gets.
"""

from typing import Any

from hypothesis import HealthCheck, settings

USUAL, STRESS = "usual", "stress"
TIMES_IN_STRESS = 10


def register_profiles() -> None:
    """Make both profiles known and begin with the usual one; `--hypothesis-profile` says another.

    Neither limits the time of an example: this machine may be busy with other things.
    """
    settings.register_profile(USUAL, max_examples=100, deadline=None)
    settings.register_profile(STRESS, max_examples=100 * TIMES_IN_STRESS, deadline=None)
    settings.load_profile(USUAL)


def of_outside_systems() -> settings:
    """Settings for a property of what outside systems answer: 100 examples, in stress 2,000."""
    times = 2 * TIMES_IN_STRESS if settings.get_current_profile_name() == STRESS else 1
    return settings(
        max_examples=100 * times, deadline=None, suppress_health_check=list(HealthCheck)
    )


def costly(count: int, **more: Any) -> settings:
    """Settings for a property that gets `count` examples, or ten times as many in `make stress`."""
    times = TIMES_IN_STRESS if settings.get_current_profile_name() == STRESS else 1
    return settings(
        max_examples=count * times,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        **more,
    )


def always_the_same(count: int, **more: Any) -> settings:
    """The same for examples that are not drawn anew in each run, but for those of `make stress`."""
    return costly(count, derandomize=settings.get_current_profile_name() != STRESS, **more)
