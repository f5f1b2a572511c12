"""Citizen service numbers of people whom nobody plays."""

import itertools
from collections.abc import Iterator

from stdnum.nl import bsn as bsns

FIRST = 999_000_000


def numbers() -> Iterator[str]:
    """Valid numbers that nobody has in the embedded register."""
    every = (f"{number:09d}" for number in itertools.count(FIRST))
    return (number for number in every if bsns.is_valid(number))
