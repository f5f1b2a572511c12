"""What the worker could not bring where it belongs yet: when it is tried again, when it is stuck.

Stuck means that an operator has to look. It is not given up: see `StuckRule.goes_on`.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

FIRST_WAIT_S, LONGEST_WAIT_S = 2, 300
SLOW_WAIT_S = 3600
"""Seconds between two tries of what is stuck."""
TRY_S = 120
"""Seconds in which all outside calls of one try end; another try goes on where it was."""
LEASE_S = 150
"""Seconds after which a worker that hangs holds nothing any more. More than `TRY_S`, so that it
asks nothing when it comes to itself."""
HUNG_S = 180
"""Seconds after which a job of a worker that is alive counts as hanging."""
REST_WAIT_S, BUSY_WAIT_S = 30, 5
"""Seconds until the next look where nothing was tried: the system rests, or another is busy."""


class FailureKind(StrEnum):
    """Whose fault it is that a try failed."""

    DOWN = "down"
    """The system doesn't answer, or not now."""
    REFUSED = "refused"
    """It understood, and said no."""
    UNREADABLE = "unreadable"
    """It answered what can't be read: as good as no answer."""
    OURS = "ours"
    """Whatever else: a bug."""


MOST_TRIES = {FailureKind.REFUSED: 3, FailureKind.OURS: 10}
"""So many tries in a row that ended this way say that another one won't help."""


@dataclass(frozen=True, slots=True)
class StuckRule:
    """When something is stuck, besides `MOST_TRIES`."""

    after: timedelta
    """Since its first failure."""
    goes_on: bool
    """Whether it is tried on, slowly; else it waits for an operator."""

    def is_stuck(self, fault: FailureKind, tries: int, waited: timedelta) -> bool:
        """Whether it is, after so many tries in a row with this fault."""
        return waited >= self.after or tries >= MOST_TRIES.get(fault, tries + 1)


WHAT_WAS_SENT = StuckRule(timedelta(hours=4), goes_on=True)
"""What a resident sent: never given up."""
NOTICES = StuckRule(timedelta(days=3), goes_on=False)
"""Mails and looks at a case: a weekend's outage loses none, and older ones help nobody."""


def wait_after(tries: int) -> timedelta:
    """How long until the next try: 2, 4, 8 … 300 seconds."""
    return timedelta(seconds=min(FIRST_WAIT_S * 2 ** min(tries, 10), LONGEST_WAIT_S))
