"""Which files may be sent with an answer."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileLimits:
    """Which files may be sent with an answer: by kind (`pdf`), size of each and number."""

    kinds: tuple[str, ...]
    mb: int
    most: int
